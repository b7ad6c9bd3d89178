const MINUTE = 60;
const HOUR = 3600;

/** A length of time for people: `1.9 s`, `2 min 13 s`, `1 h 5 min`. */
export function timeSpan(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (Math.round(seconds * 10) < MINUTE * 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  const minutes = Math.round(seconds / MINUTE);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Days as `2027-01-31`, in UTC: texts in this form sort as the days do. */

const DAY_MS = 86_400_000;

/** Whether there is such a day: `2027-02-30` is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dayOf(new Date(time)) === text;
}

/** The day that it is in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** How many days after `from` the day `to` is; negative when it is before. Both are days. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The day that is so many days later. */
export function dayAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS));
}

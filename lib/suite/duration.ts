const FORM = /^(\d+)(ms|s|m|h)$/;

/** A length of time as cases and profiles write it: `200ms`, `5s`, `2m`, `1h`. */
export const DURATION = FORM;

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** The longest that a timer takes; one that is longer would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** @returns milliseconds; throws on text that is not a duration (the schema has refused it before). */
export function milliseconds(duration: string): number {
  const parts = FORM.exec(duration);
  if (parts === null) throw new Error(`not a duration: ${duration}`);
  const unit = UNITS[parts[2] as keyof typeof UNITS];
  return Math.min(Number(parts[1]) * unit, LONGEST_MS);
}

const FORM = /^(\d+)(ms|s|m)$/;

/** A length of time as cases and profiles write it: `200ms`, `5s`, `2m`. */
export const DURATION = FORM;

/** @returns milliseconds; throws on text that is not a duration (the schema has refused it before). */
export function milliseconds(duration: string): number {
  const parts = FORM.exec(duration);
  if (parts === null) throw new Error(`not a duration: ${duration}`);
  const unit = parts[2] === "ms" ? 1 : parts[2] === "s" ? 1_000 : 60_000;
  return Number(parts[1]) * unit;
}

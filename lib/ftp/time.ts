import { daysOf, digits } from "./calendar.js";

/**
 * The time of MDTM: `YYYYMMDDHHMMSS` in UTC (RFC 3659 2.3), without a fraction of a second.
 * @throws RangeError for a date that is none or a year that has not four digits
 */
export function printTime(date: Date): string {
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError(`${year} is no year of four digits`);
  const rest = [
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  return digits(year, 4) + rest.map((value) => digits(value, 2)).join("");
}

/**
 * Reads the time of MDTM.
 * @returns the whole second, and the digits of its fraction when there is one. Second 60, which RFC 3659 2.3
 *   grants to leap seconds, is the first of the next minute.
 */
export function parseTime(
  text: string,
): { ok: true; date: Date; fraction?: string } | { ok: false; fault: string } {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(text);
  const stamp = found?.[1] ?? "";
  const fraction = found?.[2];
  if (!found) return { ok: false, fault: "it is not YYYYMMDDHHMMSS, with a fraction or without" };
  // A server with the year 2000 fault prints 19100 for 2000.
  if (stamp.length !== 14) return { ok: false, fault: `there are ${stamp.length} digits where 14 are due` };
  const part = (from: number): number => Number(stamp.slice(from, from + 2));
  const year = Number(stamp.slice(0, 4));
  const ranges: [what: string, value: number, least: number, most: number][] = [
    ["month", part(4), 1, 12],
    ["day", part(6), 1, daysOf(part(4), year)],
    ["hour", part(8), 0, 23],
    ["minute", part(10), 0, 59],
    ["second", part(12), 0, 60],
  ];
  for (const [what, value, least, most] of ranges) {
    if (value < least || value > most)
      return { ok: false, fault: `${what} ${value} is not ${least} to ${most}` };
  }
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, part(4) - 1, part(6));
  date.setUTCHours(part(8), part(10), part(12));
  return fraction === undefined ? { ok: true, date } : { ok: true, date, fraction };
}

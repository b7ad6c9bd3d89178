import { daysOf, digits } from "./calendar.js";
import type { ListingEntry } from "./listing-entry.js";
import type { PrintedEntry } from "./listing-unix.js";

/**
 * Date, time, then `<DIR>` or a size, then the name. IIS puts the name of a directory behind ten blanks and that
 * of a file behind one; more blanks belong to the name.
 */
const DOS_LINE = new RegExp(
  [
    String.raw`^(?<month>\d\d)[-/](?<day>\d\d)[-/](?<year>\d{4}|\d\d) +(?<hour>\d\d):(?<minute>\d\d) ?(?<half>[AaPp][Mm])? +`,
    String.raw`(?:<(?<mark>DIR|JUNCTION|SYMLINKD?)>(?: {10}| +)|(?<size>\d{1,20}) )(?<name>.+)$`,
  ].join(""),
  "s",
);

/** The first year of the hundred that two digits stand for: FTP servers have no older files. */
const CENTURY_FROM = 1970;

/**
 * Reads one line as IIS and the DIR command print it, with years of two or four digits and either clock.
 * @returns undefined when it is no such line, or one with a date that is not in the calendar
 */
export function parseDosLine(line: string): ListingEntry | undefined {
  const groups = DOS_LINE.exec(line)?.groups;
  if (!groups) return undefined;
  const { year: yearText = "", half, mark, name = "" } = groups;
  const year = yearText.length === 4 ? Number(yearText) : fullYear(Number(yearText));
  const month = Number(groups["month"]);
  const day = Number(groups["day"]);
  const hour = hourOf(Number(groups["hour"]), half?.toUpperCase());
  const minute = Number(groups["minute"]);
  if (day < 1 || day > daysOf(month, year) || hour === undefined || minute > 59) return undefined;
  const modified = { year, month, day, hour, minute };
  if (mark === "DIR") return { name, kind: "directory", size: undefined, modified, line };
  if (mark !== undefined) {
    const target = name.indexOf(" [");
    return { name: target > 0 ? name.slice(0, target) : name, kind: "link", size: undefined, modified, line };
  }
  const size = Number(groups["size"]);
  return Number.isSafeInteger(size) ? { name, kind: "file", size, modified, line } : undefined;
}

function fullYear(twoDigits: number): number {
  const year = CENTURY_FROM - (CENTURY_FROM % 100) + twoDigits;
  return year < CENTURY_FROM ? year + 100 : year;
}

/** The hour of 24, from a clock with AM and PM or from one without. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === "PM" ? 12 : 0);
}

/** The line of the reference device (AMB-042), in UTC, without a line end. */
export function printDosLine(entry: PrintedEntry): string {
  const { name, kind, size, modified } = entry;
  const hour = modified.getUTCHours();
  const date = [modified.getUTCMonth() + 1, modified.getUTCDate(), modified.getUTCFullYear() % 100]
    .map((value) => digits(value, 2))
    .join("-");
  const time = `${digits(hour % 12 === 0 ? 12 : hour % 12, 2)}:${digits(modified.getUTCMinutes(), 2)}${hour < 12 ? "AM" : "PM"}`;
  const column = kind === "directory" ? "      <DIR>         " : String(size).padStart(20);
  return `${date}  ${time} ${column} ${name}`;
}

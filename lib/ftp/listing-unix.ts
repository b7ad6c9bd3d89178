import { daysOf, digits, MONTHS } from "./calendar.js";
import type { ListingEntry } from "./listing-entry.js";

/** A file as the device has it, to be printed in a listing. */
export interface PrintedEntry {
  name: string;
  kind: "file" | "directory";
  /** Octets. */
  size: number;
  modified: Date;
  /** When the listing is made: `ls` shows the time of day of what is younger than six months, else the year. */
  now: Date;
}

type Modified = NonNullable<ListingEntry["modified"]>;

const KINDS: ReadonlyMap<string, ListingEntry["kind"]> = new Map([
  ["-", "file"],
  ["d", "directory"],
  ["l", "link"],
]);

/** Kind, permissions, and the mark of an ACL or a security context. */
const MODE = /^([-bcdlpsD?])[-rwxXsStTlL?]{9}[+@.]? +/;

/**
 * Size, date and one blank. Everything between the permissions and the size is passed over: some servers print
 * links, owner and group, some less, and the names of groups may have blanks. The quantifier of the size is
 * bounded, so that a line of digits costs no quadratic time.
 */
const SIZE_AND_DATE = new RegExp(
  [
    String.raw`(?<=^| )(?<size>\d{1,20}) +`,
    "(?:",
    `(?<name>${MONTHS.join("|")}) +(?<day>\\d{1,2}) +`,
    `|(?<dayFirst>\\d{1,2}) +(?<nameSecond>${MONTHS.join("|")}) +`,
    String.raw`|(?<isoYear>\d{4})-(?<isoMonth>\d\d)-(?<isoDay>\d\d) +`,
    ")",
    // Only forms with seconds go on with a zone or the year; behind minutes such digits belong to the name.
    String.raw`(?:(?<hour>\d{1,2}):(?<minute>\d\d)(?::\d\d(?:\.\d+)?(?: [-+]\d{4}| (?<yearLast>\d{4}))?)?`,
    String.raw`|(?<year>\d{4})) `,
  ].join(""),
);

/**
 * Reads one line as `ls -l` and its imitators print it.
 * @returns undefined when it is no such line, or one with a date that is not in the calendar
 */
export function parseUnixLine(line: string): ListingEntry | undefined {
  const mode = MODE.exec(line);
  if (!mode) return undefined;
  const rest = line.slice(mode[0].length);
  const found = SIZE_AND_DATE.exec(rest);
  if (!found?.groups) return undefined;
  const modified = modifiedOf(found.groups);
  const size = Number(found.groups["size"]);
  const text = rest.slice(found.index + found[0].length);
  if (!modified || !Number.isSafeInteger(size) || text === "") return undefined;
  const letter = mode[1] ?? "";
  const kind = KINDS.get(letter) ?? "other";
  // A device node has its major and minor numbers where others have a size.
  const device = letter === "b" || letter === "c";
  return { name: nameOf(kind, text), kind, size: device ? undefined : size, modified, line };
}

function nameOf(kind: ListingEntry["kind"], text: string): string {
  const arrow = kind === "link" ? text.indexOf(" -> ") : -1;
  return arrow > 0 ? text.slice(0, arrow) : text;
}

function modifiedOf(groups: Record<string, string | undefined>): Modified | undefined {
  const name = groups["name"] ?? groups["nameSecond"];
  const month = name === undefined ? Number(groups["isoMonth"]) : MONTHS.indexOf(name) + 1;
  const day = Number(groups["day"] ?? groups["dayFirst"] ?? groups["isoDay"]);
  const yearText = groups["year"] ?? groups["yearLast"] ?? groups["isoYear"];
  const modified: Modified = { month, day };
  if (yearText !== undefined) modified.year = Number(yearText);
  if (day < 1 || day > daysOf(month, modified.year)) return undefined;
  if (groups["hour"] !== undefined) {
    modified.hour = Number(groups["hour"]);
    modified.minute = Number(groups["minute"]);
    if (modified.hour > 23 || modified.minute > 59) return undefined;
  }
  return modified;
}

/** Half a mean Gregorian year, as ls has it. */
const SIX_MONTHS = (365.2425 / 2) * 24 * 3600 * 1000;

/** The line of the reference device (AMB-042), in UTC, without a line end. */
export function printUnixLine(entry: PrintedEntry): string {
  const { name, kind, size, modified } = entry;
  const age = entry.now.getTime() - modified.getTime();
  const time =
    age >= 0 && age < SIX_MONTHS
      ? `${digits(modified.getUTCHours(), 2)}:${digits(modified.getUTCMinutes(), 2)}`
      : digits(modified.getUTCFullYear(), 4).padStart(5);
  const mode = kind === "directory" ? "drwxrwxrwx" : "-rw-rw-rw-";
  const date = `${MONTHS[modified.getUTCMonth()]} ${String(modified.getUTCDate()).padStart(2)} ${time}`;
  return `${mode}   1 root     root     ${String(size).padStart(11)} ${date} ${name}`;
}

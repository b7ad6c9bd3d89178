import { counted, excerpt } from "../printable.js";
import type { BaselineContent } from "./baseline.js";
import { daysFrom } from "./iso-date.js";

const MOST_CHARACTERS = 60;
const HEADS = ["case", "verdict", "received", "reason", "expires"] as const;

/**
 * A baseline as a table for people, what expires first at the top.
 * @param today as `2027-01-31`, in UTC
 */
export function baselineTable(baseline: BaselineContent, today: string): string[] {
  const { suites, device, accepted, passed } = baseline;
  const rows = accepted
    .toSorted((a, b) => (a.expires === b.expires ? 0 : a.expires < b.expires ? -1 : 1))
    .map((entry) => [
      entry.case,
      entry.verdict,
      excerpt(entry.received, MOST_CHARACTERS),
      excerpt(entry.reason, MOST_CHARACTERS),
      `${entry.expires} (${leftOf(daysFrom(today, entry.expires))})`,
    ]);
  const table = rows.length === 0 ? [] : [[...HEADS], ...rows];
  const widths = HEADS.map((_, at) => Math.max(0, ...table.map((row) => row[at]?.length ?? 0)));
  return [
    `suites ${suites.digest.slice(0, 12)}, ${counted(suites.cases, "case")}`,
    `device "${excerpt(device, 200)}"`,
    "",
    ...table.map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    ...(table.length === 0 ? [] : [""]),
    `${accepted.length} accepted, ${passed.length} passed`,
  ];
}

function leftOf(days: number): string {
  if (days < 0) return `expired ${counted(-days, "day")} ago`;
  return days === 0 ? "until today" : `${counted(days, "day")} left`;
}

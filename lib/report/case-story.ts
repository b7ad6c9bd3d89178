/** What is to be told about a case that did not pass, in the order in which it is read. */
import type { CaseRecord } from "../runner/journal.js";
import { counted, excerpt } from "./printable.js";

export type StoryRow = readonly [label: string, text: string];

/** Characters of one row: a device can send any number of lines, and they all stand in "received". */
const MOST_CHARACTERS = 1000;
const MOST_REMARKS = 20;

/** Everything but the dialogue and the remarks. */
export function storyOf(record: CaseRecord): StoryRow[] {
  const { deviation } = record;
  const rows: StoryRow[] = [
    ["purpose", record.purpose],
    ["clauses", `${record.covers.join(", ")} (${record.strength})`.trimStart()],
    ["case", placeOf(record)],
  ];
  if (deviation !== undefined) {
    for (const [index, expected] of deviation.expected.entries())
      rows.push([index === 0 ? "expected" : "or", expected]);
    rows.push(["received", deviation.received]);
  }
  if (!isToldByDeviation(record)) rows.push(["reason", record.reason]);
  return rows.map(([label, text]) => [label, excerpt(text, MOST_CHARACTERS)]);
}

export function remarksOf(record: CaseRecord): StoryRow[] {
  const rows = record.remarks.slice(0, MOST_REMARKS).map(remarkRow);
  const more = record.remarks.length - rows.length;
  return more > 0 ? [...rows, ["remark", `... and ${counted(more, "more remark")}`]] : rows;
}

function remarkRow({ kind, message }: CaseRecord["remarks"][number]): StoryRow {
  return ["remark", `${kind}: ${excerpt(message, MOST_CHARACTERS)}`];
}

/** Only a failure's line is one of the case's own steps; where nothing was proved it may be a preamble's, in another file. */
function placeOf({ file, verdict, deviation }: CaseRecord): string {
  const begins = Number(/:(\d+)$/.exec(file)?.[1]);
  const step = deviation?.line ?? 0;
  return verdict === "fail" && step > begins ? `${file}, step at line ${step}` : file;
}

function isToldByDeviation({ reason, deviation }: CaseRecord): boolean {
  if (reason === "") return true;
  if (deviation === undefined) return false;
  return reason === `expected ${deviation.expected.join(" or ")}; received ${deviation.received}`;
}

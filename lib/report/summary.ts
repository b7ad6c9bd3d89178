/** What the person at the terminal reads when a run is over. The answer stands at the end, where the eye is. */
import type { CaseRecord, Journal } from "../runner/journal.js";
import { remarksOf, type StoryRow, storyOf } from "./case-story.js";
import { causesOf, examplesOf } from "./causes.js";
import { closingBlock } from "./closing-block.js";
import { dialogueLines } from "./dialogue.js";
import { type Paint, paintFor } from "./paint.js";
import { counted, excerpt, printable, wrapped } from "./printable.js";
import { troublesIn } from "./tally.js";

export interface SummaryOptions {
  colour: boolean;
  /** characters in a line */
  columns: number;
  /** what was written, to be named */
  files: string[];
}

interface Page {
  paint: Paint;
  columns: number;
}

const DIALOGUE_LINES = 40;
const MOST_REASONS = 20;
const MOST_REMARK_KINDS = 10;
const MOST_CAUSES = 20;
/** Told at length; when a device fails everything, the others get a line each. */
const MOST_STORIES = 50;
const FEWEST_COLUMNS = 40;
const LABEL_WIDTH = 10;

const COLOURS = { fail: "red", inconclusive: "yellow", error: "magenta" } as const;

/**
 * Every line ends with a line feed.
 * @since 0.1.0
 */
export function summaryText(journal: Journal, options: SummaryOptions): string {
  const page = { paint: paintFor(options.colour), columns: Math.max(FEWEST_COLUMNS, options.columns) };
  const sections = [
    ...stories(troublesIn(journal), page),
    groups(
      journal.notSelected.map((record) => record.reason),
      (count) => `${count} not selected: `,
      page,
    ),
    remarkGroups(journal.cases, page),
    groups(
      journal.notRun.map((record) => record.reason),
      (count) => `${count} not run: `,
      page,
    ),
    causes(journal, page),
    closingBlock(journal, options.files, page.paint, page.columns),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function stories(records: readonly CaseRecord[], page: Page): string[][] {
  const short = records.slice(MOST_STORIES).flatMap((record) => {
    const line = `${record.id}: ${excerpt(record.reason, 200)}`;
    return hanging(`${record.verdict.toUpperCase()} `, line, page, (word) => headed(word, record, page));
  });
  return [...records.slice(0, MOST_STORIES).map((record) => story(record, page)), short];
}

function story(record: CaseRecord, page: Page): string[] {
  const word = `${record.verdict.toUpperCase()} `;
  const rows = (told: readonly StoryRow[]): string[] =>
    told.flatMap(([label, text]) => hanging(`  ${labelled(label)}`, text, page));
  const dialogue = dialogueLines(record, {
    most: DIALOGUE_LINES,
    columns: page.columns - 2,
    dim: (text) => page.paint("dim", text),
  });
  return [
    `${headed(word, record, page)}${page.paint("bold", printable(record.id))}`,
    ...rows(storyOf(record)),
    ...(dialogue.length > 0 ? [`  ${labelled("dialogue")}(times in ms)`] : []),
    ...dialogue.map((line) => `  ${line}`),
    ...rows(remarksOf(record)),
  ];
}

function headed(word: string, { verdict }: CaseRecord, { paint }: Page): string {
  return verdict === "pass" ? word : `${paint([COLOURS[verdict], "bold"], word.trimEnd())} `;
}

/** Alternatives stand below each other: `expected` and, right-aligned below it, `or`. */
function labelled(label: string): string {
  return `${label === "or" ? label.padStart("expected".length) : label}`.padEnd(LABEL_WIDTH);
}

/** A paragraph whose later lines are indented to where its text begins. */
function hanging(head: string, text: string, page: Page, paintHead = (plain: string) => plain): string[] {
  const indent = Math.min(head.length, LABEL_WIDTH + 2);
  const [first = "", ...rest] = wrapped(text, page.columns - indent, page.columns - head.length);
  return [`${paintHead(head)}${first}`, ...rest.map((line) => `${" ".repeat(indent)}${line}`)];
}

function groups(reasons: readonly string[], head: (count: number) => string, page: Page): string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const lines = sorted
    .slice(0, MOST_REASONS)
    .flatMap(([reason, count]) => hanging(head(count), excerpt(reason, 500), page));
  const rest = sorted.slice(MOST_REASONS);
  if (rest.length === 0) return lines;
  const left = rest.reduce((sum, [, count]) => sum + count, 0);
  return [...lines, `${head(left)}for ${counted(rest.length, "other reason")}`];
}

/** Right above the answer: what there is to mend, when it is less than the number of cases says. */
function causes(journal: Journal, page: Page): string[] {
  const all = causesOf(journal);
  const shown = all.slice(0, MOST_CAUSES).flatMap((cause) => {
    const { ids, more } = examplesOf(cause);
    const named = `${ids.map(printable).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    const head = `${counted(cause.cases.length, "case")}: `;
    return [...hanging(head, cause.cause, page), ...hanging("    ", named, page)];
  });
  return all.length > MOST_CAUSES ? [...shown, `and ${all.length - MOST_CAUSES} more causes`] : shown;
}

/** Remarks that differ in their numbers only, such as ports and sizes, are one kind; reply codes keep them apart. */
function remarkGroups(cases: readonly CaseRecord[], page: Page): string[] {
  const kinds = new Map<string, { example: string; count: number }>();
  for (const { kind, message } of cases.flatMap((record) => record.remarks)) {
    const key = `${kind} ${message.replace(/\d+/g, (number) => (/^[1-5]\d\d$/.test(number) ? number : "0"))}`;
    const group = kinds.get(key);
    if (group === undefined) kinds.set(key, { example: `${kind}: ${message}`, count: 1 });
    else group.count += 1;
  }
  const sorted = [...kinds.values()].sort((a, b) => b.count - a.count || (a.example < b.example ? -1 : 1));
  const shown = sorted.slice(0, MOST_REMARK_KINDS);
  const rest = sorted.slice(MOST_REMARK_KINDS);
  const lines = shown.flatMap(({ example, count }) =>
    hanging(`${counted(count, "remark")}, `, excerpt(example, 500), page),
  );
  if (rest.length === 0) return lines;
  const left = rest.reduce((sum, group) => sum + group.count, 0);
  return [...lines, `${counted(left, "remark")} of ${counted(rest.length, "more kind")}`];
}

/** A run for the page of a CI job: the answer first, then what did not pass, then the counts. */
import type { CaseRecord, Journal } from "../runner/journal.js";
import { causesOf, causeText, examplesOf } from "./causes.js";
import { counted, excerpt } from "./printable.js";
import { acceptedIn, interruption, standingOf, tallyOf, troublesIn } from "./tally.js";
import { timeSpan } from "./time-span.js";

const SIGNS = { PASS: "✅", FAIL: "❌", INCOMPLETE: "⚠️" } as const;
/** A page of a CI job may be cut; the journal has the rest. */
const MOST_TOLD = 50;
const MOST_REASONS = 20;
const MOST_CAUSES = 20;
const MOST_CHARACTERS = 300;

export function markdownReport(journal: Journal): string {
  const standing = standingOf(journal);
  const { header, notSelected, end } = journal;
  const tally = tallyOf(journal);
  const why = interruption(journal);
  const told = troublesIn(journal);
  const accepted = [...acceptedIn(journal)];
  const lines = [
    `## ${SIGNS[standing]} flashgate: ${standing}`,
    "",
    `${cell(header.target.name)}: \`${code(header.device.greeting.split("\n")[0] ?? "")}\`, permits ${header.permit}, texts ${header.texts}${header.strict ? ", strict" : ""}`,
    ...(why === undefined ? [] : ["", cell(why)]),
    ...(journal.gate === undefined ? [] : ["", `Against the baseline: **${cell(journal.gate.said)}**`]),
    "",
    "| passed | failed | inconclusive | errors | not selected | not run | time |",
    "|--:|--:|--:|--:|--:|--:|--:|",
    `| ${tally.passed} | ${tally.failed} | ${tally.inconclusive} | ${tally.errors} | ${tally.notSelected} | ${tally.notRun} | ${end === undefined ? "" : timeSpan(end.durationMs)} |`,
    ...causes(journal),
    ...table(told),
    ...folded(
      `${accepted.length} accepted`,
      accepted.map(([id, { reason, expires }]) => `- \`${id}\` until ${cell(expires)}: ${cell(reason)}`),
      MOST_TOLD,
    ),
    ...groups(notSelected.map(({ reason }) => reason)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What there is to mend, when it is less than the number of cases says. */
function causes(journal: Journal): string[] {
  const all = causesOf(journal);
  if (all.length === 0) return [];
  const rest = all.length - MOST_CAUSES;
  const items = all.slice(0, MOST_CAUSES).map((cause) => {
    const { ids, more } = examplesOf(cause);
    const named = `${ids.map((id) => `\`${code(id)}\``).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    return `- ${cell(causeText(cause))} (${named})`;
  });
  return ["", "By likely cause:", "", ...items, ...(rest > 0 ? [`- and ${rest} more causes`] : [])];
}

function table(told: readonly CaseRecord[]): string[] {
  if (told.length === 0) return [];
  const rest = told.length - MOST_TOLD;
  return [
    "",
    "| case | clause | expected | received |",
    "|:--|:--|:--|:--|",
    ...told.slice(0, MOST_TOLD).map((record) => {
      const { id, verdict, covers, deviation, reason } = record;
      const expected = deviation?.expected.join(" or ") ?? "";
      return `| ${verdict === "fail" ? "" : `${verdict}: `}\`${id}\` | ${cell(covers.join(", "))} | ${cell(expected)} | ${cell(deviation?.received ?? reason)} |`;
    }),
    ...(rest > 0 ? ["", `... and ${counted(rest, "more case")}.`] : []),
  ];
}

function groups(reasons: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1]);
  return folded(
    `${reasons.length} not selected`,
    sorted.map(([reason, count]) => `- ${count}: ${cell(reason)}`),
    MOST_REASONS,
  );
}

function folded(title: string, items: readonly string[], most: number): string[] {
  if (items.length === 0) return [];
  const rest = items.length - most;
  return [
    "",
    `<details><summary>${title}</summary>`,
    "",
    ...items.slice(0, most),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
    "</details>",
  ];
}

/** What a device says is data: nothing in it is markup. */
function cell(text: string): string {
  return excerpt(text, MOST_CHARACTERS)
    .replace(/[\\`*_{}[\]<>()#+!|~-]/g, (character) => `\\${character}`)
    .replace(/\s+/g, " ");
}

function code(text: string): string {
  return excerpt(text, MOST_CHARACTERS).replaceAll("`", "'").replace(/\s+/g, " ");
}

import type { CatalogueEntry } from "./entry.js";

const INDENT = 2;
const CODE = 4;
const GAP = 2;
/** Columns that a condition may use when the texts are short. */
const WIDTH = 100;

/**
 * The entries as a table for people, grouped by command: a heading for each, then two lines for each reply, the
 * second one being the condition. A text stands on one line, so that it can be searched for; the whole of Dm 724-I
 * takes 109 columns. Ends with a line end.
 * @param manual how it is cited: `Dm724-I`
 */
export function catalogueTable(entries: readonly CatalogueEntry[], manual: string): string {
  const text = widest(entries.map((entry) => entry.text));
  const phase = widest(entries.map((entry) => entry.phase));
  const provocation = widest(entries.map((entry) => entry.provocation));
  const before = INDENT + CODE;
  const width = Math.max(WIDTH, before + text + GAP + phase + GAP + provocation);
  const lines: string[] = [];
  for (const [command, group] of byCommand(entries)) {
    lines.push(heading(command, group, manual));
    for (const entry of group) {
      const cells = [entry.text.padEnd(text), entry.phase.padEnd(phase), entry.provocation];
      lines.push(
        `${" ".repeat(INDENT)}${entry.code}${entry.separator}${cells.join(" ".repeat(GAP))}`.trimEnd(),
      );
      lines.push(...wrapped(entry.condition, width - before).map((line) => " ".repeat(before) + line));
    }
    lines.push("");
  }
  return lines.join("\n");
}

/** The entries as a JSON array, one object each with all that an entry has. Ends with a line end. */
export function catalogueJson(entries: readonly CatalogueEntry[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function heading(command: string, group: readonly CatalogueEntry[], manual: string): string {
  const sections = [...new Set(group.map((entry) => entry.section))].join(" and ");
  const count = group.length === 1 ? "1 reply" : `${group.length} replies`;
  return `${command}   ${manual} ${sections}, access ${group[0]?.access}, ${count}`;
}

/** In the order in which the commands first come. */
function byCommand(entries: readonly CatalogueEntry[]): Map<string, CatalogueEntry[]> {
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.command);
    if (group === undefined) groups.set(entry.command, [entry]);
    else group.push(entry);
  }
  return groups;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

function wrapped(sentence: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Dialogues on the page: how much of them, and how they look. */
import type { CaseRecord } from "../../runner/journal.js";
import { dialogueLines } from "../dialogue.js";
import { type Html, html } from "./markup.js";

/** A page has to load at once; the journal has what is left out. Characters of all dialogues of one kind together. */
const MOST_CHARACTERS = 6 << 20;
/** Lines of each dialogue: the largest of these numbers with which all fit is taken. */
const LINES = [400, 120, 40, 12];

/** A line in its parts. */
export interface DialogueLine {
  /** milliseconds since the case began; undefined for the line that stands for what is left out */
  at: string | undefined;
  text: string;
}

/** The dialogues of the records, all shortened alike when they are too many. */
export function dialoguesThatFit(
  records: readonly CaseRecord[],
  budget = MOST_CHARACTERS,
): ReadonlyMap<CaseRecord, DialogueLine[]> {
  let found = new Map<CaseRecord, DialogueLine[]>();
  for (const most of LINES) {
    let characters = 0;
    found = new Map();
    for (const record of records) {
      const lines = dialogueLines(record, { most }).map(partsOf);
      for (const { text } of lines) characters += text.length;
      found.set(record, lines);
      if (characters > budget && most !== LINES.at(-1)) break;
    }
    if (characters <= budget) break;
  }
  return found;
}

function partsOf(line: string): DialogueLine {
  const [, at, text] = /^( *\d+\.\d)( .*)$/.exec(line) ?? [];
  return at === undefined ? { at: undefined, text: line } : { at, text: text ?? "" };
}

/** @param received what the case did not expect: where it came is marked */
export function dialogueBlock(lines: readonly DialogueLine[], received?: string): Html {
  const wrong =
    received === undefined || received === ""
      ? -1
      : lines.findLastIndex(({ text }) => / S: /.test(text) && text.endsWith(` ${received}`));
  // A line is a block, and the line end within it is for who copies the dialogue.
  const shown = lines.map(
    ({ at, text }, index) =>
      html`<span class="${speakerOf(text)}${index === wrong && " wrong"}"><i>${at ?? ""}</i>${text}${LINE_END}</span>`,
  );
  return html`<pre class="dialogue">${shown}</pre>`;
}

const LINE_END = html`
`;

/** Who speaks: the client, the server, data, or a note about either. The script knows the same. */
export function speakerOf(text: string): string {
  const [, side] = /^ +(?:\S+ +)??([CS]:|D[<>-]|[CS-] ) /.exec(text) ?? [];
  if (side === "C:") return "client";
  if (side === "S:") return "server";
  return side?.startsWith("D") === true ? "data" : "note";
}

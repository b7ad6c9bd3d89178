/** A case's dialogue for people: what the client (C) and the server (S) sent, a line for each protocol line. */
import { type Line, LineReader } from "../octets/lines.js";
import { fromVisible, visible } from "../octets/text.js";
import type { CaseRecord, DialogueEvent } from "../runner/journal.js";
import { counted, excerpt, printable } from "./printable.js";

export interface DialogueOptions {
  /** lines kept; of a longer dialogue the beginning and, since failures come late, most of the end */
  most: number;
  /** characters in a line before it goes on in the next one; without it lines are not broken */
  columns?: number;
  /** marks the column of times */
  dim?: (text: string) => string;
}

/** Octets that are shown of one protocol line: enough to recognise it. */
const SHOWN_OCTETS = 240;
/** The octets that are shown of data, as a journal has them. */
const BEGINNING = /^(?:\\x..|\\.|[^\\]){0,24}/s;
const NOTE_CHARACTERS = 300;
/** The runner's own sessions: its health probe, and its putting back of what a case left. */
const HEALTH = "health";
const CLEANUP = "cleanup";

interface Entry {
  at: number;
  session: string;
  /** `C:` and `S:` octets, `C` and `S` what was done instead, `D>` and `D<` data from the client and from the server */
  tag: string;
  text: string;
}

/** Times are milliseconds since the case began. The health probe is left out unless the device died. */
export function dialogueLines(record: CaseRecord, options: DialogueOptions): string[] {
  const untidy = record.remarks.some((remark) => remark.kind === "cleanup");
  const events = record.dialogue.filter(
    ({ session }) => (session !== HEALTH || record.died === true) && (session !== CLEANUP || untidy),
  );
  const entries = entriesOf(events);
  const fits = entries.length <= options.most;
  const head = fits ? entries.length : Math.floor(options.most / 4);
  const tail = fits ? 0 : Math.max(0, options.most - head);
  const shown = [...entries.slice(0, head), ...entries.slice(entries.length - tail)];
  const several = new Set(shown.map((entry) => entry.session)).size > 1;
  const timeWidth = Math.max(6, ...shown.map((entry) => entry.at.toFixed(1).length));
  const sessionWidth = several ? Math.max(...shown.map((entry) => entry.session.length)) + 2 : 0;
  const dim = options.dim ?? ((text) => text);
  const lines = shown.map((entry) => {
    const time = entry.at.toFixed(1).padStart(timeWidth);
    const rest = `  ${several ? entry.session.padEnd(sessionWidth) : ""}${entry.tag.padEnd(2)} `;
    const indent = time.length + rest.length;
    const [first = "", ...more] = pieces(entry.text, (options.columns ?? Number.POSITIVE_INFINITY) - indent);
    const later = more.map((piece) => `${" ".repeat(indent)}${piece}`);
    return [`${dim(time)}${first === "" ? rest.trimEnd() : `${rest}${first}`}`, ...later];
  });
  if (fits) return lines.flat();
  const left = `  ... ${counted(entries.length - shown.length, "line")} left out, the journal has all ...`;
  return [...lines.slice(0, head).flat(), `${" ".repeat(timeWidth)}${left}`, ...lines.slice(head).flat()];
}

function entriesOf(events: readonly DialogueEvent[]): Entry[] {
  const entries: Entry[] = [];
  const speakers = new Map<string, { C: Speaker; S: Speaker }>();
  for (const event of events) {
    const { at, side, text } = event;
    const session = printable(event.session);
    if (event.channel === "control" && text !== undefined && side !== "-") {
      let pair = speakers.get(session);
      if (pair === undefined) speakers.set(session, (pair = { C: new Speaker("C"), S: new Speaker("S") }));
      pair[side === "C" ? "S" : "C"].interrupt();
      pair[side].say(octetsIn(text), at, session, entries);
      continue;
    }
    const tag = event.channel === "control" ? side : { C: "D>", S: "D<", "-": "D-" }[side];
    entries.push({ at, session, tag, text: noteText(event) });
  }
  for (const { C, S } of speakers.values()) {
    C.interrupt();
    S.interrupt();
  }
  return entries;
}

/** One side of one control connection. Lines are put together from the pieces in which they came. */
class Speaker {
  readonly #reader = new LineReader({ keep: SHOWN_OCTETS });
  #unfinished: { entry: Entry; pieces: number } | undefined;
  #interrupted = false;

  constructor(readonly side: "C" | "S") {}

  say(octets: Buffer, at: number, session: string, entries: Entry[]): void {
    for (const line of this.#reader.push(octets)) {
      this.#unfinished ??= this.#begin(at, session, entries);
      this.#finish(line);
    }
    if (this.#reader.pending === 0) return;
    this.#unfinished ??= this.#begin(at, session, entries);
    this.#unfinished.pieces += 1;
  }

  #begin(at: number, session: string, entries: Entry[]): { entry: Entry; pieces: number } {
    const entry = { at, session, tag: `${this.side}:`, text: "" };
    entries.push(entry);
    return { entry, pieces: 0 };
  }

  /** The other side spoke, or the dialogue is over: a line that has begun stays as it is. */
  interrupt(): void {
    const line = this.#reader.end();
    if (line === undefined) return;
    this.#finish(line);
    this.#interrupted = true;
  }

  #finish(line: Line): void {
    if (this.#unfinished === undefined) return;
    const { entry, pieces: before } = this.#unfinished;
    const count = line.ending === "none" ? before : before + 1;
    // A blank at the end is as much an irregularity as any, and would not be seen.
    const text = visible(line.octets).replace(/ $/, "\\x20");
    entry.text = [
      this.#interrupted ? "(goes on) " : "",
      this.side === "C" ? withoutPassword(text) : text,
      line.dropped > 0 ? `... (${line.dropped} more octets)` : "",
      line.ending === "lf" ? "\\n" : "",
      line.ending === "none" ? " (no line end)" : "",
      count > 1 ? ` (in ${count} pieces)` : "",
    ].join("");
    this.#unfinished = undefined;
    this.#interrupted = false;
  }
}

/** The journal masks what is sent in one piece; only the whole line shows a password that was sent octet by octet. */
function withoutPassword(line: string): string {
  return line.replace(/^(\s*PASS +).+$/i, "$1****");
}

/** The octets that a journal's text stands for; a text that was edited into something else is shown as it is. */
function octetsIn(text: string): Buffer {
  const read = fromVisible(text);
  return read.ok ? read.octets : Buffer.from(text, "utf8");
}

function noteText({ note, text }: DialogueEvent): string {
  const said = excerpt(note ?? "", NOTE_CHARACTERS);
  if (text === undefined) return `(${said})`;
  const octets = octetsIn(BEGINNING.exec(text)?.[0] ?? "");
  if (octets.length === 0) return said;
  return `${said}: ${visible(octets)}${Number.parseInt(said, 10) > octets.length ? "..." : ""}`;
}

/** Cuts hard: a blank that a break would swallow may be what the case is about. */
function pieces(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const room = Math.max(12, width);
  return Array.from({ length: Math.ceil(text.length / room) }, (_, index) =>
    text.slice(index * room, (index + 1) * room),
  );
}

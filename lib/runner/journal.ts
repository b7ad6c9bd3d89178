/** The journal (design C6): the one record of a run, from which every report is made. */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import type { Trace } from "../net/trace.js";
import { textOf, visible } from "../octets/text.js";
import type { Case } from "../suite/case.js";
import { repliesAskedBy } from "../suite/documented.js";
import type { Shard } from "../suite/shard.js";
import type { Deviation, NotSelected, Remark, Verdict } from "../suite/verdict.js";

export const JOURNAL_FORMAT = 1;
export const JOURNAL_FILE = "journal.jsonl";

export interface RunHeader {
  type: "run";
  format: typeof JOURNAL_FORMAT;
  flashgate: string;
  started: string;
  suites: { digest: string; cases: number };
  target: { kind: "embedded" | "target"; name: string };
  device: DeviceIdentity;
  capabilities: Record<string, { present: true } | { present: false; reason: string }>;
  permit: string;
  texts: string;
  strict: boolean;
  selected: number;
  /** which part of a divided run this is */
  shard?: Shard | undefined;
}

/** What the device says about itself. */
export interface DeviceIdentity {
  greeting: string;
  system: string;
  work: string;
}

export interface DialogueEvent {
  at: number;
  session: string;
  channel: "control" | "data";
  side: "C" | "S" | "-";
  /** octets, with what cannot be printed escaped; passwords are masked */
  text?: string;
  note?: string;
}

/** What every record tells of its case, whatever became of it. */
export interface CaseIdentity {
  id: string;
  suite: string;
  purpose: string;
  /** clauses */
  covers: readonly string[];
  strength: string;
  /** the documented replies that it spells out, as ids of the catalogue */
  asks: readonly string[];
}

export interface CaseRecord extends CaseIdentity {
  type: "case";
  hazard: string;
  file: string;
  verdict: Verdict;
  reason: string;
  remarks: Remark[];
  deviation?: Deviation | undefined;
  observed: string[];
  durationMs: number;
  attempts: number;
  died?: boolean | undefined;
  dialogue: DialogueEvent[];
}

export interface NotSelectedRecord extends NotSelected, CaseIdentity {
  type: "not-selected";
}

/** Selected, and yet without a verdict: the run was stopped or the device died before. */
export interface NotRunRecord extends CaseIdentity {
  type: "not-run";
  reason: string;
}

export interface RunEnd {
  type: "end";
  finished: string;
  durationMs: number;
  /** why the run ended before its last case */
  stopped?: string | undefined;
}

export type JournalRecord = RunHeader | CaseRecord | NotSelectedRecord | NotRunRecord | RunEnd;

/** Appends a line as each record comes, so that a killed run leaves what it did. Throws when the file cannot be written. */
export class JournalWriter {
  readonly #fd: number;

  constructor(readonly file: string) {
    this.#fd = openSync(file, "w");
  }

  write(record: JournalRecord): void {
    writeSync(this.#fd, `${JSON.stringify(record)}\n`);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

export interface Journal {
  header: RunHeader;
  cases: CaseRecord[];
  notSelected: NotSelectedRecord[];
  notRun: NotRunRecord[];
  /** missing when the run was killed */
  end: RunEnd | undefined;
}

export type ReadJournal = { ok: true; journal: Journal } | { ok: false; message: string };

/** Reads a journal; a last line that was cut off by a kill is left out, anything else that is wrong is said. */
export function readJournal(file: string): ReadJournal {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { ok: false, message: `${file} cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
  const lines = text.split("\n");
  const records: JournalRecord[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    try {
      records.push(JSON.parse(line) as JournalRecord);
    } catch {
      if (index === lines.length - 1) break;
      return {
        ok: false,
        message: `${file}:${index + 1}: this line is not JSON; the journal was edited or damaged`,
      };
    }
  }
  const header = records.find((record) => record.type === "run");
  if (header === undefined)
    return { ok: false, message: `${file}:1: there is no run header; this is not a journal` };
  const format: number = header.format;
  if (format !== JOURNAL_FORMAT) {
    return {
      ok: false,
      message: `${file}:1: journal format ${format}; this version reads format ${String(JOURNAL_FORMAT)}`,
    };
  }
  return {
    ok: true,
    journal: {
      header,
      cases: records.filter((record) => record.type === "case"),
      notSelected: records.filter((record) => record.type === "not-selected"),
      notRun: records.filter((record) => record.type === "not-run"),
      end: records.find((record) => record.type === "end"),
    },
  };
}

/** The trace as the journal keeps it. */
export function dialogueOf(trace: Trace): DialogueEvent[] {
  const masks = new Map<string, PasswordMask>();
  const events = trace.events.map(({ octets, ...event }) => {
    if (octets === undefined) return event;
    if (event.side !== "C" || event.channel !== "control") return { ...event, text: visible(octets) };
    const mask = masks.get(event.session) ?? new PasswordMask();
    masks.set(event.session, mask);
    return { ...event, text: visible(mask.apply(textOf(octets))) };
  });
  if (trace.dropped === 0) return events;
  const note = `${trace.dropped} further octets were received and not kept`;
  return [...events, { at: trace.elapsed(), session: "main", channel: "control", side: "-", note }];
}

/** A password is nobody's business but the device's, in however many pieces it is sent. */
class PasswordMask {
  /** what the current line has held so far, as far as it matters */
  #line = "";

  apply(text: string): string {
    let shown = "";
    let hidden = false;
    for (const character of text) {
      if (character === "\r" || character === "\n") {
        this.#line = "";
        hidden = false;
      } else if (/^\s*PASS $/i.test(this.#line)) {
        if (!hidden) shown += "****";
        hidden = true;
        continue;
      } else if (this.#line.length < 64) this.#line += character;
      shown += character;
    }
    return shown;
  }
}

export function caseIdentity(item: Case): CaseIdentity {
  const { id, suite, purpose, covers, strength } = item;
  return { id, suite, purpose, covers, strength, asks: repliesAskedBy(item) };
}

/** The journal (design C6): the one record of a run, from which every report is made. */
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { Hazard } from "../hazard/order.js";
import type { TraceEvent } from "../net/trace.js";
import type { TextRule } from "../suite/reply-template.js";
import type { CapabilityFact } from "../suite/selection.js";
import type { Shard } from "../suite/shard.js";
import type { CaseOutcome, NotSelected } from "../suite/verdict.js";
import { wrongInRecord } from "./journal-form.js";

export const JOURNAL_FORMAT = 1;
export const JOURNAL_FILE = "journal.jsonl";
/** beside it, where a run was certified */
export const CERTIFICATE_FILE = "certificate.tar";

export interface RunHeader {
  type: "run";
  format: typeof JOURNAL_FORMAT;
  flashgate: string;
  started: string;
  suites: { digest: string; cases: number };
  /** the systems that the cases are for; journals before 0.3 do not say it */
  systems?: readonly string[] | undefined;
  target: { kind: "embedded" | "target"; name: string };
  device: DeviceIdentity;
  capabilities: Record<string, CapabilityFact>;
  /** capabilities that the profile or the command demands: not there is a failure */
  required?: readonly string[] | undefined;
  permit: Hazard;
  texts: TextRule;
  strict: boolean;
  selected: number;
  /** how many were left out; journals before 0.2 do not say it */
  notSelected?: number | undefined;
  /** what was asked for; every case when left out */
  selectors?: readonly string[] | undefined;
  /** what the testbed claimed of what the cases ask for; with the capabilities and the permission it decides the selection */
  claims: RunClaims;
  /** what the names of the suite's files carry in this run; left out where every case has a device of its own */
  tag?: string | undefined;
  /** which part of a divided run this is */
  shard?: Shard | undefined;
}

/** Of what the chosen cases ask for, that which holds or can be brought about. No secrets. */
export interface RunClaims {
  configured: readonly string[];
  arranged: readonly string[];
  provokes: readonly string[];
  /** images by name, by which their octets are recognised */
  images: Readonly<Record<string, { length: number; crc32: number }>>;
  /** the names of the accounts; their passwords are nobody's business */
  users: { root: string | null; guest: string | null };
  /** commands that it answers with a reply for every line, and how many (AMB-010) */
  series: Readonly<Record<string, number>>;
}

/** What the device says about itself. */
export interface DeviceIdentity {
  greeting: string;
  system: string;
  work: string;
}

/** An event of the trace, with its octets as text: what cannot be printed is escaped, passwords are masked. */
export type DialogueEvent = Omit<TraceEvent, "octets" | "connection"> & {
  text?: string;
  /** left out: of no connection */
  connection?: number;
};

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

export type CaseRecord = CaseIdentity &
  CaseOutcome & {
    type: "case";
    hazard: string;
    file: string;
    observed: string[];
    durationMs: number;
    attempts: number;
    dialogue: DialogueEvent[];
  };

export interface NotSelectedRecord extends NotSelected, CaseIdentity {
  type: "not-selected";
}

/** How it came out whether the device has a capability: the dialogue, or what the profile says. */
export interface CapabilityRecord {
  type: "capability";
  name: string;
  present: boolean;
  /** it did not come out whether it is there */
  unknown?: true | undefined;
  reason: string;
  /** the profile said so, and nobody asked the device */
  stated: boolean;
  dialogue: DialogueEvent[];
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
  /** milliseconds in which the tester itself did not run, in all and at a stretch: they count against no device */
  lag?: { ms: number; worstMs: number } | undefined;
  /** what the device said about itself then; left out when nobody asked it again */
  device?: DeviceIdentity | undefined;
}

/** From here on a later process went on with the run. What it adds counts instead of what stood there before. */
interface ResumedRecord {
  type: "resumed";
  started: string;
  flashgate: string;
}

/** What a baseline made of the run, when one was asked. */
export interface GateRecord {
  type: "gate";
  /** the baseline's file */
  baseline: string;
  /** the day for which its entries were valid or not, in UTC */
  day: string;
  exit: 0 | 1 | 2 | 3;
  /** the answer in one line */
  said: string;
  /** failures that are tolerated */
  accepted: readonly { id: string; reason: string; expires: string }[];
}

export type JournalRecord =
  | RunHeader
  | CapabilityRecord
  | CaseRecord
  | NotSelectedRecord
  | NotRunRecord
  | RunEnd
  | ResumedRecord
  | GateRecord;

/**
 * A run as it was recorded.
 * @since 0.1.0
 */
export interface Journal {
  header: RunHeader;
  capabilities?: CapabilityRecord[] | undefined;
  cases: CaseRecord[];
  notSelected: NotSelectedRecord[];
  notRun: NotRunRecord[];
  /** missing when the run was killed */
  end: RunEnd | undefined;
  gate?: GateRecord | undefined;
  /** what its records say against each other; left out when they agree, as those of a run do */
  contradiction?: string | undefined;
}

export type ReadJournal = { ok: true; journal: Journal } | { ok: false; message: string };

/** A journal is read into memory, and one of a suite has some ten million octets. */
const MOST_OCTETS = 1 << 30;
const PIECE_OCTETS = 1 << 20;
const LF = 10;

/**
 * Reads a journal; a last line that was cut off by a kill is left out, anything else that is wrong is said.
 * @since 0.1.0
 */
export function readJournal(file: string): ReadJournal {
  let fd: number | undefined;
  try {
    // A device or a pipe may never come to its end.
    if (!statSync(file).isFile())
      return { ok: false, message: `${file} is no file; name a run's folder, or its journal` };
    fd = openSync(file, "r");
    const { size } = fstatSync(fd);
    if (size > MOST_OCTETS)
      return {
        ok: false,
        message: `${file} has ${size} octets, and ${MOST_OCTETS} are the most; name another journal`,
      };
    return journalIn(file, linesOf(fd));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { ok: false, message: `${file} cannot be read (${code})` };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** @param file what the journal is called in a message */
export function parseJournal(file: string, text: string): ReadJournal {
  return journalIn(file, text.split("\n"));
}

/** Line by line: a long journal is more than fits into one text. The last one is what stands behind the last line feed. */
function* linesOf(fd: number): Generator<string> {
  const piece = Buffer.allocUnsafe(PIECE_OCTETS);
  let begun: Buffer[] = [];
  for (let octets = readSync(fd, piece); octets > 0; octets = readSync(fd, piece)) {
    let from = 0;
    for (let to = piece.indexOf(LF); to >= 0 && to < octets; to = piece.indexOf(LF, from)) {
      yield Buffer.concat([...begun, piece.subarray(from, to)]).toString("utf8");
      begun = [];
      from = to + 1;
    }
    begun.push(Buffer.from(piece.subarray(from, octets)));
  }
  yield Buffer.concat(begun).toString("utf8");
}

/** @param lines the last of them is cut off, or empty */
function journalIn(file: string, lines: Iterable<string>): ReadJournal {
  const records: JournalRecord[] = [];
  let index = -1;
  let notJson: number | undefined;
  for (const line of lines) {
    index += 1;
    if (notJson !== undefined) return damaged(file, notJson, "is not JSON");
    if (line === "") continue;
    let record: unknown;
    try {
      record = JSON.parse(line);
    } catch {
      // A line that was cut off by a kill has no end either.
      notJson = index;
      continue;
    }
    const wrong = wrongInRecord(record);
    if (wrong !== undefined) return damaged(file, index, wrong);
    records.push(record as JournalRecord);
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
  return { ok: true, journal: journalOf(header, records) };
}

function damaged(file: string, index: number, what: string): ReadJournal {
  const message = `${file}:${index + 1}: this line ${what}; the journal was edited or damaged`;
  return { ok: false, message };
}

/** A case that was run again when the run was resumed counts as it came out last. */
function journalOf(header: RunHeader, records: readonly JournalRecord[]): Journal {
  const last = new Map<string, CaseRecord | NotRunRecord>();
  for (const record of records) {
    if (record.type === "case" || record.type === "not-run") last.set(record.id, record);
  }
  const settled = [...last.values()];
  const capabilities = records.filter((record) => record.type === "capability");
  const ends = records.filter((record) => record.type === "end");
  // Whoever goes on with a run takes back what was said of it as a whole.
  const since = records.slice(records.findLastIndex(({ type }) => type === "resumed") + 1);
  const lastEnd = since.find((record) => record.type === "end");
  const gate = since.findLast((record) => record.type === "gate");
  const contradiction = contradictionIn(records);
  return {
    header,
    ...(capabilities.length > 0 && { capabilities }),
    cases: settled.filter((record) => record.type === "case"),
    notSelected: records.filter((record) => record.type === "not-selected"),
    notRun: settled.filter((record) => record.type === "not-run"),
    end: lastEnd && { ...lastEnd, durationMs: ends.reduce((sum, end) => sum + end.durationMs, 0) },
    ...(gate !== undefined && { gate }),
    ...(contradiction !== undefined && { contradiction }),
  };
}

/**
 * A run tells of every case once, and its end is its end; whoever goes on with it tells of the rest. Anything else was put
 * together from several journals, or edited.
 */
function contradictionIn(records: readonly JournalRecord[]): string | undefined {
  let told = new Set<string>();
  let ended = false;
  for (const [index, record] of records.entries()) {
    const { type } = record;
    if (type === "resumed") {
      told = new Set();
      ended = false;
      continue;
    }
    if (type === "run" && index > 0) return "a second run begins in it";
    if (ended && type !== "gate") return "it goes on behind its end";
    if (type === "end") ended = true;
    if (type !== "case" && type !== "not-run" && type !== "not-selected") continue;
    if (told.has(record.id)) return `it tells of ${record.id} twice`;
    told.add(record.id);
  }
  return undefined;
}

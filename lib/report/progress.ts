/** How a run goes on, while it does: a bar on a terminal, plain lines anywhere else. */
import type { CaseRecord } from "../runner/journal.js";
import type { Ended, Expected, RunListener } from "../runner/run-listener.js";
import { barLine, plainLine, type Standings } from "./bar.js";
import { paintFor } from "./paint.js";
import { counted, excerpt } from "./printable.js";
import { timeSpan } from "./time-span.js";

/** What is needed of `process.stdout`. */
export interface ProgressStream {
  write(text: string): unknown;
  columns?: number | undefined;
  isTTY?: boolean | undefined;
}

export interface ProgressOptions {
  /** cases that will be run; left out: as many as the run has selected */
  total?: number;
  colour: boolean;
  /** milliseconds, from any beginning */
  now: () => number;
  /** print nothing at all */
  quiet?: boolean;
}

const REDRAW_MS = 100;
/** While no case begins or ends, the bar's times go on at this pace. */
const IDLE_REDRAW_MS = 500;
const PLAIN_MS = 2_000;
/** Without a terminal, the longest time between two lines. */
const ALIVE_MS = 10_000;
const PLAIN_STEPS = 10;
const REASON_CHARACTERS = 500;
const DEFAULT_COLUMNS = 80;
const CLEAR = "\r\x1b[K";

export function progress(stream: ProgressStream, options: ProgressOptions): RunListener {
  if (options.quiet === true) return {};
  return stream.isTTY === true ? terminalProgress(stream, options) : plainProgress(stream, options);
}

function terminalProgress(stream: ProgressStream, options: ProgressOptions): RunListener {
  const { now } = options;
  const standings = standingsAt(options.total ?? 0, now());
  let timer: NodeJS.Timeout | undefined;
  let drawn: { at: number; visible: boolean } | undefined;
  const clear = (): void => {
    if (drawn?.visible !== true) return;
    stream.write(CLEAR);
    drawn.visible = false;
  };
  const draw = (): void => {
    const at = now();
    if (drawn !== undefined && at - drawn.at < REDRAW_MS) return;
    stream.write(`${CLEAR}${barLine(standings, at, stream.columns ?? DEFAULT_COLUMNS)}`);
    drawn = { at, visible: true };
  };
  return {
    limited: (limitMs) => void stream.write(`${limitLine(limitMs)}\n`),
    asks(what, done, of) {
      const at = now();
      if (drawn !== undefined && at - drawn.at < REDRAW_MS) return;
      stream.write(`${CLEAR}${askingLine(what, done, of).slice(0, (stream.columns ?? DEFAULT_COLUMNS) - 1)}`);
      drawn = { at, visible: true };
    },
    expects(expected) {
      clear();
      stream.write(`${expectedLine(expected)}\n`);
    },
    began(header) {
      standings.total = options.total ?? header.selected;
      standings.began = now();
      // Does not keep the process alive; a run that is killed leaves nothing behind.
      timer = setInterval(draw, IDLE_REDRAW_MS).unref();
      draw();
    },
    caseBegan(item) {
      standings.running.set(item.id, now());
      draw();
    },
    caseEnded(record) {
      count(standings, record);
      const line = failureLine(record, options.colour);
      if (line !== undefined) {
        clear();
        stream.write(line);
      }
      draw();
    },
    ended() {
      clearInterval(timer);
      clear();
    },
  };
}

/** Driven by the cases that end, with a sign of life where none does; never keeps the process alive. */
function plainProgress(stream: ProgressStream, options: ProgressOptions): RunListener {
  const { now } = options;
  const standings = standingsAt(options.total ?? 0, now());
  let said = { at: now(), done: 0, step: 0 };
  let asked: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const say = (): void => {
    const { done, total } = standings;
    stream.write(`${plainLine(standings)}\n`);
    said = { at: now(), done, step: stepOf(done, total) };
  };
  const alive = (): void => {
    if (now() - said.at < ALIVE_MS) return;
    const [oldest] = standings.running;
    stream.write(
      `${plainLine(standings)}${oldest === undefined ? "" : `, ${oldest[0]} since ${timeSpan(now() - oldest[1])}`}\n`,
    );
    said.at = now();
  };
  return {
    limited: (limitMs) => void stream.write(`${limitLine(limitMs)}\n`),
    asks(what, done, of) {
      if (asked !== undefined && now() - asked < PLAIN_MS) return;
      asked = now();
      stream.write(`${askingLine(what, done, of)}\n`);
    },
    expects(expected) {
      stream.write(`${expectedLine(expected)}\n`);
    },
    began(header) {
      standings.total = options.total ?? header.selected;
      standings.began = now();
      said.at = standings.began;
      timer = setInterval(alive, ALIVE_MS).unref();
    },
    caseBegan(item) {
      standings.running.set(item.id, now());
    },
    caseEnded(record) {
      count(standings, record);
      const line = failureLine(record, options.colour);
      if (line !== undefined) stream.write(line);
      if (stepOf(standings.done, standings.total) > said.step || now() - said.at >= PLAIN_MS) say();
    },
    ended() {
      clearInterval(timer);
      if (standings.done > said.done) say();
    },
  };
}

function askingLine(what: string, done: number, of: number): string {
  return `asking the device: ${what}${of === 0 ? "" : ` (${done} of ${of})`}`;
}

/** How long it may take, said beforehand. */
function expectedLine({ cases, jobs, answerMs, expectedMs }: Expected): string {
  const slow = answerMs !== undefined && expectedMs !== undefined && expectedMs >= TOLD_FROM_MS;
  const pace = slow
    ? `; the device answers in ${timeSpan(answerMs)}, so they take some ${timeSpan(expectedMs)}`
    : "";
  const at = jobs === 1 ? "one at a time" : `${jobs} at a time`;
  return `${counted(cases, "case")}, ${at}${pace}`;
}

function limitLine(limitMs: number): string {
  return `the run ends after ${timeSpan(limitMs)} at the latest (--time-limit)`;
}

/** A run that takes no longer need not be foretold. */
const TOLD_FROM_MS = 60_000;

function stepOf(done: number, total: number): number {
  return Math.floor((done * PLAIN_STEPS) / Math.max(1, total));
}

function standingsAt(total: number, began: number): Standings {
  const none = { passed: 0, failed: 0, inconclusive: 0, errors: 0, notRun: 0 };
  return { total, began, done: 0, ...none, running: new Map() };
}

const COUNTERS = {
  pass: "passed",
  fail: "failed",
  inconclusive: "inconclusive",
  error: "errors",
} as const satisfies Record<CaseRecord["verdict"], keyof Standings>;

function count(standings: Standings, record: Ended): void {
  standings.done += 1;
  standings.running.delete(record.id);
  standings[record.type === "case" ? COUNTERS[record.verdict] : "notRun"] += 1;
}

/** One line, whatever the reason holds; for what the device did wrong and what the harness did wrong. */
function failureLine(record: Ended, colour: boolean): string | undefined {
  if (record.type !== "case" || (record.verdict !== "fail" && record.verdict !== "error")) return undefined;
  const word = paintFor(colour)(["red", "bold"], record.verdict.toUpperCase());
  return `${word} ${excerpt(record.id, REASON_CHARACTERS)}: ${excerpt(record.reason, REASON_CHARACTERS)}\n`;
}

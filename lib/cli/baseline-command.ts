import { existsSync } from "node:fs";
import { shownWord } from "../files/shown.js";
import { acceptRun } from "../report/baseline/accept.js";
import { againstBaseline, otherSuites } from "../report/baseline/against.js";
import { baselineTable } from "../report/baseline/baseline-table.js";
import { baselineText } from "../report/baseline/baseline-text.js";
import { comparisonLines } from "../report/baseline/comparison-text.js";
import { dayAfter, dayOf, isDay } from "../report/baseline/iso-date.js";
import { readBaseline } from "../report/baseline/read-baseline.js";
import { readRun } from "../report/baseline/read-run.js";
import { jsonText } from "../report/log-line.js";
import { writeWhole } from "../report/write-whole.js";
import { refuse, tell } from "./say.js";

export interface AcceptOptions {
  baseline: string;
  /** ids; none means every failure */
  case: string[];
  reason?: string;
  expires?: string;
}

/** A failure that is tolerated for longer is not tolerated for a while. */
const MOST_DAYS = 365;

/**
 * `flashgate baseline accept RUN --baseline FILE`.
 * @param run a run's folder or its journal
 * @returns 0, or 2 when nothing was written
 */
export function acceptCommand(run: string, options: AcceptOptions, today = dayOf(new Date())): number {
  const terms = termsOf(options, today);
  if (typeof terms === "string") return refuse(terms, 2);
  const read = readRun(run);
  if (!read.ok) return refuse(read.message, 2);
  const file = options.baseline;
  const before = existsSync(file) ? readBaseline(file) : undefined;
  if (before?.ok === false) return refuse(before.message, 2);
  const cases = options.case.length === 0 ? undefined : options.case;
  const accepted = acceptRun(read.journal, before?.baseline, { cases, terms }, today);
  if (!accepted.ok) return refuse(accepted.message, 2);
  try {
    writeWhole(file, baselineText(accepted.content, before?.baseline.text));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse(`${file} cannot be written (${code}); name a file in a folder of yours`, 2);
  }
  const [first = "", ...more] = accepted.told;
  tell(`${file}: ${first}`);
  for (const line of more) tell(line);
  return 0;
}

/** @returns the terms; undefined when there are none; or one sentence */
function termsOf(
  { reason, expires }: AcceptOptions,
  today: string,
): { reason: string; expires: string } | undefined | string {
  if (reason === undefined && expires === undefined) return undefined;
  if (expires === undefined)
    return "--reason stands without --expires; say until when, such as --expires 2027-01-31";
  if (reason === undefined)
    return '--expires stands without --reason; say why, such as --reason "FW-1234, fixed in 10.3"';
  if (reason.trim() === "") return '--reason is blank; say why, such as --reason "FW-1234, fixed in 10.3"';
  const latest = dayAfter(today, MOST_DAYS);
  const range = `write a day after ${today} and not after ${latest}, such as ${dayAfter(today, 30)}`;
  if (!isDay(expires)) return `--expires ${shownWord(expires)}: there is no such day; ${range}`;
  if (expires <= today) return `--expires ${shownWord(expires)}: that is not in the future; ${range}`;
  if (expires > latest)
    return `--expires ${shownWord(expires)}: that is more than ${MOST_DAYS} days ahead; ${range}`;
  return { reason, expires };
}

/** `flashgate baseline show FILE`. */
export function showCommand(file: string, today = dayOf(new Date())): number {
  const read = readBaseline(file);
  if (!read.ok) return refuse(read.message, 2);
  for (const line of baselineTable(read.baseline, today)) tell(line);
  return 0;
}

export interface CheckOptions {
  baseline: string;
  json?: boolean;
}

/**
 * `flashgate baseline check RUN --baseline FILE`.
 * @param run a run's folder or its journal
 * @returns the exit status of docs/gate.md
 */
export function checkCommand(run: string, options: CheckOptions, today = dayOf(new Date())): number {
  const known = readBaseline(options.baseline);
  if (!known.ok) return refuse(known.message, 2);
  const read = readRun(run);
  if (!read.ok) return refuse(read.message, 2);
  const other = otherSuites(read.journal.header.suites.digest, known.baseline);
  if (other !== undefined) return refuse(other, 2);
  const comparison = againstBaseline(read.journal, known.baseline, today);
  if (options.json === true) tell(jsonText({ format: 1, ...comparison }));
  else
    for (const line of comparisonLines(comparison, { columns: process.stdout.columns ?? 100, run }))
      tell(line);
  return comparison.exit;
}

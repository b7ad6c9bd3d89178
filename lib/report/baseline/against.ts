/** A run held against a baseline: what is new, what is known, and what nobody has looked at this time. */
import type { CaseRecord, Journal } from "../../runner/journal.js";
import { excerpt } from "../printable.js";
import { exitStatusOf, interruption } from "../tally.js";
import type { AcceptedFailure, Baseline } from "./baseline.js";
import { brokenOff, partOf } from "./extent.js";
import { type Fewer, fewerThan } from "./fewer.js";
import { daysFrom } from "./iso-date.js";
import { signatureOf } from "./signature.js";

/** A case that came to something else than PASS. */
interface Failure {
  case: string;
  verdict: CaseRecord["verdict"];
  expected: readonly string[];
  /** what came, or the reason where nothing was waited for */
  received: string;
}

/** A failure and the entry of the baseline for its case. */
interface KnownFailure extends Failure {
  entry: AcceptedFailure;
  /** days on which it is tolerated after today; negative when it is not any more */
  daysLeft: number;
}

interface NotRun {
  case: string;
  /** what the baseline has it as; undefined when it does not have it */
  was: "accepted" | "passed" | undefined;
  reason: string;
}

/** An entry to be taken out. */
interface Removable {
  case: string;
  /** in the baseline's file, from 1 */
  line: number;
  was: "accepted" | "passed";
}

/** Every list is sorted by case, and a case is in one of them at most. */
export interface Comparison {
  /** the file of the baseline */
  baseline: string;
  newFailures: (Failure & { passedBefore: boolean })[];
  /** accepted, and now it fails in another way */
  changed: KnownFailure[];
  expired: KnownFailure[];
  accepted: KnownFailure[];
  /** unobserved is not fixed */
  notRun: NotRun[];
  /** accepted, and now it passes */
  fixed: Removable[];
  /** the suites have no such case */
  stale: Removable[];
  passed: number;
  /** the baseline knows cases, and none that has a verdict here: there is nothing to compare */
  nothingShared: boolean;
  /** when the run was asked much less than the one that was accepted, and not because somebody chose a part */
  fewer: Fewer | undefined;
  /** one sentence when the run did not go to its end or has nothing to show */
  interruption: string | undefined;
  /** exit status, as in docs/gate.md */
  exit: 0 | 1 | 2 | 3;
}

/**
 * @param has the digest of the run's suites
 * @returns one sentence when the run and the baseline are of different suites and cannot be compared
 */
export function otherSuites(has: string, baseline: Baseline): string | undefined {
  const had = baseline.suites.digest;
  if (had === has) return undefined;
  return (
    `${baseline.digestAt}: the baseline was accepted with the suites ${had.slice(0, 12)}, this run has ${has.slice(0, 12)}; ` +
    `run flashgate baseline accept RUN --baseline ${baseline.file} to carry over what is still the same`
  );
}

/**
 * Both are of the same suites (`otherSuites`). Of a shard or a selection only the cases in its journal are judged.
 * @param today as `2027-01-31`, in UTC
 */
export function againstBaseline(journal: Journal, baseline: Baseline, today: string): Comparison {
  const accepted = new Map(baseline.accepted.map((entry) => [entry.case, entry]));
  const passed = new Set(baseline.passed);
  const found: Omit<Comparison, "exit"> = {
    baseline: baseline.file,
    newFailures: [],
    changed: [],
    expired: [],
    accepted: [],
    notRun: [],
    fixed: [],
    stale: [],
    passed: 0,
    nothingShared:
      accepted.size + passed.size > 0 && !journal.cases.some(({ id }) => accepted.has(id) || passed.has(id)),
    fewer:
      partOf(journal.header, baseline.suites) === undefined
        ? fewerThan(journal, new Set([...accepted.keys(), ...passed]))
        : undefined,
    interruption: interruption(journal),
  };
  const was = (id: string): NotRun["was"] =>
    accepted.has(id) ? "accepted" : passed.has(id) ? "passed" : undefined;
  const judged = journal.cases.map((record) => {
    const entry = accepted.get(record.id);
    if (record.verdict === "pass") {
      found.passed += 1;
      if (entry !== undefined) found.fixed.push(removable(entry.case, "accepted", baseline));
      return record;
    }
    const failure = failureOf(record);
    if (entry === undefined) {
      found.newFailures.push({ ...failure, passedBefore: passed.has(record.id) });
      return record;
    }
    const known = { ...failure, entry, daysLeft: daysFrom(today, entry.expires) };
    const same = isSame(record, entry);
    (same ? (known.daysLeft < 0 ? found.expired : found.accepted) : found.changed).push(known);
    return same && known.daysLeft >= 0 ? asPassed(record) : record;
  });
  for (const { id, reason } of journal.notRun)
    found.notRun.push({ case: id, was: was(id), reason: `not run: ${reason}` });
  for (const { id, reason } of journal.notSelected)
    if (was(id) !== undefined)
      found.notRun.push({ case: id, was: was(id), reason: `not selected: ${reason}` });
  absent(journal, baseline, found);
  for (const list of [found.newFailures, found.changed, found.expired, found.accepted]) sort(list);
  for (const list of [found.notRun, found.fixed, found.stale]) sort(list);
  return { ...found, exit: exitOf(journal, judged, found) };
}

/** For the status of the run: what is accepted counts as if it had passed. */
function asPassed(record: CaseRecord): CaseRecord {
  return { ...record, verdict: "pass", deviation: undefined, died: undefined };
}

/** Whether this is the failure that was accepted. */
export function isSame(record: CaseRecord, entry: AcceptedFailure): boolean {
  return record.verdict === entry.verdict && signatureOf(record) === entry.signature;
}

/** @returns what came instead of what was expected, for people */
export function receivedBy({ deviation, reason }: CaseRecord): string {
  return deviation?.received ?? reason;
}

function failureOf(record: CaseRecord): Failure {
  const { id, verdict, deviation } = record;
  return { case: id, verdict, expected: deviation?.expected ?? [], received: receivedBy(record) };
}

/** Cases of the baseline that the journal does not know: gone, or not reached. */
function absent(journal: Journal, baseline: Baseline, found: Omit<Comparison, "exit">): void {
  if (partOf(journal.header, baseline.suites) !== undefined) return;
  const there = new Set(
    [...journal.cases, ...journal.notRun, ...journal.notSelected].map((record) => record.id),
  );
  const broken = brokenOff(journal);
  const named = [
    ...baseline.accepted.map((entry) => [entry.case, "accepted"] as const),
    ...baseline.passed.map((id) => [id, "passed"] as const),
  ];
  for (const [id, was] of named) {
    if (there.has(id)) continue;
    if (broken === undefined) found.stale.push(removable(id, was, baseline));
    else found.notRun.push({ case: id, was, reason: `not run: ${excerpt(broken, 300)}` });
  }
}

function removable(id: string, was: Removable["was"], { lineOf }: Baseline): Removable {
  return { case: id, line: lineOf.get(id) ?? 1, was };
}

/** As in a run without a baseline, what is accepted taken for passed; then what the baseline alone can tell. */
function exitOf(
  journal: Journal,
  judged: readonly CaseRecord[],
  { notRun, fixed, stale, nothingShared, fewer }: Omit<Comparison, "exit">,
): 0 | 1 | 2 | 3 {
  const plain = exitStatusOf({ ...journal, cases: [...judged], gate: undefined });
  if (plain !== 0) return plain;
  if (notRun.length > 0 || fewer !== undefined) return 3;
  if (fixed.length + stale.length > 0) return 2;
  return nothingShared ? 3 : 0;
}

function sort(list: { case: string }[]): void {
  list.sort((a, b) => (a.case < b.case ? -1 : 1));
}

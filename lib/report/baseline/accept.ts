/** The baseline that a run makes, out of the one before: pure, nothing is read or written. */

import { shownWord } from "../../files/shown.js";
import type { CaseRecord, Journal } from "../../runner/journal.js";
import { counted, excerpt } from "../printable.js";
import { isSame, receivedBy } from "./against.js";
import type { AcceptedFailure, BaselineContent } from "./baseline.js";
import { brokenOff, notWhole, partOf } from "./extent.js";
import { signatureOf } from "./signature.js";

export interface Acceptance {
  /** the only cases whose failures are accepted now, or renewed; undefined: every failure */
  cases: readonly string[] | undefined;
  /** needed for every failure that is not accepted yet */
  terms: { reason: string; expires: string } | undefined;
}

export type Accepted =
  | { ok: true; content: BaselineContent; told: string[] }
  | { ok: false; message: string };

const MOST_NAMED = 10;
const MOST_RECEIVED = 200;

/**
 * What still fails the same keeps its reason and its day, also in other suites; what is fixed or stale goes; what was not
 * run stays as it was.
 * @param before the baseline that there is; undefined for a new one
 * @param today as `2027-01-31`, in UTC
 */
export function acceptRun(
  journal: Journal,
  before: BaselineContent | undefined,
  { cases, terms }: Acceptance,
  today: string,
): Accepted {
  const wrong = unfit(journal, before) ?? unknownCase(journal, cases);
  if (wrong !== undefined) return { ok: false, message: wrong };
  const old = new Map(before?.accepted.map((entry) => [entry.case, entry]));
  const failures = journal.cases.filter(({ verdict }) => verdict !== "pass");
  const isKept = (record: CaseRecord): boolean => {
    const entry = old.get(record.id);
    return entry !== undefined && isSame(record, entry) && cases?.includes(record.id) !== true;
  };
  const due = failures.filter(
    (record) => !isKept(record) && (cases === undefined || cases.includes(record.id)),
  );
  if (due.length > 0 && terms === undefined) return { ok: false, message: termsMissing(due) };

  const accepted = new Map(due.flatMap((record) => (terms === undefined ? [] : [entryOf(record, terms)])));
  const whole = brokenOff(journal) === undefined && partOf(journal.header, before?.suites) === undefined;
  const isGone = goneFrom(journal, whole);
  const passes = new Set(journal.cases.filter(({ verdict }) => verdict === "pass").map(({ id }) => id));
  const takenOut = { fixed: 0, stale: 0 };
  for (const [id, entry] of old) {
    if (passes.has(id)) takenOut.fixed += 1;
    else if (isGone(id)) takenOut.stale += 1;
    else if (!accepted.has(id)) accepted.set(id, entry);
  }
  // What passed once and was not run, or was left out of what is accepted now, is still to be looked for.
  const passed = new Set(passes);
  for (const id of before?.passed ?? []) if (!accepted.has(id) && !isGone(id)) passed.add(id);

  const { header } = journal;
  const content: BaselineContent = {
    suites: whole || before === undefined ? header.suites : before.suites,
    device: whole || before === undefined ? (header.device.greeting.split("\n")[0] ?? "") : before.device,
    accepted: [...accepted.values()].sort((a, b) => (a.case < b.case ? -1 : 1)),
    passed: [...passed].sort(),
  };
  const left = failures.filter((record) => !isKept(record) && !due.includes(record));
  return { ok: true, content, told: story(content, due, left, takenOut, journal, whole, today) };
}

/** A baseline of a part would be one of nothing else. */
function unfit(journal: Journal, before: BaselineContent | undefined): string | undefined {
  const { header, cases } = journal;
  if (cases.length === 0) return "the run has no verdict of any case; accept one that has";
  const edited = notWhole(journal);
  if (edited !== undefined) return `${edited}; accept a run whose journal is whole`;
  const part = partOf(header, before?.suites);
  const why = brokenOff(journal) ?? (part === undefined ? undefined : `the run is ${part}`);
  if (why === undefined) return undefined;
  const told = excerpt(why, 300);
  if (before === undefined)
    return `${told}, and a new baseline is made from all cases; accept a run of all cases that went to its end`;
  if (before.suites.digest !== header.suites.digest)
    return `${told}, and it has other suites than the baseline; accept a run of all cases that went to its end`;
  return undefined;
}

function unknownCase(journal: Journal, cases: readonly string[] | undefined): string | undefined {
  for (const id of cases ?? []) {
    const record = journal.cases.find((item) => item.id === id);
    if (record !== undefined && record.verdict !== "pass") continue;
    const why = record === undefined ? "was not run" : "passed";
    const failed = journal.cases.filter(({ verdict }) => verdict !== "pass");
    const instead =
      failed.length === 0 ? "leave --case out, for every case passed" : `what failed is ${named(failed)}`;
    return `--case ${shownWord(id)}: it ${why} in this run, so there is nothing to accept; ${instead}`;
  }
  return undefined;
}

function termsMissing(due: readonly CaseRecord[]): string {
  const failures =
    due.length === 1 ? "1 failure is not accepted yet" : `${due.length} failures are not accepted yet`;
  return `${failures} (${named(due)}); say why and until when with --reason TEXT --expires DATE`;
}

function named(records: readonly CaseRecord[]): string {
  const shown = records.slice(0, MOST_NAMED).map(({ id }) => id);
  const more = records.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

function entryOf(
  record: CaseRecord,
  terms: { reason: string; expires: string },
): [id: string, entry: AcceptedFailure] {
  const { id, verdict } = record;
  if (verdict === "pass") throw new Error(`${id} passed`);
  const received = excerpt(receivedBy(record), MOST_RECEIVED);
  return [id, { case: id, verdict, signature: signatureOf(record), received, ...terms }];
}

/** Only a whole run shows which cases there are not. */
function goneFrom(journal: Journal, whole: boolean): (id: string) => boolean {
  if (!whole) return () => false;
  const there = new Set([...journal.cases, ...journal.notRun, ...journal.notSelected].map(({ id }) => id));
  return (id) => !there.has(id);
}

function story(
  { accepted, passed }: BaselineContent,
  due: readonly CaseRecord[],
  left: readonly CaseRecord[],
  { fixed, stale }: { fixed: number; stale: number },
  journal: Journal,
  whole: boolean,
  today: string,
): string[] {
  const ran = new Set(journal.cases.map(({ id }) => id));
  const unseen = [...accepted.map((entry) => entry.case), ...passed].filter((id) => !ran.has(id));
  const over = accepted.filter(({ case: id, expires }) => expires < today && ran.has(id));
  const kept = accepted.length - due.length;
  const lines = [
    `${accepted.length} accepted (${due.length} now, ${kept} before), ${passed.length} passed; ${fixed} fixed and ${stale} stale taken out`,
  ];
  if (left.length > 0) lines.push(`${counted(left.length, "failure")} left out: ${named(left)}`);
  if (over.length > 0)
    lines.push(
      `${over.length} expired and still failing: renew with --case ID --reason TEXT --expires DATE: ${over.map((entry) => entry.case).join(", ")}`,
    );
  if (unseen.length > 0)
    lines.push(
      `${counted(unseen.length, "case")} not run this time and kept as before${whole ? "; take out the lines of those that are not to be run any more" : ""}`,
    );
  return lines;
}

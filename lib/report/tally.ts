/** What a run came to as a whole. */
import type { CaseRecord, Journal } from "../runner/journal.js";
import { exitCode } from "../runner/run.js";
import { counted, excerpt } from "./printable.js";

export interface Tally {
  passed: number;
  failed: number;
  inconclusive: number;
  errors: number;
  /** failures, errors and inconclusive cases that a baseline tolerates, and that are in none of these */
  accepted: number;
  notSelected: number;
  /** selected and without a verdict, whether the journal says why or breaks off before */
  notRun: number;
}

export function tallyOf(journal: Journal): Tally {
  const { header, cases, notSelected, notRun } = journal;
  const accepted = acceptedIn(journal);
  const count = (verdict: string): number =>
    cases.filter((record) => record.verdict === verdict && !accepted.has(record.id)).length;
  return {
    passed: count("pass"),
    failed: count("fail"),
    inconclusive: count("inconclusive"),
    errors: count("error"),
    accepted: accepted.size,
    notSelected: notSelected.length,
    notRun: Math.max(notRun.length, header.selected - cases.length),
  };
}

/** Failures that a baseline tolerates, with its reason and its last day. */
export function acceptedIn({ gate }: Journal): ReadonlyMap<string, { reason: string; expires: string }> {
  return new Map(gate?.accepted.map(({ id, ...terms }) => [id, terms]));
}

/** What did not pass and is not tolerated either, sorted: failures first. */
export function troublesIn(journal: Journal): CaseRecord[] {
  const accepted = acceptedIn(journal);
  return TROUBLES.flatMap((verdict) =>
    journal.cases
      .filter((record) => record.verdict === verdict && !accepted.has(record.id))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
}

const TROUBLES = ["fail", "inconclusive", "error"];

export type Standing = "PASS" | "FAIL" | "INCOMPLETE";

/**
 * FAIL is a failure of the device, whatever else happened; PASS is nothing but passes, and at least one. With a baseline it
 * is what that says, unless the run did not go to its end.
 */
export function standingOf(journal: Journal): Standing {
  const { cases, notRun, end, gate } = journal;
  if (gate !== undefined && (end === undefined || end.stopped !== undefined)) return "INCOMPLETE";
  if (gate !== undefined) return gate.exit === 0 ? "PASS" : gate.exit === 1 ? "FAIL" : "INCOMPLETE";
  const { failed } = tallyOf(journal);
  if (failed > 0) return "FAIL";
  if (interruption(journal) !== undefined) return "INCOMPLETE";
  return exitCode([...cases, ...notRun], end?.stopped) === 0 ? "PASS" : "INCOMPLETE";
}

/** @returns one sentence when the run did not go to its end or has nothing to show */
export function interruption(journal: Journal): string | undefined {
  const { header, cases, notRun, end } = journal;
  const left = tallyOf(journal).notRun;
  const missing = left === 0 ? "" : `: ${left} of ${header.selected} selected cases were not run`;
  if (end === undefined) return `The journal has no end, so the run was killed${missing}.`;
  if (end.stopped !== undefined)
    return `The run was stopped before its end (${excerpt(end.stopped, 300)})${missing}.`;
  if (cases.length === 0) return "No case was run, so nothing is known about the device.";
  const unrecorded = header.selected - cases.length - notRun.length;
  if (unrecorded > 0)
    return `The journal has no record of ${counted(unrecorded, "selected case")}, so it was cut or edited.`;
  return undefined;
}

/** What a run came to as a whole. */
import type { CaseRecord, Journal } from "../runner/journal.js";
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

/**
 * PASS, FAIL or INCOMPLETE.
 * @since 0.1.0
 */
export type Standing = "PASS" | "FAIL" | "INCOMPLETE";

/**
 * The exit status of `run` and `report` (docs/ci.md).
 * @since 0.1.0
 */
export type ExitStatus = 0 | 1 | 2 | 3;

interface Judgement {
  readonly standing: Standing;
  readonly exit: ExitStatus;
}

/**
 * What a run came to. This is the one place where it is decided: the command's status and every report come from here, so
 * that they cannot contradict each other. A journal that is not whole proves nothing, whatever stands in it; then a baseline
 * says what it says; else one failure is a FAIL, and nothing but passes is a PASS.
 */
function judgementOf(journal: Journal): Judgement {
  if (interruption(journal) !== undefined) return { standing: "INCOMPLETE", exit: 3 };
  const { gate } = journal;
  if (gate !== undefined)
    return { standing: gate.exit === 0 ? "PASS" : gate.exit === 1 ? "FAIL" : "INCOMPLETE", exit: gate.exit };
  const { failed, inconclusive, errors, notRun } = tallyOf(journal);
  if (failed > 0) return { standing: "FAIL", exit: 1 };
  if (inconclusive + errors + notRun > 0) return { standing: "INCOMPLETE", exit: 3 };
  return { standing: "PASS", exit: 0 };
}

/**
 * The word for a journal.
 * @since 0.1.0
 */
export function standingOf(journal: Journal): Standing {
  return judgementOf(journal).standing;
}

/**
 * 0 for PASS, 1 for FAIL, 2 for a baseline that has to be mended, 3 for everything that shows nothing.
 * @since 0.1.0
 */
export function exitStatusOf(journal: Journal): ExitStatus {
  return judgementOf(journal).exit;
}

/** @returns one sentence when the run did not go to its end, its journal is not whole, or it has nothing to show */
export function interruption(journal: Journal): string | undefined {
  const { header, cases, notRun, notSelected, end, contradiction } = journal;
  const left = tallyOf(journal).notRun;
  const missing = left === 0 ? "" : `: ${left} of ${header.selected} selected cases were not run`;
  if (end === undefined) return `The journal has no end, so the run was killed${missing}.`;
  if (end.stopped !== undefined)
    return `The run was stopped before its end (${excerpt(end.stopped, 300)})${missing}.`;
  if (contradiction !== undefined)
    return `The journal contradicts itself (${excerpt(contradiction, 300)}), so it was edited or damaged.`;
  const unrecorded = header.selected - cases.length - notRun.length;
  if (unrecorded > 0)
    return `The journal has no record of ${counted(unrecorded, "selected case")}, so it was cut or edited.`;
  if (unrecorded < 0)
    return `The journal has ${counted(-unrecorded, "case")} more than were selected, so it was edited.`;
  if (header.notSelected !== undefined && header.notSelected !== notSelected.length)
    return `The journal tells of ${counted(notSelected.length, "case")} not selected, and there were ${header.notSelected}, so it was cut or edited.`;
  if (cases.length === 0) return "No case was run, so nothing is known about the device.";
  return undefined;
}

/** How much of the suites a journal speaks for. */
import type { Journal, RunHeader } from "../../runner/journal.js";
import { interruption, tallyOf } from "../tally.js";

/**
 * @param suites those of the baseline: a run of the same suites with fewer cases is of a part, whether its header says so
 *   or not
 * @returns which part of the cases the run was asked for, in words; undefined: all of them
 */
export function partOf(header: RunHeader, suites: RunHeader["suites"] | undefined): string | undefined {
  const { shard, selectors = [] } = header;
  if (shard !== undefined) return `shard ${shard.index} of ${shard.of}`;
  if (selectors.length > 0) return `a selection (${selectors.join(" ")})`;
  const fewer = suites?.digest === header.suites.digest && header.suites.cases < suites.cases;
  return fewer ? `a selection of ${header.suites.cases} cases` : undefined;
}

/** @returns why the run ended before its last case, or why its journal does not show that it did not; else undefined */
export function brokenOff(journal: Journal): string | undefined {
  const { end } = journal;
  if (end === undefined) return "the run was killed";
  if (end.stopped !== undefined) return `the run was stopped (${end.stopped})`;
  return tallyOf(journal).notRun > 0 ? "the journal lacks the verdict of some cases" : notWhole(journal);
}

/** @returns why the journal of a run that went to its end is none, as one that was edited; else undefined */
export function notWhole(journal: Journal): string | undefined {
  const { end, cases } = journal;
  if (end === undefined || end.stopped !== undefined || cases.length === 0) return undefined;
  if (tallyOf(journal).notRun > 0) return undefined;
  return interruption(journal)?.replace(/\.$/, "");
}

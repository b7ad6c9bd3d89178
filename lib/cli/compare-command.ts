import { shownWord } from "../files/shown.js";
import { readRun } from "../report/baseline/read-run.js";
import { compareRuns } from "../report/compare/compare-runs.js";
import { comparisonPage } from "../report/compare/comparison-page.js";
import { jsonText } from "../report/log-line.js";
import { refuse, tell } from "./say.js";

export interface CompareOptions {
  /** as it was written; 3 when left out */
  factor?: string;
  json?: boolean;
}

/**
 * `flashgate compare A B`.
 * @param a a run's folder or its journal
 * @param b another one
 * @returns 1 when a case that passed in A does not pass in B, 2 for bad input, 3 when there is nothing to compare or B was
 *   asked much less, else 0
 */
export function compareCommand(a: string, b: string, options: CompareOptions): number {
  const { factor: text = "3" } = options;
  const factor = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(factor > 1 && Number.isFinite(factor)))
    return refuse(`--factor ${shownWord(text)}: write a number above 1, such as 3 or 1.5`, 2);
  const first = readRun(a);
  if (!first.ok) return refuse(first.message, 2);
  const second = readRun(b);
  if (!second.ok) return refuse(second.message, 2);
  const comparison = compareRuns(first.journal, second.journal, factor);
  if (options.json === true) tell(jsonText({ format: 1, ...comparison }));
  else for (const line of comparisonPage(comparison, { columns: process.stdout.columns ?? 100 })) tell(line);
  return comparison.exit;
}

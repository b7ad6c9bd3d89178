/** What the cases do on a device that is right: the measure of all mutants. */
import { chooseCases } from "../runner/choose-cases.js";
import { embeddedTestbed } from "../runner/embedded.js";
import type { CaseRecord } from "../runner/journal.js";
import { prepareRun } from "../runner/prepare.js";
import type { Case } from "../suite/case.js";
import type { TextRule } from "../suite/reply-template.js";
import type { Hunter } from "./hunt.js";

export interface Baseline extends Hunter {
  readonly cases: readonly Case[];
  /** by case, the catalogue's entries that came */
  readonly observed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @throws Error when a case does not pass on a device that is right */
export async function baseline(
  selectors: readonly string[],
  signal: AbortSignal,
  texts: TextRule = "exact",
): Promise<Baseline> {
  const chosen = await chooseCases(selectors, []);
  if (!chosen.ok) throw new Error(chosen.message);
  const records: CaseRecord[] = [];
  const prepared = await prepareRun({
    chosen,
    bed: embeddedTestbed({ texts }),
    strict: false,
    signal,
    write: (record) => {
      if (record.type === "case") records.push(record);
    },
    listener: {},
  });
  if (!prepared.ok) throw new Error(prepared.message);
  const { run } = prepared;
  const stop = (): void => run.stop("interrupted");
  signal.addEventListener("abort", stop);
  await run.start();
  signal.removeEventListener("abort", stop);
  const bad = records.find(({ verdict }) => verdict !== "pass");
  if (bad !== undefined)
    throw new Error(`${bad.id} came to ${bad.verdict} on a device that is right: ${bad.reason}`);
  return {
    cases: run.cases,
    facts: run.options.facts,
    signal,
    observed: new Map(records.map(({ id, observed }) => [id, new Set(observed)])),
    cost: new Map(records.map(({ id, durationMs }) => [id, durationMs])),
  };
}

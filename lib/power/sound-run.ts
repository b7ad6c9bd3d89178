/** What the cases do on a device that is right: the measure of all mutants. */

import { chooseCases } from "../runner/choose-cases.js";
import type { CaseRecord } from "../runner/journal.js";
import { prepareRun } from "../runner/prepare.js";
import type { Run } from "../runner/run.js";
import type { Case } from "../suite/case.js";
import { encodedReplies } from "../suite/documented.js";
import type { TextRule } from "../suite/reply-template.js";
import { catalogue } from "../systems/dm724/catalogue.js";
import { dm724Testbed } from "../systems/dm724/testbed.js";
import { SYSTEMS } from "../systems/known.js";
import type { Hunter } from "./hunt.js";

export interface SoundRun extends Hunter {
  readonly cases: readonly Case[];
  /** by case, the catalogue's entries that came, or that are to come */
  readonly observed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Without a run: what a case spells out stands for what came. */
export async function spelledOut(selectors: readonly string[], signal: AbortSignal): Promise<SoundRun> {
  const { cases, options } = await runOf(selectors, signal, "exact", () => {});
  return {
    cases,
    facts: options.facts,
    signal,
    observed: new Map(cases.map(({ id, steps }) => [id, encodedReplies(steps, catalogue)])),
    cost: new Map(),
  };
}

async function runOf(
  selectors: readonly string[],
  signal: AbortSignal,
  texts: TextRule,
  ended: (record: CaseRecord) => void,
): Promise<Run> {
  const chosen = await chooseCases(selectors, [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const prepared = await prepareRun({
    chosen,
    bed: dm724Testbed({ texts }),
    strict: false,
    signal,
    write: (record) => {
      if (record.type === "case") ended(record);
    },
    listener: {},
  });
  if (!prepared.ok) throw new Error(prepared.message);
  return prepared.run;
}

/** @throws Error when a case does not pass on a device that is right */
export async function soundRun(
  selectors: readonly string[],
  signal: AbortSignal,
  texts: TextRule = "exact",
): Promise<SoundRun> {
  const records: CaseRecord[] = [];
  const run = await runOf(selectors, signal, texts, (record) => records.push(record));
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

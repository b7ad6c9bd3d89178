/** Runs cases against one mutant until one of them fails it. */

import { runCase } from "../runner/run-case.js";
import type { DeviceFacts } from "../runner/session-run.js";
import type { Testbed } from "../runner/testbed.js";
import type { Case } from "../suite/case.js";
import { dm724Testbed } from "../systems/dm724/testbed.js";
import type { Mutant } from "./mutant.js";

export interface Hunted {
  readonly mutant: Mutant;
  /** the case that fails it, undefined when none does */
  readonly by: string | undefined;
  readonly reason: string;
  /** how many cases were run */
  readonly tried: number;
}

export interface Hunter {
  readonly facts: DeviceFacts;
  readonly signal: AbortSignal;
  /** milliseconds that each case took when the device was right */
  readonly cost: ReadonlyMap<string, number>;
}

/** A device that does not answer is waited for no longer than this; right devices answer within milliseconds. */
const PATIENCE = { connectMs: 5_000, replyMs: 1_500, dataMs: 1_500, caseMs: 600_000, runMs: 3_600_000 };
/** Cases of one mutant that run at the same time. */
const AT_ONCE = 6;

export async function hunt(mutant: Mutant, cases: readonly Case[], hunter: Hunter): Promise<Hunted> {
  const bed: Testbed = { ...dm724Testbed(mutant.options), timings: PATIENCE };
  const chances = new Map(cases.map((item) => [item, mutant.chance(item)]));
  const cost = (item: Case): number => hunter.cost.get(item.id) ?? 0;
  const queue = cases
    .filter((item) => (chances.get(item) ?? 0) > 0)
    .toSorted((a, b) => (chances.get(b) ?? 0) - (chances.get(a) ?? 0) || cost(a) - cost(b));
  let tried = 0;
  let found: { by: string; reason: string } | undefined;
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && found === undefined; item = queue.shift()) {
      tried += 1;
      const reason = await failing(item, bed, hunter);
      // Once more and alone: a machine that is busy makes a right device late.
      if (reason === undefined || found !== undefined) continue;
      const again = await failing(item, bed, hunter);
      if (again !== undefined) found ??= { by: item.id, reason: again };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { mutant, by: found?.by, reason: found?.reason ?? "", tried };
}

/** @returns why the case fails, undefined when it does not */
async function failing(item: Case, bed: Testbed, { facts, signal }: Hunter): Promise<string | undefined> {
  const result = await runCase(item, { bed, facts, strict: false, signal, permit: "reboot" });
  return result?.verdict === "fail" ? result.reason : undefined;
}

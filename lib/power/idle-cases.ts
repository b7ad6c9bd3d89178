/** Cases that have killed nothing so far get the mutants that they are most likely to find out, until they kill one. */

import type { Case } from "../suite/case.js";
import { hunt } from "./hunt.js";
import type { Mutant } from "./mutant.js";
import type { SoundRun } from "./sound-run.js";

/** Mutants that an idle case gets at most. */
const MOST = 60;
const AT_ONCE = 8;

/** What it spells out first, then what speaks of the same things, then what it met on its way. */
function likely(item: Case, mutants: readonly Mutant[]): Mutant[] {
  const chances = mutants
    .map((mutant) => ({ mutant, chance: mutant.chance(item) }))
    .toSorted((a, b) => b.chance - a.chance);
  const of = (kind: string): Mutant[] =>
    chances
      .filter(({ mutant, chance }) => chance >= 1 && mutant.name.startsWith(kind))
      .map(({ mutant }) => mutant);
  return [...of("reply.").slice(0, MOST), ...of("front-end."), ...of("behaviour.").slice(0, MOST)];
}

/** @returns the cases that kill none of theirs */
export async function idleCases(
  ground: SoundRun,
  mutants: readonly Mutant[],
  kills: ReadonlyMap<string, number>,
): Promise<string[]> {
  const queue = ground.cases.filter(({ id }) => !kills.has(id));
  const idle: string[] = [];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && !ground.signal.aborted; item = queue.shift()) {
      const own = item;
      let killed = false;
      for (const mutant of likely(own, mutants)) {
        if ((await hunt(mutant, [own], ground)).by === undefined) continue;
        killed = true;
        break;
      }
      if (!killed) idle.push(own.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return idle.toSorted();
}

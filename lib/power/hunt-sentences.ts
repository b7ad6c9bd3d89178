/** Runs the cases that are claimed for each sentence against the mutants that break it. */
import { type Hunter, hunt } from "./hunt.js";
import type { Mutant } from "./mutant.js";
import type { Sentence } from "./sentences.js";

/** A mutant that breaks a sentence and passes all cases that are claimed for it. */
export interface Unfound {
  readonly sentence: Sentence;
  readonly mutant: Mutant;
}

/** Mutants at the same time: a case mostly waits. */
const AT_ONCE = 24;

/** @param each is called when a mutant of a sentence has been hunted */
export async function huntSentences(
  sentences: readonly Sentence[],
  hunter: Hunter,
  each: () => void = () => {},
): Promise<Unfound[]> {
  const queue = sentences.flatMap((sentence) => sentence.mutants.map((mutant) => ({ sentence, mutant })));
  const unfound: Unfound[] = [];
  const worker = async (): Promise<void> => {
    for (let pair = queue.shift(); pair !== undefined && !hunter.signal.aborted; pair = queue.shift()) {
      const { sentence, mutant } = pair;
      const { by } = await hunt(mutant, sentence.cases, hunter);
      if (by === undefined) unfound.push(pair);
      each();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return unfound;
}

/** One line for people. */
export function unfoundText({ sentence: { clause }, mutant }: Unfound): string {
  return `${clause.section} "${clause.sentence}" is claimed, and its cases pass ${mutant.name}: ${mutant.says}`;
}

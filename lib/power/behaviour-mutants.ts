/** Devices that behave wrongly: the misbehaviours, as far as fixtures/mutants names them. */

import { readTsv } from "../files/tsv.js";
import type { Case } from "../suite/case.js";
import { misbehaviours } from "../systems/dm724/mutants/misbehaviours.js";
import type { Mutant } from "./mutant.js";
import { mutantFile } from "./mutant-files.js";

export function behaviourMutants(): Mutant[] {
  return readTsv(mutantFile("behaviours.tsv"), ["mutant"]).map((row) => {
    const misbehaviour = misbehaviours.get(row.mutant);
    if (misbehaviour === undefined)
      throw new Error(`fixtures/mutants/behaviours.tsv: there is no misbehaviour "${row.mutant}"`);
    const sections = sectionsOf(misbehaviour.clause);
    return {
      name: `behaviour.${row.mutant}`,
      clause: misbehaviour.clause,
      says: misbehaviour.says,
      options: { parts: misbehaviour.parts },
      chance: (item) => 1 + matches(item, sections) + words(item, row.mutant),
    };
  });
}

/** `1.4.3 SITE, AMB-040` names 1.4.3 and AMB-040. */
function sectionsOf(clause: string): Set<string> {
  return new Set(clause.match(/AMB-\d{3}|\b\d+(?:\.\d+)+\b/g) ?? []);
}

function matches(item: Case, sections: ReadonlySet<string>): number {
  return item.covers.filter((cover) => sections.has(cover.replace(/^Dm724-I /, ""))).length;
}

/** A case whose id speaks of what the mutant's name speaks of is likely to be about it. */
function words(item: Case, mutant: string): number {
  const own = new Set(item.id.split(/[.-]/));
  return mutant.split("-").filter((word) => word.length > 3 && own.has(word)).length / 4;
}

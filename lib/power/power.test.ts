/**
 * A case counts only when a broken device fails it. All of it takes minutes (npm run power); this is a fixed sample, and of
 * that `npm test` takes a part.
 */
import { expect } from "chai";
import { readTsv } from "../files/tsv.js";
import { WHOLE } from "../octets/sampled.test.js";
import { deviations } from "../systems/dm724/mutants/deviations.js";
import { type Baseline, baseline, spelledOut } from "./baseline.js";
import { behaviourMutants } from "./behaviour-mutants.js";
import { frontEndMutants } from "./front-end-mutants.js";
import { hunt } from "./hunt.js";
import type { Mutant } from "./mutant.js";
import { mutantFile } from "./mutant-files.js";
import { replyMutants } from "./reply-mutants.js";

/** Every so many mutants. */
const SAMPLE = WHOLE ? 8 : 40;

describe("the power of the suites", function () {
  this.timeout(0);
  let ground: Baseline;
  let mutants: Mutant[];

  before(async () => {
    // That all cases pass on a device that is right is seen elsewhere, too.
    ground = await (WHOLE ? baseline : spelledOut)([], new AbortController().signal);
    mutants = [...replyMutants(ground.observed), ...behaviourMutants(), ...frontEndMutants()];
  });

  it("names every deviation of the device", () => {
    const named = readTsv(mutantFile("behaviours.tsv"), ["mutant"]).map(({ mutant }) => mutant);
    expect(named).to.deep.equal([...deviations.keys()].toSorted());
  });

  it("tolerates only mutants that there are", () => {
    const names = mutants.map(({ name }) => name);
    const tolerated = readTsv(mutantFile("tolerated.tsv"), ["mutant", "because"]).map(({ mutant }) => mutant);
    expect(names).to.include.members(tolerated);
  });

  it("a device that is right is no mutant's kill", async () => {
    const right: Mutant = {
      name: "right",
      clause: "1.4",
      says: "Nothing is wrong.",
      options: {},
      chance: () => 1,
    };
    const some = ground.cases.filter((_, index) => index % 20 === 0);
    expect(await hunt(right, some, ground)).to.deep.include({ by: undefined, tried: some.length });
  });

  it(`kills every ${SAMPLE}th mutant`, async () => {
    const tolerated = new Set(
      readTsv(mutantFile("tolerated.tsv"), ["mutant", "because"]).map(({ mutant }) => mutant),
    );
    const queue = mutants.filter(({ name }, index) => index % SAMPLE === 0 && !tolerated.has(name));
    expect(queue.length).to.be.greaterThan(40);
    const survivors: string[] = [];
    const worker = async (): Promise<void> => {
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift())
        if ((await hunt(mutant, ground.cases, ground)).by === undefined) survivors.push(mutant.name);
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(survivors).to.deep.equal([]);
  });
});

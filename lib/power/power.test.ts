/**
 * A case counts only when a broken device fails it. All of it takes minutes (npm run power); this is a fixed sample, and of
 * that `npm test` takes a part.
 */
import { expect } from "chai";
import { readTsv } from "../files/tsv.js";
import { WHOLE } from "../octets/sampled.test.js";
import type { Clause } from "../suite/clauses.js";
import { misbehaviours } from "../systems/dm724/mutants/misbehaviours.js";
import { hunt } from "./hunt.js";
import { huntSentences, unfoundText } from "./hunt-sentences.js";
import type { Mutant } from "./mutant.js";
import { mutantFile } from "./mutant-files.js";
import { allMutants, toleratedMutants } from "./mutants.js";
import { coveredClauses, type ReadSentences, sentenceRows, sentencesOf } from "./sentences.js";
import { type SoundRun, soundRun, spelledOut } from "./sound-run.js";

/** Every so many mutants. */
const SAMPLE = WHOLE ? 8 : 40;
/** Every so many sentences. */
const SENTENCES = WHOLE ? 4 : 20;

describe("the power of the suites", function () {
  this.timeout(0);
  let ground: SoundRun;
  let mutants: Mutant[];

  before(async () => {
    // That all cases pass on a device that is right is seen elsewhere, too.
    ground = await (WHOLE ? soundRun : spelledOut)([], new AbortController().signal);
    mutants = allMutants(ground.observed);
  });

  it("names every misbehaviour of the device", () => {
    const named = readTsv(mutantFile("behaviours.tsv"), ["mutant"]).map(({ mutant }) => mutant);
    expect(named).to.deep.equal([...misbehaviours.keys()].toSorted());
  });

  it("tolerates only mutants that there are", () => {
    for (const texts of ["exact", "codes"] as const)
      expect(
        [...toleratedMutants(mutants, texts).values()].filter((because) => because === ""),
      ).to.deep.equal([]);
  });

  describe("the sentences of the manual", () => {
    let clauses: Clause[];
    const read = (rows = sentenceRows()): ReadSentences => sentencesOf(rows, clauses, ground.cases, mutants);

    before(() => {
      clauses = coveredClauses(ground.cases);
    });

    it("have each a mutant that breaks it, or a reason why none can", () => {
      const sentences = read();
      expect(sentences.ok ? [] : sentences.faults).to.deep.equal([]);
    });

    it("name no mutant that is tolerated", () => {
      const tolerated = toleratedMutants(mutants, "exact");
      const named = sentenceRows().flatMap((row) => row.mutants.split(" "));
      expect(named.filter((name) => tolerated.has(name))).to.deep.equal([]);
    });

    it("tell a row too few, one too many, one that stands twice and a mutant that there is not", () => {
      const [first, second, ...rest] = sentenceRows();
      if (first === undefined || second === undefined) throw new Error("there are no sentences");
      const invented = { ...second, sentence: "Nothing is said.", mutants: "behaviour.none", because: "" };
      const sentences = read([second, second, invented, ...rest]);
      expect(sentences.ok ? [] : sentences.faults).to.deep.equal([
        `"${second.section} ${second.sentence}" stands twice; take one of the two away`,
        `"${second.section} Nothing is said." is no sentence that cases cover; write it as clauses.tsv does, or take it away`,
        `"${first.section} ${first.sentence}" has no row; name the mutant that breaks it`,
      ]);
      const unknown = read([
        { ...first, mutants: "behaviour.none" },
        { ...second, mutants: "", because: "" },
        ...rest,
      ]);
      expect(unknown.ok ? [] : unknown.faults).to.deep.equal([
        `"${first.section} ${first.sentence}": there is no mutant "behaviour.none"; name one that is there`,
        `"${second.section} ${second.sentence}" has no mutant; name one, or say why there can be none`,
      ]);
    });

    it(`every ${SENTENCES}th: its mutants are found out by the cases that are claimed for it`, async () => {
      const sentences = read();
      if (!sentences.ok) throw new Error(sentences.faults.join("\n"));
      const some = sentences.sentences.filter((_, index) => index % SENTENCES === 0);
      expect((await huntSentences(some, ground)).map(unfoundText)).to.deep.equal([]);
    });

    it("one whose cases do not look is told", async () => {
      const sentences = read();
      const [sentence] = sentences.ok ? sentences.sentences : [];
      const unseen = mutants.find(({ name }) => name === "behaviour.backup-copies-nothing");
      if (sentence === undefined || unseen === undefined) throw new Error("nothing to try it with");
      const unfound = await huntSentences([{ ...sentence, mutants: [unseen] }], ground);
      expect(unfound.map(unfoundText)).to.deep.equal([
        `${sentence.clause.section} "${sentence.clause.sentence}" is claimed, and its cases pass ${unseen.name}: ${unseen.says}`,
      ]);
    });
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
    const tolerated = toleratedMutants(mutants, "exact");
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

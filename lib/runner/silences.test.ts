import { expect } from "chai";
import { Silences } from "./silences.js";

describe("what is remembered of a device's silence", () => {
  it("waits in full three times for the answer to a command, then a tenth, until it answers", () => {
    const silences = new Silences();
    const waits = [0, 1, 2, 3, 4].map(() => {
      const wait = silences.patience("CWD", 20_000);
      silences.unanswered("CWD");
      return wait;
    });
    expect(waits).to.deep.equal([20_000, 20_000, 20_000, 2_000, 2_000]);
    expect(silences.patience("NOOP", 20_000)).to.equal(20_000);
    expect(silences.patience("CWD", 500)).to.equal(100);
    expect(silences.patience("CWD", 50)).to.equal(50);
    silences.answered("CWD");
    expect(silences.patience("CWD", 20_000)).to.equal(20_000);
  });

  for (const [title, ended, gone] of [
    ["silent to one command alone", Array.from({ length: 30 }, () => ["MODE", false]), false],
    ["silent to three commands in five cases", ["A", "B", "C", "A", "B"].map((verb) => [verb, false]), true],
    ["silent to three commands in four cases", ["A", "B", "C", "A"].map((verb) => [verb, false]), false],
    ["silent before five purposes", Array.from({ length: 5 }, () => ["CWD", true]), true],
    ["answering in between", ["A", "B", "C", undefined, "A", "B"].map((verb) => [verb, false]), false],
  ] as [string, [string | undefined, boolean][], boolean][]) {
    it(`says that nobody is there any more, or not: ${title}`, () => {
      const silences = new Silences();
      for (const [verb, before] of ended) silences.caseEnded(verb, before);
      if (gone) expect(silences.verdict).to.match(/^the device does not answer: 5 cases in a row/);
      else expect(silences.verdict).to.equal(undefined);
    });
  }
});

import { expect } from "chai";
import { Absent, CaseEnd, endOf, TooMany } from "./step-end.js";

describe("runner/step-end", () => {
  const ends = [
    new CaseEnd("fail", "expected 200; received 500", { line: 3, expected: ["200"], received: "500" }),
    new CaseEnd("stopped", "the run was stopped"),
    new Absent("502 No."),
    new TooMany("NOOP", { kind: "closed", how: "end", partial: "" }, 3, false),
  ];
  for (const end of ends) {
    it(`makes a value of ${end.name}: ${end.message}`, async () => {
      expect(await endOf(() => Promise.reject(end))).to.equal(end);
      expect(await endOf(() => Promise.resolve().then(() => Promise.reject(end)))).to.equal(end);
    });
  }

  it("says nothing of what ends well", async () => {
    expect(await endOf(() => Promise.resolve("anything"))).to.equal(undefined);
  });

  it("takes no mistake of ours for a verdict", async () => {
    const mistake = new TypeError("no such thing");
    const thrown = await endOf(() => Promise.reject(mistake)).catch((error: unknown) => error);
    expect(thrown).to.equal(mistake);
  });

  it("lets steps go on behind one that did not end well", async () => {
    const performed: string[] = [];
    const found: string[] = [];
    for (const [name, end] of [["one"], ["two", ends[0]], ["three"]] as const) {
      const seen = await endOf(async () => {
        performed.push(name);
        if (end !== undefined) throw end;
      });
      if (seen !== undefined) found.push(name);
    }
    expect([performed, found]).to.deep.equal([["one", "two", "three"], ["two"]]);
  });
});

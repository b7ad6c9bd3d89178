import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { failedWith } from "../report/baseline/sample-baseline.test.js";
import { journalOf, passed } from "../report/sample-journal.test.js";
import { compareCommand } from "./compare-command.js";
import { runIn, said } from "./said.test.js";

describe("flashgate compare", () => {
  let folder: string;
  let good: string;
  let bad: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-compare-"));
    good = runIn(folder, "good", journalOf({ cases: [passed("a.b.one")] }));
    bad = runIn(folder, "bad", journalOf({ cases: [failedWith("a.b.one", "500 No.")] }));
    writeFileSync(join(folder, "text"), "no journal");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is 1 for what is broken, and 0 for what is fixed or the same", () => {
    const exit = (a: string, b: string): number => said(() => compareCommand(a, b, {})).exit;
    expect([exit(good, bad), exit(bad, good), exit(good, good), exit(bad, bad)]).to.deep.equal([1, 0, 0, 0]);
    expect(exit(join(good, "journal.jsonl"), bad)).to.equal(1);
    expect(said(() => compareCommand(good, bad, {})).out).to.include("\n  a.b.one: pass -> fail\n");
  });

  it("tells programs the same", () => {
    const { out } = said(() => compareCommand(good, bad, { json: true, factor: "2.5" }));
    expect(JSON.parse(out))
      .to.deep.include({ format: 1, exit: 1, common: 1 })
      .and.to.have.nested.property("times.factor", 2.5);
  });

  const refused: readonly (readonly [title: string, factor: string | undefined, message: RegExp])[] = [
    ["a factor of 1", "1", /^flashgate: --factor 1: write a number above 1, such as 3 or 1\.5\n$/],
    ["a factor below", "-3", /^flashgate: --factor -3: /],
    ["a word", "three", /^flashgate: --factor three: /],
    ["nothing", "", /^flashgate: --factor : /],
    ["without end", "Infinity", /^flashgate: --factor Infinity: /],
  ];
  for (const [title, factor, message] of refused)
    it(`refuses ${title}`, () => {
      const { exit, out, err } = said(() =>
        compareCommand(good, bad, factor === undefined ? {} : { factor }),
      );
      expect(err).to.match(message);
      expect({ exit, out }).to.deep.equal({ exit: 2, out: "" });
    });

  it("refuses what is no run, on either side", () => {
    for (const wrong of [join(folder, "none"), join(folder, "text"), folder]) {
      for (const [a, b] of [
        [good, wrong],
        [wrong, good],
      ] as const) {
        const { exit, out, err } = said(() => compareCommand(a, b, {}));
        expect(err).to.match(/^flashgate: [^\n]+\n$/);
        expect({ exit, out }).to.deep.equal({ exit: 2, out: "" });
      }
    }
  });
});

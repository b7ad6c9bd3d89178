import { expect } from "chai";
import { annotations } from "./annotations.js";
import { failed, journalOf, many, passed } from "./sample-journal.test.js";

describe("report/annotations", () => {
  it("points at the step of the case, and escapes what would end the command", () => {
    const deviation = { line: 47, expected: ["200"], received: "500" };
    const reason = "expected 200; received 500 100% wrong\r\n::error::no";
    expect(
      annotations(journalOf({ cases: [passed("d.a.one"), failed("d.a.two", { deviation, reason })] })),
    ).to.deep.equal([
      "::error file=suites/dm724/sessions.yaml,line=47,title=d.a.two::expected 200; received 500 100%25 wrong%0D%0A::error::no (Dm724-I 1.4.2, AMB-010)",
    ]);
  });

  it("points at the case where there is no step, and warns of what has no verdict", () => {
    const record = passed("d.a.one", {
      verdict: "error",
      reason: "the harness failed",
      file: "C:a,b.yaml:7",
    });
    expect(annotations(journalOf({ cases: [record] }))).to.deep.equal([
      "::warning file=C%3Aa%2Cb.yaml,line=7,title=d.a.one::the harness failed (Dm724-I 1.4.2, AMB-010)",
    ]);
  });

  it("gives the first ten, which is what GitHub shows", () => {
    expect(annotations(journalOf({ cases: many(30, failed) }))).to.have.length(10);
  });
});

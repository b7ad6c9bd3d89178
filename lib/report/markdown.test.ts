import { expect } from "chai";
import { markdownReport } from "./markdown.js";
import { failed, journalOf, many, notSelected, passed } from "./sample-journal.test.js";

describe("report/markdown", () => {
  it("says of a run that passed nothing but that", () => {
    expect(markdownReport(journalOf({ cases: [passed("d.a.one"), passed("d.a.two")] }))).to.equal(
      `## ✅ flashgate: PASS

reference device: \`R1 FTP server (V10.2) ready.\`, permits reboot, texts exact

| passed | failed | inconclusive | errors | not selected | not run | time |
|--:|--:|--:|--:|--:|--:|--:|
| 2 | 0 | 0 | 0 | 0 | 0 | 1.9 s |
`,
    );
  });

  it("tells each failure with its clause, what was expected and what came", () => {
    const text = markdownReport(journalOf({ cases: [passed("d.a.one"), failed("d.a.two")] }));
    expect(text).to.match(/^## ❌ flashgate: FAIL$/m);
    expect(text).to.include(
      "| `d.a.two` | Dm724\\-I 1.4.2, AMB\\-010 | 221 Goodbye. or 226 | 500 'QUIT': command not understood |",
    );
    expect(text).not.to.include("`d.a.one`");
  });

  it("says why there is no verdict", () => {
    const text = markdownReport(
      journalOf({ cases: [passed("d.a.one", { verdict: "inconclusive", reason: "the login failed" })] }),
    );
    expect(text).to.match(/^## ⚠️ flashgate: INCOMPLETE$/m);
    expect(text).to.include("| inconclusive: `d.a.one` |");
    expect(text).to.include("| the login failed |");
  });

  it("keeps what a device says from being markup", () => {
    const received = "500 <img src=x> | `[x](y)` **z**\r\n# t";
    const text = markdownReport(
      journalOf({ cases: [failed("d.a.one", { deviation: { line: 1, expected: ["200"], received } })] }),
    );
    expect(text).to.include("500 \\<img src=x\\> \\| \\`\\[x\\]\\(y\\)\\` \\*\\*z\\*\\*\\\\r\\\\n\\# t |");
  });

  it("groups what was not selected by its reason", () => {
    const text = markdownReport(
      journalOf({
        cases: [passed("d.a.one")],
        notSelected: [notSelected("d.b.1"), notSelected("d.b.2", "ipv6: absent"), notSelected("d.b.3")],
      }),
    );
    expect(text).to.include("<details><summary>3 not selected</summary>");
    expect(text.indexOf("- 2: help: 502")).to.be.greaterThan(0);
    expect(text.indexOf("- 1: ipv6: absent")).to.be.greaterThan(text.indexOf("- 2:"));
  });

  it("stays short when everything fails, and says how much is left out", () => {
    const text = markdownReport(journalOf({ cases: many(2000, failed) }));
    expect(text).to.include("... and 1950 more cases.");
    expect(text.length).to.be.lessThan(100_000);
  });
});

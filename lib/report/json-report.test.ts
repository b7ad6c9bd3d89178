import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { packageRoot } from "../files/package-root.js";
import { jsonReport, reportSchemaText } from "./json-report.js";
import { failed, journalOf, notRun, notSelected, passed } from "./sample-journal.test.js";

describe("report/json-report", () => {
  const schema = z.fromJSONSchema(JSON.parse(reportSchemaText()));
  const journal = journalOf({
    cases: [passed("d.a.two"), failed("d.a.one")],
    notSelected: [notSelected("d.b.help")],
    notRun: [notRun("d.c.left", "interrupted")],
  });

  it("is described by docs/report.schema.json (npm run schema writes it)", () => {
    expect(readFileSync(join(packageRoot(), "docs", "report.schema.json"), "utf8")).to.equal(
      reportSchemaText(),
    );
  });

  const journals = [
    ["a run that failed", journal],
    ["a run that was killed", journalOf({ cases: [passed("d.a.one")], end: undefined })],
    ["a run of nothing", journalOf({})],
    ["a shard", journalOf({ cases: [passed("d.a.one")], header: { shard: { index: 2, of: 3 } } })],
  ] as const;
  for (const [what, sample] of journals) {
    it(`follows its schema for ${what}`, () => {
      const { success, error } = schema.safeParse(JSON.parse(jsonReport(sample)));
      expect(success, error?.message).to.equal(true);
    });
  }

  it("tells what each case came to, sorted", () => {
    const report = JSON.parse(jsonReport(journal));
    expect(report.standing).to.equal("FAIL");
    expect(report.counts).to.deep.equal({
      passed: 1,
      failed: 1,
      inconclusive: 0,
      errors: 0,
      accepted: 0,
      notSelected: 1,
      notRun: 1,
    });
    expect(report.cases.map(({ id }: { id: string }) => id)).to.deep.equal(["d.a.one", "d.a.two"]);
    expect(report.cases[0]).to.deep.include({
      verdict: "fail",
      expected: ["221 Goodbye.", "226"],
      received: "500 'QUIT': command not understood",
      file: "suites/dm724/sessions.yaml:42",
    });
    expect(report.notSelected).to.deep.equal([{ id: "d.b.help", reason: "help: 502 Help not available" }]);
  });

  it("says that a killed run has no end", () => {
    const report = JSON.parse(jsonReport(journalOf({ cases: [passed("d.a.one")], end: undefined })));
    expect(report).to.deep.include({ standing: "INCOMPLETE", finished: null, milliseconds: null });
    expect(report.interruption).to.match(/killed/);
  });
});

import { expect } from "chai";
import { failed, journalOf, notSelected, passed } from "../sample-journal.test.js";
import { clausesSection } from "./clauses.js";

describe("report/html/clauses", () => {
  const covering = (...covers: string[]) => ({ covers });
  const page = clausesSection(
    journalOf({
      cases: [
        passed("a.b.1", covering("M 1.10", "M 1.2")),
        failed("a.b.2", covering("M 1.2")),
        passed("a.b.3", covering("M 1")),
      ],
      notSelected: [{ ...notSelected("a.b.4"), covers: ["M 1.2", "N"] }],
    }),
  ).text;
  const rows = [...page.matchAll(/<tr role="row" class="([^"]+)">.*?data-search="([^"]+)".*?<\/tr>/g)].map(
    ([row, standing, clause]) => [
      clause,
      standing,
      ...[...row.matchAll(/>(\d+)<\/td>/g)].map(([, count]) => Number(count)),
    ],
  );

  it("has every clause in the order of its numbers, with the verdicts of its cases", () => {
    expect(rows).to.deep.equal([
      // cases, passed, failed, inconclusive, errors, not run, not selected
      ["M 1", "pass", 1, 1, 0, 0, 0, 0, 0],
      ["M 1.2", "fail", 3, 1, 1, 0, 0, 0, 1],
      ["M 1.10", "pass", 1, 1, 0, 0, 0, 0, 0],
      ["N", "not-selected", 1, 0, 0, 0, 0, 0, 1],
    ]);
  });
});

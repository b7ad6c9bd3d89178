import { expect } from "chai";
import fc from "fast-check";
import type { Journal } from "../../runner/journal.js";
import { journalOf, notRun, notSelected, passed } from "../sample-journal.test.js";
import { acceptRun } from "./accept.js";
import { againstBaseline, type Comparison, otherSuites } from "./against.js";
import type { BaselineContent } from "./baseline.js";
import { comparisonLines } from "./comparison-text.js";
import { baselineOf, entryFor, failedWith, TODAY } from "./sample-baseline.test.js";

const one = passed("a.b.one");
const bad = failedWith("a.b.bad", "500 No, 3 left.");
const badAgain = failedWith("a.b.bad", "500 No, 17 left.");
const worse = failedWith("a.b.bad", "421 Bye.");
const unclear = failedWith("a.b.bad", "500 No, 3 left.", { verdict: "inconclusive" });
const broken = failedWith("a.b.bad", "500 No, 3 left.", { verdict: "error" });
const accepted = [entryFor(bad)];
const killed = { end: undefined };
const stopped = { end: { type: "end", finished: "", durationMs: 1, stopped: "interrupted" } } as const;

type Run = Parameters<typeof journalOf>[0];
type Found = Partial<Record<keyof Comparison, readonly string[]>>;

const KINDS = ["newFailures", "changed", "expired", "accepted", "notRun", "fixed", "stale"] as const;

const rows: readonly (readonly [
  title: string,
  run: Run,
  baseline: Partial<BaselineContent>,
  exit: number,
  found: Found,
])[] = [
  ["all passed", { cases: [one] }, { passed: ["a.b.one"] }, 0, {}],
  ["a pass that is new", { cases: [one] }, {}, 0, {}],
  ["a new failure", { cases: [one, bad] }, {}, 1, { newFailures: ["a.b.bad"] }],
  ["a failure of what passed", { cases: [bad] }, { passed: ["a.b.bad"] }, 1, { newFailures: ["a.b.bad"] }],
  ["a new inconclusive", { cases: [one, unclear] }, {}, 3, { newFailures: ["a.b.bad"] }],
  ["a new error", { cases: [one, broken] }, {}, 3, { newFailures: ["a.b.bad"] }],
  ["accepted", { cases: [one, badAgain] }, { accepted }, 0, { accepted: ["a.b.bad"] }],
  [
    "accepted, inconclusive",
    { cases: [unclear] },
    { accepted: [entryFor(unclear)] },
    0,
    { accepted: ["a.b.bad"] },
  ],
  ["changed", { cases: [worse] }, { accepted }, 1, { changed: ["a.b.bad"] }],
  ["changed to inconclusive", { cases: [unclear] }, { accepted }, 3, { changed: ["a.b.bad"] }],
  [
    "changed, with the signature of the other verdict",
    { cases: [bad] },
    { accepted: [{ ...entryFor(bad), verdict: "error" }] },
    1,
    { changed: ["a.b.bad"] },
  ],
  [
    "on its last day",
    { cases: [bad] },
    { accepted: [entryFor(bad, { expires: TODAY })] },
    0,
    { accepted: ["a.b.bad"] },
  ],
  [
    "expired",
    { cases: [bad] },
    { accepted: [entryFor(bad, { expires: "2026-11-20" })] },
    1,
    { expired: ["a.b.bad"] },
  ],
  [
    "expired, inconclusive",
    { cases: [unclear] },
    { accepted: [entryFor(unclear, { expires: "2026-11-20" })] },
    3,
    { expired: ["a.b.bad"] },
  ],
  ["fixed", { cases: [one, passed("a.b.bad")] }, { accepted }, 2, { fixed: ["a.b.bad"] }],
  [
    "fixed, expired long ago",
    { cases: [passed("a.b.bad")] },
    { accepted: [entryFor(bad, { expires: "2020-01-01" })] },
    2,
    { fixed: ["a.b.bad"] },
  ],
  ["stale, accepted", { cases: [one] }, { accepted }, 2, { stale: ["a.b.bad"] }],
  ["stale, passed", { cases: [one] }, { passed: ["a.b.gone"] }, 2, { stale: ["a.b.gone"] }],
  [
    "fixed, and a new failure",
    { cases: [failedWith("a.b.new", "500"), passed("a.b.bad")] },
    { accepted },
    1,
    { fixed: ["a.b.bad"], newFailures: ["a.b.new"] },
  ],
  [
    "accepted, and not selected now",
    { cases: [one], notSelected: [notSelected("a.b.bad")] },
    { accepted },
    3,
    { notRun: ["a.b.bad"] },
  ],
  [
    "passed, and not selected now",
    { cases: [one], notSelected: [notSelected("a.b.two")] },
    { passed: ["a.b.two"] },
    3,
    { notRun: ["a.b.two"] },
  ],
  ["never selected", { cases: [one], notSelected: [notSelected("a.b.two")] }, {}, 0, {}],
  [
    "a new failure wins over not run",
    { cases: [bad], notSelected: [notSelected("a.b.two")] },
    { passed: ["a.b.two"] },
    1,
    { newFailures: ["a.b.bad"], notRun: ["a.b.two"] },
  ],
  [
    "stopped: wins over a new failure",
    { cases: [bad], notRun: [notRun("a.b.two", "interrupted")], ...stopped },
    {},
    3,
    { newFailures: ["a.b.bad"], notRun: ["a.b.two"] },
  ],
  ["stopped after the last case", { cases: [one], ...stopped }, {}, 3, {}],
  [
    "killed: what was not reached is not stale",
    { cases: [one], ...killed },
    { accepted, passed: ["a.b.two"] },
    3,
    { notRun: ["a.b.bad", "a.b.two"] },
  ],
  ["killed: wins over a new failure", { cases: [bad], ...killed }, {}, 3, { newFailures: ["a.b.bad"] }],
  [
    "cut: a journal without a record of every case",
    { cases: [one], header: { selected: 2 } },
    { passed: ["a.b.two"] },
    3,
    { notRun: ["a.b.two"] },
  ],
  [
    "cut: a case that nobody knows by name",
    { cases: [one], header: { selected: 2 } },
    { passed: ["a.b.one"] },
    3,
    {},
  ],
  ["nothing was run", { cases: [] }, {}, 3, {}],
  [
    "a shard knows its own cases only",
    { cases: [one], header: { shard: { index: 1, of: 2 } } },
    { accepted, passed: ["a.b.one", "a.b.two"] },
    0,
    {},
  ],
  [
    "a shard of which the baseline knows no case has nothing to compare",
    { cases: [one], header: { shard: { index: 1, of: 2 } } },
    { accepted, passed: ["a.b.two"] },
    3,
    {},
  ],
  [
    "so has a selection of which it knows none",
    { cases: [one], header: { selectors: ["a.b.one"] } },
    { passed: ["a.b.two"] },
    3,
    {},
  ],
  [
    "a shard judges its own cases",
    { cases: [worse], notSelected: [notSelected("a.b.two")], header: { shard: { index: 1, of: 2 } } },
    { accepted, passed: ["a.b.two", "a.b.three"] },
    1,
    { changed: ["a.b.bad"], notRun: ["a.b.two"] },
  ],
  [
    "a shard that was killed",
    { cases: [one], header: { shard: { index: 1, of: 2 } }, ...killed },
    { passed: ["a.b.two"] },
    3,
    {},
  ],
  [
    "a selection whose header does not say so has fewer cases of the same suites",
    { cases: [one], header: { suites: { digest: "5f1d".repeat(16), cases: 1 } } },
    { passed: ["a.b.one", "a.b.two"] },
    0,
    {},
  ],
];

function idsOf(comparison: Comparison): Found {
  const found: Found = {};
  for (const kind of KINDS) {
    const ids = comparison[kind].map((item) => item.case);
    if (ids.length > 0) found[kind] = ids;
  }
  return found;
}

describe("report/baseline/against", () => {
  for (const [title, run, content, exit, found] of rows)
    it(`${title}: ${exit}`, () => {
      const comparison = againstBaseline(journalOf(run), baselineOf(content), TODAY);
      expect(idsOf(comparison)).to.deep.equal(found);
      expect(comparison.exit).to.equal(exit);
    });

  it("takes a selection for one by its selectors", () => {
    const journal = journalOf({ cases: [one] });
    const partial = { ...journal, header: { ...journal.header, selectors: ["a.b.o"] } };
    const known = baselineOf({ accepted, passed: ["a.b.one"] });
    expect(againstBaseline(partial, known, TODAY).exit).to.equal(0);
    const all = { ...journal, header: { ...journal.header, selectors: [] } };
    expect(againstBaseline(all, known, TODAY).exit).to.equal(2);
  });

  it("says that much less was asked, and what is missing", () => {
    const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `a.b.c${at}`);
    const baseline = baselineOf({ passed: ids(20) });
    const run = (left: number, header = {}): Comparison =>
      againstBaseline(
        journalOf({
          cases: ids(20 - left).map((id) => passed(id)),
          notSelected: ids(20)
            .slice(20 - left)
            .map((id) => notSelected(id)),
          header,
        }),
        baseline,
        TODAY,
      );
    expect(run(2).fewer).to.equal(undefined);
    expect(run(3).fewer).to.deep.equal({ selected: 17, before: 20, missing: [{ what: "help", cases: 3 }] });
    expect(run(3).exit).to.equal(3);
    expect(run(3, { selectors: ["a.b"] }).fewer).to.equal(undefined);
    const lines = comparisonLines(run(15), { columns: 200, run: "r" });
    expect(lines).to.include.members([
      "INCOMPLETE: 5 passed, 15 not run, 5 selected of 20 before",
      "Much less was asked than before: 5 cases selected, and there were 20; what is missing: help (15 cases).",
    ]);
  });

  it("says what was before and why a case was not run", () => {
    const journal = journalOf({
      cases: [one],
      notSelected: [notSelected("a.b.two", "help: 502 No")],
      notRun: [notRun("a.b.bad", "interrupted"), notRun("a.b.new", "interrupted")],
      ...stopped,
    });
    const comparison = againstBaseline(journal, baselineOf({ accepted, passed: ["a.b.two"] }), TODAY);
    expect(comparison.notRun).to.deep.equal([
      { case: "a.b.bad", was: "accepted", reason: "not run: interrupted" },
      { case: "a.b.new", was: undefined, reason: "not run: interrupted" },
      { case: "a.b.two", was: "passed", reason: "not selected: help: 502 No" },
    ]);
  });

  it("refuses other suites in one sentence, with where the digest stands", () => {
    const baseline = baselineOf();
    const journal = journalOf({ cases: [one] });
    expect(otherSuites(journal.header.suites.digest, baseline)).to.equal(undefined);
    const suites = { digest: "9f8e".repeat(16), cases: 217 };
    expect(otherSuites(suites.digest, baseline)).to.equal(
      "b.yaml:5:19: the baseline was accepted with the suites 5f1d5f1d5f1d, this run has 9f8e9f8e9f8e; " +
        "run flashgate baseline accept RUN --baseline b.yaml to carry over what is still the same",
    );
  });

  const code = fc.constantFrom("500 No, 3 left.", "500 No, 4 left.", "421 Bye.", "550 \u0000\u001b[31m", "");
  const verdict = fc.constantFrom("pass", "fail", "inconclusive", "error" as const);
  const runs = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), verdict, code), {
      selector: ([number]) => number,
      minLength: 1,
      maxLength: 12,
    })
    .map(
      (made): Journal =>
        journalOf({
          cases: made.map(([number, came, received]) =>
            came === "pass"
              ? passed(`a.b.c${number}`)
              : failedWith(`a.b.c${number}`, received, { verdict: came }),
          ),
        }),
    );
  const terms = { reason: "because", expires: "2027-01-31" };

  it("is green for the run that it was accepted from, whatever that was", () => {
    fc.assert(
      fc.property(runs, (journal) => {
        const made = acceptRun(journal, undefined, { cases: undefined, terms }, TODAY);
        if (!made.ok) return expect.fail(made.message);
        const comparison = againstBaseline(journal, baselineOf(made.content), TODAY);
        expect(comparison.exit).to.equal(0);
        expect(comparison.accepted.length + comparison.passed).to.equal(journal.cases.length);
      }),
    );
  });

  it("is green for another run when that is accepted on top, and nothing of the first is left that is not so", () => {
    fc.assert(
      fc.property(runs, runs, (first, second) => {
        const made = acceptRun(first, undefined, { cases: undefined, terms }, TODAY);
        if (!made.ok) return expect.fail(made.message);
        const again = acceptRun(second, made.content, { cases: undefined, terms }, TODAY);
        if (!again.ok) return expect.fail(again.message);
        const comparison = againstBaseline(second, baselineOf(again.content), TODAY);
        expect(comparison.exit).to.equal(0);
        expect(again.content.accepted.length + again.content.passed.length).to.equal(second.cases.length);
      }),
    );
  });

  it("is never green for a run with a failure that is not accepted", () => {
    fc.assert(
      fc.property(runs, (journal) => {
        const { exit } = againstBaseline(journal, baselineOf(), TODAY);
        expect(exit === 0).to.equal(journal.cases.every((record) => record.verdict === "pass"));
      }),
    );
  });

  describe("for people", () => {
    const journal = journalOf({
      cases: [
        failedWith("a.b.new", "500 \u001b[31mNo."),
        failedWith("a.b.once", "500 No."),
        worse,
        failedWith("a.b.old", "500 No."),
        failedWith("a.b.known", "500 No."),
        passed("a.b.fixed"),
      ],
      notSelected: [notSelected("a.b.left")],
    });
    const baseline = baselineOf({
      accepted: [
        entryFor(bad),
        entryFor(failedWith("a.b.old", "500 No."), { expires: "2026-11-20" }),
        entryFor(failedWith("a.b.known", "500 No.")),
        entryFor(failedWith("a.b.fixed", "500 No.")),
        entryFor(failedWith("a.b.stale", "500 No.")),
      ],
      passed: ["a.b.left", "a.b.once"],
    });
    const lines = comparisonLines(againstBaseline(journal, baseline, TODAY), {
      columns: 100,
      run: "reports/x",
    });

    it("tells what matters first, and the answer last", () => {
      expect(lines).to.deep.equal([
        "2 new: not accepted",
        "  a.b.new (fail)",
        "    expected  221",
        "    received  500 \\x1b[31mNo.",
        "  a.b.once (fail, passed before)",
        "    expected  221",
        "    received  500 No.",
        "",
        "1 changed: accepted, but it fails in another way now",
        "  a.b.bad (fail)",
        "    expected  221",
        "    received  421 Bye.",
        "    accepted  500 No, 3 left. (fail)",
        "    because   FW-1234, fixed in 10.3",
        "",
        "1 expired: accepted until a day that is over",
        "  a.b.old (fail)",
        "    expected  221",
        "    received  500 No.",
        "    expired   2026-11-20, 1 day ago",
        "    because   FW-1234, fixed in 10.3",
        "",
        "1 not run: unobserved is not fixed",
        "  1 case, not selected: help: 502 Help not available",
        "    a.b.left (passed)",
        "",
        "1 fixed: accepted, and it passes now",
        `  b.yaml:${baseline.lineOf.get("a.b.fixed")}: a.b.fixed`,
        "",
        "1 stale: the suites have no such case",
        `  b.yaml:${baseline.lineOf.get("a.b.stale")}: a.b.stale`,
        "",
        "1 accepted",
        "  a.b.known (fail), 71 days left",
        "    because   FW-1234, fixed in 10.3",
        "",
        "FAIL: 1 passed, 2 new, 1 changed, 1 expired, 1 not run, 1 fixed, 1 stale, 1 accepted, 5 selected of",
        "6 before",
        "Much less was asked than before: 5 cases selected, and there were 6; what is missing: help (1 case).",
        "Take the fixed and the stale lines out of the baseline; this does it:",
        "  flashgate baseline accept reports/x --baseline b.yaml",
      ]);
    });

    it("says why a run has no answer", () => {
      const told = comparisonLines(
        againstBaseline(journalOf({ cases: [one], ...killed }), baselineOf(), TODAY),
        {
          columns: 100,
          run: "x",
        },
      );
      expect(told).to.deep.equal(["INCOMPLETE: 1 passed", "The journal has no end, so the run was killed."]);
    });

    it("tells a part of a thousand failures, and how many there are", () => {
      const cases = Array.from({ length: 1000 }, (_, at) => failedWith(`a.b.c${1000 + at}`, "500 No."));
      const told = comparisonLines(againstBaseline(journalOf({ cases }), baselineOf(), TODAY), {
        columns: 80,
        run: "x",
      });
      expect(told).to.include("  ... and 950 more");
      expect(told.at(-1)).to.equal("FAIL: 0 passed, 1000 new");
      expect(told.length).to.be.lessThan(200);
    });
  });
});

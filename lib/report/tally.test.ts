import { expect } from "chai";
import type { Journal, RunEnd } from "../runner/journal.js";
import { exitCode } from "../runner/run.js";
import { failed, journalOf, notRun, notSelected, passed } from "./sample-journal.test.js";
import { interruption, type Standing, standingOf, tallyOf } from "./tally.js";

const stopped: RunEnd = {
  type: "end",
  finished: "2026-11-20T21:10:02.000Z",
  durationMs: 10,
  stopped: "interrupted",
};
const pass = passed("a.b.one");
const fail = failed("a.b.two");
const inconclusive = passed("a.b.three", { verdict: "inconclusive", reason: "no" });
const error = passed("a.b.four", { verdict: "error", reason: "no" });

const TABLE: [title: string, journal: Journal, standing: Standing, interruption: RegExp | undefined][] = [
  ["passes", journalOf({ cases: [pass] }), "PASS", undefined],
  [
    "passes and cases that were not selected",
    journalOf({ cases: [pass], notSelected: [notSelected("a.b.x")] }),
    "PASS",
    undefined,
  ],
  ["nothing at all", journalOf({}), "INCOMPLETE", /^No case was run/],
  ["nothing selected", journalOf({ notSelected: [notSelected("a.b.x")] }), "INCOMPLETE", /^No case was run/],
  ["a failure", journalOf({ cases: [pass, fail, inconclusive] }), "FAIL", undefined],
  ["an inconclusive case", journalOf({ cases: [pass, inconclusive] }), "INCOMPLETE", undefined],
  ["an error", journalOf({ cases: [pass, error] }), "INCOMPLETE", undefined],
  [
    "a case that was not run",
    journalOf({ cases: [pass], notRun: [notRun("a.b.x", "no")] }),
    "INCOMPLETE",
    undefined,
  ],
  [
    "stopped",
    journalOf({ cases: [pass], notRun: [notRun("a.b.x", "no")], end: stopped }),
    "INCOMPLETE",
    /^The run was stopped before its end \(interrupted\): 1 of 2 selected cases were not run\.$/,
  ],
  ["stopped after its last case", journalOf({ cases: [pass], end: stopped }), "INCOMPLETE", /stopped/],
  ["stopped after a failure", journalOf({ cases: [fail], end: stopped }), "FAIL", /stopped/],
  [
    "killed",
    journalOf({ cases: [pass], header: { selected: 5 }, end: undefined }),
    "INCOMPLETE",
    /^The journal has no end, so the run was killed: 4 of 5 selected cases were not run\.$/,
  ],
  [
    "killed after a failure",
    journalOf({ cases: [fail], header: { selected: 5 }, end: undefined }),
    "FAIL",
    /killed/,
  ],
  [
    "records were lost",
    journalOf({ cases: [pass], header: { selected: 3 } }),
    "INCOMPLETE",
    /no record of 2 selected cases/,
  ],
];

describe("report/tally", () => {
  for (const [title, journal, standing, why] of TABLE) {
    it(`${title}: ${standing}`, () => {
      expect(standingOf(journal)).to.equal(standing);
      if (why === undefined) expect(interruption(journal)).to.equal(undefined);
      else expect(interruption(journal)).to.match(why);
      // The word and the exit status of the run never contradict each other.
      const exit = exitCode([...journal.cases, ...journal.notRun], journal.end?.stopped);
      if (standing === "PASS") expect(exit).to.equal(0);
      if (standing === "FAIL") expect(exit).to.be.oneOf([1, 3]);
    });
  }

  it("counts every selected case once", () => {
    const journal = journalOf({
      cases: [pass, fail, inconclusive, error],
      notSelected: [notSelected("a.b.x")],
      header: { selected: 9 },
      end: undefined,
    });
    expect(tallyOf(journal)).to.deep.equal({
      passed: 1,
      failed: 1,
      inconclusive: 1,
      errors: 1,
      accepted: 0,
      notSelected: 1,
      notRun: 5,
    });
  });
});

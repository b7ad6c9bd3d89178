import { expect } from "chai";
import { type Journal, type JournalRecord, parseJournal, type RunEnd } from "../runner/journal.js";
import { headlineOf } from "./headline.js";
import { jsonReport } from "./json-report.js";
import { junitXml } from "./junit.js";
import { markdownReport } from "./markdown.js";
import { failed, journalOf, notRun, notSelected, passed } from "./sample-journal.test.js";
import { summaryText } from "./summary.js";
import { exitStatusOf, interruption, type Standing, standingOf, tallyOf } from "./tally.js";

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
  ["stopped after a failure", journalOf({ cases: [fail], end: stopped }), "INCOMPLETE", /stopped/],
  [
    "killed",
    journalOf({ cases: [pass], header: { selected: 5 }, end: undefined }),
    "INCOMPLETE",
    /^The journal has no end, so the run was killed: 4 of 5 selected cases were not run\.$/,
  ],
  [
    "killed after a failure",
    journalOf({ cases: [fail], header: { selected: 5 }, end: undefined }),
    "INCOMPLETE",
    /killed/,
  ],
  [
    "records were lost",
    journalOf({ cases: [pass], header: { selected: 3 } }),
    "INCOMPLETE",
    /no record of 2 selected cases/,
  ],
  [
    "records were lost, and one of the others failed",
    journalOf({ cases: [fail], header: { selected: 3 } }),
    "INCOMPLETE",
    /no record of 2 selected cases/,
  ],
  [
    "more records than cases",
    journalOf({ cases: [pass, fail], header: { selected: 1 } }),
    "INCOMPLETE",
    /has 1 case more than were selected/,
  ],
  [
    "records of what was not selected were lost",
    journalOf({ cases: [pass], notSelected: [notSelected("a.b.x")], header: { notSelected: 2 } }),
    "INCOMPLETE",
    /tells of 1 case not selected, and there were 2/,
  ],
];

/** The lines of a journal in which everything passed, edited. */
function edited(change: (records: JournalRecord[]) => JournalRecord[]): Journal {
  const ids = ["a.b.one", "a.b.two", "a.b.three"];
  const {
    header,
    cases,
    notSelected: left,
    end,
  } = journalOf({
    cases: ids.map((id) => passed(id)),
    notSelected: [notSelected("a.b.x")],
    header: { notSelected: 1 },
  });
  const records = change([header, ...left, ...cases, ...(end === undefined ? [] : [end])]);
  const read = parseJournal("j", records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  if (!read.ok) throw new Error(read.message);
  return read.journal;
}

const EDITS: [title: string, change: (records: JournalRecord[]) => JournalRecord[], why: RegExp][] = [
  ["any line of a case is lost", (records) => records.toSpliced(3, 1), /no record of 1 selected case/],
  ["all lines of cases are lost", (records) => records.toSpliced(2, 3), /no record of 3 selected cases/],
  ["a line of what was left out is lost", (records) => records.toSpliced(1, 1), /0 cases not selected/],
  ["the end is lost", (records) => records.slice(0, -1), /has no end/],
  [
    "a case stands there twice",
    (records) => records.toSpliced(2, 0, records[2] as JournalRecord),
    /tells of a\.b\.one twice/,
  ],
  [
    "one is lost and another stands there twice",
    (records) => records.with(3, records[2] as JournalRecord),
    /tells of a\.b\.one twice/,
  ],
  [
    "a case is told to be left out as well",
    (records) => records.toSpliced(2, 0, notSelected("a.b.two")),
    /tells of a\.b\.two twice/,
  ],
  ["two journals are one file", (records) => [...records, ...records], /a second run begins in it/],
  ["it goes on behind its end", (records) => [...records, passed("a.b.four")], /goes on behind its end/],
  [
    "the header has too many",
    ([header, ...rest]) => [{ ...header, selected: 4 } as JournalRecord, ...rest],
    /no record of 1/,
  ],
  [
    "the header has too few",
    ([header, ...rest]) => [{ ...header, selected: 2 } as JournalRecord, ...rest],
    /1 case more/,
  ],
];

describe("report/tally", () => {
  for (const [title, journal, standing, why] of TABLE) {
    it(`${title}: ${standing}`, () => {
      expect(standingOf(journal)).to.equal(standing);
      if (why === undefined) expect(interruption(journal)).to.equal(undefined);
      else expect(interruption(journal)).to.match(why);
      expect(exitStatusOf(journal)).to.equal({ PASS: 0, FAIL: 1, INCOMPLETE: 3 }[standing]);
    });
  }

  it("is green for the journal that is then edited", () => {
    expect(exitStatusOf(edited((records) => records))).to.equal(0);
  });

  for (const [title, change, why] of EDITS) {
    it(`is INCOMPLETE in every report, and 3, where ${title}`, () => {
      const journal = edited(change);
      expect(exitStatusOf(journal)).to.equal(3);
      expect(interruption(journal)).to.match(why);
      expect(JSON.parse(jsonReport(journal))).to.include({ standing: "INCOMPLETE" });
      expect(markdownReport(journal)).to.match(/^## .* flashgate: INCOMPLETE$/m);
      expect(summaryText(journal, { colour: false, columns: 100, files: [] })).to.match(/^INCOMPLETE: /m);
      expect(junitXml(journal)).to.match(/<property name="standing" value="INCOMPLETE"/);
      expect(junitXml(journal)).to.match(/classname="flashgate\.run"/);
    });
  }

  it("says how many failed where the run is not complete", () => {
    const journal = journalOf({ cases: [fail], header: { selected: 5 }, end: undefined });
    expect(headlineOf(journal)).to.equal("1 of 5 selected cases failed, and the run is not complete");
  });

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

/** What every report says of a run that was held against a baseline: the same as the gate. */
import { expect } from "chai";
import type { GateRecord, Journal } from "../runner/journal.js";
import { annotations } from "./annotations.js";
import { htmlReport } from "./html-report.js";
import { jsonReport } from "./json-report.js";
import { junitXml } from "./junit.js";
import { gitLabReads } from "./junit-readers.test.js";
import { markdownReport } from "./markdown.js";
import { mergeJournals } from "./merge.js";
import { failed, journalOf, notRun, passed } from "./sample-journal.test.js";
import { summaryText } from "./summary.js";
import { standingOf, tallyOf, troublesIn } from "./tally.js";

const terms = { reason: "FW-1234 <b>", expires: "2027-01-31" };
const gate = (exit: GateRecord["exit"], said: string): GateRecord => ({
  type: "gate",
  baseline: "ftp.yaml",
  day: "2026-11-21",
  exit,
  said,
  accepted: [{ id: "d.a.known", ...terms }],
});
const gated = (exit: GateRecord["exit"], said: string, ...more: Journal["cases"]): Journal =>
  journalOf({ cases: [passed("d.a.one"), failed("d.a.known"), ...more], gate: gate(exit, said) });

const green = gated(0, "PASS: 1 passed, 1 accepted");
const red = gated(1, "FAIL: 1 passed, 1 new, 1 accepted", failed("d.a.new"));
const stale = gated(2, "MEND THE BASELINE: 1 passed, 1 fixed, 1 accepted");
const summary = (journal: Journal): string =>
  summaryText(journal, { colour: false, columns: 100, files: [] });

const NOWHERE = { workspace: undefined, folder: "/" };

describe("the reports of a run that has a baseline", () => {
  it("have the standing that the gate has, and count what is accepted apart", () => {
    expect([green, red, stale].map(standingOf)).to.deep.equal(["PASS", "FAIL", "INCOMPLETE"]);
    expect(tallyOf(green)).to.deep.include({ passed: 1, failed: 0, accepted: 1 });
    expect(tallyOf(red)).to.deep.include({ passed: 1, failed: 1, accepted: 1 });
    expect(troublesIn(red).map(({ id }) => id)).to.deep.equal(["d.a.new"]);
  });

  it("are INCOMPLETE where the run did not go to its end, whatever the gate says", () => {
    const stopped = { type: "end", finished: "", durationMs: 1, stopped: "interrupted" } as const;
    for (const journal of [green, red, stale]) {
      expect(standingOf({ ...journal, end: undefined })).to.equal("INCOMPLETE");
      expect(standingOf({ ...journal, end: stopped })).to.equal("INCOMPLETE");
    }
  });

  it("on the terminal: the story of what is new only", () => {
    expect(summary(green)).not.to.include("FAIL d.a.known");
    expect(summary(green))
      .to.match(/^PASS: 1 passed, 1 accepted$/m)
      .and.match(/0 errors, 1 accepted, 0 not selected/);
    expect(summary(red)).to.include("FAIL d.a.new").and.not.include("FAIL d.a.known");
    expect(summary(stale)).to.match(/^INCOMPLETE: MEND THE BASELINE: 1 passed/m);
  });

  it("in JUnit: what is accepted is skipped, with its terms", () => {
    expect(junitXml(green)).to.match(
      /<skipped type="accepted" message="accepted until 2027-01-31 \(FW-1234 &lt;b>\): expected 221/,
    );
    expect(junitXml(green)).not.to.match(/<failure/);
    expect(junitXml(red).match(/<failure/g)).to.have.length(1);
  });

  it("in JUnit: a gate that is red though no case is has a case of its own", () => {
    const own = (journal: Journal): string[] =>
      gitLabReads(junitXml(journal))
        .cases.filter(({ suite }) => suite === "flashgate.gate")
        .map(({ name, status }) => `${name} ${status}`);
    const lost = gated(3, "INCOMPLETE: 1 passed, 1 not run, 1 accepted");
    expect(own(stale)).to.deep.equal(["baseline error"]);
    expect(own(lost)).to.deep.equal(["baseline error"]);
    expect(junitXml(lost)).to.match(
      /<error message="INCOMPLETE: 1 passed, 1 not run, 1 accepted" type="baseline">/,
    );
    expect(own(green)).to.deep.equal([]);
    expect(own(red)).to.deep.equal([]);
    expect(own({ ...lost, end: undefined })).to.deep.equal([]);
    expect(own({ ...lost, notRun: [notRun("d.b.one", "no")] })).to.deep.equal([]);
  });

  it("in JSON and Markdown", () => {
    const report = JSON.parse(jsonReport(green));
    expect(report.gate).to.deep.equal({
      baseline: "ftp.yaml",
      day: "2026-11-21",
      exit: 0,
      said: "PASS: 1 passed, 1 accepted",
    });
    expect(report.cases.map(({ accepted }: { accepted: unknown }) => accepted)).to.deep.equal([terms, null]);
    const text = markdownReport(green);
    expect(text)
      .to.match(/^## ✅ flashgate: PASS$/m)
      .and.include("<details><summary>1 accepted</summary>")
      .and.include("- `d.a.known` until 2027\\-01\\-31: FW\\-1234 \\<b\\>");
    expect(text).not.to.include("| `d.a.known` |");
  });

  it("on GitHub: annotations for what is new only", () => {
    expect(annotations(green, NOWHERE)).to.deep.equal([]);
    expect(annotations(red, NOWHERE)).to.have.length(1);
  });

  it("on the HTML page: accepted failures in a part of their own, with their terms and dialogues", () => {
    const page = htmlReport(green);
    expect(page).to.include('<header class="verdict pass"').and.include("1 passed, 1 accepted</span>");
    const [before = "", after = ""] = page.split('<section id="accepted"');
    expect(before).not.to.include('id="d.a.known"');
    expect(after).to.include('id="d.a.known"').and.include("until 2027-01-31: FW-1234 &lt;b&gt;");
    expect(htmlReport(journalOf({ cases: [passed("d.a.one")] }))).not.to.include('id="accepted"');
  });

  it("are of one journal: merged parts are held against a baseline anew", () => {
    const one = mergeJournals([{ path: "a", journal: green }]);
    expect(one.ok && one.journal.gate).to.deep.equal(green.gate);
    const other = { ...journalOf({ cases: [passed("d.b.one")] }) };
    const both = mergeJournals([
      { path: "a", journal: green },
      { path: "b", journal: other },
    ]);
    expect(both.ok && both.journal.gate).to.equal(undefined);
  });
});

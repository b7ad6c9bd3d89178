/** The conformance suite against the embedded reference device, each case a test. */

import { expect } from "chai";
import { addCases } from "../lib/mocha.js";
import { replyCoverage } from "../lib/report/coverage.js";
import { chooseCases } from "../lib/runner/choose-cases.js";
import type { CaseRecord, Journal } from "../lib/runner/journal.js";
import { prepareRun } from "../lib/runner/prepare.js";
import { repliesAskedBy } from "../lib/suite/documented.js";
import { dm724Testbed } from "../lib/systems/dm724/testbed.js";
import { SYSTEMS } from "../lib/systems/known.js";

const chosen = await chooseCases([], [], SYSTEMS);
if (!chosen.ok) throw new Error(chosen.message);
const records: CaseRecord[] = [];
const prepared = await prepareRun({
  chosen,
  bed: dm724Testbed(),
  strict: false,
  signal: new AbortController().signal,
  write: (record) => {
    if (record.type === "case") records.push(record);
  },
  listener: {},
});
if (!prepared.ok) throw new Error(prepared.message);
const { run } = prepared;

describe("the suites on the embedded reference device", function () {
  addCases(this, run);
});

describe("the run of the suites", function () {
  this.timeout(0);
  before(() => run.start());

  it("passes every case, and selects every one", () => {
    expect(records.filter(({ verdict }) => verdict !== "pass").map(({ id }) => id)).to.deep.equal([]);
    expect(records.length).to.equal(chosen.cases.length);
  });

  // README.md states it; the count there is lib/cli/counts.ts's.
  it("observes every documented reply", () => {
    const { header } = run.options;
    const journal: Journal = { header, cases: records, notSelected: [], notRun: [], end: undefined };
    const replies = replyCoverage(
      journal,
      SYSTEMS,
      chosen.cases.map((item) => ({ id: item.id, asks: repliesAskedBy(item) })),
    );
    expect(replies.filter(({ observedIn }) => observedIn.length === 0)).to.deep.equal([]);
  });
});

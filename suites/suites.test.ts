/** The conformance suite against the embedded reference device, each case a test, and the figures that README.md states. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../lib/files/package-root.js";
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

describe("README.md", function () {
  this.timeout(0);
  const text = readFileSync(join(packageRoot(), "README.md"), "utf8");
  before(() => run.start());

  it("states how many cases there are and what becomes of them", () => {
    const passed = records.filter(({ verdict }) => verdict === "pass").length;
    expect(text).to.include(`${chosen.cases.length} cases for the manual`);
    expect(text).to.include(`PASS: all ${records.length} selected cases passed`);
    expect(text).to.include(
      `${passed} passed, 0 failed, 0 inconclusive, 0 errors, ${run.options.notSelected.length} not selected`,
    );
  });

  it("states how many replies are encoded and observed", () => {
    const { header } = run.options;
    const journal: Journal = { header, cases: records, notSelected: [], notRun: [], end: undefined };
    const replies = replyCoverage(
      journal,
      SYSTEMS,
      chosen.cases.map((item) => ({ id: item.id, asks: repliesAskedBy(item) })),
    );
    const encoded = replies.filter((reply) => reply.cases.length > 0).length;
    const observed = replies.filter((reply) => reply.observedIn.length > 0).length;
    expect(text).to.include(
      `Of the ${replies.length} documented replies ${encoded} are encoded in cases, and ${observed} are observed`,
    );
  });
});

/** The figures that README.md states. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./catalogue/package-root.js";
import { replyCoverage } from "./report/coverage.js";
import { chooseCases } from "./runner/choose-cases.js";
import { embeddedTestbed } from "./runner/embedded.js";
import type { CaseRecord, Journal, RunHeader } from "./runner/journal.js";
import { prepareRun } from "./runner/prepare.js";
import { repliesAskedBy } from "./suite/documented.js";

describe("README.md", function () {
  this.timeout(0);
  const text = readFileSync(join(packageRoot(), "README.md"), "utf8");

  it("states how many cases there are, what becomes of them, and how many replies are encoded and observed", async () => {
    const chosen = await chooseCases(["dm724"], []);
    if (!chosen.ok) throw new Error(chosen.message);
    const { signal } = new AbortController();
    const cases: CaseRecord[] = [];
    const headers: RunHeader[] = [];
    const prepared = await prepareRun({
      chosen,
      bed: embeddedTestbed(),
      strict: false,
      signal,
      write: (record) => {
        if (record.type === "case") cases.push(record);
        if (record.type === "run") headers.push(record);
      },
      listener: {},
    });
    if (!prepared.ok) throw new Error(prepared.message);
    await prepared.run.start();
    const passed = cases.filter(({ verdict }) => verdict === "pass").length;
    expect(text).to.include(`${chosen.cases.length} cases for the manual`);
    expect(text).to.include(`PASS: all ${cases.length} selected cases passed`);
    const { notSelected } = prepared.run.options;
    expect(text).to.include(
      `${passed} passed, 0 failed, 0 inconclusive, 0 errors, ${notSelected.length} not selected`,
    );
    const [header] = headers;
    if (header === undefined) throw new Error("the run wrote no header");
    const journal: Journal = { header, cases, notSelected: [], notRun: [], end: undefined };
    const replies = replyCoverage(
      journal,
      chosen.cases.map((item) => ({ id: item.id, asks: repliesAskedBy(item) })),
    );
    const encoded = replies.filter((reply) => reply.cases.length > 0).length;
    const observed = replies.filter((reply) => reply.observedIn.length > 0).length;
    expect(text).to.include(
      `Of the ${replies.length} documented replies ${encoded} are encoded in cases, and ${observed} are observed`,
    );
  });
});

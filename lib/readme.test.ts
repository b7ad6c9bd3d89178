/** The figures that README.md states. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./catalogue/package-root.js";
import { chooseCases } from "./runner/choose-cases.js";
import { embeddedTestbed } from "./runner/embedded.js";
import { prepareRun } from "./runner/prepare.js";

describe("README.md", () => {
  const text = readFileSync(join(packageRoot(), "README.md"), "utf8");

  it("states how many cases there are and how many the embedded device is given", async () => {
    const chosen = await chooseCases(["dm724"], []);
    if (!chosen.ok) throw new Error(chosen.message);
    const { signal } = new AbortController();
    const bed = embeddedTestbed();
    const prepared = await prepareRun({ chosen, bed, strict: false, signal, write: () => {}, listener: {} });
    if (!prepared.ok) throw new Error(prepared.message);
    const { cases, options } = prepared.run;
    expect(text).to.include(`${chosen.cases.length} cases for the manual`);
    expect(text).to.include(`PASS: all ${cases.length} selected cases passed`);
    expect(text).to.include(
      `${cases.length} passed, 0 failed, 0 inconclusive, 0 errors, ${options.notSelected.length} not selected`,
    );
  });
});

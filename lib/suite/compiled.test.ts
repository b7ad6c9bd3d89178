import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { SYSTEMS } from "../systems/known.js";
import { readCompiled, writeCompiled } from "./compiled.js";
import { loadSuites } from "./loader.js";
import { findSuites } from "./suite-files.js";

describe("compiled suites", () => {
  const folder = mkdtempSync(join(tmpdir(), "flashgate-compiled-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "suites.json");
  const root = join(packageRoot(), "suites");
  const found = findSuites([root]);

  it("are the cases that the loader reads", () => {
    const { cases, digest } = loadSuites(found, SYSTEMS);
    writeCompiled(file, root, cases, digest);
    expect(readCompiled(file, root, found, SYSTEMS)).to.deep.equal(cases);
  });

  it("do not count when a file has changed since", () => {
    expect(readCompiled(file, root, { ...found, digest: "another" }, SYSTEMS)).to.equal(undefined);
  });

  it("do not count when they are not there or damaged", () => {
    expect(readCompiled(join(folder, "none.json"), root, found, SYSTEMS)).to.equal(undefined);
  });
});

/**
 * Files with tests run in several processes, and each of these loads what its files import: a test in a file that another
 * one imports would be run, and counted, as often as there are processes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./catalogue/package-root.js";

/** A suite or a test that stands there by itself, and not in a function that others call. */
const OWN_TEST = /^(describe|it|before|after)(Each)?\(/m;

describe("the files of tests", () => {
  const lib = join(packageRoot(), "lib");
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(lib, name));

  it("that others import have no tests of their own", () => {
    const imported = new Set(
      files.flatMap((file) =>
        [...readFileSync(file, "utf8").matchAll(/from "(\.[^"]*\.test)\.js"/g)].map(([, path = ""]) =>
          join(file, "..", `${path}.ts`),
        ),
      ),
    );
    expect(imported.size).to.be.greaterThan(5);
    expect([...imported].filter((file) => OWN_TEST.test(readFileSync(file, "utf8")))).to.deep.equal([]);
  });
});

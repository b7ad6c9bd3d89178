/**
 * Files with tests run in several processes, and each of these loads what its files import: a test in a file that another
 * one imports would be run, and counted, as often as there are processes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./files/package-root.js";
import { part, sampled, WHOLE } from "./octets/sampled.test.js";

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

  it("that take samples take all together", () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const parts = [0, 1, 2].flatMap((first) => sampled(items, 3, first));
    if (WHOLE) expect(sampled(items, 3)).to.deep.equal(items);
    else expect(parts.toSorted((a, b) => a - b)).to.deep.equal(items);
    const shards = [0, 1, 2, 3].map((first) => part(3, first)?.index);
    expect(shards).to.deep.equal(WHOLE ? shards.map(() => undefined) : [1, 2, 3, 1]);
  });
});

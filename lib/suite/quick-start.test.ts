/** What the build has checked is read without the parser of YAML and without schemas: they take most of a start. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";

const IMPORT = /^(?:import|export) (?!type )(?:[^;"]*? from )?"([^"]+)";$/gm;

/** @returns packages that are loaded with a file, each with the file that imports it; what is imported when needed is not */
function packagesOf(file: string, seen = new Set<string>()): Map<string, string> {
  const found = new Map<string, string>();
  if (seen.has(file)) return found;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [statement, name = ""] of text.matchAll(IMPORT)) {
    if (/^import \{(?: *type [^,}]+,?)+ *\}/.test(statement.replaceAll("\n", " "))) continue;
    if (!name.startsWith(".")) found.set(name, file);
    else {
      const source = resolve(dirname(file), name.replace(/\.js$/, ".ts"));
      for (const [inner, by] of packagesOf(source, seen)) found.set(inner, by);
    }
  }
  return found;
}

describe("the quick start", () => {
  const lib = join(packageRoot(), "lib");

  it("finds what a file loads", () => {
    expect(packagesOf(join(lib, "suite", "loader.ts"))).to.include.keys("zod", "yaml");
  });

  for (const file of ["cli/run-command.ts", "runner/choose-cases.ts"]) {
    it(`${file} loads no schema and no YAML`, () => {
      const packages = packagesOf(join(lib, file));
      expect(packages.get("zod"), "zod").to.equal(undefined);
      expect(packages.get("yaml"), "yaml").to.equal(undefined);
    });
  }
});

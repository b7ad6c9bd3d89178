/** What is published, and what it is installed from. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./files/package-root.js";

const at = (path: string): string => join(packageRoot(), path);

describe("the package", () => {
  let paths: string[];
  before(() => {
    const { stdout, stderr } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: packageRoot(),
      encoding: "utf8",
    });
    const told: unknown = JSON.parse(stdout || `"${stderr}"`);
    // npm 12 names the package, earlier ones number it.
    const [pack] = Object.values(told as Record<string, { files: { path: string }[] }>);
    paths = pack?.files.map(({ path }) => path) ?? [];
  });

  it("has what its users need", () => {
    expect(paths).to.include.members([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "docs/profiles.md",
      "docs/case.schema.json",
      "fixtures/devices/current.yaml",
      "fixtures/profiles/bench-router.yaml",
      "lib/systems/dm724/ftp-replies.tsv",
      "lib/report/html/page.css",
      "package.json",
      "suites/dm724/suite.yaml",
    ]);
  });

  const others: [what: string, pattern: RegExp][] = [
    ["tests and what only they use", /\.test\.|scripted-server|(^|\/)suites\.test/],
    ["acceptance runs", /\.acceptance\./],
    ["benchmarks", /^dist\/lib\/bench\//],
    ["the suites under test", /(^|\/)power\//],
    ["source maps, whose sources are not there", /\.map$/],
    ["what makes its own files", /cli\/(compile|counts|print-\w+|coverage-page)\./],
    ["inputs of tests", /^fixtures\/(?!devices\/|profiles\/)/],
    ["sources", /\.ts$(?<!\.d\.ts)/],
    ["outputs", /^(reports|coverage|node_modules)\//],
    [
      "anything else",
      /^(?!(dist|docs|fixtures|lib|suites)\/|(CHANGELOG|README)\.md$|LICENSE$|package\.json$)/,
    ],
  ];
  for (const [what, pattern] of others) {
    it(`has no ${what}`, () => {
      expect(paths.filter((path) => pattern.test(path))).to.deep.equal([]);
    });
  }

  it("has every file of its own that one of its files imports", () => {
    const there = new Set(paths);
    const missing = paths
      .filter((path) => path.endsWith(".js") && path.startsWith("dist/") && existsSync(at(path)))
      .flatMap((path) =>
        [...readFileSync(at(path), "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(
          ([, to = ""]) => posix.join(posix.dirname(path), to),
        ),
      );
    expect(missing.filter((path) => !there.has(path))).to.deep.equal([]);
  });
});

describe("package-lock.json", () => {
  it("has the checksum of every package that comes from the registry", () => {
    const { packages } = JSON.parse(readFileSync(at("package-lock.json"), "utf8")) as {
      packages: Record<string, { integrity?: string; link?: boolean }>;
    };
    const bare = Object.entries(packages).filter(
      ([path, { integrity, link }]) =>
        path !== "" && link !== true && !(integrity ?? "").startsWith("sha512-"),
    );
    expect(bare.map(([path]) => path)).to.deep.equal([]);
  });
});

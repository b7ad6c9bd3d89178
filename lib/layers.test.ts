/** docs/architecture.md: imports point down only, and the device never meets the probe. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./files/package-root.js";

const lib = join(packageRoot(), "lib");

/** What a file of each layer may import besides its own layer. */
const BELOW: Record<string, readonly string[]> = {
  octets: [],
  net: [],
  files: ["octets"],
  ftp: ["octets", "files", "net"],
  firmware: ["octets", "files"],
  hazard: ["octets", "files", "ftp"],
  catalogue: ["octets", "files", "ftp"],
  tester: ["octets", "files", "net", "ftp", "hazard", "catalogue"],
  device: ["octets", "files", "net", "ftp", "firmware", "hazard", "catalogue"],
  server: ["octets", "files", "net", "ftp", "hazard", "catalogue", "device"],
  suite: ["octets", "files", "net", "ftp", "firmware", "hazard", "catalogue"],
  runner: [
    "octets",
    "files",
    "net",
    "ftp",
    "firmware",
    "hazard",
    "catalogue",
    "tester",
    "device",
    "server",
    "suite",
  ],
  report: ["octets", "files", "net", "ftp", "hazard", "catalogue", "suite", "runner"],
};

interface Import {
  from: string;
  to: string;
}

function* imports(folder: string): Generator<Import> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* imports(path);
    else if (entry.name.endsWith(".ts")) {
      const text = readFileSync(path, "utf8");
      for (const match of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
        yield { from: relative(lib, path), to: relative(lib, resolve(dirname(path), match[1] ?? "")) };
      }
    }
  }
}

/** A file directly in lib, or below cli, bench, linear or power, is a front end and may import everything. */
function layerOf(file: string): string {
  const first = file.split("/")[0] ?? "";
  return first.includes(".") ? "front end" : first;
}

/** A test may take whatever shows the thing: a device to serve, a suite to run. */
function isTest(file: string): boolean {
  return file.includes(".test.");
}

describe("the layers", () => {
  const all = [...imports(lib)];

  it("finds the imports it judges", () => {
    expect(all.length).to.be.greaterThan(100);
    const folders = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name)).to.have.members([
      ...Object.keys(BELOW),
      "bench",
      "cli",
      "linear",
      "power",
    ]);
  });

  for (const [layer, below] of Object.entries(BELOW)) {
    it(`${layer} imports only from ${[layer, ...below].join(", ")}`, () => {
      const wrong = all.filter(
        ({ from, to }) =>
          layerOf(from) === layer && !isTest(from) && ![layer, ...below].includes(layerOf(to)),
      );
      expect(wrong).to.deep.equal([]);
    });
  }

  it("keeps the device out of the tester's tests, and the tester out of the device's", () => {
    const device = ["device", "server"];
    const wrong = all.filter(({ from, to }) => {
      const [a, b] = [layerOf(from), layerOf(to)];
      return (a === "tester" && device.includes(b)) || (device.includes(a) && b === "tester");
    });
    expect(wrong).to.deep.equal([]);
  });

  it("has no layer that nobody has ranked", () => {
    const known = new Set([...Object.keys(BELOW), "front end", "bench", "cli", "linear", "power"]);
    expect(all.filter(({ from }) => !known.has(layerOf(from)))).to.deep.equal([]);
  });
});

/** docs/architecture.md: imports point down only, and the device never meets the probe. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./files/package-root.js";

const lib = join(packageRoot(), "lib");

/**
 * What a file of each room may import besides its own room. `system` is lib/systems/system.ts; what stands in the folders
 * beside it, and in the list of them, is `systems`.
 */
const BELOW: Record<string, readonly string[]> = {
  octets: [],
  net: [],
  files: ["octets"],
  ftp: ["octets", "files", "net"],
  firmware: ["octets", "files"],
  hazard: ["octets", "files", "ftp"],
  catalogue: ["octets", "files", "ftp"],
  tester: ["octets", "files", "net", "ftp", "hazard"],
  device: ["octets", "files", "net", "ftp", "firmware", "catalogue"],
  server: ["octets", "files", "net", "ftp", "device"],
  suite: ["octets", "files", "net", "ftp", "firmware", "hazard", "catalogue"],
  system: ["octets", "files", "net", "device", "suite"],
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
    "system",
  ],
  report: ["octets", "files", "net", "ftp", "hazard", "catalogue", "suite", "runner"],
  systems: [
    "octets",
    "files",
    "net",
    "ftp",
    "firmware",
    "hazard",
    "catalogue",
    "device",
    "suite",
    "system",
    "runner",
  ],
};

/** What looks like knowledge of one system. */
const ONE_SYSTEM = /dm ?724|AMB-\d/i;
const FRONT_ENDS = ["bench", "cli", "linear", "power"];

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

/** A file directly in lib, or below one of FRONT_ENDS, is a front end and may import everything. */
function layerOf(file: string): string {
  const first = file.split("/")[0] ?? "";
  if (/^systems\/system\.(js|ts)$/.test(file)) return "system";
  return first.includes(".") ? "front end" : first;
}

/** A test may take whatever shows the thing: a device to serve, a suite to run. */
function isTest(file: string): boolean {
  return file.includes(".test.");
}

/** Lines stay where they are. What looks like a comment within a text is taken for one. */
function withoutComments(code: string): string {
  return code
    .replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""))
    .replace(/(^|\s)\/\/.*$/gm, "");
}

describe("the layers", () => {
  const all = [...imports(lib)];

  it("finds the imports it judges", () => {
    expect(all.length).to.be.greaterThan(100);
    const folders = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name)).to.have.members([
      ...Object.keys(BELOW).filter((room) => room !== "system"),
      ...FRONT_ENDS,
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
    const device = ["device", "server", "systems"];
    const wrong = all.filter(({ from, to }) => {
      const [a, b] = [layerOf(from), layerOf(to)];
      return (a === "tester" && device.includes(b)) || (device.includes(a) && b === "tester");
    });
    expect(wrong).to.deep.equal([]);
  });

  it("has what is one system's in that system's folder: elsewhere only comments and front ends name it", () => {
    const naming = readdirSync(lib, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !isTest(file))
      .filter((file) => Object.hasOwn(BELOW, layerOf(file)) && layerOf(file) !== "systems")
      .flatMap((file) =>
        withoutComments(readFileSync(join(lib, file), "utf8"))
          .split("\n")
          .flatMap((line, index) => (ONE_SYSTEM.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
      );
    expect(naming).to.deep.equal([]);
  });

  it("has no layer that nobody has ranked", () => {
    const known = new Set([...Object.keys(BELOW), "front end", ...FRONT_ENDS]);
    expect(all.filter(({ from }) => !known.has(layerOf(from)))).to.deep.equal([]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./package-root.js";
import { readTable } from "./tsv.js";

const LIB = join(packageRoot(), "lib");
const FILES = readdirSync(LIB, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsv"));

describe("the data files", () => {
  it("are found", () => {
    expect(FILES).to.have.length.greaterThan(3);
  });
  for (const name of FILES) {
    it(`${name} survives editors that strip blanks`, () => {
      const text = readFileSync(join(LIB, name), "utf8");
      expect(text).to.match(/^[\x20-\x7e\t\n]+\n$/);
      expect(text).not.to.match(/ [\t\n]|[\t\n] |\n\n|\t\t|\t\n/);
    });
  }
});

describe("readTable", () => {
  it("refuses a file with other columns", () => {
    expect(() => readTable("hazard/ftp/hazards.tsv", ["verb", "hazard"])).to.throw("hazards.tsv:1:");
  });
});

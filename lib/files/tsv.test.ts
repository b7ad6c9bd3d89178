import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./package-root.js";
import { readTable } from "./tsv.js";

const FILES = ["dm724-ftp.tsv", "dm724-commands.tsv", "hazards.tsv"];

describe("the data files", () => {
  for (const name of FILES) {
    it(`${name} survives editors that strip blanks`, () => {
      const text = readFileSync(join(packageRoot(), "lib", "catalogue", name), "utf8");
      expect(text).to.match(/^[\x20-\x7e\t\n]+\n$/);
      expect(text).not.to.match(/ [\t\n]|[\t\n] |\n\n|\t\t|\t\n/);
    });
  }
});

describe("readTable", () => {
  it("refuses a file with other columns", () => {
    expect(() => readTable("catalogue/hazards.tsv", ["verb", "hazard"])).to.throw("hazards.tsv:1:");
  });
});

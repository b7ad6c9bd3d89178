import { expect } from "chai";
import { closest, faultText, suggestion } from "./fault.js";

describe("files/fault", () => {
  it("is printed as editors and compilers print it", () => {
    expect(faultText({ file: "a.yaml", line: 3, column: 14, message: "no such key" })).to.equal(
      "a.yaml:3:14: no such key",
    );
  });

  const known = ["name", "memory", "whenBusy", "boot"];
  const rows: readonly (readonly [title: string, word: string, meant: string | undefined])[] = [
    ["two letters swapped", "memroy", "memory"],
    ["a letter missing", "nam", "name"],
    ["a letter too many", "boott", "boot"],
    ["another case", "WHENBUSY", "whenBusy"],
    ["two letters missing", "memo", "memory"],
    ["three letters away", "mem", undefined],
    ["nothing alike", "quirks", undefined],
    ["no word", "", undefined],
  ];
  for (const [title, word, meant] of rows) {
    it(`guesses what was meant: ${title}`, () => {
      expect(closest(word, known)).to.equal(meant);
    });
  }

  it("suggests the near word, and all when none is near", () => {
    expect(suggestion("memroy", known)).to.equal("write memory");
    expect(suggestion("quirks", known)).to.equal("write one of: name, memory, whenBusy, boot");
  });
});

import { expect } from "chai";
import {
  addCharacters,
  addIrregularity,
  describeIrregularity,
  type Irregularity,
  isIrregularity,
} from "./irregularity.js";

describe("irregularities", () => {
  it("each has a sentence with its clause", () => {
    expect(describeIrregularity("bare-lf")).to.equal("a line ends with LF without CR (RFC 959 5.3.2)");
    expect(describeIrregularity("telnet")).to.contain("RFC 1123 4.1.2.12");
  });

  it("a name from a file is one or is none", () => {
    expect(isIrregularity("no-final-line")).to.equal(true);
    expect(isIrregularity("toString")).to.equal(false);
    expect(isIrregularity("bare lf")).to.equal(false);
  });

  it("each is named once, in the order of its first sight", () => {
    const seen: Irregularity[] = [];
    for (const one of ["nul", "bare-lf", "nul"] as const) addIrregularity(seen, one);
    expect(seen).to.deep.equal(["nul", "bare-lf"]);
  });

  const characters: [why: string, text: string, named: Irregularity[]][] = [
    ["printable ASCII is regular", "220 ready ~", []],
    ["a tab is regular: it is ASCII, and no clause wants it away", "a\tb", []],
    ["so are other control characters", "\x1b[1m\x07", []],
    ["a CR inside", "a\rb", ["bare-cr"]],
    ["a NUL", "a\0b", ["nul"]],
    ["CR NUL is both: on a control connection Telnet has no use for it", "a\r\0b", ["bare-cr", "nul"]],
    ["UTF-8", "caf\xc3\xa9", ["eight-bit"]],
    ["octet 128, the lowest above ASCII", "\x80", ["eight-bit"]],
    ["octet 127 is ASCII", "\x7f", []],
  ];
  for (const [why, text, named] of characters) {
    it(why, () => {
      const seen: Irregularity[] = [];
      addCharacters(seen, text);
      expect(seen).to.deep.equal(named);
    });
  }
});

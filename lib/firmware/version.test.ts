import { expect } from "chai";
import {
  biosVersionDigits,
  compareVersions,
  fileVersionDigits,
  parseVersion,
  printVersion,
} from "./version.js";

describe("firmware/version", () => {
  const texts: readonly (readonly [text: string, printed: string | undefined])[] = [
    ["11.01.10.45.03", "11.01.10.45.03"],
    ["2.4", "02.04.00.00.00"],
    ["0", "00.00.00.00.00"],
    ["65535.1", "65535.01.00.00.00"],
    ["65536", undefined],
    ["1.2.3.4.5.6", undefined],
    ["1..2", undefined],
    ["1.2.", undefined],
    ["-1", undefined],
    ["1a", undefined],
    ["", undefined],
  ];
  for (const [text, printed] of texts) {
    it(`reads "${text}" as ${printed ?? "no version"}`, () => {
      const version = parseVersion(text);
      expect(version && printVersion(version)).to.equal(printed);
    });
  }

  it("compares number by number", () => {
    const order = ["0.0.0.0.1", "1", "1.0.0.0.1", "1.2", "1.10", "2"].map(
      (text) => parseVersion(text) ?? fail(text),
    );
    for (const [at, version] of order.entries()) {
      for (const [other, second] of order.entries()) {
        expect(Math.sign(compareVersions(version, second))).to.equal(Math.sign(at - other));
      }
    }
  });

  it("packs the digits of GETFILEVER and GETBIOSVER (I3)", () => {
    expect(fileVersionDigits([11, 1, 10, 45, 3])).to.equal("110110.04503");
    expect(fileVersionDigits([112, 1, 0, 1045, 103])).to.equal("120100.04503");
    expect(biosVersionDigits([2, 4, 0, 0, 0])).to.equal("020400");
  });
});

function fail(text: string): never {
  throw new Error(text);
}

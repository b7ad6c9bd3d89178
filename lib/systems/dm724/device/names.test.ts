import { expect } from "chai";
import { foldName, isCheckedName, isEightThree, matchesMask, nameParts, parsePath } from "./names.js";

describe("systems/dm724/device/names", () => {
  const names: readonly (readonly [name: string, valid: boolean])[] = [
    ["APPCODE1.BIN", true],
    ["os_file.bin", true],
    ["A", true],
    ["12345678.123", true],
    ["%N%N%N", true],
    ["123456789", false],
    ["A.1234", false],
    ["A.B.C", false],
    ["A.", false],
    [".A", false],
    ["", false],
    ["A B", false],
    ["A\0", false],
    ["A*", false],
    ["A\\B", false],
    ["\xe4", false],
    ["A:B", false],
  ];
  for (const [name, valid] of names) {
    it(`${JSON.stringify(name)} is ${valid ? "a" : "no"} name`, () => {
      expect(isEightThree(foldName(name))).to.equal(valid);
    });
  }

  const paths: readonly (readonly [path: string, expected: string])[] = [
    ["", "current"],
    [".", "current"],
    ["/", "top"],
    ["..", "top"],
    ["nul", "top"],
    ["dsk", "directory DSK"],
    ["/DSK/", "directory DSK"],
    ["a.bin", "below - A.BIN"],
    ["/dsk/a.bin", "below DSK A.BIN"],
    ["ts1/a", "below TS1 A"],
    ["/a.bin", "nowhere"],
    ["/nul/a.bin", "nowhere"],
    ["/dsk/a/b", "nowhere"],
    ["//dsk", "nowhere"],
    ["dsk//", "nowhere"],
    ["../dsk", "nowhere"],
    ["/..", "nowhere"],
    ["./a", "nowhere"],
    ["././", "nowhere"],
    ["./", "nowhere"],
    ["../", "nowhere"],
    ["/./", "nowhere"],
    ["nope/", "nowhere"],
    ["a.bin/", "nowhere"],
    ["/dsk/a.bin/", "nowhere"],
    ["nope/x", "nowhere"],
    ["/dsk/.", "nowhere"],
    ["dsk/..", "nowhere"],
    ["dsk/../", "nowhere"],
    ["a..b", "below - A..B"],
    ["...", "nowhere"],
    [".a", "below - .A"],
    ["/dsk//x", "nowhere"],
    ["nul/", "top"],
    ["tst/", "directory TST"],
  ];
  for (const [path, expected] of paths) {
    it(`${JSON.stringify(path)} is ${expected}`, () => {
      const parsed = parsePath(path);
      const words: string[] = [parsed.kind];
      if (parsed.kind === "directory") words.push(parsed.fileSystem);
      if (parsed.kind === "below") words.push(parsed.fileSystem ?? "-", parsed.name);
      expect(words.join(" ")).to.equal(expected);
    });
  }

  const masks: readonly (readonly [mask: string, fits: string, not: string])[] = [
    ["*", "A.BIN", ""],
    ["*.*", "A", ""],
    ["*.BIN", "A.BIN", "A.BFW"],
    ["?.BIN", "A.BIN", "AB.BIN"],
    ["A*N", "A.BIN", "A.BI"],
    ["*A*B*", "XAYB", "XBYA"],
    ["A.BIN", "A.BIN", "A.BINX"],
    ["", "", "A"],
  ];
  for (const [mask, fits, not] of masks) {
    it(`the mask ${JSON.stringify(mask)} fits ${fits} and not ${not}`, () => {
      expect(matchesMask(fits, mask)).to.equal(true);
      if (not !== "") expect(matchesMask(not, mask)).to.equal(false);
    });
  }

  it("tells known files by their extension", () => {
    expect(["A.BIN", "A.BFW", "A.CFG", "BIN", "A.BI"].map(isCheckedName)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([nameParts("A.BIN"), nameParts("A")]).to.deep.equal([
      ["A", "BIN"],
      ["A", ""],
    ]);
  });
});

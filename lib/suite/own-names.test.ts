import { expect } from "chai";
import { type Case, emptyFolder } from "./case.js";
import { newTag, ownNames } from "./own-names.js";
import type { Step } from "./schema.js";

const folder = {
  ...emptyFolder(),
  arrangements: new Map([["there", "the device holds FGHELD.BIN, and FGROOT may log in"]]),
};

function caseOf(...steps: object[]): Case {
  const line = { line: 1 };
  return {
    folder,
    cleanup: ["RMD FGDIR"],
    config: [],
    steps: steps.map((step) => ({ ...line, ...step }) as Step),
  } as unknown as Case;
}

const cases = [
  caseOf(
    { verb: "upload", upload: "FGTEST.TXT", content: "FGDATA.TXT" },
    { verb: "command", command: "DELE FGNOEXT" },
  ),
  caseOf(
    { verb: "upload", upload: "FGTEST78.TXT", content: "" },
    { verb: "upload", upload: "FG345678.TXT", content: "" },
  ),
  caseOf({ verb: "list", list: "FGM*.TXT", includes: ["FGMA.TXT", "FGMB.TXT"], sizes: { "FGMORE.TXU": 1 } }),
  caseOf({ verb: "command", command: "USER FGROOT" }, { verb: "command", command: "SIZE FGHELD.BIN" }),
  caseOf({ verb: "command", command: "SIZE FGTEST789.TXT" }, { verb: "command", command: "DELE FGMKD.TXT" }),
];

describe("the names of the suite's own files in a run", () => {
  const { called, isOthers } = ownNames(cases, "QX7");

  for (const [written, wanted] of [
    ["STOR FGTEST.TXT", "STOR FGQX7TES.TXT"],
    ['213 "/DSK/FGTEST.TXT"', '213 "/DSK/FGQX7TES.TXT"'],
    ["fgtest.txt", "fgqx7tes.txt"],
    ["FgTest.Txt", "Fgqx7tes.Txt"],
    // What is wrong on purpose stays wrong in the same way.
    ["FG345678.TXT", "FGQX7345.TXT"],
    ["FG3456789.TXT", "FGQX73459.TXT"],
    ["FGTEST.TX.T", "FGQX7TES.TX.T"],
    ["FGTEST.TXTT", "FGQX7TES.TXTT"],
    ["FGTEST.", "FGQX7TES."],
    ["FGMA+.TXT", "FGQX7MA+.TXT"],
    // Masks fit what they fitted.
    ["FGM*.TXT FGMA.TXT FGMORE.TXU FGM?.TXT", "FGQX7M*.TXT FGQX7MA.TXT FGQX7MOR.TXU FGQX7M?.TXT"],
    // Of the file system or of the run's own accounts, or no name at all.
    ["RMD FGDIR", "RMD FGQX7DIR"],
    ["FGNOEXT", "FGQX7NOE"],
    ["USER FGROOT", "USER FGROOT"],
    ["SIZE FGHELD.BIN", "SIZE FGHELD.BIN"],
    ["PASS FGSECRET", "PASS FGSECRET"],
    ["SITE GETCFGNAME ABCDEFGH CFGTEST.TXT", "SITE GETCFGNAME ABCDEFGH CFGTEST.TXT"],
    ["FGDATA.TXT", "FGDATA.TXT"],
  ] as const) {
    it(`calls ${written} ${wanted}`, () => expect(called(written)).to.equal(wanted));
  }

  it("tells all of them apart", () => {
    const stems = [
      "FGTEST",
      "FGTEST78",
      "FG345678",
      "FGMA",
      "FGMB",
      "FGMORE",
      "FGNOEXT",
      "FGDIR",
      "FGM",
      "FGMKD",
    ];
    expect(new Set(stems.map((stem) => called(`${stem}.TXT`))).size).to.equal(stems.length);
  });

  it("cuts a name that is too long to the one that a server would cut it to", () => {
    expect(called("FGTEST789.TXT").slice(0, 8)).to.equal(called("FGTEST78").slice(0, 8));
    expect(called("FGTEST789.TXT")).to.have.length("FGTEST789.TXT".length);
  });

  it("makes no verb of a name", () => {
    expect(called("DELE FGMKD.TXT")).to.not.match(/MKD/);
  });

  it("knows another run's files by their tag", () => {
    for (const name of ["FGAB3TES.TXT", "fgab3tes.txt", "FGQX8TES.TXT"])
      expect(isOthers(name), name).to.equal(true);
    for (const name of ["FGQX7TES.TXT", "fgqx7tes.txt", "FGTEST.TXT", "CONFIG.CFG", "FG", "AFGAB3.TXT"])
      expect(isOthers(name), name).to.equal(false);
  });

  it("comes to the same names again, whatever the order of the cases", () => {
    const again = ownNames([...cases].reverse(), "QX7");
    for (const name of ["FGTEST.TXT", "FGTEST78.TXT", "FGMORE.TXU"])
      expect(again.called(name)).to.equal(called(name));
  });

  it("makes tags of two letters or digits and a digit", () => {
    for (let count = 0; count < 50; count += 1) expect(newTag()).to.match(/^[0-9A-Z]{2}[0-9]$/);
  });
});

import { expect } from "chai";
import { annotations } from "./annotations.js";
import { failed, journalOf, many, passed } from "./sample-journal.test.js";

const HERE = { workspace: "/home/ci/work", folder: "/home/ci/work" };

describe("report/annotations", () => {
  it("points at the step of the case, and escapes what would end the command", () => {
    const deviation = { line: 47, expected: ["200"], received: "500" };
    const reason = "expected 200; received 500 100% wrong\r\n::error::no";
    expect(
      annotations(journalOf({ cases: [passed("d.a.one"), failed("d.a.two", { deviation, reason })] }), HERE),
    ).to.deep.equal([
      "::error file=suites/dm724/sessions.yaml,line=47,title=d.a.two::expected 200; received 500 100%25 wrong\\r\\n::error::no (Dm724-I 1.4.2, AMB-010)",
    ]);
  });

  it("points at the case where there is no step, and warns of what has no verdict", () => {
    const record = passed("d.a.one", {
      verdict: "error",
      reason: "the harness failed",
      file: "C:a,b.yaml:7",
    });
    expect(annotations(journalOf({ cases: [record] }), HERE)).to.deep.equal([
      "::warning file=C%3Aa%2Cb.yaml,line=7,title=d.a.one::the harness failed (Dm724-I 1.4.2, AMB-010)",
    ]);
  });

  const paths: [why: string, workspace: string | undefined, folder: string, file: string, place: string][] = [
    ["a path of the repository", "/w/r", "/w/r", "cases/a.yaml", "file=cases/a.yaml,line=9,"],
    [
      "a run that is started further down",
      "/w/r/",
      "/w/r/fw",
      "cases/a.yaml",
      "file=fw/cases/a.yaml,line=9,",
    ],
    ["an absolute path below it", "/w/r", "/elsewhere", "/w/r/a.yaml", "file=a.yaml,line=9,"],
    ["a name that begins with dots", "/w/r", "/w/r", "..a/b.yaml", "file=..a/b.yaml,line=9,"],
    ["an absolute path of elsewhere", "/w/r", "/w/r", "/usr/lib/flashgate/a.yaml", ""],
    ["a neighbour of the repository", "/w/r", "/w/r", "/w/rest/a.yaml", ""],
    ["a path above it", "/w/r", "/w/r", "../a.yaml", ""],
    ["no workspace", undefined, "/w/r", "a.yaml", ""],
    ["an empty one", "", "/w/r", "a.yaml", ""],
  ];
  for (const [why, workspace, folder, file, place] of paths) {
    it(`names ${place === "" ? "no file" : "the file as the repository does"}: ${why}`, () => {
      const record = failed("d.a.one", { file: `${file}:9`, deviation: undefined, reason: "no" });
      expect(annotations(journalOf({ cases: [record] }), { workspace, folder })).to.deep.equal([
        `::error ${place}title=d.a.one::no (Dm724-I 1.4.2, AMB-010)`,
      ]);
    });
  }

  it("holds no control octet and no other command of a device", () => {
    const said = "500 \x1b[2J\x1b]0;x\x07\0\b\x7f\x9b ##[add-mask]x ##vso[task.complete]y";
    const [line = ""] = annotations(journalOf({ cases: [failed("d.a.one", { reason: said })] }), HERE);
    expect(line).to.contain(
      "::500 \\x1b[2J\\x1b]0;x\\x07\\0\\x08\\x7f\\x9b #\\x23[add-mask]x #\\x23vso[task.complete]y (",
    );
  });

  it("gives the first ten, which is what GitHub shows", () => {
    expect(annotations(journalOf({ cases: many(30, failed) }), HERE)).to.have.length(10);
  });
});

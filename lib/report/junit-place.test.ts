import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "chai";
import { CERTIFICATE_FILE, JOURNAL_FILE } from "../runner/journal.js";
import { junitCollides } from "./junit-place.js";
import { REPORT_FILES } from "./write-reports.js";

describe("report/junit-place", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-junit-place-"));
    mkdirSync(join(folder, "run"));
    writeFileSync(join(folder, "run", "journal.jsonl"), "");
    symlinkSync("run", join(folder, "link"));
    symlinkSync("run/journal.jsonl", join(folder, "soft"));
    linkSync(join(folder, "run", "journal.jsonl"), join(folder, "hard"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("knows what a run leaves in its folder", () => {
    const run = join(folder, "run");
    for (const file of [JOURNAL_FILE, CERTIFICATE_FILE, ...REPORT_FILES]) {
      const free = file === "junit.xml";
      expect(junitCollides(run, join(run, file)) === undefined, file).to.equal(free);
    }
  });

  const rows: [run: string, junit: string, file: string | undefined][] = [
    ["run", "run/junit.xml", undefined],
    ["run", "junit.xml", undefined],
    ["run", "journal.jsonl", undefined],
    ["run", "run/journal.jsonl", "journal.jsonl"],
    ["run", "run/../run/./journal.jsonl", "journal.jsonl"],
    ["run", "link/journal.jsonl", "journal.jsonl"],
    ["link", "run/journal.jsonl", "journal.jsonl"],
    ["run", "soft", "journal.jsonl"],
    ["run", "hard", "journal.jsonl"],
    ["run", "link/report.json", "report.json"],
    ["run", "run/report.html", "report.html"],
    ["run", "run/summary.md", "summary.md"],
    ["run", "run/certificate.tar", "certificate.tar"],
    ["new", "new/report.json", "report.json"],
    ["link/new", "run/new/report.json", "report.json"],
    ["new", "new/other.xml", undefined],
  ];
  for (const [run, junit, file] of rows) {
    it(`${junit} ${file === undefined ? "is free" : "is taken"} beside a run in ${run}`, () => {
      const [at, place] = [`${folder}/${run}`, `${folder}/${junit}`];
      const said =
        file && `--junit ${place} would overwrite ${at}/${file}; name another file for the JUnit report`;
      expect(junitCollides(at, place)).to.equal(said);
      const near = relative(process.cwd(), place);
      expect(junitCollides(at, near) === undefined).to.equal(file === undefined);
    });
  }
});

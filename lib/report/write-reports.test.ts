import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { junitXml } from "./junit.js";
import { failed, journalOf, passed } from "./sample-journal.test.js";
import { REPORT_FILES, ReportNotWritten, writeReports } from "./write-reports.js";

const journal = journalOf({ cases: [passed("a.b.c")] });
const xml = junitXml(journal);

describe("report/write-reports", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-reports-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const inRun = (run: string): string[] => REPORT_FILES.map((name) => join(run, name));

  it("writes the reports into the run's folder, and leaves nothing else there", () => {
    expect(writeReports(folder, journal)).to.deep.equal(inRun(folder));
    expect(readdirSync(folder)).to.have.members(REPORT_FILES);
    expect(readFileSync(join(folder, "junit.xml"), "utf8")).to.equal(xml);
  });

  it("writes JUnit a second time where it is asked for, and makes the folders", () => {
    const junit = join(folder, "ci", "results", "flashgate.xml");
    expect(writeReports(join(folder, "run"), journal, { junit })).to.deep.equal([
      ...inRun(join(folder, "run")),
      junit,
    ]);
    expect(readFileSync(junit, "utf8")).to.equal(xml);
    expect(readdirSync(join(folder, "ci", "results"))).to.deep.equal(["flashgate.xml"]);
  });

  it("writes it once when both are the same file", () => {
    const junit = join(folder, ".", "junit.xml");
    expect(writeReports(folder, journal, { junit })).to.deep.equal(inRun(folder));
  });

  it("replaces an older report as a whole, also behind a link", () => {
    const old = join(folder, "old.xml");
    writeFileSync(old, "x".repeat(1 << 20));
    symlinkSync(old, join(folder, "junit.xml"));
    writeReports(folder, journal);
    expect(readFileSync(old, "utf8")).to.equal(xml);
  });

  const refused: [title: string, place: (folder: string) => string, code: string][] = [
    ["a folder stands in its place", (at) => at, "EISDIR"],
    ["a file stands where its folder should", (at) => join(at, "file", "junit.xml"), "(EEXIST|ENOTDIR)"],
    ["the system has no such place", () => "/proc/flashgate/junit.xml", "ENOENT"],
  ];
  for (const [title, place, code] of refused) {
    it(`says in one sentence that ${title}`, () => {
      writeFileSync(join(folder, "file"), "");
      mkdirSync(join(folder, "run"));
      const junit = place(folder);
      expect(() => writeReports(join(folder, "run"), journal, { junit })).to.throw(
        ReportNotWritten,
        new RegExp(`^the report ${junit} cannot be written \\(${code}\\); name another place for it$`),
      );
      expect(readdirSync(folder).sort()).to.deep.equal(["file", "run"]);
    });
  }

  it("writes all reports or none", function () {
    if (!existsSync("/dev/full")) this.skip();
    const run = join(folder, "run");
    writeReports(run, journal);
    const before = new Map(readdirSync(run).map((name) => [name, readFileSync(join(run, name), "utf8")]));
    const other = journalOf({ cases: [failed("d.a.other")] });
    for (const junit of ["/dev/full", join(folder, "run"), join(folder, "n".repeat(300))]) {
      expect(() => writeReports(run, other, { junit })).to.throw(ReportNotWritten);
      expect(
        new Map(readdirSync(run).map((name) => [name, readFileSync(join(run, name), "utf8")])),
      ).to.deep.equal(before);
    }
  });
});

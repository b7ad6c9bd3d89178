import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { baselineText } from "../report/baseline/baseline-text.js";
import { contentOf, failedWith, TODAY } from "../report/baseline/sample-baseline.test.js";
import { journalOf, notRun, passed } from "../report/sample-journal.test.js";
import { JOURNAL_FILE } from "../runner/journal.js";
import { type AcceptOptions, acceptCommand, checkCommand, showCommand } from "./baseline-command.js";
import { runIn, type Said, said } from "./said.test.js";

const one = passed("a.b.one");
const bad = failedWith("a.b.bad", "500 No, 3 left.");

describe("flashgate baseline", () => {
  let folder: string;
  let file: string;
  let run: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-baseline-"));
    file = join(folder, "baseline.yaml");
    run = runIn(folder, "run", journalOf({ cases: [one, bad] }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const terms = { reason: "FW-1234, fixed in 10.3", expires: "2027-01-31" };
  const accept = (from: string, options: Partial<AcceptOptions> = {}): Said =>
    said(() => acceptCommand(from, { baseline: file, case: [], ...options }, TODAY));
  const check = (from: string, json = false, today = TODAY): Said =>
    said(() => checkCommand(from, { baseline: file, json }, today));

  it("accepts a run, which is green then, until it expires", () => {
    expect(accept(run, terms)).to.deep.equal({
      exit: 0,
      out: `${file}: 1 accepted (1 now, 0 before), 1 passed; 0 fixed and 0 stale taken out\n`,
      err: "",
    });
    expect(readdirSync(folder).sort()).to.deep.equal(["baseline.yaml", "run"]);
    expect(check(run)).to.deep.include({ exit: 0, err: "" });
    expect(check(run).out).to.match(/\nPASS: 1 passed, 1 accepted\n$/);
    expect(check(join(run, JOURNAL_FILE)).exit).to.equal(0);
    expect(check(run, false, "2027-01-31").exit).to.equal(0);
    expect(check(run, false, "2027-02-01").exit).to.equal(1);
    expect(said(() => showCommand(file, TODAY)).out)
      .to.include("a.b.bad  fail     500 No, 3 left.  FW-1234, fixed in 10.3  2027-01-31 (71 days left)\n")
      .and.to.match(/\n1 accepted, 1 passed\n$/);
  });

  it("takes out what is fixed, and is green then", () => {
    accept(run, terms);
    const fixed = runIn(folder, "fixed", journalOf({ cases: [one, passed("a.b.bad")] }));
    const told = check(fixed);
    expect(told.exit).to.equal(2);
    expect(told.out).to.include(`  ${file}:8: a.b.bad\n`);
    expect(told.out).to.include(`\n  flashgate baseline accept ${fixed} --baseline ${file}\n`);
    expect(accept(fixed).exit).to.equal(0);
    expect(check(fixed).exit).to.equal(0);
  });

  it("carries over to other suites what is still the same", () => {
    accept(run, terms);
    const suites = { digest: "9f8e".repeat(16), cases: 218 };
    const other = runIn(folder, "other", journalOf({ cases: [one, bad], header: { suites } }));
    expect(check(other)).to.deep.equal({
      exit: 2,
      out: "",
      err:
        `flashgate: ${file}:5:19: the baseline was accepted with the suites 5f1d5f1d5f1d, this run has 9f8e9f8e9f8e; ` +
        `run flashgate baseline accept RUN --baseline ${file} to carry over what is still the same\n`,
    });
    expect(accept(other).exit).to.equal(0);
    expect(check(other).exit).to.equal(0);
    expect(readFileSync(file, "utf8")).to.include(
      "reason: FW-1234, fixed in 10.3\n    expires: 2027-01-31\n",
    );
  });

  it("tells programs the same", () => {
    accept(run, terms);
    const two = runIn(folder, "two", journalOf({ cases: [bad], notRun: [notRun("a.b.one", "why")] }));
    const { exit, out } = check(two, true);
    const told = JSON.parse(out) as Record<string, unknown>;
    expect(told).to.deep.include({ format: 1, exit, passed: 0, newFailures: [] });
    expect(told["notRun"]).to.deep.equal([{ case: "a.b.one", was: "passed", reason: "not run: why" }]);
    expect(exit).to.equal(3);
  });

  it("replaces the file behind a link, and keeps its comments", () => {
    accept(run, terms);
    const place = join(folder, "place.yaml");
    writeFileSync(place, `# ours\n${readFileSync(file, "utf8")}`);
    rmSync(file);
    symlinkSync(place, file);
    expect(accept(run).exit).to.equal(0);
    expect(readlinkSync(file)).to.equal(place);
    expect(readFileSync(place, "utf8")).to.match(/^# ours\n/);
  });

  const refused: readonly (readonly [title: string, options: Partial<AcceptOptions>, message: RegExp])[] = [
    [
      "a new failure without terms",
      {},
      /^1 failure is not accepted yet \(a\.b\.bad\); say why and until when with --reason TEXT --expires DATE$/,
    ],
    [
      "a reason without a day",
      { reason: "x" },
      /^--reason stands without --expires; say until when, such as --expires 2027-01-31$/,
    ],
    ["a day without a reason", { expires: "2027-01-31" }, /^--expires stands without --reason; say why, /],
    ["a blank reason", { ...terms, reason: " \t" }, /^--reason is blank; say why, /],
    [
      "a day in the past",
      { ...terms, expires: "2026-11-20" },
      /^--expires 2026-11-20: that is not in the future; write a day after 2026-11-21 and not after 2027-11-21, such as 2026-12-21$/,
    ],
    ["today", { ...terms, expires: TODAY }, /^--expires 2026-11-21: that is not in the future; /],
    [
      "a day too far",
      { ...terms, expires: "2027-11-22" },
      /^--expires 2027-11-22: that is more than 365 days ahead; /,
    ],
    ["no day", { ...terms, expires: "2027-02-30" }, /^--expires 2027-02-30: there is no such day; /],
    [
      "a case that is not there",
      { ...terms, case: ["a.b.x"] },
      /^--case a\.b\.x: it was not run in this run, /,
    ],
  ];

  for (const [title, options, message] of refused)
    it(`refuses ${title} with one sentence, and writes nothing`, () => {
      const { exit, out, err } = accept(run, options);
      expect(err).to.match(/^flashgate: [^\n]+\n$/);
      expect(err.slice("flashgate: ".length, -1)).to.match(message);
      expect({ exit, out, files: readdirSync(folder) }).to.deep.equal({ exit: 2, out: "", files: ["run"] });
    });

  it("accepts the last day of a year from now", () => {
    expect(accept(run, { ...terms, expires: "2027-11-21" }).exit).to.equal(0);
  });

  it("leaves a baseline alone that it cannot read or that refuses the run", () => {
    accept(run, terms);
    const whole = readFileSync(file, "utf8");
    const cut = whole.slice(0, -30);
    writeFileSync(file, cut);
    expect(accept(run).err).to.match(/^flashgate: .*baseline\.yaml:\d+:1: the file was cut off, /);
    expect(readFileSync(file, "utf8")).to.equal(cut);
    writeFileSync(file, whole);
    const more = runIn(folder, "more", journalOf({ cases: [one, bad, failedWith("a.b.new", "500")] }));
    expect(accept(more).exit).to.equal(2);
    expect(readFileSync(file, "utf8")).to.equal(whole);
  });

  it("says what to name instead of what cannot be read or written", () => {
    writeFileSync(join(folder, "file"), "x");
    const place = (baseline: string): string => accept(run, { ...terms, baseline }).err;
    expect(place(folder)).to.match(/^flashgate: \S+ is a folder; name the file of a baseline\n$/);
    expect(place(join(folder, "file", "b.yaml"))).to.match(
      /^flashgate: \S+ cannot be written \(ENOTDIR\); name a file in a folder of yours\n$/,
    );
    expect(accept(join(folder, "none"), terms).err).to.match(/^flashgate: \S+none cannot be read \(ENOENT\)/);
    expect(check(run).err).to.match(/^flashgate: there is no baseline \S+; flashgate baseline accept RUN/);
    expect(said(() => showCommand(join(folder, "none"))).exit).to.equal(2);
    writeFileSync(file, baselineText(contentOf()));
    expect(check(join(folder, "none"))).to.deep.include({ exit: 2, out: "" });
    expect(check(join(folder, "file")).err).to.match(/^flashgate: \S+file:1: /);
  });

  it("leaves nothing behind in a folder that cannot be written", function () {
    if (process.getuid?.() === 0) return this.skip();
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    const { exit, err } = accept(run, { ...terms, baseline: join(closed, "b.yaml") });
    expect({ exit, left: readdirSync(closed) }).to.deep.equal({ exit: 2, left: [] });
    expect(err).to.match(/ cannot be written \(EACCES\); name a file in a folder of yours\n$/);
  });
});

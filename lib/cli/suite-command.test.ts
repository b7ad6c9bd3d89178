/** What `flashgate suite new` writes runs as it is; where it cannot be written, nothing is. */
import { spawnSync } from "node:child_process";
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
import { COMMAND } from "./command.test.js";

describe("flashgate suite new", () => {
  let folder: string;
  const flashgate = (...args: string[]) =>
    spawnSync(process.execPath, [...COMMAND, ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: undefined },
      timeout: 60_000,
      killSignal: "SIGKILL",
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-suite-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("writes a suite, in folders that it makes, which runs green with the command that it tells", () => {
    const { status, stdout, stderr } = flashgate("suite", "new", "tests/Our Cases");
    expect(stderr).to.equal("");
    expect(status).to.equal(0);
    expect(stdout.split("\n")).to.deep.equal([
      "tests/Our Cases/suite.yaml",
      "tests/Our Cases/first.yaml",
      "run it: flashgate run our-cases --suites 'tests/Our Cases'",
      "",
    ]);
    const run = flashgate("run", "our-cases", "--suites", "tests/Our Cases", "--out", "report");
    expect(run.stderr).to.equal("");
    expect(run.status, run.stdout).to.equal(0);
    expect(run.stdout).to.match(/^PASS: all 5 selected cases passed$/m);
  });

  it("writes beside what is there", () => {
    mkdirSync(join(folder, "ours"));
    writeFileSync(join(folder, "ours", "notes.txt"), "mine\n");
    expect(flashgate("suite", "new", "ours").status).to.equal(0);
    expect(readdirSync(join(folder, "ours")).sort()).to.deep.equal(["first.yaml", "notes.txt", "suite.yaml"]);
  });

  for (const file of ["suite.yaml", "first.yaml"]) {
    it(`replaces no ${file}`, () => {
      mkdirSync(join(folder, "ours"));
      writeFileSync(join(folder, "ours", file), "mine\n");
      const { status, stdout, stderr } = flashgate("suite", "new", "ours");
      expect(stderr).to.equal(
        `flashgate: ours/${file} exists; write another folder, or write your cases there\n`,
      );
      expect([status, stdout]).to.deep.equal([2, ""]);
      expect(readdirSync(join(folder, "ours"))).to.deep.equal([file]);
      expect(readFileSync(join(folder, "ours", file), "utf8")).to.equal("mine\n");
    });
  }

  it("takes the first file away again where the second cannot be written", () => {
    mkdirSync(join(folder, "ours"));
    symlinkSync("absent/cases.yaml", join(folder, "ours", "first.yaml"));
    const { status, stderr } = flashgate("suite", "new", "ours");
    expect(stderr).to.equal("flashgate: ours cannot be written (EEXIST); write another folder\n");
    expect(status).to.equal(2);
    expect(readdirSync(join(folder, "ours"))).to.deep.equal(["first.yaml"]);
  });

  /** /proc is a folder in which nobody makes a file, not even root. */
  const bad: [place: string, told: RegExp][] = [
    ["/proc", /^\/proc cannot be written \(\w+\); write another folder$/],
    ["/proc/flashgate", /^\/proc\/flashgate cannot be written \(\w+\); write another folder$/],
    ["/proc/flashgate/ours", /^\/proc\/flashgate\/ours cannot be written \(\w+\); write another folder$/],
    ["file", /^file is not a folder; write the name of one$/],
    ["file/ours", /^file\/ours cannot be written \(ENOTDIR\); write another folder$/],
    ["n".repeat(300), /^n+ cannot be written \(ENAMETOOLONG\); write another folder$/],
    [
      "new/above/../../file",
      /^new\/above\/\.\.\/\.\.\/file cannot be written \(ENOTDIR\); write another folder$/,
    ],
    [
      "/",
      /^the cases would be called after the folder, and \/ has no letter in its name; write another one$/,
    ],
    ["---/", /has no letter in its name; write another one$/],
    ["", /it is empty; write a path/],
  ];
  for (const [place, told] of bad) {
    it(`refuses ${JSON.stringify(place.slice(0, 30))}, and leaves nothing`, () => {
      writeFileSync(join(folder, "file"), "a file\n");
      const { status, stdout, stderr } = flashgate("suite", "new", "--", place);
      expect(stderr).to.match(/^flashgate: [^\n]+\n$/);
      expect(stderr.trimEnd().slice("flashgate: ".length)).to.match(told);
      expect([status, stdout]).to.deep.equal([2, ""]);
      expect(readdirSync(folder)).to.deep.equal(["file"]);
      expect(existsSync("/proc/flashgate")).to.equal(false);
    });
  }
});

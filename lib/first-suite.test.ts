/** docs/first-suite.md, followed to the letter in an empty folder. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { COMMAND } from "./cli/command.test.js";
import { packageRoot } from "./files/package-root.js";

/** What the page tells its reader to do, and what he is to see. */
type Told = { write: string; text: string } | { run: string[] } | { see: string };

/** A file to write, a block of what is told, a command, or one line of what is told. */
const PART =
  /Write `(?<write>\S+)`(?: again)?:\n\n```yaml\n(?<text>[^]*?)^```$|^```text\n(?<block>[^]*?)^```$|^ {4}npx flashgate (?<command>.+)$|^ {4}(?<line>.+)$/gm;

function toldBy(page: string): Told[] {
  return [...page.matchAll(PART)].map(({ groups = {} }): Told => {
    const { write, text = "", block, command, line = "" } = groups;
    if (write !== undefined) return { write, text };
    if (command !== undefined) return { run: command.split(" ") };
    return { see: block ?? `${line}\n` };
  });
}

describe("the first suite in ten minutes", () => {
  const page = readFileSync(join(packageRoot(), "docs", "first-suite.md"), "utf8");
  const told = toldBy(page);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-first-suite-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function flashgate(args: readonly string[]): { status: number | null; out: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...COMMAND, ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: undefined },
      timeout: 60_000,
      killSignal: "SIGKILL",
    });
    return { status, out: stdout + stderr };
  }

  it("has a command for everything that is to be seen, and each file of its YAML has a name", () => {
    expect(told.filter((part) => "write" in part)).to.have.length((page.match(/^```yaml$/gm) ?? []).length);
    expect(told.filter((part) => "run" in part)).to.have.length(4);
    expect(told.filter((part) => "see" in part)).to.have.length(3);
  });

  it("does what it says, with one wrong try", () => {
    const statuses: (number | null)[] = [];
    let out = "";
    for (const part of told) {
      if ("write" in part) {
        mkdirSync(join(folder, dirname(part.write)), { recursive: true });
        writeFileSync(join(folder, part.write), part.text);
      } else if ("run" in part) {
        const ended = flashgate(part.run);
        statuses.push(ended.status);
        out = ended.out;
      } else if (part.see.startsWith("flashgate: ")) expect(out).to.equal(part.see);
      else expect(out).to.include(`\n${part.see}`);
    }
    expect(statuses).to.deep.equal([0, 0, 2, 0]);
  });

  it("shows how a case fails", () => {
    const [wrong = "", right = ""] = /write `(.+?)` for `(.+?)`/.exec(page)?.slice(1) ?? [];
    const file = join(folder, "our-files", "store.yaml");
    const text = readFileSync(file, "utf8");
    expect(text).to.include(right);
    writeFileSync(file, text.replace(right, wrong));
    const { status, out } = flashgate(["run", "our-files", "--suites", "our-files", "--out", "fourth-run"]);
    expect(out).to.include(`expected ${wrong}; received ${right}`);
    expect(status).to.equal(1);
  });
});

/** What `report` and its neighbours read and write, in processes of their own: a pipe would stop this one. */
import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { journalOf, passed } from "../report/sample-journal.test.js";
import type { Journal } from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import { COMMAND } from "./command.test.js";

/** for one that hangs */
const MOST_MS = 300_000;

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

function flashgate(args: readonly string[], cwd: string): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: undefined };
  const child = spawn(process.execPath, [...COMMAND, ...args], {
    cwd,
    env,
    timeout: MOST_MS,
    killSignal: "SIGKILL",
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, out, err })));
}

describe("flashgate report", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-report-"));
    for (const name of ["sA", "sB", "other"])
      journal(name, journalOf({ cases: [passed(`d.a.${name.toLowerCase()}`)] }));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function journal(name: string, { header, cases, end, gate }: Journal): void {
    mkdirSync(join(folder, name));
    const writer = new JournalWriter(join(folder, name, "journal.jsonl"));
    for (const record of [header, ...cases, end, gate]) if (record !== undefined) writer.write(record);
    writer.close();
  }

  const textOf = (name: string): string => readFileSync(join(folder, name, "journal.jsonl"), "utf8");
  const refused = ({ status, out, err }: Ended, sentence: string): void => {
    expect(err).to.equal(`flashgate: ${sentence}\n`);
    expect(out).to.equal("");
    expect(status).to.equal(2);
  };

  for (const out of ["./sA/", "link", "sA"]) {
    it(`does not overwrite a journal that it merges: --out ${out}`, async () => {
      symlinkSync("sA", join(folder, "link"));
      const before = textOf("sA");
      const shown = `${out} holds one of the journals and is not overwritten; name another folder with --out`;
      refused(await flashgate(["report", "sA", "sB", "--out", out], folder), shown);
      refused(await flashgate(["report", "sA/journal.jsonl", "sB", "--out", out], folder), shown);
      expect(textOf("sA")).to.equal(before);
    });
  }

  it("overwrites no journal of another run, and one that was merged before", async () => {
    const before = textOf("other");
    refused(
      await flashgate(["report", "sA", "sB", "--out", "other"], folder),
      "other/journal.jsonl is the journal of another run and is not overwritten; name another folder with --out, or remove it",
    );
    expect(textOf("other")).to.equal(before);
    for (const _ of [1, 2])
      expect((await flashgate(["report", "sA", "sB", "--out", "whole"], folder)).status).to.equal(0);
    expect((await flashgate(["report", "whole"], folder)).status).to.equal(0);
  });

  for (const [args, file] of [
    [["sA", "--junit", "sA/../sA/journal.jsonl"], "sA/journal.jsonl"],
    [["sA", "--junit", "sA/report.json"], "sA/report.json"],
    [["sA", "--out", "new", "--junit", "new/summary.md"], "new/summary.md"],
    [["sA", "--out", "new", "--junit", "./sA/journal.jsonl"], "sA/journal.jsonl"],
    [["sA", "sB", "--out", "new", "--junit", "sB/journal.jsonl"], "sB/journal.jsonl"],
  ] as const) {
    it(`writes the JUnit report in the place of nothing else: ${args.join(" ")}`, async () => {
      const said = `--junit ${args.at(-1)} would overwrite ${file}; name another file for the JUnit report`;
      refused(await flashgate(["report", ...args], folder), said);
      expect(existsSync(join(folder, "new"))).to.equal(false);
      expect(textOf("sA")).to.match(/^{"type":"run"/);
    });
  }

  it("ends with 3 where the run did not go to its end, whatever the gate said", async () => {
    const whole = journalOf({
      cases: [passed("d.a.one")],
      gate: { type: "gate", baseline: "b", day: "2026-11-21", exit: 0, said: "PASS: 1 passed", accepted: [] },
    });
    journal("whole", whole);
    journal("killed", { ...whole, end: undefined });
    expect((await flashgate(["report", "whole"], folder)).status).to.equal(0);
    const { status, out } = await flashgate(["report", "killed"], folder);
    expect(status).to.equal(3);
    expect(out).to.match(/^INCOMPLETE: /m);
  });

  const BASELINE = `baseline: 1\nsuites: { digest: ${"5f1d".repeat(16)}, cases: 1 }\ndevice: R1\naccepted: []\npassed: []\n...\n`;
  const RUN = "name the folder of a run or its journal";
  for (const [args, sentence] of [
    [["report", "pipe"], `pipe is not a file; ${RUN}`],
    [["report", "run"], `run/journal.jsonl is not a file; ${RUN}`],
    [["compare", "sA", "pipe"], `pipe is not a file; ${RUN}`],
    [["catalogue", "--coverage", "pipe"], `pipe is not a file; ${RUN}`],
    [["baseline", "check", "pipe", "--baseline", "b.yaml"], `pipe is not a file; ${RUN}`],
    [["baseline", "check", "sA", "--baseline", "pipe"], "pipe is not a file; name the file of a baseline"],
    [["baseline", "show", "pipe"], "pipe is not a file; name the file of a baseline"],
    [["verify", "pipe"], "pipe is not a file; name the certificate.tar of a run"],
    [["verify", "/dev/zero"], "/dev/zero is not a file; name the certificate.tar of a run"],
    [["verify", "sA"], "sA is not a file; name the certificate.tar of a run"],
  ] as const) {
    it(`what is no file is not read: ${args.join(" ")}`, async () => {
      mkdirSync(join(folder, "run"));
      writeFileSync(join(folder, "b.yaml"), BASELINE);
      execFileSync("mkfifo", [join(folder, "pipe"), join(folder, "run", "journal.jsonl")]);
      refused(await flashgate(args, folder), sentence);
    });
  }
});

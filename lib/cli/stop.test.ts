/** A run that is stopped, runs out of time or cannot keep its results ends by itself, with its reports and a sentence. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { onLine, type ScriptedServer, scriptedServer } from "../tester/scripted-server.js";
import { COMMAND } from "./command.test.js";

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

const SUITE =
  "preambles:\n  root: { says: in, steps: [{ connect: true }, { login: root }] }\ncapabilities: {}\n";
const CASES = ["NOOP", "MODE S", "STRU F", "NOOP"];
const REPLIES: Readonly<Record<string, string>> = {
  USER: "331 P",
  PASS: "230 I",
  NOOP: "200 O",
  MODE: "200 M",
  STRU: "200 S",
  PWD: '257 "/"',
  SYST: "215 U",
  QUIT: "221 B",
};

describe("the end of a run", () => {
  let folder: string;
  let server: ScriptedServer | undefined;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-stop-"));
    mkdirSync(join(folder, "suites", "t"), { recursive: true });
    writeFileSync(join(folder, "suites", "t", "suite.yaml"), SUITE);
    const rows = CASES.map(
      (command, index) =>
        `  - { id: t.s.case-${index}, purpose: "a case of the trial", covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], steps: [{ command: "${command}", reply: "200" }] }\n`,
    );
    writeFileSync(
      join(folder, "suites", "t", "s.yaml"),
      `suite: t.s\ntitle: trial\nsource: trial\ncases:\n${rows.join("")}`,
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  /** @param odd answers instead, or keeps silent, when it says so */
  async function run(
    odd: (line: string, socket: Socket) => boolean,
    out: string,
    ...more: string[]
  ): Promise<{ child: ChildProcess; ended: Promise<Ended>; said: (text: string) => Promise<void> }> {
    server = await scriptedServer((socket) => {
      socket.write("220 R\r\n");
      onLine(socket, (line) => {
        if (!odd(line, socket)) socket.write(`${REPLIES[line.split(" ")[0] ?? ""] ?? "500 W"}\r\n`);
      });
    });
    const args = [...COMMAND, "run", "t.s"];
    const target = [
      "--target",
      `ftp://test:test@127.0.0.1:${server.port}`,
      "--suites",
      join(folder, "suites"),
    ];
    const env = { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: undefined };
    const child = spawn(process.execPath, [...args, ...target, "--out", out, ...more], {
      cwd: packageRoot(),
      env,
    });
    let stdout = "";
    let stderr = "";
    let heard = (): void => {};
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      heard();
    });
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve) =>
      child.on("close", (status) => resolve({ status, out: stdout, err: stderr })),
    );
    const said = (text: string): Promise<void> =>
      new Promise((resolve) => {
        heard = () => {
          if (stdout.includes(text)) resolve();
        };
        heard();
      });
    return { child, ended, said };
  }

  it("comes at the first Ctrl-C, while a device is silent at the first look", async () => {
    let asked = (): void => {};
    const silent = new Promise<void>((resolve) => (asked = resolve));
    const out = join(folder, "look");
    const { child, ended, said } = await run((line) => {
      if (line === "SYST") asked();
      return line === "SYST";
    }, out);
    await said("asking the device: who is there");
    await silent;
    child.kill("SIGINT");
    const { status, err } = await ended;
    expect(err).to.match(/flashgate: interrupted before the first case; nothing was run\n$/);
    expect(status).to.equal(3);
  });

  it("comes at the first SIGTERM, in the middle of a case, with every report", async () => {
    let asked = (): void => {};
    const silent = new Promise<void>((resolve) => (asked = resolve));
    const out = join(folder, "middle");
    const { child, ended } = await run((line) => {
      if (line === "MODE S") asked();
      return line === "MODE S";
    }, out);
    await silent;
    child.kill("SIGTERM");
    const { status, out: stdout, err } = await ended;
    expect(err).to.match(/stopping; what has a verdict is kept/);
    expect(status).to.equal(3);
    expect(stdout).to.match(/INCOMPLETE/);
    for (const name of ["junit.xml", "report.json", "summary.md", "report.html"])
      expect(existsSync(join(out, name)), name).to.equal(true);
    const journal = readFileSync(join(out, "journal.jsonl"), "utf8").trimEnd().split("\n");
    expect(JSON.parse(journal.at(-1) ?? "")).to.deep.include({ type: "end" });
    expect(JSON.parse(journal.at(-1) ?? "").stopped).to.match(
      /^interrupted; it stood at line \d+ of t\.s\.case-1 /,
    );
  });

  it("comes when the time is over, and says where it stood", async () => {
    const { ended } = await run((line) => line === "STRU F", join(folder, "late"), "--time-limit", "8s");
    const { status, out } = await ended;
    expect(status).to.equal(3);
    expect(out).to.match(/the run ends after 8\.0 s at the latest \(--time-limit\)/);
    expect(out.replace(/\s+/g, " ")).to.match(/its time limit of 8\.0 s was reached/);
  });

  // A file system that is full, where there is one for tests.
  const whereFull = existsSync("/dev/full") ? ["/dev/full"] : [];
  for (const full of whereFull)
    it("comes with a sentence when the journal cannot be written", async () => {
      const out = join(folder, "full");
      mkdirSync(out);
      symlinkSync(full, join(out, "journal.jsonl"));
      const { ended } = await run(() => false, out);
      const { status, err } = await ended;
      expect(err).to.match(/journal\.jsonl: the results could not be kept \(ENOSPC\)/);
      expect(err).to.not.match(/\n {4}at /);
      expect(status).to.equal(3);
    });

  for (const limit of ["soon", "0s", "-5m", ""]) {
    it(`is no length of time: "${limit}"`, async () => {
      const { ended } = await run(() => false, join(folder, "none"), `--time-limit=${limit}`);
      const { status, err } = await ended;
      expect(err).to.match(/write a length of time such as 90s, 15m or 2h/);
      expect(status).to.equal(2);
    });
  }
});

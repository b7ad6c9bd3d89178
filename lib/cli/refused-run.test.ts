/** A run that is refused leaves no folder that it made, and every folder that was there before. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { onLine, type ScriptedServer, scriptedServer } from "../tester/scripted-server.js";
import { COMMAND } from "./command.test.js";

/** `{port}`: of a server that refuses every login. `{silent}`: of one that greets and answers nothing. */
const REFUSED: [why: string, args: string[], told: RegExp, exit: number][] = [
  ["no URL", ["--target", "ftp//x"], /there is no profile/, 2],
  ["a URL of another protocol", ["--target", "http://a:b@127.0.0.1"], /is not a protocol/, 2],
  ["a refused login", ["--target", "ftp://a:b@127.0.0.1:{port}"], /correct the user or the password/, 2],
  ["nobody who listens", ["--target", "ftp://a:b@127.0.0.1:1"], /nothing was run/, 3],
  ["a device that says nothing", ["--target", "{silent}", "--time-limit", "2s"], /nothing was run/, 3],
  ["nothing chosen", ["dm724.nonsense"], /dm724\.nonsense/, 2],
  ["no such model", ["--device", "none"], /none/, 2],
  ["no such suites", ["--suites", "none"], /none/, 2],
  ["no such capability", ["--require", "nonsense"], /there is no capability/, 2],
  ["no such baseline", ["--baseline", "none.yaml"], /none\.yaml/, 2],
  ["no such key", ["--certify", "--key", "none.key"], /none\.key/, 2],
  ["options that contradict each other", ["--certify"], /--key/, 2],
  ["permission for what permits all", ["--permit", "observe"], /leave it out/, 2],
  ["a JUnit report that is a folder", ["--junit", "there"], /--junit there cannot be written/, 2],
  ["a JUnit report without a folder", ["--junit", "file/junit.xml"], /cannot be written/, 2],
];

describe("a run that is refused", () => {
  let folder: string;
  let refusing: ScriptedServer;
  let silent: ScriptedServer;
  let heard = (_line: string): void => {};
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-refused-"));
    mkdirSync(join(folder, "there"));
    writeFileSync(join(folder, "file"), "a file\n");
    refusing = await scriptedServer((socket) => {
      socket.write("220 R\r\n");
      onLine(socket, (line) => socket.write(line.startsWith("USER") ? "331 P\r\n" : "530 N\r\n"));
    });
    silent = await scriptedServer((socket) => {
      socket.write("220 R\r\n");
      onLine(socket, (line) => heard(line));
    });
  });
  after(async () => {
    await Promise.all([refusing.close(), silent.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const names = (): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

  function start(args: readonly string[]): {
    kill: (signal: NodeJS.Signals) => void;
    ended: Promise<[number | null, string]>;
  } {
    const env = { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: undefined };
    const words = args.map((word) =>
      word.replace("{port}", String(refusing.port)).replace("{silent}", `ftp://a:b@127.0.0.1:${silent.port}`),
    );
    const child = spawn(process.execPath, [...COMMAND, "run", ...words], { cwd: folder, env });
    let err = "";
    child.stdout.resume();
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const ended = new Promise<[number | null, string]>((resolve) =>
      child.on("close", (status) => resolve([status, err])),
    );
    return { kill: (signal) => void child.kill(signal), ended };
  }

  // One place after the other: the one that the command chooses, one of somebody's own, and one that is there.
  const PLACES = [[], ["--out", "new/deeper"], ["--out", "there"]];
  for (const [at, [why, args, told, exit]] of REFUSED.entries()) {
    const place = PLACES[at % PLACES.length] ?? [];
    it(`for ${why} leaves no folder: run ${[...args, ...place].join(" ")}`, async () => {
      const [status, err] = await start([...args, ...place]).ended;
      expect(err).to.match(told);
      expect(status).to.equal(exit);
      expect(names()).to.deep.equal(["file", "there"]);
    });
  }

  it("for there is nothing to go on with leaves no folder", async () => {
    for (const resumed of ["there", "none"]) {
      const [status, err] = await start(["--resume", resumed]).ended;
      expect(err).to.match(/journal\.jsonl cannot be read|none cannot be read/);
      expect(status).to.equal(2);
    }
    expect(names()).to.deep.equal(["file", "there"]);
  });

  for (const times of [1, 2])
    it(`leaves no folder after ${times} Ctrl-C before the first case`, async () => {
      const asked = new Promise<void>((resolve) => (heard = () => resolve()));
      const { kill, ended } = start(["--target", "{silent}", "--out", "new/deeper"]);
      await asked;
      kill("SIGINT");
      if (times === 2) kill("SIGINT");
      const [status] = await ended;
      // Two at once may be one to the process that gets them.
      expect(status).to.be.oneOf(times === 1 ? [3] : [3, 130]);
      expect(names()).to.deep.equal(["file", "there"]);
    });
});

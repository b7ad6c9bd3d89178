/** The command as its users meet it: its own process, its exit status, its one sentence. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { COMMAND } from "./cli/command.test.js";
import { packageRoot } from "./files/package-root.js";
import { readJournal } from "./runner/journal.js";
import { onLine, pour, type ScriptedServer, scriptedServer } from "./tester/scripted-server.js";

const MINIMAL = join(packageRoot(), "fixtures", "devices", "minimal.yaml");

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

let folder: string;
let server: ScriptedServer | undefined;

function start(
  args: string[],
  more: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended>; out: () => string } {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    BENCH_PASSWORD: undefined,
    GITHUB_ACTIONS: undefined,
    ...more,
  };
  const child = spawn(process.execPath, [...COMMAND, ...args], { cwd: packageRoot(), env });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.on("close", (status) => resolve({ status, out, err })));
  return { child, ended, out: () => out };
}

const flashgate = (...args: string[]): Promise<Ended> => start(args).ended;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Long enough for a device that answers on a busy machine, and short enough to wait for one that does not. */
const SOON = "2s";

/** A profile for a device on `port`. */
function profile(port: number, more = "", reply = "60s"): string {
  return file(
    "profile.yaml",
    `name: bench\nftp: { host: 127.0.0.1, port: ${port} }\naccounts: { root: { user: test, password: test } }\ntimings: { reply: ${reply} }\n${more}`,
  );
}

/** A folder with one suite of harmless cases. */
function suites(cases: string[]): string {
  const root = join(folder, "suites");
  mkdirSync(join(root, "t"), { recursive: true });
  writeFileSync(
    join(root, "t", "suite.yaml"),
    "preambles:\n  root: { says: in, steps: [{ connect: true }, { login: root }] }\ncapabilities: {}\n",
  );
  const rows = cases.map(
    (step, index) =>
      `  - { id: t.c.case-${index}, purpose: "a case of the trial", covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], steps: [${step}] }\n`,
  );
  writeFileSync(
    join(root, "t", "c.yaml"),
    `suite: t.c\ntitle: trial\nsource: trial\ncases:\n${rows.join("")}`,
  );
  return root;
}

/** The device is told to go wrong in the second. */
const THREE = ["NOOP", "XYZZY", "NOOP"].map((command) => `{ command: "${command}", reply: "200" }`);

/** Answers like a plain server until `odd` takes over. */
async function device(odd: (line: string, socket: Socket) => boolean): Promise<ScriptedServer> {
  const replies: Record<string, string> = {
    USER: "331 P",
    PASS: "230 I",
    NOOP: "200 O",
    PWD: '257 "/"',
    SYST: "215 U",
    QUIT: "221 B",
  };
  server = await scriptedServer((socket) => {
    socket.write("220 R\r\n");
    onLine(socket, (line) => {
      if (!odd(line, socket)) socket.write(`${replies[line.split(" ")[0] ?? ""] ?? "500 W"}\r\n`);
    });
  });
  return server;
}

describe("flashgate", () => {
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-cli-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const refusals: [string, () => string[] | Promise<string[]>, number, RegExp][] = [
    [
      "an unknown option",
      () => ["run", "--targte", "x"],
      2,
      /^flashgate: unknown option '--targte' \(Did you mean --target\?\); flashgate run --help lists what there is\n$/,
    ],
    [
      "baseline without its command",
      () => ["baseline"],
      2,
      /write one of: accept, show, check; .*baseline --help/,
    ],
    ["image without its command", () => ["image"], 2, /write one of: build, inspect, damage; .*image --help/],
    ["suite without its command", () => ["suite"], 2, /write one of: new; flashgate suite --help lists/],
    ["an unknown command", () => ["rum"], 2, /^flashgate: unknown command 'rum' \(Did you mean run\?\)/],
    [
      "a hazard that does not exist",
      () => ["run", "--permit", "everything"],
      2,
      /argument 'everything' is invalid\. Allowed choices are observe, session/,
    ],
    [
      "no cases at a time",
      () => ["run", "--jobs", "0"],
      2,
      /argument '0' is invalid\. write a whole number from 1 to 1000/,
    ],
    [
      "a selector that matches nothing",
      () => ["run", "dm724.nothing"],
      2,
      /^flashgate: no case matches the selector "dm724\.nothing"; .+\n$/,
    ],
    [
      "a target that is none",
      () => ["run", "--target", "gopher://test:test@127.0.0.1"],
      2,
      /gopher is not a protocol that a target can have/,
    ],
    [
      "a profile that is not there",
      () => ["run", "--target", "nowhere.yaml"],
      2,
      /^flashgate: there is no profile nowhere\.yaml; write/,
    ],
    [
      "a profile with a typo",
      () => ["run", "--target", profile(21, "permitt: session")],
      2,
      /profile\.yaml:5:1: profile: unknown key "permitt"; write permit\n$/,
    ],
    [
      "a target that refuses",
      () => ["run", "--target", "ftp://test:test@127.0.0.1:9"],
      3,
      /^flashgate: 127\.0\.0\.1:9: 127\.0\.0\.1:9 refused the connection; nothing was run\n$/,
    ],
    [
      "a target that never answers",
      async () => {
        server = await scriptedServer(() => {});
        return ["run", "--target", profile(server.port, "", SOON)];
      },
      3,
      /^flashgate: bench: .*no reply within 2000 ms; nothing was run\n$/,
    ],
    [
      "a target that refuses the login",
      async () => {
        const { port } = await device(
          (line, socket) => line.startsWith("PASS") && socket.write("530 No\r\n"),
        );
        return ["run", "--target", profile(port)];
      },
      2,
      /^flashgate: bench: the login as test was refused: 530 No; correct the user or the password\n$/,
    ],
    [
      "a target that falls silent at the login",
      async () => {
        const { port } = await device((line) => line.startsWith("PASS"));
        return ["run", "--target", profile(port, "", SOON)];
      },
      3,
      /^flashgate: bench: the login as test failed: no reply within 2000 ms; nothing was run\n$/,
    ],
    [
      "a target that never stops greeting",
      async () => {
        server = await scriptedServer((socket) =>
          pour(socket, Buffer.from(`220-${"x".repeat(1000)}\r\n`.repeat(64))),
        );
        return ["run", "--target", profile(server.port)];
      },
      3,
      /^flashgate: bench: its greeting does not come to an end; nothing was run\n$/,
    ],
    [
      "a case with an unknown verb",
      () => ["run", "t.", "--suites", suites(['{ comand: "NOOP" }'])],
      2,
      /c\.yaml:5:\d+: t\.c\.case-0: a step needs a verb, "comand" is none; write command\n$/,
    ],
    [
      "suites that are not there",
      () => ["run", "--suites", join(folder, "none")],
      2,
      /none cannot be read \(ENOENT\); name a folder that holds suites\n$/,
    ],
    [
      "an output folder that cannot be written",
      () => ["run", "--out", "/proc/flashgate"],
      2,
      /^flashgate: the folder \/proc\/flashgate cannot be written \(\w+\); name another one with --out\n$/,
    ],
    [
      "a configuration that the device does not know",
      () => ["serve", "--ftp-port", "0", "--config", file("ftp.cfg", "clients 2\nclints 3\n")],
      2,
      /ftp\.cfg:2:1: .*clints/,
    ],
    [
      "a device model that there is not",
      () => ["serve", "--ftp-port", "0", "--device", "curent"],
      2,
      /^flashgate: there is no device model "curent"; write one of chassis, current, legacy, minimal, quirks, or the path of a file that describes one\n$/,
    ],
    [
      "a device model with a fault",
      () => [
        "serve",
        "--ftp-port",
        "0",
        "--device",
        file("odd.yaml", `memroy: 3\n${readFileSync(MINIMAL, "utf8")}`),
      ],
      2,
      /odd\.yaml:1:1: device model: unknown key "memroy"; write memory\n/,
    ],
    [
      "a fault that there is not",
      () => ["serve", "--ftp-port", "0", "--fault", "retr-raed"],
      2,
      /^flashgate: --fault retr-raed: there is no fault "retr-raed"; flashgate catalogue --faults lists them\n$/,
    ],
    [
      "a fault without a count",
      () => ["serve", "--ftp-port", "0", "--fault", "retr-read:x"],
      2,
      /^flashgate: --fault retr-read:x: write NAME or NAME:COUNT, such as retr-read:2\n$/,
    ],
  ];
  for (const [title, args, status, sentence] of refusals) {
    it(`says in one sentence what is wrong: ${title}`, async () => {
      const ended = await flashgate(...(await args()));
      expect(ended.err).to.match(sentence);
      expect(ended.err.trimEnd().split("\n")).to.have.length(1);
      expect(ended.status).to.equal(status);
    });
  }

  it("runs a selection on the embedded device and writes journal and JUnit", async () => {
    const out = join(folder, "out");
    const junit = join(folder, "elsewhere", "junit.xml");
    const root = suites(['{ command: "NOOP", reply: "200" }']);
    const {
      status,
      out: said,
      err,
    } = await flashgate("run", "t.", "--suites", root, "--out", out, "--junit", junit);
    expect(err).to.equal("");
    expect(status, said).to.equal(0);
    expect(said)
      .to.match(/^PASS/m)
      .and.match(/1 passed, 0 failed/);
    const read = readJournal(join(out, "journal.jsonl"));
    expect(read.ok && read.journal.cases.map(({ verdict }) => verdict)).to.deep.equal(["pass"]);
    expect(readFileSync(junit, "utf8")).to.equal(readFileSync(join(out, "junit.xml"), "utf8"));
  });

  it("tells GitHub what failed, beside the change and on the page of the job", async () => {
    const root = suites(['{ command: "NOOP", reply: "250" }']);
    const page = join(folder, "page.md");
    writeFileSync(page, "before\n");
    const args = ["run", "t.", "--suites", root, "--out", join(folder, "out")];
    const { ended } = start(args, {
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: page,
      GITHUB_WORKSPACE: root,
    });
    const { status, out } = await ended;
    expect(status).to.equal(1);
    expect(out).to.match(
      /^::error file=t\/c\.yaml,line=\d+,title=t\.c\.case-0::expected 250; received 200 OK\./m,
    );
    expect(readFileSync(page, "utf8")).to.match(/^before\n## ❌ flashgate: FAIL$/m);
  });

  it("ends with 1 when a case fails, and shows the dialogue", async () => {
    const root = suites(['{ command: "NOOP", reply: "250" }']);
    const { status, out } = await flashgate("run", "t.", "--suites", root, "--out", join(folder, "out"));
    expect(status).to.equal(1);
    expect(out)
      .to.match(/FAIL t\.c\.case-0/)
      .and.match(/C: NOOP/)
      .and.match(/S: 200 OK\./);
  });

  it("finishes and keeps its status when nobody reads what it prints", async () => {
    const out = join(folder, "unread");
    const root = suites(['{ command: "NOOP", reply: "250" }']);
    const { child, ended } = start(["run", "t.", "--suites", root, "--out", out]);
    child.stdout?.destroy();
    expect((await ended).status).to.equal(1);
    expect(existsSync(join(out, "junit.xml"))).to.equal(true);
  });

  it("keeps the results so far when the device dies in the middle", async () => {
    const root = suites(THREE);
    const { port } = await device((line) => {
      if (line === "XYZZY") void server?.close();
      return line === "XYZZY";
    });
    const out = join(folder, "died");
    const ended = await flashgate("run", "t.", "--suites", root, "--target", profile(port), "--out", out);
    expect(ended.status).to.equal(3);
    expect(ended.out).to.match(/the device died in t\.c\.case-1/);
    const read = readJournal(join(out, "journal.jsonl"));
    expect(read.ok && read.journal.cases.map(({ verdict }) => verdict)).to.deep.equal(["pass", "fail"]);
    expect(read.ok && read.journal.notRun).to.have.length(1);
    expect(existsSync(join(out, "junit.xml"))).to.equal(true);
  });

  it("keeps the results so far when Ctrl-C comes in the middle", async () => {
    const root = suites(THREE);
    let reached: () => void = () => {};
    const waiting = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const { port } = await device((line) => {
      if (line === "XYZZY") reached();
      return line === "XYZZY";
    });
    const out = join(folder, "interrupted");
    const { child, ended } = start(["run", "t.", "--suites", root, "--target", profile(port), "--out", out]);
    await waiting;
    child.kill("SIGINT");
    const { status, out: said, err } = await ended;
    expect(status).to.equal(3);
    expect(err).to.equal("\nflashgate: stopping; what has a verdict is kept\n");
    expect(said)
      .to.match(/interrupted/)
      .and.match(/1 passed, 0 failed.* 2 not run/);
    const read = readJournal(join(out, "journal.jsonl"));
    expect(read.ok && read.journal.end?.stopped).to.match(
      /^interrupted; it stood at line \d+ of t\.c\.case-1 /,
    );
  });

  it("lists without sending anything", async () => {
    const { status, out } = await flashgate(
      "run",
      "--list",
      "t.",
      "--suites",
      suites(['{ command: "NOOP", reply: "200" }']),
    );
    expect(status).to.equal(0);
    expect(out).to.equal(
      "t.c.case-0  [must, observe]  a case of the trial\n1 cases; what the device lacks or does not permit is left out when they run\n",
    );
  });

  it("prints the catalogue as JSON, every documented reply once", async () => {
    const { status, out } = await flashgate("catalogue", "--json");
    expect(status).to.equal(0);
    const entries = JSON.parse(out) as Record<string, unknown>[];
    expect(entries).to.have.length(441);
    expect(entries[0]).to.include.keys(
      "section",
      "command",
      "code",
      "text",
      "phase",
      "condition",
      "access",
      "provocation",
    );
  });

  it("prints the catalogue as a table", async () => {
    const { status, out } = await flashgate("catalogue");
    expect(status).to.equal(0);
    expect(out).to.include("STOR completed, %lu bytes processed, data connection is closed.");
  });

  it("serves the reference device until it is told to stop", async () => {
    const { child, ended, out } = start(["serve", "--ftp-port", "0"]);
    let port: string | undefined;
    while (port === undefined) {
      await new Promise((resolve) => child.stdout?.once("data", resolve));
      port = /ftp:\/\/127\.0\.0\.1:(\d+)/.exec(out())?.[1];
    }
    const greeting = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1").once("data", (chunk) => {
        resolve(chunk.toString());
        socket.destroy();
      });
    });
    expect(greeting).to.equal(
      "220 FTP server ready, 1 active clients of 1 simultaneous clients allowed.\r\n",
    );
    child.kill("SIGTERM");
    expect((await ended).status).to.equal(0);
  });

  it("serves another model with a configuration, a fault and a reboot, and says what happens", async () => {
    const model = file(
      "bench.yaml",
      `name: bench
describes: a device that boots quickly
hardware: { id: 1 }
boot: { seconds: 0, afterQuit: 0 }
memory: 1 MiB
writeSpeed: 1 MiB
features: { help: none, xcrc: true, xmd5: true, recordStructure: false, blockMode: false, compressedMode: false }
fileSystems: [{ name: DSK, size: 1 MiB }]
`,
    );
    const config = file("ftp.cfg", "FTP config> clients 7\nlist\n");
    const { child, ended, out } = start([
      "serve",
      "--ftp-port",
      "0",
      "--device",
      model,
      "--config",
      config,
      "--fault",
      "size-no-dtp",
    ]);
    const said = async (wanted: RegExp): Promise<RegExpExecArray> => {
      for (;;) {
        const match = wanted.exec(out());
        if (match !== null) return match;
        await new Promise((resolve) => child.stdout?.once("data", resolve));
      }
    };
    const [, port] = await said(/"bench" listens on ftp:\/\/127\.0\.0\.1:(\d+)/);
    expect(out()).to.match(/^FTP configuration:\n(.*\n)*Number of clients: {4}7\n/);
    const socket = connect(Number(port), "127.0.0.1");
    let replies = "";
    socket.on("data", (chunk) => {
      replies += chunk.toString();
    });
    socket.write("USER root\r\nPASS\r\nSIZE A\r\nSIZE A\r\nSITE RELOAD ON\r\nQUIT\r\n");
    await new Promise((resolve) => socket.once("close", resolve));
    expect(replies).to.match(
      /\r\n411 Unable to get DTP\r\n550 File not found\.\r\n200 RELOAD mode is set to ON\.\r\n221 /,
    );
    await said(/flashgate: the device reboots\nflashgate: the device is back\n/);
    child.kill("SIGTERM");
    expect((await ended).status).to.equal(0);
  });

  it("prints the faults of the reference device", async () => {
    const { out } = await flashgate("catalogue", "--faults");
    expect(out).to.match(/^retr-read +RETR: 550 Error reading file\.$/m);
    expect(JSON.parse((await flashgate("catalogue", "--faults", "--json")).out)).to.have.length(91);
  });

  it("prints what a run has seen of the documented replies, and why not the others", async () => {
    const run = join(folder, "covered");
    expect((await flashgate("run", "dm724.login", "--out", run)).status).to.equal(0);
    const { status, out } = await flashgate("catalogue", "--coverage", run);
    expect(status).to.equal(0);
    expect(out).to.match(/^USER {2}\d of 3 encoded, \d observed$/m);
    expect(out).to.match(/^ {2}observed {2}530 User name too long\. {2}\[cases \d+, observed in \d+\]$/m);
    expect(out).to.match(/^ {2}encoded {3}550 Error reading file\. {2}\[not among the cases of this run\]$/m);
    expect(out).to.match(/^all documented replies: 441 of 441 encoded, \d+ observed$/m);
    const rows = JSON.parse((await flashgate("catalogue", "--coverage", run, "--json")).out) as {
      reply: string;
    }[];
    expect(rows).to.have.length(441);
  });

  it("says in one sentence what is no journal to tell coverage from", async () => {
    const { status, err } = await flashgate("catalogue", "--coverage", join(folder, "nowhere"));
    expect(status).to.equal(2);
    expect(err).to.match(/^flashgate: \S+nowhere cannot be read \(ENOENT\)\n$/);
  });

  it("runs the cases on another model of the embedded device", async () => {
    const { status, out } = await flashgate(
      "run",
      "dm724.checksums",
      "--device",
      "minimal",
      "--out",
      join(folder, "minimal"),
    );
    expect(status).to.equal(0);
    expect(out).to.match(/embedded reference device "minimal"/);
    expect(out).to.match(/not selected: checksums: /);
  });

  it("runs in shards, and makes one report of them that says what one run says", async () => {
    const parts = await Promise.all(
      [1, 2, 3].map(async (index) => {
        const out = join(folder, `shard-${index}`);
        const run = await flashgate(
          "run",
          "dm724.login",
          "dm724.restart",
          "--shard",
          `${index}/3`,
          "--out",
          out,
        );
        expect(run.status).to.equal(0);
        return out;
      }),
    );
    const one = join(folder, "one-run");
    await flashgate("run", "dm724.login", "dm724.restart", "--out", one);
    const out = join(folder, "merged");
    const { status, out: said } = await flashgate("report", ...parts, "--out", out);
    expect(status).to.equal(0);
    expect(said).to.match(/^PASS: all \d+ selected cases passed$/m);
    // Times differ; what is reported of which case does not.
    const shape = (path: string): string[] =>
      (readFileSync(join(path, "junit.xml"), "utf8").match(/<(testsuite|testcase) [^>]*>/g) ?? []).map(
        (tag) => tag.replace(/ (time|timestamp|hostname)="[^"]*"/g, ""),
      );
    expect(shape(out)).to.deep.equal(shape(one));
    const missing = await flashgate("report", ...parts.slice(1), "--out", join(folder, "part"));
    expect(missing.status).to.equal(3);
    expect(missing.out).to.match(/without shard 1 of 3/);
    const again = await flashgate("report", ...parts);
    expect(again.status).to.equal(2);
    expect(again.err).to.equal(
      "flashgate: several journals make one report; name the folder for it with --out\n",
    );
    const over = await flashgate("report", ...parts, "--out", parts[0] ?? "");
    expect(over.status).to.equal(2);
    expect(over.err).to.match(/holds one of the journals and is not overwritten/);
  });

  it("reports a run that was killed in the middle from its journal", async () => {
    const run = join(folder, "killed");
    await flashgate("run", "dm724.login", "--out", run);
    const file = join(run, "journal.jsonl");
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, `${lines.slice(0, 20).join("\n")}\n${(lines[20] ?? "").slice(0, 100)}`);
    rmSync(join(run, "junit.xml"));
    const { status, out } = await flashgate("report", run);
    expect(status).to.equal(3);
    expect(out).to.match(/^INCOMPLETE: /m);
    expect(out).to.match(/The journal has no end, so the run was killed: \d+ of \d+ selected cases were/);
    expect(readFileSync(join(run, "junit.xml"), "utf8")).to.match(/<testcase /);
  });
});

/** The gate and the certificate as their users meet them: the command in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { type Journal, readJournal } from "../runner/journal.js";
import { onLine, type ScriptedServer, scriptedServer } from "../tester/scripted-server.js";
import { COMMAND } from "./command.test.js";

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

function start(args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: undefined };
  const child = spawn(process.execPath, [...COMMAND, ...args], { cwd: packageRoot(), env });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.on("close", (status) => resolve({ status, out, err })));
  return { child, ended };
}

const flashgate = (...args: string[]): Promise<Ended> => start(args).ended;

describe("the gate and the certificate", () => {
  let folder: string;
  let server: ScriptedServer | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-gate-"));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (...names: string[]): string => join(folder, ...names);

  /** A folder with one suite of three harmless cases: t.c.first, t.c.second, t.c.third. */
  function suites(reply = "200", name = "suites"): string {
    mkdirSync(at(name, "t"), { recursive: true });
    writeFileSync(
      at(name, "t", "suite.yaml"),
      "preambles:\n  root: { says: in, steps: [{ connect: true }, { login: root }] }\ncapabilities: {}\n",
    );
    const rows = ["NOOP", "XYZZY", "NOOP"].map((command, index) => {
      const expected = command === "XYZZY" ? '["200", "500"]' : `"${reply}"`;
      const id = ["first", "second", "third"][index];
      return `  - { id: t.c.${id}, purpose: "a case of the trial", covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], steps: [{ command: "${command}", reply: ${expected} }] }\n`;
    });
    writeFileSync(
      at(name, "t", "c.yaml"),
      `suite: t.c\ntitle: trial\nsource: trial\ncases:\n${rows.join("")}`,
    );
    return at(name);
  }

  /** A server that knows little, and its profile. */
  async function device(odd: (line: string, socket: Socket) => boolean = () => false): Promise<string> {
    const replies: Record<string, string> = {
      USER: "331 P",
      PASS: "230 I",
      NOOP: "200 O",
      XYZZY: "200 O",
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
    return profile(server.port);
  }

  function profile(port: number): string {
    writeFileSync(
      at("bench.yaml"),
      `name: bench\nftp: { host: 127.0.0.1, port: ${port} }\naccounts: { root: { user: test, password: hunter2 } }\ntimings: { reply: 20s }\n`,
    );
    return at("bench.yaml");
  }

  function key(): { key: string; pub: string } {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    writeFileSync(at("lab.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(at("lab.pub"), publicKey.export({ type: "spki", format: "pem" }));
    return { key: at("lab.key"), pub: at("lab.pub") };
  }

  function journalIn(run: string): Journal {
    const read = readJournal(join(run, "journal.jsonl"));
    if (!read.ok) throw new Error(read.message);
    return read.journal;
  }

  const inOneSentence = ({ status, err }: Ended, sentence: RegExp): void => {
    expect(err).to.match(sentence);
    expect(err.trimEnd().split("\n")).to.have.length(1);
    expect(status).to.equal(2);
  };

  it("certifies a device that passes, and anybody can check it", async () => {
    const { key: signing, pub } = key();
    const target = await device();
    const run = ["run", "t.", "--suites", suites(), "--target", target];
    const { status, out } = await flashgate(...run, "--out", at("run"), "--certify", "--key", signing);
    expect(status, out).to.equal(0);
    expect(out).to.include(at("run", "certificate.tar"));
    await server?.close();
    server = undefined;
    const certificate = readFileSync(at("run", "certificate.tar"));
    expect(certificate.includes("hunter2")).to.equal(false);
    const verified = await flashgate("verify", at("run", "certificate.tar"), "--key", pub);
    expect(verified.status, verified.err).to.equal(0);
    expect(verified.out)
      .to.match(/^PASS: 3 passed, 0 failed/)
      .and.match(/^device +bench: "R"$/m)
      .and.match(/^run +t\., permits session/m)
      .and.match(/^signed +SHA256:\S+, as it should be$/m)
      .and.match(/^judged +3 verdicts again from their dialogues: all the same, and the reports are those/m);
    // What is in the folder is of the run that is there.
    const plain = await flashgate("run", "t.", "--suites", suites(), "--out", at("run"));
    expect(plain.status).to.equal(0);
    expect(readdirSync(at("run")))
      .not.to.include("certificate.tar")
      .and.not.include(".flashgate.lock");
    certificate[certificate.length >> 1] = (certificate[certificate.length >> 1] ?? 0) ^ 1;
    writeFileSync(at("changed.tar"), certificate);
    inOneSentence(
      await flashgate("verify", at("changed.tar")),
      /^flashgate: \S+changed\.tar proves nothing: /,
    );
  });

  it("certifies that a device fails", async () => {
    const { key: signing } = key();
    const run = ["run", "t.", "--suites", suites("250"), "--target", await device(), "--out", at("run")];
    expect((await flashgate(...run, "--certify", "--key", signing)).status).to.equal(1);
    const verified = await flashgate("verify", at("run", "certificate.tar"));
    expect(verified.status, verified.err).to.equal(1);
    expect(verified.out)
      .to.match(/^FAIL: 1 passed, 2 failed/)
      .and.match(/which nobody vouches for: give the key you trust with --key/);
  });

  it("certifies nothing when a case has no verdict", async () => {
    const { key: signing } = key();
    let seen = 0;
    // The first look at the device and the capabilities get in; the login of a case does not.
    const target = await device((line, socket) => {
      if (!line.startsWith("PASS")) return false;
      seen += 1;
      if (seen > 2) socket.write("530 No\r\n");
      return seen > 2;
    });
    const run = ["run", "t.", "--suites", suites(), "--target", target, "--out", at("run")];
    const { status, err } = await flashgate(...run, "--certify", "--key", signing);
    expect(err).to.match(
      /^flashgate: there is no certificate: \d selected cases? reached no verdict, such as t\.c\./,
    );
    expect(status).to.equal(3);
    expect(existsSync(at("run", "certificate.tar"))).to.equal(false);
    expect(existsSync(at("run", "journal.jsonl"))).to.equal(true);
  });

  it("goes on with a run that was killed, and reports it as one", async () => {
    let held: (() => void) | undefined;
    const reached = new Promise<void>((resolve) => {
      held = resolve;
    });
    let holding = true;
    const target = await device((line) => {
      if (line !== "XYZZY" || !holding) return false;
      held?.();
      return true;
    });
    const root = suites();
    const common = ["--suites", root, "--target", target];
    const { child, ended } = start(["run", "t.", ...common, "--out", at("run")]);
    await reached;
    child.kill("SIGKILL");
    await ended;
    holding = false;
    expect(journalIn(at("run")).cases.map(({ id }) => id)).to.deep.equal(["t.c.first"]);
    const before = await flashgate("report", at("run"));
    expect(before.status).to.equal(3);
    expect(before.out).to.match(
      /The journal has no end, so the run was killed: 2 of 3 selected cases were not run/,
    );
    // What was being written when the kill came.
    const file = at("run", "journal.jsonl");
    writeFileSync(file, `${readFileSync(file, "utf8")}{"type":"case","id":"t.c.sec`);

    const other = await flashgate(
      "run",
      "--resume",
      at("run"),
      "--suites",
      root,
      "--target",
      target,
      "--strict",
    );
    inOneSentence(other, /^flashgate: the run cannot go on: --strict is not the same as when it began/);
    inOneSentence(
      await flashgate("run", "--resume", at("run"), "--target", target),
      /^flashgate: no case matches the selector "t\."/,
    );
    const { status, out, err } = await flashgate("run", "--resume", at("run"), ...common);
    expect(status, err).to.equal(0);
    expect(out).to.match(/3 passed, 0 failed/);
    const { cases, end } = journalIn(at("run"));
    expect(cases.map(({ id }) => id)).to.deep.equal(["t.c.first", "t.c.second", "t.c.third"]);
    expect(end?.stopped).to.equal(undefined);
    expect(readFileSync(file, "utf8").match(/"id":"t\.c\.first"/g)).to.have.length(1);
    inOneSentence(
      await flashgate("run", "--resume", at("run"), ...common),
      /^flashgate: \S+run: the run went to its end, so there is nothing to go on with$/m,
    );
  });

  it("goes on with a run that was stopped", async () => {
    let held: (() => void) | undefined;
    const reached = new Promise<void>((resolve) => {
      held = resolve;
    });
    let holding = true;
    const target = await device((line) => {
      if (line !== "XYZZY" || !holding) return false;
      held?.();
      return true;
    });
    const common = ["--suites", suites(), "--target", target];
    const { child, ended } = start(["run", "t.", ...common, "--out", at("run")]);
    await reached;
    child.kill("SIGINT");
    expect((await ended).status).to.equal(3);
    holding = false;
    const { status, out } = await flashgate("run", "--resume", at("run"), ...common);
    expect(status, out).to.equal(0);
    expect(out).to.match(/3 passed, 0 failed, 0 inconclusive, 0 errors, 0 not selected, 0 not run/);
  });

  it("lets accepted failures through, and nothing else", async () => {
    const root = suites("250");
    const common = ["run", "t.", "--suites", root];
    expect((await flashgate("run", "--suites", root, "t.", "--out", at("first"))).status).to.equal(1);
    const baseline = at("baseline.yaml");
    const journal = at("first", "journal.jsonl");
    // A baseline is of all cases: as if these were all there are.
    writeFileSync(journal, readFileSync(journal, "utf8").replace(/,"selectors":\["t\."\]/, ""));
    const accept = ["baseline", "accept", at("first"), "--baseline", baseline];
    inOneSentence(await flashgate(...accept), /^flashgate: 2 failures are not accepted yet/);
    expect(existsSync(baseline)).to.equal(false);
    const year = new Date().getUTCFullYear();
    const soon = new Date(Date.UTC(year, new Date().getUTCMonth(), new Date().getUTCDate() + 30));
    const until = soon.toISOString().slice(0, 10);
    const accepted = await flashgate(...accept, "--reason", "FW-1, fixed soon", "--expires", until);
    expect(accepted.status, accepted.err).to.equal(0);
    const again = await flashgate(...common, "--baseline", baseline, "--out", at("again"));
    expect(again.status, again.out + again.err).to.equal(0);
    expect(again.out).to.match(/accepted/);
    expect((await flashgate("report", at("again"), "--baseline", baseline)).status).to.equal(0);
    expect((await flashgate("baseline", "show", baseline)).out).to.match(/FW-1, fixed soon/);
    writeFileSync(
      baseline,
      readFileSync(baseline, "utf8").replace(/signature: \w+/, "signature: 0123456789abcdef"),
    );
    const changed = await flashgate(...common, "--baseline", baseline, "--out", at("changed"));
    expect(changed.status).to.equal(1);
    expect(changed.out).to.match(/changed/i);
    const edited = suites("251");
    const refused = await flashgate(
      "run",
      "t.",
      "--suites",
      edited,
      "--baseline",
      baseline,
      "--out",
      at("none"),
    );
    inOneSentence(
      refused,
      /baseline\.yaml:\d+:\d+: the baseline was accepted with the suites [0-9a-f]{12}, this run has/,
    );
    expect(existsSync(at("none"))).to.equal(false);
  });

  it("tells what changed between two runs", async () => {
    const root = suites();
    await flashgate("run", "t.", "--suites", root, "--out", at("a"));
    await flashgate("run", "t.", "--suites", root, "--target", await device(), "--out", at("b"));
    const { status, out } = await flashgate("compare", at("a"), at("b"));
    expect(status, out).to.equal(0);
    expect(out)
      .to.match(/^A .*\n.*^B +bench/ms)
      .and.include("215 U");
  });

  const contradictions: [string, string[], RegExp][] = [
    [
      "a certificate without a key",
      ["--certify"],
      /--certify signs its evidence; name an Ed25519 key with --key FILE/,
    ],
    ["a key without a certificate", ["--key", "x"], /--key signs a certificate; add --certify/],
    ["a certificate of a shard", ["--certify", "--key", "x", "--shard", "1/2"], /leave out --shard/],
    ["a certificate with a baseline", ["--certify", "--key", "x", "--baseline", "y"], /no accepted failures/],
    ["a certificate of a resumed run", ["--certify", "--key", "x", "--resume", "y"], /without a break/],
    ["a resumed run elsewhere", ["--resume", "x", "--out", "y"], /leave out --out/],
    ["other cases of a resumed run", ["t.", "--resume", "x"], /leave out the selectors/],
    ["a resumed run that there is not", ["--resume", "/nowhere"], /\/nowhere cannot be read \(ENOENT\)/],
    [
      "a key that there is not",
      ["--certify", "--key", "/nowhere"],
      /the key \/nowhere cannot be read \(ENOENT\)/,
    ],
    ["a baseline that there is not", ["--baseline", "/nowhere"], /\/nowhere/],
  ];
  for (const [what, args, sentence] of contradictions) {
    it(`says in one sentence: ${what}`, async () => {
      const root = suites();
      const selector = args.includes("--resume") ? [] : ["t."];
      inOneSentence(await flashgate("run", ...selector, "--suites", root, ...args), sentence);
      expect(readdirSync(folder)).to.deep.equal(["suites"]);
    });
  }

  it("says in one sentence what is wrong with a journal, and writes nothing", async () => {
    const root = suites();
    await flashgate("run", "t.", "--suites", root, "--out", at("run"));
    const text = readFileSync(at("run", "journal.jsonl"), "utf8");
    const edits: [string, RegExp][] = [
      ["", /journal\.jsonl:1: there is no run header/],
      [text.slice(text.indexOf("\n") + 1), /journal\.jsonl:1: there is no run header/],
      [
        text.replace('"verdict":"pass"', '"verdict":"good"'),
        /journal\.jsonl:2: this line has the verdict "good"/,
      ],
      [text.replace('"dialogue":[', '"dialog":['), /journal\.jsonl:2: this line has no dialogue/],
      [
        text.replace('"format":1', '"format":2'),
        /journal\.jsonl:1: journal format 2; this version reads format 1/,
      ],
      [text.replace('{"type":"case"', '{"type":"cas"'), /journal\.jsonl:2: this line has the type "cas"/],
      [text.replace('"durationMs":', '"durationMs":"'), /journal\.jsonl:2: this line is not JSON/],
    ];
    for (const [edited, sentence] of edits) {
      writeFileSync(at("edited.jsonl"), edited);
      const asked = await flashgate("report", at("edited.jsonl"), "--out", at("out"));
      inOneSentence(asked, new RegExp(sentence.source.replace("journal", "edited")));
    }
    expect(existsSync(at("out"))).to.equal(false);
    await flashgate("run", "t.", "--suites", suites("200"), "--shard", "1/2", "--out", at("one"));
    writeFileSync(
      at("suites", "t", "c.yaml"),
      `${readFileSync(at("suites", "t", "c.yaml"), "utf8")}# more\n`,
    );
    await flashgate("run", "t.", "--suites", root, "--shard", "2/2", "--out", at("two"));
    const merged = await flashgate("report", at("one"), at("two"), "--out", at("out"));
    inOneSentence(merged, /are of different suites \([0-9a-f]{12} and [0-9a-f]{12}\); report them apart/);
    expect(existsSync(at("out"))).to.equal(false);
  });
});

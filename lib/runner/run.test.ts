import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Profile, readTarget } from "../suite/profile.js";
import { SYSTEMS } from "../systems/known.js";
import { onLine, pour, type ScriptedServer, scriptedServer } from "../tester/scripted-server.js";
import { chooseCases } from "./choose-cases.js";
import type { CaseRecord, JournalRecord, RunEnd } from "./journal.js";
import { prepareRun } from "./prepare.js";
import type { Run } from "./run.js";
import type { Ended } from "./run-listener.js";
import { targetTestbed } from "./target.js";

const SUITE = `preambles:
  root: { says: a root session, steps: [{ connect: true }, { login: root }] }
capabilities:
  xyz: { says: knows XYZZY, preamble: [root], steps: [{ command: "XYZZY", reply: "200" }] }
`;

/** \`t.b.*\` are the cases; each is one exchange with the device that the test scripts. */
const CASES = `suite: t.b
title: trial
source: trial
cases:
  - { id: t.b.noop, purpose: NOOP is answered, covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], steps: [{ command: "NOOP", reply: "200" }] }
  - { id: t.b.pwd, purpose: PWD is answered, covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], steps: [{ command: "PWD", reply: "257" }] }
  - { id: t.b.syst, purpose: SYST is answered, covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], steps: [{ command: "SYST", reply: "215" }] }
  - { id: t.b.refused, purpose: CWD elsewhere is refused, covers: ["RFC 959 4.1.1"], strength: must, hazard: observe, preamble: [root], twin: t.b.noop, steps: [{ command: "CWD nowhere", reply: "550" }] }
  - { id: t.b.needs, purpose: XYZZY is answered, covers: ["RFC 959 4.1.1"], strength: may, hazard: observe, needs: [xyz], preamble: [root], steps: [{ command: "XYZZY", reply: "200" }] }
  - { id: t.b.sly, purpose: a case that sends more than it declares, covers: ["RFC 959 4.1.1"], strength: may, hazard: storage, preamble: [root], steps: [{ command: "DELE FG.TXT", reply: "250" }] }
  - { id: t.b.soft, purpose: STRU F is answered, covers: ["RFC 959 4.1.2"], strength: should, hazard: observe, preamble: [root], steps: [{ command: "STRU F", reply: "200", lenient: "500" }] }
  - { id: t.b.makes, purpose: a file is made, covers: ["RFC 959 4.1.3"], strength: must, hazard: storage, preamble: [root], steps: [{ command: "MKD FGDIR", reply: "257" }], cleanup: ["RMD FGDIR"] }
  - { id: t.b.danger, purpose: a file is deleted, covers: ["RFC 959 4.1.1"], strength: may, hazard: storage, preamble: [root], steps: [{ command: "DELE FG.TXT", reply: "250" }] }
`;

/** A device in a few lines; \`odd\` answers first, and whatever it does not answer is answered as it should be. */
function device(odd: (line: string, socket: Socket) => boolean): (socket: Socket) => void {
  const replies: Record<string, string> = {
    USER: "331 Password.",
    PASS: "230 In.",
    NOOP: "200 OK.",
    PWD: '257 "/" here.',
    SYST: "215 UNIX.",
    QUIT: "221 Bye.",
    CWD: "550 No.",
  };
  return (socket) => {
    socket.write("220 Ready.\r\n");
    onLine(socket, (line) => {
      if (odd(line, socket)) return;
      const verb = line.split(" ")[0] ?? "";
      socket.write(`${replies[verb] ?? "500 What?"}\r\n`);
      if (verb === "QUIT") socket.end();
    });
  };
}

describe("a run against a device", () => {
  let root: string;
  let server: ScriptedServer | undefined;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "flashgate-run-"));
    mkdirSync(join(root, "t"));
    writeFileSync(join(root, "t", "suite.yaml"), SUITE);
    writeFileSync(join(root, "t", "b.yaml"), CASES);
  });
  after(() => rmSync(root, { recursive: true, force: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function prepared(
    script: (socket: Socket) => void,
    change: Partial<Profile>,
    selectors: string[],
    strict = false,
  ): Promise<{ run: Run; records: JournalRecord[] }> {
    server = await scriptedServer(script);
    const target = readTarget(`ftp://test:test@127.0.0.1:${server.port}`, {}, SYSTEMS);
    if (!target.ok) throw new Error(target.message);
    const profile = { ...target.profile, ...change };
    const chosen = await chooseCases(selectors, [root], SYSTEMS);
    if (!chosen.ok) throw new Error(chosen.message);
    // The loader refuses such a case; the guard stands behind it.
    for (const item of chosen.cases) if (item.id === "t.b.sly") item.hazard = "observe";
    const records: JournalRecord[] = [];
    const write = (record: JournalRecord): void => void records.push(record);
    const { signal } = new AbortController();
    const result = await prepareRun({
      chosen,
      bed: targetTestbed(profile),
      strict,
      signal,
      write,
      listener: {},
    });
    if (!result.ok) throw new Error(result.message);
    return { run: result.run, records };
  }

  async function outcome(
    script: (socket: Socket) => void,
    selectors: string[],
    change: Partial<Profile> = {},
    strict = false,
  ): Promise<{ ended: Ended[]; end: RunEnd; verdicts: string[]; by: (id: string) => CaseRecord }> {
    const { run, records } = await prepared(script, change, selectors, strict);
    const end = await run.start();
    const ended = records.filter((record) => record.type === "case" || record.type === "not-run");
    const by = (id: string): CaseRecord => ended.find((record) => record.id === id) as CaseRecord;
    const verdicts = [
      ...new Set(ended.map((record) => (record.type === "case" ? record.verdict : record.type))),
    ];
    return { ended, end, verdicts: verdicts.toSorted(), by };
  }

  /** short waits for the cases in which the device never answers */
  const impatient = {
    timings: { connectMs: 20_000, replyMs: 150, dataMs: 150, caseMs: 600_000, runMs: 3_600_000 },
  };
  const four = ["t.b.noop", "t.b.pwd", "t.b.syst", "t.b.refused"];

  it("passes a device that answers as it should", async () => {
    const { ended, verdicts } = await outcome(
      device(() => false),
      four,
    );
    expect(ended.map((record) => record.type === "case" && record.verdict)).to.deep.equal([
      "pass",
      "pass",
      "pass",
      "pass",
    ]);
    expect(verdicts).to.deep.equal(["pass"]);
  });

  const oddities: [string, (line: string, socket: Socket) => boolean, RegExp, Partial<Profile>?][] = [
    [
      "answers with another code",
      (line, socket) => line === "PWD" && socket.write("250 here\r\n"),
      /^expected 257; received 250 here$/,
    ],
    [
      "does not answer",
      (line) => line === "PWD",
      /^expected 257; received no reply within 150 ms$/,
      impatient,
    ],
    [
      "answers half",
      (line, socket) => line === "PWD" && socket.write("257 ha"),
      /^expected 257; received no reply within 150 ms, only "257 ha"$/,
      impatient,
    ],
    [
      "answers twice",
      (line, socket) => line === "PWD" && socket.write('257 "/"\r\n257 "/"\r\n'),
      /^one reply too many, to PWD: 257 "\/"$/,
    ],
    [
      "closes",
      (line, socket) => line === "PWD" && socket.end() === socket,
      /^expected 257; received the control connection was closed$/,
    ],
    [
      "resets",
      (line, socket) => line === "PWD" && socket.resetAndDestroy() === socket,
      /^expected 257; received the control connection was reset$/,
    ],
    [
      "never stops",
      (line, socket) => line === "PWD" && pour(socket, Buffer.alloc(1 << 16, "x")) === undefined,
      /^expected 257; received \d+ octets that nobody asked for, and no end$/,
    ],
    [
      "sends rubbish",
      (line, socket) => line === "PWD" && socket.write(Buffer.from("\0\xff\xfe;;\r\n", "latin1")),
      /^expected 257; received no reply within 150 ms/,
      impatient,
    ],
  ];
  for (const [title, odd, reason, change] of oddities) {
    it(`fails a device that ${title}, and goes on`, async () => {
      let armed = false;
      const script = device((line, socket) => {
        // The first look at the device asks PWD too: it must get past that.
        if (line === "PWD" && !armed) {
          armed = true;
          return false;
        }
        return odd(line, socket);
      });
      const { by, verdicts } = await outcome(script, four, change);
      expect(by("t.b.pwd").verdict).to.equal("fail");
      expect(by("t.b.pwd").reason).to.match(reason);
      expect(by("t.b.syst").verdict).to.equal("pass");
      expect(verdicts).to.include("fail");
    });
  }

  it("takes replies that arrive octet by octet", async () => {
    const script = device((line, socket) => {
      if (line !== "PWD") return false;
      for (const octet of '257 "/" here.\r\n') socket.write(octet);
      return true;
    });
    expect((await outcome(script, four)).verdicts).to.deep.equal(["pass"]);
  });

  it("passes what is tolerated with a remark, and fails it when strict", async () => {
    const { by, verdicts } = await outcome(
      device(() => false),
      ["t.b.soft"],
    );
    expect(by("t.b.soft").remarks.map(({ message }) => message)).to.deep.equal([
      "500 What? is tolerated; required is 200",
    ]);
    expect(verdicts).to.deep.equal(["pass"]);
    await server?.close();
    const strictly = await outcome(
      device(() => false),
      ["t.b.soft"],
      {},
      true,
    );
    expect(strictly.by("t.b.soft").verdict).to.equal("fail");
    expect(strictly.verdicts).to.include("fail");
  });

  for (const [title, answer, verdict] of [
    ["passed", '257 "/FGDIR" made.', "pass"],
    ["failed in the middle", "250 Done.", "fail"],
  ] as const) {
    it(`puts back what a case left behind that ${title}, in a session of its own`, async () => {
      const script = device((line, socket) => {
        // The names of the suite's own carry the tag of the run.
        if (/^MKD FG...DIR$/.test(line)) return socket.write(`${answer}\r\n`);
        return /^RMD FG...DIR$/.test(line) && socket.write("250 Gone.\r\n");
      });
      const { by } = await outcome(script, ["t.b.makes"], { permit: "storage" });
      expect(by("t.b.makes")).to.deep.include({ verdict, remarks: [] });
      expect(server?.received()).to.match(
        /MKD (FG...DIR)\r\n[^]*QUIT\r\nUSER test\r\nPASS test\r\nRMD \1\r\n/,
      );
    });
  }

  it("asks a busy device again before the case begins (AMB-019)", async () => {
    const busy = new Set<string>();
    const script = device((line, socket) => {
      if (!line.startsWith("PASS") || busy.size > 2) return false;
      busy.add(String(busy.size));
      socket.write("450 Error, system busy.\r\n");
      return true;
    });
    expect((await outcome(script, four)).verdicts).to.deep.equal(["pass"]);
    expect(busy.size).to.equal(3);
  });

  it("counts a refusal for nothing when its twin did not pass", async () => {
    const { by, verdicts } = await outcome(
      device((line, socket) => line === "NOOP" && socket.write("502 No.\r\n")),
      four,
    );
    expect(by("t.b.refused").verdict).to.equal("inconclusive");
    expect(by("t.b.refused").reason).to.equal(
      "its valid twin t.b.noop came to fail, so the refusal proves nothing",
    );
    expect(verdicts).to.include("fail");
  });

  it("does not select what the device lacks or does not permit, with the reason", async () => {
    const { run } = await prepared(
      device(() => false),
      {},
      ["t.b"],
    );
    const reasons = Object.fromEntries(run.options.notSelected.map(({ id, reason }) => [id, reason]));
    expect(reasons).to.deep.equal({
      "t.b.needs": "xyz: 500 What?",
      "t.b.danger": "its hazard is storage and the device permits session",
      "t.b.makes": "its hazard is storage and the device permits session",
    });
    await run.start();
    expect(server?.received()).to.not.include("DELE");
  });

  it("refuses at the wire what a case does not declare", async () => {
    const { by, verdicts } = await outcome(
      device(() => false),
      ["t.b.sly"],
      { permit: "reboot" },
    );
    expect(by("t.b.sly").verdict).to.equal("error");
    expect(by("t.b.sly").reason).to.include("its hazard is storage");
    expect(server?.received()).to.not.include("DELE");
    expect(verdicts).to.deep.equal(["error"]);
  });

  /** PWD is asked once by the first look at the device and then by t.b.pwd. */
  function secondPwd(act: () => void): (line: string) => boolean {
    let asked = 0;
    return (line) => {
      if (line === "PWD") asked += 1;
      if (line !== "PWD" || asked < 2) return false;
      act();
      return true;
    };
  }

  it("pins a death to its case and does not call the rest run", async () => {
    const script = device(secondPwd(() => void server?.close()));
    const { ended, end, by } = await outcome(script, four);
    expect(by("t.b.noop").verdict).to.equal("pass");
    expect(by("t.b.pwd")).to.deep.include({ verdict: "fail", died: true, attempts: 1 });
    expect(by("t.b.pwd").reason).to.match(
      /afterwards the device was dead: 127\.0\.0\.1:\d+ refused the connection$/,
    );
    expect(ended.slice(2).map(({ type }) => type)).to.deep.equal(["not-run", "not-run"]);
    expect(ended.at(-1)).to.have.property("reason", "the device died in t.b.pwd");
    expect(end.stopped).to.equal("the device died in t.b.pwd");
  });

  it("recovers a dead device, repeats the case once and goes on", async () => {
    const flag = join(root, "recovered");
    let port = 0;
    const script = device(
      secondPwd(async () => {
        await server?.close();
        server = undefined;
        while (!existsSync(flag)) await new Promise((resolve) => setTimeout(resolve, 5));
        server = await scriptedServer(
          device(() => false),
          port,
        );
      }),
    );
    const { run, records } = await prepared(script, { recover: `touch ${flag}` }, four);
    port = server?.port ?? 0;
    const end = await run.start();
    const cases = records.filter((record) => record.type === "case");
    const pwd = cases.find(({ id }) => id === "t.b.pwd");
    expect(pwd).to.deep.include({ verdict: "fail", died: true, attempts: 2 });
    expect(pwd?.reason).to.match(/it did not die when the case was repeated$/);
    expect(cases.map(({ verdict }) => verdict)).to.deep.equal(["pass", "fail", "pass", "pass"]);
    expect(end.stopped).to.equal(undefined);
  });

  it("keeps what has a verdict when it is stopped in the middle", async () => {
    let stop = (): void => {};
    const { run, records } = await prepared(device(secondPwd(() => stop())), {}, four);
    stop = () => run.stop("interrupted");
    const end = await run.start();
    const came = records.flatMap((record) => {
      if (record.type === "case") return [record.verdict];
      return record.type === "not-run" ? [record.reason] : [];
    });
    expect(came).to.deep.equal(["pass", "interrupted", "interrupted", "interrupted"]);
    expect(end.stopped).to.equal("interrupted");
  });

  for (const [title, at] of [
    ["the journal's writer", "write"],
    ["a listener", "caseEnded"],
  ] as const) {
    it(`ends with what ${title} throws, and leaves nobody waiting`, async () => {
      const { run } = await prepared(
        device(() => false),
        {},
        four,
      );
      const full = new Error("ENOSPC");
      let count = 0;
      const thrown = (): void => {
        count += 1;
        if (count === 2) throw full;
      };
      if (at === "write") run.options.write = thrown;
      else run.options.listener.caseEnded = thrown;
      let caught: unknown;
      await run.start().catch((error: unknown) => (caught = error));
      expect(caught).to.equal(full);
      for (const { id } of run.cases) expect((await run.result(id)).id).to.equal(id);
    });
  }

  it("makes an error of its case out of whatever a testbed throws", async () => {
    const { run, records } = await prepared(
      device(() => false),
      {},
      four,
    );
    const { bed } = run.options;
    run.options.bed = {
      ...bed,
      acquire: async (wanted) => {
        const bench = await bed.acquire(wanted);
        let asked = 0;
        return {
          ...bench,
          endpoint: (family) => {
            asked += 1;
            // The case's own connection, then its look at the device's health.
            if (asked === 2) throw new Error("no such bench");
            return bench.endpoint(family);
          },
        };
      },
    };
    await run.start();
    const reasons = records.flatMap((record) =>
      record.type === "case" ? [`${record.verdict}: ${record.reason}`] : [],
    );
    expect(reasons).to.deep.equal(four.map(() => "error: the harness failed: no such bench"));
  });
});

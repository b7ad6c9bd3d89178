/**
 * Devices that hang, drip, pour, repeat themselves or answer too early: whatever they do, every case has a verdict, the run
 * comes to its end, and nothing is called passed that was not. None of these devices is ours.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readTarget } from "../suite/profile.js";
import { SYSTEMS } from "../systems/known.js";
import { onLine, pour, type ScriptedServer, scriptedServer } from "../tester/scripted-server.js";
import { chooseCases } from "./choose-cases.js";
import type { CaseRecord, JournalRecord, RunEnd } from "./journal.js";
import { prepareRun } from "./prepare.js";
import { targetTestbed } from "./target.js";

const SUITE = `preambles:
  root: { says: a root session, steps: [{ connect: true }, { login: root }] }
capabilities: {}
`;
const CASES = `suite: t.h
title: trial
source: trial
cases:
${[
  ["noop", '{ command: "NOOP", reply: "200" }'],
  ["half", '{ octets: "NOOP\\r\\nSY", reply: "200" }, { octets: "ST\\r\\n", reply: "215" }'],
  ["split", '{ octets: "NOOP\\r\\n", split: true, reply: "200" }'],
  ["upload", '{ upload: "FGTEST.TXT", content: "abc" }'],
  ["download", '{ download: "FGTEST.TXT", content: "abc" }'],
  ["list", '{ list: "" }'],
  ["active", '{ list: "", via: PORT }'],
  ["until", '{ until: "NOOP", reply: "200 really", within: "300ms" }'],
  ["silence", '{ silence: "100ms" }'],
  [
    "let-go",
    '{ data: open }, { command: "RETR FGTEST.TXT", reply: "150" }, { data: close }, { command: "NOOP", reply: "200" }',
  ],
  [
    "let-go-active",
    '{ data: open, via: PORT }, { command: "RETR FGTEST.TXT", reply: "150" }, { data: close }, { command: "NOOP", reply: "200" }',
  ],
  ["bye", '{ command: "QUIT", reply: "221" }, { closed: true }'],
]
  .map(
    ([name, steps]) =>
      `  - { id: t.h.${name}, purpose: "a case of the trial", covers: ["RFC 959 4.1.3"], strength: must, hazard: storage, preamble: [root], steps: [${steps}] }`,
  )
  .join("\n")}
`;

const REPLIES: Readonly<Record<string, string>> = {
  USER: "331 Password.",
  PASS: "230 In.",
  NOOP: "200 OK.",
  PWD: '257 "/" here.',
  SYST: "215 UNIX.",
  TYPE: "200 OK.",
  QUIT: "221 Bye.",
};

function answer(socket: Socket, line: string): void {
  const verb = line.split(" ")[0] ?? "";
  socket.write(`${REPLIES[verb] ?? "500 What?"}\r\n`);
  if (verb === "QUIT") socket.end();
}

/** Polite until after the first look: odd from the third control connection on. */
function later(odd: (socket: Socket, line: string) => void): (socket: Socket) => void {
  let count = 0;
  return (socket) => {
    const mine = ++count;
    socket.write("220 Ready.\r\n");
    onLine(socket, (line) => {
      const entering = /^(USER|PASS)/.test(line);
      if (mine < 2 || entering) answer(socket, line);
      else odd(socket, line);
    });
  };
}

const every = (socket: Socket, milliseconds: number, act: () => void): void => {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : act()), milliseconds);
};

/** Opens data connections both ways, announces transfers, and does what it likes with the connection. */
function withData(does: (data: Socket) => void): (socket: Socket, line: string) => void {
  let told = 0;
  return (socket, line) => {
    const opened = (data: Socket): void => {
      data.on("error", () => {});
      data.resume();
      does(data);
    };
    if (line === "PASV") {
      const server = createServer({ allowHalfOpen: true }, (data) => {
        server.close();
        opened(data);
      }).listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo;
        socket.write(`227 Here (127,0,0,1,${port >> 8},${port & 255}).\r\n`);
      });
      socket.on("close", () => server.close());
    } else if (line.startsWith("PORT ")) {
      const numbers = line.slice("PORT ".length).split(",").map(Number);
      told = (numbers[4] ?? 0) * 256 + (numbers[5] ?? 0);
      socket.write("200 OK.\r\n");
    } else if (/^(STOR|RETR|LIST)/.test(line)) {
      socket.write("150 Opening.\r\n");
      if (told !== 0) opened(connect({ port: told, host: "127.0.0.1", allowHalfOpen: true }));
      told = 0;
    } else answer(socket, line);
  };
}

const ZOO: Readonly<Record<string, (socket: Socket) => void>> = {
  "goes on announcing and never answers": later((socket) =>
    every(socket, 20, () => void socket.write("150 Soon.\r\n")),
  ),
  "announces without a pause": later((socket) => pour(socket, Buffer.from("150 Soon.\r\n".repeat(1000)))),
  "never answers after the login": later(() => {}),
  "answers with half a reply": later((socket) => void socket.write("200 O")),
  "drips a reply": later((socket) => every(socket, 40, () => void socket.write("2"))),
  "never closes a data connection": later(withData(() => {})),
  "pours into a data connection that is closed": later(withData((data) => pour(data, Buffer.alloc(1 << 14)))),
  "never ends a reply of many lines": later((socket) => {
    socket.write("211-Features\r\n");
    every(socket, 10, () => void socket.write(" FEAT\r\n"));
  }),
  "answers every command for ever": later((socket) =>
    every(socket, 5, () => void socket.write("200 OK.\r\n")),
  ),
  "closes in the middle": later((socket) => void socket.end("200")),
  resets: later((socket) => void socket.resetAndDestroy()),
  "sends nothing but NUL": later((socket) => pour(socket, Buffer.alloc(1 << 14))),
  "takes a segment for a line": (socket) => {
    socket.write("220 Ready.\r\n");
    socket.on("data", (chunk) => answer(socket, chunk.toString("latin1").trim().split(/\s/)[0] ?? ""));
  },
  "answers two commands of a segment and forgets the rest": (socket) => {
    socket.write("220 Ready.\r\n");
    socket.on("data", (chunk) => {
      for (const line of chunk.toString("latin1").split("\r\n").slice(0, 2))
        if (line !== "") answer(socket, line);
    });
  },
  "answers nothing but 299": later((socket) => void socket.write("299 Odd.\r\n")),
  "names a port at which nobody listens": later((socket, line) =>
    line === "PASV" ? void socket.write("227 Entering (127,0,0,1,0,1).\r\n") : answer(socket, line),
  ),
  "stays silent at the end and never closes": later((socket, line) => {
    if (line !== "QUIT") answer(socket, line);
  }),
  "begins transfers that never come about": later((socket, line) => {
    if (/^(STOR|RETR|LIST)/.test(line)) socket.write("150 Opening.\r\n");
    else if (line.startsWith("PORT")) socket.write("200 OK.\r\n");
    else answer(socket, line);
  }),
};

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("hostile devices", () => {
  let root: string;
  let server: ScriptedServer | undefined;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "flashgate-hostile-"));
    mkdirSync(join(root, "t"));
    writeFileSync(join(root, "t", "suite.yaml"), SUITE);
    writeFileSync(join(root, "t", "h.yaml"), CASES);
  });
  after(() => rmSync(root, { recursive: true, force: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function meet(
    script: (socket: Socket) => void,
    timings: { replyMs?: number; caseMs?: number } = {},
    selectors = ["t.h"],
  ): Promise<{ cases: CaseRecord[]; notRun: number; end: RunEnd | undefined; refused: string | undefined }> {
    server = await scriptedServer(script);
    const target = readTarget(`ftp://test:test@127.0.0.1:${server.port}`, {}, SYSTEMS);
    const chosen = await chooseCases(selectors, [root], SYSTEMS);
    if (!target.ok || !chosen.ok) throw new Error("no target or no cases");
    const { profile } = target;
    const bed = targetTestbed({
      ...profile,
      permit: "storage",
      timings: { ...profile.timings, replyMs: 150, dataMs: 150, ...timings },
    });
    const records: JournalRecord[] = [];
    const write = (record: JournalRecord): void => void records.push(record);
    const { signal } = new AbortController();
    const prepared = await prepareRun({ chosen, bed, strict: false, signal, write, listener: {} });
    if (!prepared.ok) return { cases: [], notRun: 0, end: undefined, refused: prepared.message };
    const end = await prepared.run.start();
    const cases = records.filter((record) => record.type === "case");
    const notRun = records.filter((record) => record.type === "not-run").length;
    expect(cases.length + notRun).to.equal(prepared.run.cases.length);
    return { cases, notRun, end, refused: undefined };
  }

  for (const [title, script] of Object.entries(ZOO)) {
    it(`every case has a verdict on one that ${title}`, async () => {
      const { cases, refused } = await meet(script);
      if (refused !== undefined) return void expect(refused).to.match(/^127\.0\.0\.1:\d+: /);
      expect(cases.length).to.be.greaterThan(0);
      for (const { id, verdict, reason } of cases) {
        expect(verdict, `${id}: ${reason}`).to.not.equal("error");
        if (verdict !== "pass") expect(reason, id).to.not.equal("");
      }
      expect(cases.map(({ verdict }) => verdict)).to.include.oneOf(["fail", "inconclusive"]);
    });
  }

  for (const [title, does] of [
    ["says nothing", () => {}],
    ["pours", (data: Socket) => pour(data, Buffer.alloc(1 << 14))],
  ] as const) {
    it(`keeps no data connection of a case that is over, where the device ${title} and never closes`, async () => {
      const open = new Set<Socket>();
      const mine = (): Socket[] => [...open].filter(({ destroyed }) => !destroyed);
      const script = withData((data) => {
        open.add(data);
        // Only whoever writes learns that nobody is there any more.
        every(data, 5, () => void data.write("x"));
        does(data);
      });
      const { cases } = await meet(later(script), { replyMs: 2_000 }, ["t.h.let-go"]);
      expect(cases.map(({ id }) => id)).to.deep.equal(["t.h.let-go", "t.h.let-go-active"]);
      expect(open.size).to.be.greaterThan(1);
      await until(() => mine().length === 0);
    });
  }

  it("puts no command behind a line that it has not finished", async () => {
    const heard: string[] = [];
    const script = later((socket) => void socket.write("299 Odd.\r\n"));
    const { cases } = await meet(
      (socket) => {
        const mine = heard.push("") - 1;
        socket.on("data", (chunk) => (heard[mine] += chunk.toString("latin1")));
        script(socket);
      },
      {},
      ["t.h.half"],
    );
    expect(heard.filter((text) => text.endsWith("NOOP\r\nSY"))).to.have.length(1);
    // The device's fault, and not that of a good-bye which the guard had to refuse.
    expect(cases.map(({ verdict, reason }) => `${verdict}: ${reason}`)).to.deep.equal([
      "fail: expected 200; received 299 Odd.",
    ]);
  });

  it("says that the first reply of a transfer is missing, and that no data went", async () => {
    const script = later((socket, line) => {
      if (/^(STOR|RETR|LIST)/.test(line)) return;
      if (line.startsWith("PORT")) socket.write("200 OK.\r\n");
      else answer(socket, line);
    });
    const { cases } = await meet(script, {}, ["t.h.active"]);
    expect(cases[0]?.reason).to.match(
      /^the first reply \(125 or 150\) to LIST did not come, so no data went either way: no reply within 150 ms$/,
    );
  });

  it("ends a case that a slow device draws out, and says where it stood", async () => {
    const script = later((socket, line) => {
      // What comes before the first case is asked without it.
      setTimeout(() => answer(socket, line), line === "NOOP" ? 100_000 : 0).unref();
    });
    const { cases } = await meet(script, { replyMs: 200_000, caseMs: 300 }, ["t.h.noop"]);
    expect(cases[0]).to.deep.include({ verdict: "inconclusive" });
    expect(cases[0]?.reason).to.match(
      /^the case was not over after 0\.3 s; it stood at (line \d+ of|the end of) t\.h\.noop/,
    );
  });

  it("does not wait in full for the same silence again and again, and ends a run that nothing answers", async () => {
    const { cases, end } = await meet(later(() => {}));
    expect(end?.stopped).to.match(
      /^the device does not answer: \d+ cases in a row ended in its silence, to /,
    );
    expect(cases.length).to.be.lessThan(10);
  });

  it("takes a greeting that says when it will come (RFC 959 5.4)", async () => {
    const script = (socket: Socket): void => {
      socket.write("120 Service ready in 1 minutes.\r\n");
      setTimeout(() => socket.write("220 Ready.\r\n"), 1);
      onLine(socket, (line) => answer(socket, line));
    };
    const { cases } = await meet(script, { replyMs: 20_000 }, ["t.h.noop"]);
    expect(cases.map(({ verdict }) => verdict)).to.deep.equal(["pass"]);
  });
});

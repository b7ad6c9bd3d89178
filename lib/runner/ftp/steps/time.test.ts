import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Profile, readTarget } from "../../../suite/profile.js";
import { SYSTEMS } from "../../../systems/known.js";
import { onLine, type ScriptedServer, scriptedServer } from "../../../tester/scripted-server.js";
import { chooseCases } from "../../choose-cases.js";
import type { JournalRecord } from "../../journal.js";
import { prepareRun } from "../../prepare.js";
import { targetTestbed } from "../../target.js";

const SUITE = `system: dm724
preambles:
  root: { says: a root session, steps: [{ connect: true }, { login: root }] }
capabilities: {}
`;

type Answer = (line: string, socket: Socket) => boolean;

function device(odd: Answer): (socket: Socket) => void {
  const replies: Record<string, string> = {
    USER: "331 Password.",
    PASS: "230 In.",
    NOOP: "200 OK.",
    SYST: "215 UNIX.",
    PWD: '257 "/"',
  };
  return (socket) => {
    socket.write("220 Ready.\r\n");
    onLine(socket, (line) => {
      if (odd(line, socket)) return;
      const verb = line.split(" ")[0] ?? "";
      if (verb === "QUIT") socket.end("221 Bye.\r\n");
      else socket.write(`${replies[verb] ?? "500 What?"}\r\n`);
    });
  };
}

describe("the verbs of time and faults", () => {
  let root: string;
  let server: ScriptedServer | undefined;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "flashgate-time-"));
    mkdirSync(join(root, "t"));
    writeFileSync(join(root, "t", "suite.yaml"), SUITE);
  });
  after(() => rmSync(root, { recursive: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function told(
    steps: string,
    odd: Answer = () => false,
    change: Partial<Profile> = {},
  ): Promise<string> {
    const item = `  - { id: t.b.case, purpose: time goes by, covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], steps: [${steps}] }\n`;
    writeFileSync(join(root, "t", "b.yaml"), `suite: t.b\ntitle: trial\nsource: trial\ncases:\n${item}`);
    await server?.close();
    server = await scriptedServer(device(odd));
    const target = readTarget(`ftp://test:test@127.0.0.1:${server.port}`, {}, SYSTEMS);
    if (!target.ok) throw new Error(target.message);
    const chosen = await chooseCases(["t.b.case"], [root], SYSTEMS);
    if (!chosen.ok) throw new Error(chosen.message);
    const records: JournalRecord[] = [];
    const prepared = await prepareRun({
      chosen,
      bed: targetTestbed({ ...target.profile, texts: "codes", ...change }),
      strict: false,
      signal: new AbortController().signal,
      write: (record) => void records.push(record),
      listener: {},
    });
    if (!prepared.ok) throw new Error(prepared.message);
    await prepared.run.start();
    const record = records.find(({ type }) => type === "case" || type === "not-selected");
    if (record?.type === "case") return `${record.verdict} ${record.reason}`.trim();
    return record?.type === "not-selected" ? `not selected: ${record.reason}` : JSON.stringify(records);
  }

  it("until asks again as long as the reply is another one", async () => {
    let asked = 0;
    const odd: Answer = (line, socket) => {
      if (!line.startsWith("SIZE")) return false;
      asked += 1;
      socket.write(asked < 3 ? "450 Busy.\r\n" : "213 7\r\n");
      return true;
    };
    expect(await told('{ until: "SIZE A", reply: "213" }', odd)).to.equal("pass");
    expect(asked).to.equal(3);
  });

  it("until gives up, and says what came last", async () => {
    const odd: Answer = (line, socket) => line.startsWith("SIZE") && socket.write("450 Busy.\r\n");
    expect(await told('{ until: "SIZE A", reply: "213", within: 300ms }', odd)).to.equal(
      "fail expected 213; received 450 Busy.",
    );
  });

  it("until ends when the device is gone", async () => {
    const odd: Answer = (line, socket) => {
      if (line.startsWith("SIZE")) socket.destroy();
      return line.startsWith("SIZE");
    };
    expect(await told('{ until: "SIZE A", reply: "213" }', odd)).to.match(
      /^fail expected 213; received the control connection was/,
    );
  });

  it("pass ends as soon as the device says something", async () => {
    const odd: Answer = (line, socket) => {
      if (line !== "NOOP") return false;
      setTimeout(() => socket.write("200 Late.\r\n"), 100);
      return true;
    };
    expect(await told('{ command: "NOOP" }, { pass: 5m }, { reply: "200" }', odd)).to.equal("pass");
  });

  it("wait for gone fails on a device that goes on serving", async () => {
    expect(await told("{ wait: gone, within: 300ms }")).to.equal(
      "fail the device goes on serving new clients",
    );
  });

  it("wait for gone and back follows a device that restarts", async () => {
    const odd: Answer = (line) => {
      if (line !== "XYZZY") return false;
      const { port } = server ?? { port: 0 };
      void server?.close();
      setTimeout(() => {
        void scriptedServer(device(odd), port).then((again) => {
          server = again;
        });
      }, 700);
      return true;
    };
    expect(
      await told(
        '{ command: "XYZZY" }, { closed: true }, { wait: gone }, { wait: back }, { connect: true }',
        odd,
      ),
    ).to.equal("pass");
  });

  it("provoke runs the profile's hook with the fault, the count and the command", async () => {
    const file = join(root, "hook.txt");
    const provoke = `echo "$FLASHGATE_FAULT $FLASHGATE_COUNT $FLASHGATE_ON" > ${file}`;
    const steps = '{ provoke: site-read, count: 2, on: SITE BACKUP }, { command: "NOOP", reply: "200" }';
    expect(await told(steps, undefined, { provoke })).to.equal("pass");
    expect(readFileSync(file, "utf8")).to.equal("site-read 2 SITE BACKUP\n");
  });

  it("a hook that fails proves nothing", async () => {
    expect(await told("{ provoke: retr-read }", undefined, { provoke: "exit 3" })).to.equal(
      "inconclusive the fault retr-read could not be provoked: the provoke hook ended with 3",
    );
  });

  it("without a hook, or for a fault that it has not, the case is not selected", async () => {
    const reason = "not selected: the profile has no hook that brings about the fault retr-read";
    expect(await told("{ provoke: retr-read }")).to.equal(reason);
    expect(
      await told("{ provoke: retr-read }", undefined, { provoke: "true", faults: ["stor-no-dtp"] }),
    ).to.equal(reason);
  });

  it("a fault that there is not is told with its line", async () => {
    const text = await told("{ provoke: retr-raed }").catch((error: Error) => error.message);
    expect(text).to.match(/b\.yaml:5:\d+: .*there is no fault "retr-raed"; .*retr-read/);
  });
});

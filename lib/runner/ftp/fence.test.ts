import type { Socket } from "node:net";
import { expect } from "chai";
import { Trace } from "../../net/trace.js";
import { type Case, emptyFolder } from "../../suite/case.js";
import { readTarget } from "../../suite/profile.js";
import type { Step } from "../../suite/schema.js";
import { SYSTEMS } from "../../systems/known.js";
import { onLine, type ScriptedServer, scriptedServer } from "../../tester/scripted-server.js";
import { runCase } from "../run-case.js";
import { targetTestbed } from "../target.js";
import type { Testbed } from "../testbed.js";

/** What a device says to a line; several pieces are written one after the other, in segments of their own. */
type Says = (line: string) => string | readonly string[] | undefined;

const SOUND: Readonly<Record<string, string>> = {
  USER: "331 Password.\r\n",
  PASS: "230 In.\r\n",
  CWD: "200 OK.\r\n",
  PWD: '257 "/DSK" here.\r\n',
  NOOP: "200 OK.\r\n",
  SYST: "215 UNIX.\r\n",
  QUIT: "221 Bye.\r\n",
};

/** @param closes whether it closes behind QUIT */
function device(says: Says, closes = true): (socket: Socket) => void {
  return (socket) => {
    socket.write("220 Ready.\r\n");
    onLine(socket, (line) => {
      const verb = line.split(" ")[0] ?? "";
      const [first = "", ...later] = [says(line) ?? SOUND[verb] ?? "500 What?\r\n"].flat();
      socket.write(first);
      const next = (): void => {
        const piece = later.shift();
        if (piece !== undefined) socket.write(piece);
        if (piece !== undefined) setImmediate(next);
        else if (verb === "QUIT" && closes) socket.end();
      };
      setImmediate(next);
    });
  };
}

const BASE: Omit<Case, "steps"> = {
  id: "t.fence",
  suite: "t",
  suiteTitle: "",
  source: "",
  purpose: "the fence counts",
  covers: [],
  strength: "must",
  hazard: "session",
  needs: [],
  config: [],
  arrange: [],
  preamble: [],
  twin: undefined,
  cleanup: [],
  negative: false,
  folder: emptyFolder(),
  file: "t.yaml",
  line: 1,
};

const step = (command: string, reply: string): Step => ({ verb: "command", command, reply, line: 2 });

describe("the fence", () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function bedOf(script: (socket: Socket) => void, replyMs = 2_000): Promise<Testbed> {
    await server?.close();
    server = await scriptedServer(script);
    const target = readTarget(`ftp://test:test@127.0.0.1:${server.port}`, {}, SYSTEMS);
    if (!target.ok) throw new Error(target.message);
    return targetTestbed({
      ...target.profile,
      timings: { connectMs: 20_000, replyMs, dataMs: 2_000, caseMs: 600_000, runMs: 3_600_000 },
    });
  }

  async function judgedOn(bed: Testbed, steps: readonly Step[], trace = new Trace()): Promise<string> {
    const connect: Step = { verb: "connect", connect: true, line: 1 };
    const result = await runCase(
      { ...BASE, steps: [connect, ...steps] },
      {
        bed,
        facts: { present: new Set(), texts: "codes", variables: {}, series: new Map() },
        strict: false,
        signal: new AbortController().signal,
        permit: "session",
        trace,
      },
    );
    return `${result?.verdict}: ${result?.reason}`;
  }

  async function judged(says: Says, steps: readonly Step[]): Promise<string> {
    return judgedOn(await bedOf(device(says)), steps);
  }

  const UNKNOWN = step("STAT", "500");
  /** by what a device may refuse NOOP, and SYST beside it */
  const refusals = ["500 What?", "502 Not here.", "503 Not now.", "530 Not you."];
  for (const refusal of ["", ...refusals]) {
    for (const both of refusal === "" ? [false] : [false, true]) {
      const refused = `${refusal === "" ? "taken" : `refused by ${refusal}`}${both ? ", and SYST with it" : ""}`;
      const says =
        (times: number): Says =>
        (line) => {
          if (line === "STAT") return `${refusal === "" ? "500 What?" : refusal}\r\n`.repeat(times);
          if (refusal !== "" && (line === "NOOP" || (both && line === "SYST"))) return `${refusal}\r\n`;
          return undefined;
        };
      const wanted = step("STAT", refusal === "" ? "500" : refusal.slice(0, 3));
      it(`passes one reply to each command where NOOP is ${refused}`, async () => {
        expect(await judged(says(1), [wanted])).to.equal("pass: ");
      });
      it(`finds two replies to one command where NOOP is ${refused}`, async () => {
        expect(await judged(says(2), [wanted])).to.match(/^fail: one reply too many, to STAT: 5/);
      });
    }
  }

  it("finds the second reply when it comes in a segment of its own", async () => {
    const says: Says = (line) => (line === "STAT" ? ["500 What?\r\n", "500 What?\r\n"] : undefined);
    expect(await judged(says, [UNKNOWN])).to.match(/^fail: one reply too many, to STAT: 500/);
  });

  it("names the command that was answered twice, and not the one behind it", async () => {
    const says: Says = (line) =>
      line.startsWith("CWD") ? "200 OK\r\n250 Directory successfully changed.\r\n" : undefined;
    const steps = [step("CWD /DSK", "200"), step("PWD", "257"), step("CWD /", "200")];
    expect(await judged(says, steps)).to.equal(
      "fail: one reply too many, to CWD: 250 Directory successfully changed.",
    );
  });

  it("tells a wrong reply from one too many when that comes late", async () => {
    const says: Says = (line) =>
      line.startsWith("CWD") ? ["200 OK\r\n", "250 Directory successfully changed.\r\n"] : undefined;
    const steps = [step("CWD /DSK", "200"), step("PWD", "257"), step("CWD /", "200")];
    expect(await judged(says, steps)).to.match(
      /^fail: one reply too many, to CWD( or to PWD)?: 250 Directory successfully changed\.$/,
    );
  });

  it("leaves a wrong reply what it is", async () => {
    const says: Says = (line) => (line === "PWD" ? "250 /DSK\r\n" : undefined);
    expect(await judged(says, [step("CWD /DSK", "200"), step("PWD", "257")])).to.equal(
      "fail: expected 257; received 250 /DSK",
    );
  });

  for (const always of ["200 Fine.", "250 Fine.", "220 Fine.", "299 Fine.", "550 No.", "999 What?"]) {
    it(`does not call one reply to each command too many where all are ${always}`, async () => {
      const says: Says = () => `${always}\r\n`;
      expect(await judged(says, [step("STAT", "211")])).to.equal(`fail: expected 211; received ${always}`);
      expect(await judged(says, [step("STAT", always.slice(0, 3))])).to.equal("pass: ");
    });
    it(`finds two replies to one command where all are ${always}`, async () => {
      const says: Says = (line) => `${always}\r\n`.repeat(line === "STAT" ? 2 : 1);
      const wanted = [step("STAT", always.slice(0, 3))];
      expect(await judged(says, wanted)).to.equal(`fail: one reply too many, to STAT: ${always}`);
    });
  }

  it("takes one that is busy with everything, QUIT included, as it is", async () => {
    const says: Says = () => "450 Busy.\r\n";
    expect(await judged(says, [step("STAT", "450")])).to.equal("pass: ");
  });

  it("finds one reply too many where QUIT is not answered", async () => {
    const says: Says = (line) => {
      if (line === "QUIT") return "";
      return line === "STAT" ? ["211 OK.\r\n", "550 No.\r\n"] : undefined;
    };
    expect(await judged(says, [step("STAT", "211")])).to.equal("fail: one reply too many, to STAT: 550 No.");
  });

  it("does not wait in full for ever behind the QUIT of a device that neither says goodbye nor closes", async () => {
    const bed = await bedOf(
      device(() => "500 No.\r\n", false),
      1_000,
    );
    const waits: unknown[] = [];
    for (let count = 0; count < 4; count += 1) {
      const trace = new Trace();
      expect(await judgedOn(bed, [step("STAT", "500")], trace)).to.equal("pass: ");
      const silent = trace.events.filter(({ session, is }) => session === "main" && is === "silence");
      waits.push(...silent.map(({ note }) => note));
    }
    expect(waits).to.deep.equal([...Array(3).fill("nothing within 1000 ms"), "nothing within 100 ms"]);
  });

  it("does not take for too many what is asked for or announced", async () => {
    const says: Says = (line) => {
      if (line === "ABOR") return "426 Aborted.\r\n226 Done.\r\n";
      if (line === "SITE COHERENCE") return "119 Wait.\r\n150 Still.\r\n200 Done.\r\n";
      return undefined;
    };
    const pipelined: Step[] = [
      { verb: "octets", octets: "NOOP\r\nSYST\r\nPWD\r\n", reply: "200", line: 2 },
      { verb: "reply", reply: "215", line: 3 },
      { verb: "reply", reply: "257", line: 4 },
      step("NOOP", "200"),
    ];
    expect(await judged(says, pipelined)).to.equal("pass: ");
  });

  it("passes a device that says goodbye in its own words", async () => {
    const says: Says = (line) =>
      ({ NOOP: "502 No.\r\n", SYST: "502 No.\r\n", QUIT: "200 Goodbye.\r\n", STAT: "500 What?\r\n" })[line];
    expect(await judged(says, [UNKNOWN])).to.equal("pass: ");
  });
});

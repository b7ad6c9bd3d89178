import type { Socket } from "node:net";
import { expect } from "chai";
import { readTarget } from "../../suite/profile.js";
import { SYSTEMS } from "../../systems/known.js";
import { onLine, type ScriptedServer, scriptedServer } from "../../tester/scripted-server.js";
import { targetTestbed } from "../target.js";
import { type Met, meet } from "./identify.js";

/** A server in a few words: what it greets with, and what it says to a verb. */
interface Words {
  greeting?: string;
  /** undefined: as it should be */
  say?: (verb: string) => string | undefined;
}

const SOUND: Readonly<Record<string, string>> = {
  USER: "331 Password.\r\n",
  PASS: "230 In.\r\n",
  SYST: "215 UNIX.\r\n",
  PWD: '257 "/DSK" here.\r\n',
  NOOP: "200 OK.\r\n",
  QUIT: "221 Bye.\r\n",
};

function script({ greeting = "220 Ready.\r\n", say = () => undefined }: Words): (socket: Socket) => void {
  return (socket) => {
    socket.write(greeting);
    onLine(socket, (line) => {
      const verb = line.split(" ")[0] ?? "";
      socket.write(say(verb) ?? SOUND[verb] ?? "500 What?\r\n");
      if (verb === "QUIT") socket.end();
    });
  };
}

const to =
  (wanted: string, answer: string) =>
  (verb: string): string | undefined =>
    verb === wanted ? answer : undefined;

describe("the first look at a device", () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function look(words: Words, work?: string): Promise<Met> {
    server = await scriptedServer(script(words));
    const target = readTarget(`ftp://test:test@127.0.0.1:${server.port}`, {}, SYSTEMS);
    if (!target.ok) throw new Error(target.message);
    const timings = { connectMs: 20_000, replyMs: 500, dataMs: 500, caseMs: 600_000, runMs: 3_600_000 };
    const bed = targetTestbed({ ...target.profile, timings, work });
    return meet(bed, [], new AbortController().signal);
  }

  const works: [title: string, reply: string, work: string][] = [
    ["a pathname in quotes", '257 "/DSK" here.\r\n', "/DSK"],
    ["a quote in it, doubled", '257 "/a""b" here.\r\n', '/a"b'],
    ["no quotes", "257 /DSK is the current directory.\r\n", ""],
    ["one quote", '257 "/DSK is the current directory.\r\n', ""],
    ["nothing between the quotes", '257 "" is the current directory.\r\n', ""],
    ["a CR in it", '257 "/DSK\rDELE CONFIG.CFG" here.\r\n', ""],
    ["a NUL in it", '257 "/DSK\0x" here.\r\n', ""],
    ["an ESC in it", '257 "/DSK\x1b[2J" here.\r\n', ""],
    ["an octet above 126", '257 "/D\xe4" here.\r\n', ""],
    ["another code", '250 "/DSK" here.\r\n', ""],
    ["a refusal", '550 "/DSK" is not for you.\r\n', ""],
  ];
  for (const [title, reply, work] of works) {
    it(`takes the work directory from PWD, or none: ${title}`, async () => {
      const met = await look({ say: to("PWD", reply) });
      expect(met.ok && met.identity.work).to.equal(work);
    });
  }

  it("takes the profile's work directory whatever PWD says", async () => {
    const met = await look({ say: to("PWD", "257 here.\r\n") }, "/SMC");
    expect(met.ok && met.identity.work).to.equal("/SMC");
  });

  it("waits out a 120 before the greeting", async () => {
    const met = await look({ greeting: "120 Ready in 1 minute.\r\n220 Ready.\r\n" });
    expect(met.ok && met.identity.greeting).to.equal("Ready.");
  });

  const unasked = /^one reply too many, to (the connection|USER)/;
  const refusals: [title: string, words: Words, fault: "login" | "device", message: RegExp][] = [
    ["a wrong user", { say: to("USER", "530 No.\r\n") }, "login", /the login as test was refused: 530/],
    ["a wrong password", { say: to("PASS", "530 No.\r\n") }, "login", /was refused: 530 No/],
    ["a wrong password, by 430", { say: to("PASS", "430 Wrong.\r\n") }, "login", /430/],
    ["a wrong password, by 550", { say: to("PASS", "550 No.\r\n") }, "login", /550/],
    [
      "TLS wanted at USER",
      { say: to("USER", "530 Non-anonymous sessions must use encryption.\r\n") },
      "device",
      /^the device wants TLS \(530 .*flashgate speaks plain FTP/,
    ],
    [
      "TLS wanted by 550",
      { say: to("USER", "550 SSL/TLS required on the control channel\r\n") },
      "device",
      /^the device wants TLS/,
    ],
    [
      "TLS wanted at PASS",
      { say: to("PASS", "421 Cleartext sessions are not accepted\r\n") },
      "device",
      /^the device wants TLS/,
    ],
    ["an account wanted", { say: to("PASS", "332 Need account.\r\n") }, "device", /an account \(ACCT\)/],
    ["USER unknown", { say: to("USER", "500 What?\r\n") }, "device", /^USER was answered with 500 What\?/],
    ["200 to everything", { say: () => "200 OK\r\n" }, "device", /^USER was answered with 200 OK/],
    ["999 to everything", { greeting: "999 Hello\r\n" }, "device", /^expected 220; received 999 Hello/],
    ["a greeting without end", { greeting: "220 Hello\r\n".repeat(500) }, "device", unasked],
    ["a greeting twice", { greeting: "220 Hello\r\n220 Hello\r\n" }, "device", unasked],
    ["a 211 that nobody asked for", { greeting: "220 Hello\r\n211 News\r\n" }, "device", unasked],
    ["every reply twice", { say: (verb) => (SOUND[verb] ?? "500 What?\r\n").repeat(2) }, "device", unasked],
    ["silence at USER", { say: to("USER", "") }, "device", /no reply within/],
    ["another 331", { say: to("PASS", "331 Again.\r\n") }, "device", /^PASS was answered with 331 Again/],
  ];
  for (const [title, words, fault, message] of refusals) {
    it(`tells what a device did that lets nobody in: ${title}`, async () => {
      const met = await look(words);
      expect(met).to.include({ ok: false, fault });
      expect(met.ok ? "" : met.message).to.match(message);
    });
  }
});

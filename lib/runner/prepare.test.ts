import { expect } from "chai";
import { readTarget } from "../suite/profile.js";
import { SYSTEMS } from "../systems/known.js";
import { onLine, type ScriptedServer, scriptedServer } from "../tester/scripted-server.js";
import { chooseCases } from "./choose-cases.js";
import { prepareRun } from "./prepare.js";
import { targetTestbed } from "./target.js";

const PASSWORD = "sesame-77";
const SOUND: Readonly<Record<string, string>> = { USER: "331 Password.", PASS: "230 In.", SYST: "215 UNIX." };

describe("a run that does not begin", () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  /** @param wrong how the device answers what is asked first of all; the greeting's name is "" */
  async function refused(wrong: Readonly<Record<string, string>>): Promise<string> {
    server = await scriptedServer((socket) => {
      const say = (verb: string, sound: string): void => void socket.write(`${wrong[verb] ?? sound}\r\n`);
      say("", "220 Ready.");
      onLine(socket, (line) => {
        const verb = line.split(" ")[0] ?? "";
        say(verb, SOUND[verb] ?? "500 What?");
        if (wrong[verb] !== undefined) socket.end();
      });
    });
    const target = readTarget(`ftp://root:${PASSWORD}@127.0.0.1:${server.port}`, {}, SYSTEMS);
    const chosen = await chooseCases(["dm724.login"], [], SYSTEMS);
    if (!target.ok || !chosen.ok) throw new Error("no target or no cases");
    const { profile } = target;
    const prepared = await prepareRun({
      chosen,
      bed: targetTestbed({ ...profile, timings: { ...profile.timings, replyMs: 300 } }),
      strict: false,
      signal: new AbortController().signal,
      write: () => {},
      listener: {},
    });
    return prepared.ok ? "" : prepared.message;
  }

  it("tells of a capability in the profile that no case knows, and of no other", async () => {
    server = await scriptedServer((socket) => void socket.end("500 No.\r\n"));
    const target = readTarget(`ftp://root:${PASSWORD}@127.0.0.1:${server.port}`, {}, SYSTEMS);
    const chosen = await chooseCases(["dm724.login"], [], SYSTEMS);
    if (!target.ok || !chosen.ok) throw new Error("no target or no cases");
    const sentences: string[] = [];
    await prepareRun({
      chosen,
      bed: targetTestbed({ ...target.profile, capabilities: { test_mode: false, sinks: false } }),
      strict: false,
      signal: new AbortController().signal,
      write: () => {},
      listener: {},
      tell: (sentence) => void sentences.push(sentence),
    });
    expect(sentences).to.deep.equal([
      'the profile states the capability "test_mode", which none of these cases knows, so it changes nothing; write test-mode',
    ]);
  });

  const told: [where: string, wrong: Record<string, string>][] = [
    ["in its greeting", { "": `421 Not with ${PASSWORD}.` }],
    ["to USER", { USER: `500 Say ${PASSWORD}.` }],
    ["where it refuses it", { PASS: `530 Wrong password: ${PASSWORD}` }],
    ["where it wants TLS", { PASS: `530 TLS before ${PASSWORD}.` }],
    ["in a reply of many lines", { PASS: `530-You said\r\n ${PASSWORD}\r\n530 No.` }],
    ["in a reply without its end", { SYST: `215-${PASSWORD}` }],
  ];
  for (const [where, wrong] of told) {
    it(`tells nobody the password that a device tells back: ${where}`, async () => {
      const message = await refused(wrong);
      expect(message).to.contain("****");
      expect(message).to.not.contain(PASSWORD);
    });
  }
});

import { expect } from "chai";
import type { Opening, Outcome } from "../../device/outcome.js";
import { Device } from "../../systems/dm724/device/device.js";
import type { Parts } from "../../systems/dm724/device/parts.js";
import { Client } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

const fail = (): never => {
  throw new Error("a mistake of the programmer");
};

/** Where a command's outcome goes wrong. */
const BREAKS: readonly (readonly [where: string, command: string, change: (outcome: Outcome) => Outcome])[] =
  [
    ["carrying it out", "NOOP", fail],
    ["a reply that cannot be made", "NOOP", (outcome) => ({ ...outcome, octets: undefined }) as never],
    [
      "listening",
      "PASV",
      (outcome) => (outcome.kind === "passive" ? { ...outcome, listening: fail } : outcome),
    ],
    [
      "an answer from outside",
      "PASS x",
      () => ({ kind: "later", outcome: Promise.reject(new Error("gone")) }),
    ],
    [
      "an answer from outside that is none",
      "PASS x",
      () => ({ kind: "later", outcome: Promise.resolve(undefined as never) }),
    ],
    [
      "the end of work",
      "SITE SAVEBUFFER",
      (outcome) =>
        outcome.kind === "work"
          ? { ...outcome, task: { ...outcome.task, duration: 1, finish: fail } }
          : outcome,
    ],
    [
      "opening a file",
      "LIST",
      (outcome) => (outcome.kind === "transfer" ? { ...outcome, open: fail } : outcome),
    ],
    [
      "reading a file",
      "LIST",
      (outcome) =>
        opened(outcome, (opening) =>
          opening.kind === "send"
            ? { ...opening, source: { ...opening.source, position: 0, next: fail } }
            : opening,
        ),
    ],
    [
      "the end of a file that is sent",
      "LIST",
      (outcome) =>
        opened(outcome, (opening) =>
          opening.kind === "send"
            ? { ...opening, source: { ...opening.source, position: 0, end: fail } }
            : opening,
        ),
    ],
    [
      "writing a file",
      "STOR A.TXT",
      (outcome) =>
        opened(outcome, (opening) =>
          opening.kind === "receive" ? { ...opening, sink: { ...opening.sink, write: fail } } : opening,
        ),
    ],
    [
      "the end of a file that is received",
      "STOR A.TXT",
      (outcome) =>
        opened(outcome, (opening) =>
          opening.kind === "receive"
            ? { ...opening, sink: { ...opening.sink, end: fail, cut: fail } }
            : opening,
        ),
    ],
  ];

function opened(outcome: Outcome, change: (opening: Opening) => Opening): Outcome {
  return outcome.kind === "transfer" ? { ...outcome, open: () => change(outcome.open()) } : outcome;
}

describe("a mistake in the device", () => {
  let device: Device;
  let server: FtpServer;
  let faults: [unknown, number][];
  /** what goes wrong: nothing, until somebody says so */
  let wrong: Parts;

  beforeEach(async () => {
    faults = [];
    wrong = {};
    device = new Device({
      config: ["clients 2"],
      parts: {
        admitting: (of, admit) => wrong.admitting?.(of, admit) ?? admit(),
        interference: (session, line, carryOut) =>
          wrong.interference?.(session, line, carryOut) ?? carryOut(line),
      },
    });
    server = await startFtpServer(device, { onFault: (fault, session) => faults.push([fault, session]) });
  });
  afterEach(() => server.close());

  for (const [where, command, change] of BREAKS) {
    it(`ends its session with 421 and nothing else: ${where}`, async () => {
      const other = await (await Client.open(server.port)).login("root");
      const client = await Client.open(server.port);
      await client.reply();
      await client.say("USER root");
      if (!command.startsWith("PASS")) await client.say("PASS");
      const storing = command.startsWith("STOR");
      const transfers = storing || command === "LIST";
      const buffer = device.storage.buffer.openForWriting("A.TXT", 0);
      if (buffer.ok) buffer.writer.close();
      const data = transfers ? await client.passive() : undefined;
      wrong = {
        interference: (_session, line, carryOut) => {
          if (!command.startsWith(line.verb)) return carryOut(line);
          wrong = {};
          return change(carryOut(line));
        },
      };
      client.send(`${command}\r\n`);
      if (storing) data?.socket.end("abc");
      let reply = await client.reply();
      while (reply.startsWith("1")) reply = await client.reply();
      expect(reply).to.equal("421 Service not available.\r\n");
      await client.until(() => client.ended || client.closed);
      expect(faults).to.have.length(1);
      expect(faults[0]?.[1]).to.equal(2);
      expect(await other.say("NOOP")).to.equal("200 OK.\r\n");
      for (const each of [client, other, data]) each?.socket.destroy();
    });
  }

  it("in greeting somebody ends that connection alone", async () => {
    wrong = { admitting: fail };
    const client = await Client.open(server.port);
    await client.until(() => client.ended || client.closed);
    expect(faults.map(([, session]) => session)).to.deep.equal([1]);
    wrong = {};
    const next = await (await Client.open(server.port)).login("root");
    expect(await next.say("NOOP")).to.equal("200 OK.\r\n");
    for (const each of [client, next]) each.socket.destroy();
  });
});

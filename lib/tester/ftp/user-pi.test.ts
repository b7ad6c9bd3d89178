import { expect } from "chai";
import { Trace } from "../../net/trace.js";
import { onLine, pour, type ScriptedServer, scriptedServer } from "../scripted-server.js";
import { HazardRefused, UserPi, type WireGuard } from "./user-pi.js";

const LONG_MS = 20_000;
const open: WireGuard = { refusal: () => undefined, heard: () => {} };
let server: ScriptedServer;
let pi: UserPi;

async function connectTo(script: Parameters<typeof scriptedServer>[0], guard = open): Promise<UserPi> {
  server = await scriptedServer(script);
  const trace = new Trace();
  const opened = await UserPi.open({ ...server, session: "main", trace, guard, timeoutMs: LONG_MS });
  if (!opened.ok) throw new Error(opened.message);
  pi = opened.pi;
  return pi;
}

describe("user-PI", () => {
  afterEach(async () => {
    pi?.close();
    await server?.close();
  });

  it("reads a reply that arrives octet by octet", async () => {
    await connectTo((socket) => {
      const octets = Buffer.from("211-first\r\n inner\r\n211 last\r\n");
      let at = 0;
      const next = (): void => {
        if (at < octets.length) socket.write(octets.subarray(at, ++at), next);
      };
      next();
    });
    const outcome = await pi.nextReply(LONG_MS);
    expect(outcome).to.have.property("kind", "reply");
    if (outcome.kind === "reply") expect(outcome.reply).to.deep.include({ code: 211, multiline: true });
  });

  it("keeps the second of two replies to one command", async () => {
    await connectTo((socket) => {
      socket.write("220 ready\r\n");
      onLine(socket, () => socket.write("200 OK.\r\n200 OK.\r\n"));
    });
    await pi.nextReply(LONG_MS);
    pi.send(Buffer.from("NOOP\r\n"));
    for (const _ of [1, 2]) {
      const outcome = await pi.nextReply(LONG_MS);
      expect(outcome.kind === "reply" && outcome.reply.code).to.equal(200);
    }
  });

  it("does not take its own lag for the device's silence", async () => {
    let device: { write(text: string): unknown } | undefined;
    await connectTo((socket) => {
      device = socket;
      socket.write("220 ready\r\n");
    });
    await pi.nextReply(LONG_MS);
    const waiting = pi.nextReply(20);
    // It is in this end's socket while this end does not run: the timer is over long before the socket is read.
    device?.write("200 OK.\r\n");
    const until = performance.now() + 200;
    while (performance.now() < until);
    expect(await waiting).to.have.property("kind", "reply");
  });

  it("takes the time in which it did not run off the time that the device has", async () => {
    let device: { write(text: string): unknown } | undefined;
    await connectTo((socket) => {
      device = socket;
      socket.write("220 ready\r\n");
    });
    await pi.nextReply(LONG_MS);
    const waiting = pi.nextReply(150);
    const until = performance.now() + 400;
    while (performance.now() < until);
    // A moment after the block, when the time would be over by the clock.
    setTimeout(() => device?.write("200 OK.\r\n"), 5);
    expect(await waiting).to.have.property("kind", "reply");
  });

  it("knows whether a line is unfinished", async () => {
    await connectTo((socket) => void socket.write("220 ready\r\n"));
    await pi.nextReply(LONG_MS);
    for (const [sent, unfinished] of [
      ["NOOP\r\n", false],
      ["SY", true],
      ["ST\r", true],
      ["\n", false],
      ["NOOP\r\nSY", true],
    ] as const) {
      pi.send(Buffer.from(sent, "latin1"));
      expect(pi.unfinished, JSON.stringify(sent)).to.equal(unfinished);
    }
  });

  it("tells a stall and what had arrived", async () => {
    await connectTo((socket) => void socket.write("220 rea"));
    let outcome = await pi.nextReply(1);
    while (outcome.kind === "silence" && outcome.fragment === undefined) outcome = await pi.nextReply(1);
    expect(outcome.kind === "silence" && outcome.fragment?.octets.toString()).to.equal("220 rea");
  });

  it("tells an orderly close in the middle of a reply", async () => {
    await connectTo((socket) => void socket.end("220-first\r\n22"));
    const outcome = await pi.nextReply(LONG_MS);
    expect(outcome).to.deep.include({ kind: "closed", how: "end" });
    expect(outcome.kind === "closed" && outcome.fragment?.octets.toString()).to.equal("220-first\r\n22");
  });

  it("delivers what came before the close first", async () => {
    await connectTo((socket) => void socket.end("221 Goodbye.\r\n"));
    expect((await pi.nextReply(LONG_MS)).kind).to.equal("reply");
    expect(await pi.nextReply(LONG_MS)).to.deep.include({ kind: "closed", how: "end" });
    expect(await pi.nextReply(LONG_MS)).to.deep.include({ kind: "closed", how: "end" });
  });

  it("tells a reset", async () => {
    await connectTo((socket) => void socket.once("data", () => socket.resetAndDestroy()));
    pi.send(Buffer.from("NOOP\r\n"));
    expect(await pi.nextReply(LONG_MS)).to.deep.include({ kind: "closed", how: "reset" });
  });

  it("gives up on a line that never ends, with bounded memory", async () => {
    await connectTo((socket) => pour(socket, Buffer.alloc(1 << 16, "x")));
    expect((await pi.nextReply(LONG_MS)).kind).to.equal("flood");
    expect(pi.socket.isPaused()).to.equal(true);
  });

  it("stops reading when replies come without end", async () => {
    await connectTo((socket) => pour(socket, Buffer.from("200 OK.\r\n".repeat(5000))));
    const outcome = await pi.nextReply(LONG_MS);
    expect(outcome.kind).to.equal("reply");
    while (!pi.socket.isPaused()) await new Promise((resolve) => setImmediate(resolve));
    expect(pi.unread.length).to.be.greaterThan(4000);
  });

  it("goes on reading after it has closed its own side", async () => {
    await connectTo((socket) => void socket.on("end", () => socket.end("226 done\r\n")));
    pi.finish();
    const outcome = await pi.nextReply(LONG_MS);
    expect(outcome.kind === "reply" && outcome.reply.code).to.equal(226);
  });

  it("writes nothing that the guard refuses", async () => {
    await connectTo(() => {}, {
      refusal: (_, octets) => (octets.includes("RELOAD") ? "too dangerous" : undefined),
      heard: () => {},
    });
    expect(() => pi.send(Buffer.from("SITE RELOAD ON\r\n"))).to.throw(HazardRefused, "too dangerous");
    let refused: unknown;
    await pi.sendSplit(Buffer.from("SITE RELOAD ON\r\n")).catch((error: unknown) => {
      refused = error;
    });
    expect(refused).to.be.instanceOf(HazardRefused);
    pi.send(Buffer.from("NOOP\r\n"));
    while (!server.received().endsWith("\n")) await new Promise((resolve) => setImmediate(resolve));
    expect(server.received()).to.equal("NOOP\r\n");
  });

  it("refuses Telnet options and keeps them out of the reply (RFC 1123 4.1.2.12)", async () => {
    await connectTo((socket) => void socket.write(Buffer.from("220 \xff\xfd\x01ready\r\n", "latin1")));
    const outcome = await pi.nextReply(LONG_MS);
    expect(outcome.kind === "reply" && outcome.reply.lines).to.deep.equal(["ready"]);
    while (server.received() === "") await new Promise((resolve) => setImmediate(resolve));
    expect(server.received()).to.equal("\xff\xfc\x01");
  });

  it("says why it cannot connect", async () => {
    const closed = await scriptedServer(() => {});
    await closed.close();
    const opened = await UserPi.open({
      ...closed,
      session: "main",
      trace: new Trace(),
      guard: open,
      timeoutMs: LONG_MS,
    });
    expect(opened).to.deep.include({ ok: false, fault: "refused" });
  });

  it("stops waiting when the run is stopped", async () => {
    const stop = new AbortController();
    server = await scriptedServer(() => {});
    const options = {
      ...server,
      session: "main",
      trace: new Trace(),
      guard: open,
      timeoutMs: LONG_MS,
      signal: stop.signal,
    };
    const opened = await UserPi.open(options);
    if (!opened.ok) throw new Error(opened.message);
    pi = opened.pi;
    const waiting = pi.nextReply(LONG_MS);
    stop.abort();
    expect((await waiting).kind).to.equal("stopped");
  });
});

import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { expect } from "chai";
import { connectTcp, listenTcp, resetTcp, wasReset } from "./tcp.js";

const LONG_MS = 20_000;

describe("TCP", () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  async function pair(): Promise<{ near: Socket; far: Socket }> {
    let arrive: (socket: Socket) => void = () => {};
    const arrived = new Promise<Socket>((resolve) => {
      arrive = resolve;
    });
    const listening = createServer({ allowHalfOpen: true }, (socket) => arrive(socket));
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const { port } = listening.address() as AddressInfo;
    const connected = await connectTcp({ host: "127.0.0.1", port, timeoutMs: LONG_MS });
    if (!connected.ok) throw new Error(connected.message);
    return { near: connected.socket, far: await arrived };
  }

  /** What the far end sees: data, an end of file, an error. */
  function seen(far: Socket): Promise<string[]> {
    const events: string[] = [];
    return new Promise((resolve) => {
      far.on("data", (chunk) => events.push(`data ${chunk.length}`));
      far.on("end", () => events.push("end"));
      far.on("error", (error: NodeJS.ErrnoException) => events.push(error.code ?? ""));
      far.on("close", () => resolve(events));
    });
  }

  it("resets without an end of file, also behind data", async () => {
    for (const data of ["", "abc"]) {
      const { near, far } = await pair();
      if (data !== "") {
        near.write(data);
        await new Promise((resolve) => far.once("readable", resolve));
      }
      const events = seen(far);
      resetTcp(near);
      expect(await events)
        .to.include("ECONNRESET")
        .and.not.include("end");
      server?.close();
    }
  });

  it("closes a connection whose end is on its way already", async () => {
    const { near, far } = await pair();
    const closed = Promise.all(
      [near, far].map((socket) => new Promise((resolve) => socket.once("close", resolve))),
    );
    far.on("error", () => {}).resume();
    near.end("abc");
    resetTcp(near);
    far.end();
    await closed;
    server?.close();
  });

  it("tells a reset that comes together with data from an end of file", async () => {
    for (const [finish, expected] of [
      [resetTcp, true],
      [(socket: Socket) => void socket.end(), false],
    ] as const) {
      const { near, far } = await pair();
      near.write(Buffer.alloc(10_000), () => finish(near));
      const reset = await new Promise<boolean>((resolve) => {
        far.on("data", () => {});
        far.on("end", () => resolve(wasReset(far)));
        far.on("error", () => resolve(true));
      });
      expect(reset).to.equal(expected);
      far.destroy();
      near.destroy();
      server?.close();
    }
  });

  const faults: [string, () => Promise<Parameters<typeof connectTcp>[0]>, string][] = [
    [
      "nobody listens",
      async () => {
        const listener = await listenTcp("127.0.0.1");
        listener.close();
        return { host: "127.0.0.1", port: listener.port, timeoutMs: LONG_MS };
      },
      "refused",
    ],
    [
      "the address is not this machine's",
      async () => ({ host: "127.0.0.1", port: 1, from: "::1", timeoutMs: LONG_MS }),
      "unreachable",
    ],
    [
      "it was stopped before",
      async () => ({ host: "127.0.0.1", port: 1, timeoutMs: LONG_MS, signal: AbortSignal.abort() }),
      "stopped",
    ],
  ];
  for (const [title, options, fault] of faults) {
    it(`says why it cannot connect: ${title}`, async () => {
      expect(await connectTcp(await options())).to.deep.include({ ok: false, fault });
    });
  }
});

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { expect } from "chai";
import { ReadingSocket, type Taker, thrownAway } from "./reading.js";

describe("net/reading", () => {
  const open: { destroy(): void }[] = [];
  let listener: Server | undefined;

  /** Two ends of one connection. @param accepts whether the reading end is the one that was connected to */
  async function pair(accepts: boolean): Promise<{ reading: ReadingSocket; peer: Socket }> {
    listener = createServer({ allowHalfOpen: true, pauseOnConnect: accepts, noDelay: true });
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const { port } = listener.address() as AddressInfo;
    const accepted = once(listener, "connection") as Promise<[Socket]>;
    const ours = accepts ? connect({ port, host: "127.0.0.1" }) : new ReadingSocket();
    if (ours instanceof ReadingSocket) ours.pause().connect({ port, host: "127.0.0.1" });
    const [theirs] = await accepted;
    const reading = ours instanceof ReadingSocket ? ours : ReadingSocket.takeOver(theirs);
    const peer = ours instanceof ReadingSocket ? theirs : ours;
    open.push(reading, peer);
    return { reading, peer };
  }

  /** Keeps copies. */
  function keeper(): { taker: Taker; text: () => string; memories: Set<ArrayBufferLike> } {
    const kept: Buffer[] = [];
    const memories = new Set<ArrayBufferLike>();
    const take = (octets: Buffer): void => {
      kept.push(Buffer.from(octets));
      memories.add(octets.buffer);
    };
    return { taker: { take }, text: () => Buffer.concat(kept).toString("latin1"), memories };
  }

  afterEach(async () => {
    for (const each of open.splice(0)) each.destroy();
    if (listener !== undefined) await once(listener.close(), "close");
    listener = undefined;
  });

  for (const accepts of [true, false]) {
    describe(accepts ? "a connection that was accepted" : "a connection that was made", () => {
      it("is read into one piece of memory, to its end", async () => {
        const { reading, peer } = await pair(accepts);
        const { taker, text, memories } = keeper();
        reading.takenBy(taker);
        reading.resume();
        const sent = "0123456789".repeat(100_000);
        peer.end(sent);
        await once(reading, "end");
        expect(text() === sent).to.equal(true);
        expect(memories.size).to.equal(1);
      });

      it("reads into the taker's memory where it has some", async () => {
        const { reading, peer } = await pair(accepts);
        const own = Buffer.alloc(1 << 20);
        let filled = 0;
        reading.takenBy({
          take: (octets) => {
            octets.copy(own, filled);
            filled += octets.length;
          },
          room: () => own.subarray(filled, filled + 100),
        });
        reading.resume();
        const sent = "0123456789".repeat(10_000);
        peer.end(sent);
        await once(reading, "end");
        expect(own.toString("latin1", 0, filled) === sent).to.equal(true);
      });

      it("keeps what comes while nobody takes it", async () => {
        const { reading, peer } = await pair(accepts);
        reading.resume();
        peer.end("early");
        const { taker, text } = keeper();
        while (reading.bytesRead === 0) await new Promise((resolve) => setImmediate(resolve));
        expect(text()).to.equal("");
        reading.takenBy(taker);
        expect(text()).to.equal("early");
        reading.resume();
        await once(reading, "end");
        expect(text()).to.equal("early");
      });

      it("reads nothing while it is paused, and writes all the same", async () => {
        const { reading, peer } = await pair(accepts);
        reading.takenBy(thrownAway);
        peer.end("x");
        reading.write("answer");
        const [said] = (await once(peer, "data")) as [Buffer];
        expect(said.toString()).to.equal("answer");
        expect(reading.bytesRead).to.equal(0);
        reading.resume();
        await once(reading, "end");
        expect(reading.writable, "half-open").to.equal(true);
      });
    });
  }

  it("leaves the listener with no connection of its own", async () => {
    const { reading } = await pair(true);
    const count = await new Promise<number>((resolve, reject) =>
      listener?.getConnections((fault, connections) => (fault ? reject(fault) : resolve(connections))),
    );
    expect(count).to.equal(0);
    expect(reading.remoteAddress).to.equal("127.0.0.1");
  });
});

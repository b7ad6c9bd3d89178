import { connect } from "node:net";
import { crc32, deflateRawSync } from "node:zlib";
import { expect } from "chai";
import { Trace } from "../../net/trace.js";
import { pour, type ScriptedServer, scriptedServer } from "../scripted-server.js";
import { DataConnection, type DataContext, DataListener } from "./user-dtp.js";

const MANY = 64 << 20;
const context = (timeoutMs = 20_000): DataContext => ({ session: "main", trace: new Trace(), timeoutMs });
const servers: ScriptedServer[] = [];

async function connectTo(
  script: Parameters<typeof scriptedServer>[0],
  timeoutMs?: number,
): Promise<DataConnection> {
  const server = await scriptedServer(script);
  servers.push(server);
  const patient = context();
  const opened = await DataConnection.connect(server, patient);
  if (!opened.ok) throw new Error(opened.message);
  // Connecting may take its time; what is tested is the wait afterwards.
  if (timeoutMs !== undefined) patient.timeoutMs = timeoutMs;
  return opened.data;
}

describe("user-DTP", () => {
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  it("receives to the end of file", async () => {
    const data = await connectTo((socket) => void socket.end("abc"));
    expect(await data.receive(MANY)).to.deep.equal({
      octets: Buffer.from("abc"),
      length: 3,
      crc32: 0x352441c2,
      deflated: undefined,
      seconds: undefined,
      how: "end",
    });
    data.destroy();
  });

  it("stops at the limit of a device that never stops sending", async () => {
    const data = await connectTo((socket) => pour(socket, Buffer.alloc(1 << 16)));
    const { length, how } = await data.receive(1000);
    expect(how).to.equal("limit");
    expect(length)
      .to.be.greaterThan(1000)
      .and.lessThan(1 << 20);
    data.destroy();
  });

  it("stops when it has enough", async () => {
    const data = await connectTo((socket) => void socket.write(Buffer.alloc(5000)));
    expect(await data.receive(MANY, 10)).to.have.property("how", "enough");
    data.destroy();
  });

  it("tells a stall", async () => {
    const data = await connectTo(() => {}, 1);
    expect(await data.receive(MANY)).to.deep.include({ octets: Buffer.alloc(0), length: 0, how: "stalled" });
    data.destroy();
  });

  it("tells data that drips in, an octet at a time and for ever", async () => {
    let drops: NodeJS.Timeout | undefined;
    const data = await connectTo((socket) => {
      drops = setInterval(() => socket.write("x"), 1);
      socket.on("close", () => clearInterval(drops));
    });
    data.context.limitMs = 50;
    const { how, length, seconds } = await data.receive(MANY);
    expect(how).to.equal("drip");
    expect(length).to.be.lessThan(MANY);
    expect(seconds).to.be.a("number");
    data.destroy();
    clearInterval(drops);
  });

  it("counts and sums what is too long to be kept", async () => {
    const octets = Buffer.alloc(5 << 20, "0123456789abcdef");
    const data = await connectTo((socket) => void socket.end(octets));
    const received = await data.receive(MANY);
    expect(received).to.deep.equal({
      octets: undefined,
      length: octets.length,
      crc32: crc32(octets),
      deflated: undefined,
      seconds: undefined,
      how: "end",
    });
    const [event] = data.line.trace.events.filter((one) => one.data !== undefined);
    expect(event?.data).to.deep.equal({ length: octets.length, crc32: crc32(octets), how: "end" });
    expect(event?.octets).to.deep.equal(octets.subarray(0, 48));
    data.destroy();
  });

  it("keeps more of what is judged by what it says", async () => {
    const octets = Buffer.alloc(100_000, "a list\r\n");
    const data = await connectTo((socket) => void socket.end(octets));
    const received = await data.receive(MANY, undefined, false, true);
    expect(received.octets?.equals(octets)).to.equal(true);
    data.destroy();
  });

  it("measures how far data can be compressed, as it comes", async () => {
    const octets = Buffer.alloc(3 << 20, "flashgate");
    for (let at = 0; at < octets.length; at += 7) octets[at] = (at * 31) >> 3;
    const data = await connectTo((socket) => void socket.end(octets));
    const { deflated, length } = await data.receive(MANY, undefined, true);
    expect(length).to.equal(octets.length);
    expect(deflated).to.equal(deflateRawSync(octets).length);
    data.destroy();
  });

  it("tells a reset", async () => {
    const data = await connectTo((socket) => void socket.on("data", () => socket.resetAndDestroy()));
    await data.send(Buffer.from("x"));
    expect(await data.receive(MANY)).to.have.property("how", "reset");
  });

  it("sends everything and then the end of file", async () => {
    let ended = false;
    const data = await connectTo((socket) => void socket.on("end", () => (ended = true)));
    const octets = Buffer.alloc(3 << 20, "y");
    expect(await data.send(octets)).to.deep.equal({ sent: octets.length, how: "all" });
    await data.close();
    while (!ended) await new Promise((resolve) => setImmediate(resolve));
    expect(servers[0]?.received().length).to.equal(octets.length);
  });

  it("does not wait for ever on a device that does not read", async () => {
    const data = await connectTo((socket) => void socket.pause().removeAllListeners("data"), 50);
    expect(await data.send(Buffer.alloc(MANY))).to.have.property("how", "stalled");
    data.destroy();
  });

  it("waits for the close, whatever still comes", async () => {
    const data = await connectTo((socket) => void socket.end(Buffer.alloc(100_000)));
    expect(await data.waitClosed(20_000)).to.equal("end");
    data.destroy();
  });

  it("accepts what connects to it, and says when nothing does", async () => {
    const listener = await DataListener.open("127.0.0.1", context());
    expect(await listener.accept(1)).to.equal(undefined);
    const peer = connect(listener.endpoint.port, "127.0.0.1");
    peer.end("hello");
    const data = await listener.accept();
    expect(await data?.receive(MANY)).to.deep.include({ octets: Buffer.from("hello"), how: "end" });
    data?.destroy();
    listener.close();
  });
});

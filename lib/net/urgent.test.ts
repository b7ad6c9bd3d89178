import { once } from "node:events";
import { type AddressInfo, connect, createServer, Server, type Socket } from "node:net";
import { expect } from "chai";
import { sendUrgent } from "./send-urgent.test.js";
import { keepUrgentInline } from "./urgent.js";

describe("net/urgent", () => {
  const open: { destroy(): void }[] = [];
  let listener: Server | undefined;

  async function pair(prepare: (listener: Server) => void): Promise<[accepted: Socket, connected: Socket]> {
    listener = createServer();
    await once(listener.listen(0, "127.0.0.1"), "listening");
    prepare(listener);
    const accepted = once(listener, "connection") as Promise<[Socket]>;
    const connected = connect({ port: (listener.address() as AddressInfo).port, host: "127.0.0.1" });
    await once(connected, "connect");
    const [first] = await accepted;
    open.push(first, connected);
    return [first, connected];
  }

  /** Everything that arrives before the end. */
  async function heard(socket: Socket): Promise<string> {
    let text = "";
    socket.on("data", (octets: Buffer) => (text += octets.toString("latin1")));
    await once(socket, "end");
    return text;
  }

  afterEach(async () => {
    for (const each of open.splice(0)) each.destroy();
    if (listener !== undefined) await once(listener.close(), "close");
    listener = undefined;
  });

  for (const [title, pieces] of [
    ["one octet alone", ["x"]],
    ["the end of a line", ["ABOR\r\n"]],
    ["a Synch", ["\xff\xf4\xff", "\xf2", "ABOR\r\n"]],
    ["one behind the other", ["a", "b", "c"]],
  ] as const) {
    it(`keeps ${title} in the stream, of a connection that a listener accepted`, async () => {
      const [accepted, connected] = await pair((one) => expect(keepUrgentInline(one)).to.equal(true));
      const whole = heard(accepted);
      connected.write("before ");
      for (const piece of pieces) sendUrgent(connected, piece);
      connected.end(" behind");
      expect(await whole).to.equal(`before ${pieces.join("")} behind`);
    });

    it(`keeps ${title} in the stream, of a connection that was made`, async () => {
      const [accepted, connected] = await pair(() => {});
      expect(keepUrgentInline(connected)).to.equal(true);
      const whole = heard(connected);
      for (const piece of pieces) sendUrgent(accepted, piece);
      accepted.end();
      expect(await whole).to.equal(pieces.join(""));
    });
  }

  it("says that it is not done for what is not open", () => {
    if (process.platform === "darwin") return;
    expect(keepUrgentInline(new Server())).to.equal(false);
  });
});

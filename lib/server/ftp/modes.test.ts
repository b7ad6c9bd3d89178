import { expect } from "chai";
import { Device } from "../../systems/dm724/device/device.js";
import { Client, Listener } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

describe("transfer modes and structures on the wire (RFC 959 3.4, Dm724-I 1.4.2)", () => {
  let server: FtpServer;
  let device: Device;
  let client: Client;

  beforeEach(async () => {
    device = new Device({ config: ["direct"] });
    server = await startFtpServer(device);
    client = await (await Client.open(server.port)).login();
  });
  afterEach(async () => {
    client.socket.destroy();
    await server.close();
  });

  /** Says a transfer's command and takes its preliminary reply's code. */
  async function begin(command: string): Promise<string> {
    client.send(`${command}\r\n`);
    return (await client.reply()).slice(0, 3);
  }

  const held = (name: string): string | undefined => {
    const content = device.storage.disk("DSK")?.find(name)?.content;
    return content?.read(0, content.length).toString("latin1");
  };

  it("block mode: one connection for many transfers, both ways, each with its mark", async () => {
    for (const command of ["TYPE I", "MODE B"]) await client.say(command);
    const data = await client.passive();
    expect(await begin("STOR A.TXT")).to.equal("125");
    data.send("\0\0\x03abc\x40\0\x02de");
    expect(await client.reply()).to.equal(
      "225 STOR completed, 5 bytes processed, data connection is open.\r\n",
    );
    expect(held("A.TXT")).to.equal("abcde");
    expect(await begin("RETR A.TXT")).to.equal("125");
    expect(await client.reply()).to.equal(
      "225 RETR completed, 5 bytes processed, data connection is open.\r\n",
    );
    await data.until(() => data.length === 11);
    expect(data.text).to.equal("\0\0\x05abcde\x40\0\0");
    expect(await begin("APPE A.TXT")).to.equal("125");
    data.send("\x40\0\0");
    expect(await client.reply()).to.match(/^225 APPE completed, 0 bytes/);
    expect(await begin("NLST")).to.equal("125");
    expect(await client.reply()).to.equal("225 List transfer completed, data connection is open.\r\n");
    await data.until(() => data.text.endsWith("\x40\0\0") && data.text.includes("CONFIG.CFG"));
    expect(data.closed || data.ended).to.equal(false);
  });

  it("block mode: fifty transfers over one connection leave no listener behind", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on("warning", note);
    for (const command of ["TYPE I", "MODE B"]) await client.say(command);
    const data = await client.passive();
    for (let count = 0; count < 50; count++) {
      expect(await begin(count % 2 === 0 ? "STOR A.TXT" : "RETR A.TXT")).to.equal("125");
      if (count % 2 === 0) data.send("\x40\0\x01a");
      expect(await client.reply()).to.match(/^225 /);
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", note);
    expect(warnings).to.deep.equal([]);
  });

  it("block mode: restart markers are answered with 110, and REST goes on from there", async () => {
    for (const command of ["TYPE I", "MODE B"]) await client.say(command);
    const data = await client.passive();
    await begin("STOR A.TXT");
    data.send("\0\0\x03abc\x10\0\x02m1\0\0\x01d");
    expect(await client.reply()).to.equal("110 MARK m1 = 3\r\n");
    data.reset();
    expect(await client.reply()).to.equal("426 Unexpected data link close.\r\n");
    expect(await client.say("REST 3")).to.match(/^350 /);
    const again = await client.passive();
    await begin("STOR A.TXT");
    again.send("\0\0\x02de\x10\0\x02m2\x40\0\0");
    expect(await client.reply()).to.equal("110 MARK m2 = 5\r\n");
    expect(await client.reply()).to.match(/^225 STOR completed, 2 bytes/);
    expect(held("A.TXT")).to.equal("abcde");
  });

  for (const [title, octets] of [
    ["without its end", "\0\0\x03abc"],
    ["within a block", "\0\0\x03ab"],
    ["with a descriptor that there is not", "\x04\0\x01a"],
  ] as const) {
    it(`block mode: a file ${title} is broken`, async () => {
      for (const command of ["TYPE I", "MODE B"]) await client.say(command);
      const data = await client.passive();
      await begin("STOR A.TXT");
      data.send(octets);
      data.socket.end();
      expect(await client.reply()).to.equal("426 Unexpected data link close.\r\n");
    });
  }

  it("block mode: a connection that the client closes between transfers is made anew", async () => {
    for (const command of ["TYPE I", "MODE B"]) await client.say(command);
    const data = await client.passive();
    await begin("NLST");
    expect(await client.reply()).to.match(/^225 /);
    data.socket.end();
    await data.until(() => data.closed);
    const listener = await Listener.open();
    await client.say(`PORT ${listener.six}`);
    client.send("NLST\r\n");
    const second = await listener.accept();
    expect(await client.reply()).to.match(/^150 /);
    expect(await client.reply()).to.match(/^225 /);
    expect(await begin("NLST"), "and is kept").to.equal("125");
    expect(await client.reply()).to.match(/^225 /);
    second.socket.destroy();
    listener.close();
  });

  for (const command of ["ABOR", "REIN", "PASV", "PORT 127,0,0,1,200,1"]) {
    it(`block mode: ${command.split(" ")[0]} gives the open connection up`, async () => {
      await client.say("MODE B");
      const data = await client.passive();
      await begin("NLST");
      expect(await client.reply()).to.match(/^225 /);
      await client.say(command);
      await data.until(() => data.closed || data.ended);
    });
  }

  it("block mode: octets that come before their command wait for it", async () => {
    for (const command of ["TYPE I", "MODE B"]) await client.say(command);
    const data = await client.passive();
    await begin("STOR A.TXT");
    data.send("\x40\0\x01a");
    expect(await client.reply()).to.match(/^225 /);
    data.send("\x40\0\x01b");
    await client.say("NOOP");
    expect(await begin("STOR B.TXT")).to.equal("125");
    expect(await client.reply()).to.match(/^225 /);
    expect(held("B.TXT")).to.equal("b");
  });

  it("compressed mode: both ways", async () => {
    for (const command of ["TYPE I", "MODE C"]) await client.say(command);
    const data = await client.passive();
    await begin("STOR A.TXT");
    data.send("\x02ab\x84c\xc2\0\x40");
    expect(await client.reply()).to.match(/^225 STOR completed, 8 bytes/);
    expect(held("A.TXT")).to.equal("abcccc\0\0");
    await begin("RETR A.TXT");
    expect(await client.reply()).to.match(/^225 RETR completed, 8 bytes/);
    await data.until(() => data.text.endsWith("\0\x40"));
  });

  it("record structure: lines of a text are records, and 226 closes", async () => {
    for (const command of ["TYPE A", "STRU R"]) await client.say(command);
    const data = await client.passive();
    await begin("STOR A.TXT");
    data.socket.write(Buffer.from("ab\xff\x01c\xff\x01\xff\x02", "latin1"));
    expect(await client.reply()).to.match(/^226 STOR completed/);
    expect(held("A.TXT")).to.match(/^ab\r?\nc\r?\n$/);
    const back = await client.passive();
    await begin("RETR A.TXT");
    expect((await back.rest()).toString("latin1")).to.equal("ab\xff\x01c\xff\x01\xff\x02");
    expect(await client.reply()).to.match(/^226 RETR completed/);
  });

  it("record structure: a file without its mark is broken", async () => {
    for (const command of ["TYPE I", "STRU R"]) await client.say(command);
    const data = await client.passive();
    await begin("STOR A.TXT");
    data.socket.end("abc");
    expect(await client.reply()).to.equal("426 Unexpected data link close.\r\n");
  });

  it("active connections come from the data port, and from another one when that is taken (2.1.7)", async () => {
    const listener = await Listener.open();
    const taken = await Listener.open();
    const free = await Listener.open();
    const { port } = free;
    free.close();
    for (const [dataPort, from] of [
      [port, (seen: number | undefined) => seen === port],
      [taken.port, (seen: number | undefined) => seen !== taken.port],
    ] as const) {
      const other = await startFtpServer(device, { dataPort });
      client.send("QUIT\r\n");
      await client.rest();
      const second = await (await Client.open(other.port)).login();
      await second.say(`PORT ${listener.six}`);
      second.send("NLST\r\n");
      const data = await listener.accept();
      expect(from(data.socket.remotePort)).to.equal(true);
      data.socket.destroy();
      second.socket.destroy();
      await other.close();
    }
    taken.close();
    listener.close();
  });
});

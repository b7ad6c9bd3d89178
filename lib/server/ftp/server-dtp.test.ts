import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { ManualClock } from "../../net/clock.js";
import { Device, type DeviceOptions } from "../../systems/dm724/device/device.js";
import { Client, Listener } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

describe("server/ftp/server-dtp", () => {
  let device: Device;
  let server: FtpServer;
  const opened: { close(): void }[] = [];

  async function start(options: DeviceOptions = {}, host = "127.0.0.1"): Promise<void> {
    device = new Device({ config: ["clients 4", "direct"], ...options });
    server = await startFtpServer(device, { host });
  }

  async function login(user = "root"): Promise<Client> {
    const client = await Client.open(server.port, server.host);
    opened.push({ close: () => client.socket.destroy() });
    return client.login(user);
  }

  async function listen(host?: string): Promise<Listener> {
    const listener = await Listener.open(host);
    opened.push(listener);
    return listener;
  }

  function octetsOf(name: string): Buffer | undefined {
    const content = device.storage.get("DSK")?.find(name)?.content;
    return content?.read(0, content.length);
  }

  beforeEach(() => start());
  afterEach(async () => {
    for (const each of opened.splice(0)) each.close();
    await server.close();
  });

  const BROKEN = "426 Unexpected data link close.\r\n";
  const ABORTED = "226 Command ABOR successfully processed.\r\n";

  describe("passive", () => {
    it("says 125 when the client has connected already, and 226 behind the data", async () => {
      const client = await login();
      await client.say("TYPE I");
      const data = await client.passive();
      await client.say("NOOP");
      expect(await client.say("RETR CONFIG.CFG")).to.equal(
        "125 Data connection already open, file transfer in process...\r\n",
      );
      expect(await client.reply()).to.equal(
        "226 RETR completed, 190 bytes processed, data connection is closed.\r\n",
      );
      expect(await data.rest()).to.deep.equal(octetsOf("CONFIG.CFG"));
    });

    it("waits for the client, then says 150", async () => {
      const client = await login();
      const port = /(\d+)\|/.exec(await client.say("EPSV"))?.[1];
      client.send("LIST\r\nNOOP\r\n");
      const data = await Client.open(Number(port));
      expect(await client.reply()).to.equal("150 Data connection open, list transfer in process...\r\n");
      expect(await client.reply()).to.equal("226 List transfer completed, data connection is closed.\r\n");
      expect(await client.reply()).to.equal("200 OK.\r\n");
      expect((await data.rest()).toString().split("\r\n")).to.have.length(4);
    });

    it("serves one transfer per PASV", async () => {
      const client = await login();
      const data = await client.passive();
      const { remotePort } = data.socket;
      client.send("LIST\r\n");
      await client.reply();
      await client.reply();
      let fault: unknown;
      await Client.open(remotePort as number).catch((error: unknown) => {
        fault = error;
      });
      expect(fault).to.have.property("code", "ECONNREFUSED");
    });

    for (const command of ["PASV", "EPSV", "ABOR", "REIN", "QUIT", "PORT 127,0,0,1,200,1"]) {
      it(`gives the connection and the port up with ${command}`, async () => {
        const client = await login();
        const data = await client.passive();
        const port = /(\d+)\|/.exec(await client.say("EPSV"))?.[1];
        await client.say(command);
        await data.until(() => data.ended || data.closed);
        let fault: unknown;
        await Client.open(Number(port)).catch((error: unknown) => {
          fault = error;
        });
        expect(fault).to.have.property("code", "ECONNREFUSED");
      });
    }

    it("lets a guest connect from its own address only (RFC 2577 4)", async () => {
      const client = await login("guest");
      const foreign = await client.passive("127.0.0.9");
      await foreign.until(() => foreign.ended || foreign.closed);
      const { remotePort } = foreign.socket;
      expect((await client.say("NOOP")).slice(0, 3)).to.equal("200");
      client.send("LIST\r\n");
      const data = await Client.open(remotePort ?? 0).catch(() => undefined);
      expect(data, "the port is still there for the right one").to.not.equal(undefined);
      expect(await client.reply()).to.match(/^1[25]/);
      expect(await client.reply()).to.match(/^226 /);
      expect((await data?.rest())?.length).to.be.above(0);
    });

    it("lets root have another host connect (AMB-003)", async () => {
      const client = await login();
      const data = await client.passive("127.0.0.9");
      client.send("LIST\r\n");
      expect(await client.reply()).to.match(/^1[25]/);
      expect(await client.reply()).to.match(/^226 /);
      expect((await data.rest()).length).to.be.above(0);
    });

    it("gives up when nobody connects", async () => {
      await server.close();
      const clock = new ManualClock();
      await start({ clock });
      const client = await login();
      await client.say("PASV");
      client.send("LIST\r\nNOOP\r\nSTAT\r\n");
      while (device.jobs.count === 0) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(10_000);
      expect(await client.reply()).to.equal("425 Unable to open data transport.\r\n");
      expect(await client.reply()).to.equal("200 OK.\r\n");
      expect(await client.reply()).to.match(/^211-Server Status: READY/);
    });
  });

  describe("active", () => {
    it("connects from the address of the control connection to where PORT points, more than once", async () => {
      const client = await login();
      const listener = await listen();
      await client.say("TYPE I");
      await client.say(`PORT ${listener.six}`);
      for (const name of ["CONFIG.CFG", "FW00001C.BFW"]) {
        client.send(`RETR ${name}\r\n`);
        const data = await listener.accept();
        expect(data.socket.remoteAddress).to.match(/127\.0\.0\.1$/);
        expect(await client.reply()).to.equal("150 Data connection open, file transfer in process...\r\n");
        expect(await data.rest()).to.deep.equal(octetsOf(name));
        expect(await client.reply()).to.match(/^226 RETR completed, \d+ bytes/);
        data.socket.end();
      }
    });

    it("connects to another host for root", async () => {
      const client = await login();
      const listener = await listen("127.0.0.7");
      expect(await client.say(`EPRT |1|127.0.0.7|${listener.port}|`)).to.equal(
        `200 Extended PORT is set to |1|127.0.0.7|${listener.port}|\r\n`,
      );
      client.send("NLST\r\n");
      const data = await listener.accept();
      expect((await data.rest()).toString()).to.equal("APPCODE1.BIN\r\nCONFIG.CFG\r\nFW00001C.BFW\r\n");
    });

    it("says 425 alone when nobody listens there", async () => {
      const client = await login();
      const listener = await listen();
      const { six } = listener;
      listener.close();
      await client.say(`PORT ${six}`);
      expect(await client.say("LIST")).to.equal("425 Unable to open data transport.\r\n");
      expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
    });

    it("tries the port of the control connection without PORT (RFC 959 3.2)", async () => {
      const client = await login();
      expect(await client.say("LIST")).to.equal("425 Unable to open data transport.\r\n");
    });

    it("does over IPv6 what it does over IPv4", async () => {
      await server.close();
      await start({}, "::1");
      const client = await login();
      const listener = await listen("::1");
      expect(await client.say(`EPRT |2|::1|${listener.port}|`)).to.equal(
        `200 Extended PORT is set to |2|0:0:0:0:0:0:0:1|${listener.port}|\r\n`,
      );
      client.send("NLST *.CFG\r\n");
      expect((await (await listener.accept()).rest()).toString()).to.equal("CONFIG.CFG\r\n");
      expect(await client.reply()).to.match(/^150 /);
      expect(await client.reply()).to.match(/^226 /);
      expect(await client.say("PASV")).to.equal("411 Unable to get passive mode\r\n");
      expect(await client.say("EPSV 1")).to.equal("522 Protocol not supported, use (1,2)\r\n");
      const port = /^229 Entering Extended Passive Mode \(\|\|\|(\d+)\|\)/.exec(
        await client.say("EPSV 2"),
      )?.[1];
      const data = await Client.open(Number(port), "::1");
      client.send("NLST\r\n");
      expect((await data.rest()).toString()).to.match(/^APPCODE1/);
    });
  });

  describe("receiving", () => {
    for (const size of [0, 1, 127, 128, 1024, 16385, 65536, 1_000_003]) {
      it(`stores ${size} octets`, async () => {
        const client = await login();
        await client.say("TYPE I");
        const sent = Buffer.alloc(size, "0123456789abcdef\r\n\xff", "latin1");
        const data = await client.passive();
        client.send("STOR new.dat\r\n");
        expect(await client.reply()).to.match(/^1[25]/);
        data.socket.end(sent);
        expect(await client.reply()).to.equal(
          `226 STOR completed, ${size} bytes processed, data connection is closed.\r\n`,
        );
        expect(octetsOf("NEW.DAT")).to.deep.equal(sent);
      });
    }

    it("takes what came before the command", async () => {
      const client = await login();
      const data = await client.passive();
      data.socket.end("early");
      expect(await client.say("STOR EARLY.TXT")).to.match(/^125 /);
      expect(await client.reply()).to.match(/^226 STOR completed, 5 bytes/);
    });

    it("sends 150, then resets and says 550, when the path leads nowhere (Dm724-I 5.1.4)", async () => {
      const client = await login();
      const data = await client.passive();
      data.send("some of the file");
      expect(await client.say("STOR ../85xx/os_file.bin")).to.match(
        /^1[25].*checked file transfer in process\.\.\./,
      );
      expect(await client.reply()).to.equal("550 Unable to open file.\r\n");
      while (!data.closed) {
        data.send("more");
        await new Promise((resolve) => setImmediate(resolve));
      }
    });

    it("says 426 when the connection is reset, and leaves what arrived", async () => {
      const client = await login();
      await client.say("TYPE I");
      const data = await client.passive();
      await client.say("STOR PART.DAT");
      data.reset();
      expect(await client.reply()).to.equal(BROKEN);
      expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
      expect(octetsOf("PART.DAT")?.length).to.equal(0);
    });

    it("says 550 when the buffer is full, and empties it (Dm724-I 5.1.1)", async () => {
      await server.close();
      const model = structuredClone(new Device().model);
      for (const fileSystem of model.fileSystems) fileSystem.size = 100_000;
      await start({ model, config: ["clients 4"] });
      const client = await login();
      await client.say("TYPE I");
      const data = await client.passive();
      await client.say("STOR BIG.DAT");
      data.socket.end(Buffer.alloc(200_000));
      expect(await client.reply()).to.equal("550 Error writing file.\r\n");
      expect(device.storage.buffer.file).to.equal(undefined);
    });
  });

  it("sends octets that no line can compress, so many as the name says", async () => {
    const client = await login();
    await client.say("TYPE I");
    const data = await client.passive();
    await client.say("RETR /TST/1000000");
    const octets = await data.rest();
    expect(octets.length).to.equal(1_000_000);
    expect(gzipSync(octets).length / octets.length).to.be.above(0.99);
  });

  describe("ABOR", () => {
    it("answers once when nothing runs", async () => {
      const client = await login();
      expect(await client.say("ABOR")).to.equal(ABORTED);
      expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
    });

    for (const [title, abort] of [
      ["a plain line", "ABOR\r\n"],
      ["Telnet IP and Synch, the urgent octet taken out", "\xff\xf4\xffABOR\r\n"],
      ["Telnet IP and Synch in the stream", "\xff\xf4\xff\xf2ABOR\r\n"],
      ["other commands ahead of it", "NOOP\r\nABOR\r\n"],
    ] as const) {
      it(`ends a RETR in the middle: ${title}`, async () => {
        const client = await login();
        await client.say("TYPE I");
        const data = await client.passive();
        data.socket.pause();
        await client.say("RETR /TST/100000000");
        client.send(abort);
        expect(await client.reply()).to.equal("426 Aborting RETR command...\r\n");
        expect(await client.reply()).to.equal(ABORTED);
        if (abort.startsWith("NOOP")) expect(await client.reply()).to.equal("200 OK.\r\n");
        data.socket.resume();
        await data.until(() => data.ended || data.closed);
        expect(data.length).to.be.below(100_000_000);
        expect(await client.say("STAT")).to.match(/^211-Server Status: READY/);
      });
    }

    for (const verb of ["STOR", "APPE"]) {
      it(`ends a ${verb} in the middle, and the buffer holds no half file`, async () => {
        const client = await login();
        await client.say("SITE DIRECT OFF");
        const data = await client.passive();
        await client.say(`${verb} HALF.TXT`);
        data.send("half");
        expect(await client.say("ABOR")).to.equal(`426 Aborting ${verb} command...\r\n`);
        expect(await client.reply()).to.equal(ABORTED);
        await data.until(() => data.closed || data.ended);
        expect(device.storage.buffer.file).to.equal(undefined);
      });
    }

    for (const verb of ["LIST", "NLST"]) {
      it(`ends a ${verb} that waits for its data connection`, async () => {
        const client = await login();
        await client.say("PASV");
        client.send(`${verb}\r\n`);
        expect(await client.say("ABOR")).to.equal(`426 Aborting ${verb} command...\r\n`);
        expect(await client.reply()).to.equal(ABORTED);
        expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
      });
    }

    it("ends a RETR that came in the same segment", async () => {
      const client = await login();
      await client.passive();
      client.send("RETR /TST/100000000\r\nABOR\r\nNOOP\r\n");
      expect(await client.reply()).to.match(/^125 /);
      expect(await client.reply()).to.equal("426 Aborting RETR command...\r\n");
      expect(await client.reply()).to.equal(ABORTED);
      expect(await client.reply()).to.equal("200 OK.\r\n");
    });
  });

  describe("during a transfer", () => {
    async function retrieving(): Promise<[Client, Client]> {
      const client = await login();
      await client.say("TYPE I");
      const data = await client.passive();
      data.socket.pause();
      expect(await client.say("RETR /TST/50000000")).to.match(/^125 /);
      return [client, data];
    }

    it("answers STAT at once and everything else behind the transfer, in order", async () => {
      const [client, data] = await retrieving();
      expect(await client.say("STAT")).to.match(/^211-Server Status: BUSY\r\n/);
      client.send("NOOP\r\nSTAT\r\nPWD\r\nQUIT\r\n");
      data.socket.resume();
      const codes: string[] = [];
      for (let reply = await client.reply(); reply !== ""; reply = await client.reply())
        codes.push(reply.slice(0, 3));
      expect(codes).to.deep.equal(["226", "200", "211", "257", "221"]);
      expect((await data.rest()).length).to.equal(50_000_000);
    });

    it("is not idle, but gives up a client that takes nothing for as long", async () => {
      await server.close();
      const clock = new ManualClock();
      await start({ clock, config: ["timer 60"] });
      const [client] = await retrieving();
      clock.advance(59_000);
      expect(device.jobs.count).to.equal(1);
      clock.advance(1_000);
      expect(await client.reply()).to.equal(BROKEN);
      expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
    });

    it("says 426 when the client closes the data connection", async () => {
      const [client, data] = await retrieving();
      data.socket.destroy();
      expect(await client.reply()).to.equal(BROKEN);
    });

    for (const [title, cut] of [
      ["closed", (client: Client) => client.socket.destroy()],
      ["reset", (client: Client) => client.reset()],
      ["half closed", (client: Client) => client.socket.end()],
    ] as const) {
      it(`ends it, and the session, when the control connection is ${title}`, async () => {
        const [client, data] = await retrieving();
        cut(client);
        while (server.sessions > 0 || device.jobs.count > 0)
          await new Promise((resolve) => setImmediate(resolve));
        data.socket.resume();
        await data.until(() => data.closed || data.ended);
        expect(data.length).to.be.below(50_000_000);
      });
    }

    it("finishes it for a client that has said QUIT before it closed its half", async () => {
      const [client, data] = await retrieving();
      client.send("QUIT\r\n");
      client.socket.end();
      data.socket.resume();
      expect((await data.rest()).length).to.equal(50_000_000);
      expect((await client.rest()).toString()).to.match(/^226 .*\r\n221 Goodbye\.\r\n$/);
    });

    it("does not outlive the server", async () => {
      const [client, data] = await retrieving();
      await server.close();
      data.socket.resume();
      await data.until(() => data.closed || data.ended);
      await client.until(() => client.closed || client.ended);
      expect(device.jobs.count).to.equal(0);
    });
  });

  it("has two servers send a file to each other (RFC 959 figure 3, AMB-003)", async () => {
    const other = new Device({ config: ["direct", "no check rename"] });
    const receiver = await startFtpServer(other);
    const from = await login();
    const to = await (await Client.open(receiver.port)).login();
    for (const client of [from, to]) await client.say("TYPE I");
    const numbers = /\((.*)\)/.exec(await from.say("PASV"))?.[1];
    expect(await to.say(`PORT ${numbers}`)).to.match(/^200 /);
    from.send("RETR APPCODE1.BIN\r\n");
    expect(await to.say("STOR COPY.BIN")).to.match(/^150 /);
    expect(await to.reply()).to.match(/^226 STOR completed, 262144 bytes/);
    expect(await from.reply()).to.match(/^150 /);
    expect(await from.reply()).to.match(/^226 RETR completed, 262144 bytes/);
    const copy = other.storage.get("DSK")?.find("COPY.BIN")?.content;
    expect(copy?.read(0, 262_144)).to.deep.equal(octetsOf("APPCODE1.BIN"));
    to.socket.destroy();
    await receiver.close();
  });

  it("survives connections that come and go", async () => {
    for (let round = 0; round < 30; round++) {
      const client = await login();
      const data = await client.passive();
      client.send(
        ["LIST\r\n", "STOR X\r\n", "RETR /TST/1000000\r\n", "PASV\r\n", "ABOR\r\n"][round % 5] as string,
      );
      if (round % 2) data.reset();
      client.reset();
      data.socket.destroy();
      while (server.sessions > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(device.jobs.count).to.equal(0);
    expect(await (await login()).say("NOOP")).to.equal("200 OK.\r\n");
  });
});

import { expect } from "chai";
import { ManualClock } from "../../net/clock.js";
import type { Level } from "../../systems/dm724/device/accounts.js";
import { Device, type DeviceOptions } from "../../systems/dm724/device/device.js";
import { Client } from "./client.test.js";
import { type FtpServer, type FtpServerOptions, startFtpServer } from "./ftp-server.js";

describe("server/ftp/ftp-server", () => {
  let server: FtpServer;
  const clients: Client[] = [];

  async function start(device: DeviceOptions = {}, options: FtpServerOptions = {}): Promise<void> {
    server = await startFtpServer(new Device(device), options);
  }

  async function connect(): Promise<Client> {
    const client = await Client.open(server.port, server.host);
    clients.push(client);
    return client;
  }

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.destroy();
    await server.close();
  });

  it("greets, answers and says goodbye before it closes", async () => {
    await start();
    const client = await connect();
    expect(await client.reply()).to.equal(
      "220 FTP server ready, 1 active clients of 1 simultaneous clients allowed.\r\n",
    );
    expect(await client.say("noop")).to.equal("200 OK.\r\n");
    expect(await client.say("QUIT")).to.equal("221 Goodbye.\r\n");
    expect((await client.rest()).length).to.equal(0);
    expect(client.ended).to.equal(true);
    expect(server.sessions).to.equal(0);
  });

  it("has the banner in front of the greeting", async () => {
    await start({ banner: ["=====", "  Property of somebody", "220 is no code here"] });
    const client = await connect();
    expect(await client.reply()).to.equal(
      "220-=====\r\n  Property of somebody\r\n 220 is no code here\r\n220 FTP server ready, 1 active clients of 1 simultaneous clients allowed.\r\n",
    );
  });

  it("listens on IPv6", async () => {
    await start({}, { host: "::1" });
    const client = await connect();
    expect(await client.reply()).to.match(/^220 /);
    expect(server.host).to.equal("::1");
  });

  it("refuses to start on a port that is taken", async () => {
    await start();
    let fault: unknown;
    await startFtpServer(new Device(), { port: server.port }).catch((error: unknown) => {
      fault = error;
    });
    expect(fault).to.have.property("code", "EADDRINUSE");
  });

  describe("commands on the wire", () => {
    const dialogues: [title: string, sent: string[], expected: string][] = [
      ["one octet at a time", "NOOP\r\nQUIT\r\n".split(""), "200 OK.\r\n221 Goodbye.\r\n"],
      [
        "three in one segment",
        ["NOOP\r\nSYST\r\nQUIT\r\n"],
        "200 OK.\r\n215 UNIX system type.\r\n221 Goodbye.\r\n",
      ],
      ["nothing behind QUIT", ["QUIT\r\nNOOP\r\n"], "221 Goodbye.\r\n"],
      [
        "a line of 512 octets with its end is taken",
        [`NOOP ${"x".repeat(505)}\r\nQUIT\r\n`],
        "200 OK.\r\n221 Goodbye.\r\n",
      ],
      [
        "a line of 513 octets is too long, once",
        [`NOOP ${"x".repeat(506)}\r\nQUIT\r\n`],
        "500 Syntax error, command line too long.\r\n221 Goodbye.\r\n",
      ],
      [
        "a line of a million octets is too long, once",
        [`NOOP ${"x".repeat(1e6)}`, "\r\nQUIT\r\n"],
        "500 Syntax error, command line too long.\r\n221 Goodbye.\r\n",
      ],
      [
        "LF alone ends a line and is the wrong delimiter",
        ["NOOP\n\nQUIT\r\n"],
        "500 Syntax error, command delimiter error.\r\n500 Syntax error, command delimiter error.\r\n221 Goodbye.\r\n",
      ],
      ["CR inside", ["NO\rOP\r\nQUIT\r\n"], "500 Syntax error, command delimiter error.\r\n221 Goodbye.\r\n"],
      [
        "NUL inside",
        ["NOOP \0\r\nQUIT\r\n"],
        "500 Syntax error, command delimiter error.\r\n221 Goodbye.\r\n",
      ],
      [
        "TAB behind the verb",
        ["TYPE\tI\r\nQUIT\r\n"],
        "500 Syntax error, command delimiter error.\r\n221 Goodbye.\r\n",
      ],
      ["an empty line", ["\r\nQUIT\r\n"], "500 Syntax error, command unrecognized.\r\n221 Goodbye.\r\n"],
      ["a blank first", [" NOOP\r\nQUIT\r\n"], "500 Syntax error, command unrecognized.\r\n221 Goodbye.\r\n"],
      [
        "octets of no alphabet",
        [`${"\xff".repeat(252)}\r\nQUIT\r\n`],
        "500 Syntax error, command unrecognized.\r\n221 Goodbye.\r\n",
      ],
      [
        "Telnet IP and Synch, the urgent octet gone, before a command",
        ["\xff\xf4\xffNOOP\r\nQUIT\r\n"],
        "200 OK.\r\n221 Goodbye.\r\n",
      ],
      [
        "Telnet negotiation is refused (RFC 1123 4.1.2.12)",
        ["\xff\xfd\x01\xff\xfb\x03NOOP\r\nQUIT\r\n"],
        "\xff\xfc\x01\xff\xfe\x03200 OK.\r\n221 Goodbye.\r\n",
      ],
      ["a command without a line end is none", ["NOOP\r\nQUI"], "200 OK.\r\n"],
    ];
    for (const [title, sent, expected] of dialogues) {
      it(title, async () => {
        await start();
        const client = await connect();
        await client.reply();
        client.socket.setNoDelay(true);
        for (const piece of sent) client.send(piece);
        client.socket.end();
        expect((await client.rest()).toString("latin1")).to.equal(expected);
      });
    }
  });

  it("answers what was said before the client closed its half", async () => {
    await start();
    const client = await connect();
    client.send("USER root\r\nPASS\r\nPWD\r\n");
    client.socket.end();
    expect((await client.rest()).toString().split("\r\n").slice(1)).to.deep.equal([
      "331 User name accepted, password needed.",
      "230 User login complete.",
      '257 "/DSK" is the current directory.',
      "",
    ]);
    await client.until(() => client.closed);
    expect(server.sessions).to.equal(0);
  });

  describe("an authentication server that takes its time (Dm724-I 3.2)", () => {
    /** Answers when it is told to. */
    function slow(): { level: () => Promise<Level>; answer: (level: Level) => void; fail: () => void } {
      let answer: (level: Level) => void = () => {};
      let fail: (fault: Error) => void = () => {};
      return {
        level: () =>
          new Promise((resolve, reject) => {
            answer = resolve;
            fail = reject;
          }),
        answer: (level) => answer(level),
        fail: () => fail(new Error("no answer")),
      };
    }

    it("keeps the commands behind PASS waiting, in order", async () => {
      const authenticator = slow();
      await start({ authenticator });
      const client = await connect();
      await client.reply();
      await client.say("USER somebody");
      client.send("PASS secret\r\nPWD\r\nQUIT\r\n");
      await new Promise((resolve) => setImmediate(resolve));
      expect(client.text).to.equal("");
      while (!client.text.includes("221")) {
        authenticator.answer(2);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(client.text).to.equal(
        '230 User login successful.\r\n257 "/DSK" is the current directory.\r\n221 Goodbye.\r\n',
      );
    });

    it("lets nobody in who does not fit, nor when there is no answer, and counts them", async () => {
      const authenticator = slow();
      await start({ authenticator });
      const client = await connect();
      await client.reply();
      const refusals: string[] = [];
      for (const end of [
        () => authenticator.answer(0),
        () => authenticator.fail(),
        () => authenticator.answer(0),
      ]) {
        await client.say("USER somebody");
        client.send("PASS secret\r\n");
        while (client.text === "") {
          end();
          await new Promise((resolve) => setImmediate(resolve));
        }
        refusals.push((await client.reply()).trim());
      }
      expect(refusals).to.deep.equal([
        "530 User login refused.",
        "530 User login refused.",
        "421 Service not available.",
      ]);
    });

    it("answers to nobody when the client is gone by then", async () => {
      const authenticator = slow();
      await start({ authenticator });
      const client = await connect();
      await client.reply();
      await client.say("USER somebody");
      client.send("PASS secret\r\n");
      client.reset();
      while (server.sessions > 0) await new Promise((resolve) => setImmediate(resolve));
      authenticator.answer(2);
      await new Promise((resolve) => setImmediate(resolve));
      expect(server.sessions).to.equal(0);
    });
  });

  it("sends the replies of one segment in one", async () => {
    await start();
    const client = await connect();
    await client.reply();
    const segments: number[] = [];
    client.socket.on("data", (chunk: Buffer) => segments.push(chunk.length));
    client.send("NOOP\r\n".repeat(20));
    await client.until(() => client.length === 20 * "200 OK.\r\n".length);
    expect(segments).to.deep.equal([180]);
  });

  it("stops reading a client that does not read, and goes on when it does", async () => {
    let replies = 0;
    await start({}, { rewrite: () => void replies++ });
    const client = await connect();
    await client.reply();
    client.socket.removeAllListeners("data");
    client.socket.pause();
    const commands = 100_000;
    client.send("HELP\r\n".repeat(commands));
    for (let before = -1; before !== replies || replies < 2; ) {
      before = replies;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(replies).to.be.within(2, commands / 2);
    client.socket.on("data", () => {}).resume();
    while (replies <= commands) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  describe("clients", () => {
    it("refuses one too many without a 220, and takes the next when a place is free", async () => {
      await start({ config: ["clients 2"] });
      const first = await connect();
      const second = await connect();
      expect(await first.reply()).to.match(/ 1 active clients of 2 /);
      expect(await second.reply()).to.match(/ 2 active clients of 2 /);
      const third = await connect();
      expect((await third.rest()).toString()).to.equal("421 Service not available.\r\n");
      expect(server.sessions).to.equal(2);
      await first.say("QUIT");
      const fourth = await connect();
      expect(await fourth.reply()).to.match(/^220 FTP server ready, 2 active clients of 2 /);
    });

    for (const [title, leave] of [
      ["closed", (client: Client) => client.socket.destroy()],
      ["closed its half", (client: Client) => client.socket.end()],
      ["was reset", (client: Client) => client.reset()],
    ] as const) {
      it(`has room at once for a client that ${title} and comes back`, async () => {
        await start();
        for (let time = 0; time < 20; time++) {
          const client = await connect();
          expect(await client.reply(), `time ${time}`).to.match(/^220 .* 1 active/);
          leave(client);
        }
      });
    }

    it("serves nobody with clients 0", async () => {
      await start({ config: ["clients 0"] });
      const client = await connect();
      expect((await client.rest()).toString()).to.equal("");
      expect(server.sessions).to.equal(0);
    });

    it("closes after the third wrong password", async () => {
      await start();
      const client = await connect();
      await client.reply();
      const replies: string[] = [];
      for (let attempt = 0; attempt < 3; attempt++) {
        await client.say("USER root");
        replies.push(await client.say("PASS wrong"));
      }
      expect(replies).to.deep.equal([
        "530 User login refused.\r\n",
        "530 User login refused.\r\n",
        "421 Service not available.\r\n",
      ]);
      expect((await client.rest()).length).to.equal(0);
    });
  });

  describe("inactivity", () => {
    it("says goodbye after TIMER seconds without a command, and the session is over", async () => {
      const clock = new ManualClock();
      await start({ clock });
      const client = await connect();
      await client.reply();
      clock.advance(359_000);
      expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
      clock.advance(359_000);
      expect(server.sessions).to.equal(1);
      clock.advance(1_000);
      expect((await client.rest()).toString()).to.equal("221 Inactivity Timer Expired. Goodbye.\r\n");
      expect(server.sessions).to.equal(0);
    });

    it("does not count octets that never become a command", async () => {
      const clock = new ManualClock();
      await start({ clock, config: ["timer 10"] });
      const client = await connect();
      await client.reply();
      client.send("NOOP\r\nNO");
      expect(await client.reply()).to.equal("200 OK.\r\n");
      clock.advance(10_000);
      expect((await client.rest()).toString()).to.match(/^221 /);
    });

    it("cuts a client that does not close its half", async () => {
      const clock = new ManualClock();
      await start({ clock });
      const client = await connect();
      await client.reply();
      await client.say("QUIT");
      await client.rest();
      expect(client.closed).to.equal(false);
      clock.advance(5_000);
      while (!client.closed) {
        client.send("x");
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
  });

  it("writes what a test wants instead of a reply", async () => {
    const seen: string[] = [];
    await start(
      {},
      {
        rewrite: ({ reply: { verb }, code, octets, session }) => {
          seen.push(`${session} ${verb} ${code} ${octets.length}`);
          if (verb === "SYST") return Buffer.alloc(0);
          return verb === "NOOP" ? Buffer.from("250 Fine.\r\n") : undefined;
        },
      },
    );
    const client = await connect();
    await client.reply();
    client.send("SYST\r\n");
    expect(await client.say("NOOP")).to.equal("250 Fine.\r\n");
    expect(await client.say("FOO")).to.equal("500 Syntax error, command unrecognized.\r\n");
    expect(seen).to.deep.equal(["1 (connect) 220 75", "1 SYST 215 23", "1 NOOP 200 9", "1 (any) 500 41"]);
  });

  it("closes with sessions open, promptly and completely, twice if need be", async () => {
    await start({ config: ["clients 3"] });
    const [a, b] = [await connect(), await connect()];
    await a.login();
    await a.passive();
    b.send("USER root\r\nPASS\r\nPASV\r\n");
    await Promise.all([server.close(), server.close()]);
    await Promise.all([a.until(() => a.ended || a.closed), b.until(() => b.ended || b.closed)]);
    expect(server.sessions).to.equal(0);
  });

  it("runs by the hundred, each quickly made", async () => {
    const servers = await Promise.all(Array.from({ length: 200 }, () => startFtpServer(new Device())));
    const ports = new Set(servers.map(({ port }) => port));
    expect(ports.size).to.equal(200);
    await Promise.all(servers.map((each) => each.close()));
    await start();
  });
});

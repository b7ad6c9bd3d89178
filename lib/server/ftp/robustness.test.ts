import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { packageRoot } from "../../files/package-root.js";
import { ManualClock } from "../../net/clock.js";
import { Conversation } from "../../systems/dm724/device/conversation.test.js";
import { Device, type DeviceOptions } from "../../systems/dm724/device/device.js";
import { Client } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

const MEBIOCTET = 1024 * 1024;

describe("whatever clients do", () => {
  let server: FtpServer;
  let device: Device;

  async function start(options: DeviceOptions = {}): Promise<void> {
    device = new Device(options);
    server = await startFtpServer(device);
  }

  const clients: Client[] = [];

  async function connect(): Promise<Client> {
    const client = await Client.open(server.port);
    clients.push(client);
    return client;
  }

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.destroy();
    await server.close();
  });

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  /** Waits until nothing of a client is left. */
  async function quiet(): Promise<void> {
    while (server.sessions > 0 || device.sessions > 0 || device.jobs.count > 0) await turn();
  }

  it("a thousand sessions at once are served, and gone when they end", async () => {
    await start({ config: ["clients 1000"] });
    const all = await Promise.all(Array.from({ length: 1000 }, connect));
    await Promise.all(all.map((client) => client.login()));
    expect(server.sessions).to.equal(1000);
    expect(await Promise.all(all.map((client) => client.say("PWD")))).to.deep.equal(
      all.map(() => '257 "/DSK" is the current directory.\r\n'),
    );
    const extra = await connect();
    expect((await extra.rest()).toString()).to.match(/^421 /);
    for (const client of all) client.socket.destroy();
    await quiet();
  });

  it("a gigabyte without a line end costs no memory, and the next command is answered", async () => {
    await start();
    const client = await (await connect()).login();
    const piece = Buffer.alloc(MEBIOCTET, "x");
    const before = process.memoryUsage().rss;
    for (let count = 0; count < 1024; count++) {
      if (!client.socket.write(piece)) await new Promise((resolve) => client.socket.once("drain", resolve));
    }
    client.send("\r\n");
    expect(await client.reply()).to.equal("500 Syntax error, command line too long.\r\n");
    expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
    // Chunks on their way and garbage, but not the gigabyte.
    expect((process.memoryUsage().rss - before) / MEBIOCTET).to.be.below(300);
    client.socket.destroy();
  });

  it("a client that sends commands and never reads is not read either, and does not keep others out", async () => {
    await start({ config: ["clients 2"] });
    const client = await (await connect()).login();
    client.socket.pause();
    const line = Buffer.from("HELP\r\n".repeat(10_000));
    let stalled = false;
    for (let count = 0; count < 1000 && !stalled; count++) {
      if (client.socket.write(line)) continue;
      let drained = false;
      client.socket.once("drain", () => {
        drained = true;
      });
      const other = await (await connect()).login();
      for (let turns = 0; turns < 50; turns++) await other.say("NOOP");
      other.socket.destroy();
      stalled = !drained;
    }
    expect(stalled, "the server reads on and on").to.equal(true);
    client.socket.destroy();
    await quiet();
  });

  it("a client that never reads a file holds it for as long as TIMER, and others go on", async () => {
    const clock = new ManualClock();
    await start({ clock, config: ["clients 2", "timer 10"] });
    const client = await (await connect()).login();
    const data = await client.passive();
    data.socket.pause();
    client.send("RETR /TST/100000000\r\n");
    await client.reply();
    const other = await (await connect()).login();
    expect(await other.say("SIZE CONFIG.CFG")).to.match(/^213 /);
    for (let seconds = 0; seconds < 20; seconds++) {
      clock.advance(1000);
      await turn();
    }
    expect(await client.reply()).to.match(/^426 /);
    data.socket.destroy();
  });

  it("a client that never sends is sent away", async () => {
    const clock = new ManualClock();
    await start({ clock });
    const client = await connect();
    await client.reply();
    clock.advance(360_000);
    expect(await client.reply()).to.match(/^221 Inactivity/);
    await quiet();
  });

  const CUTS = ["before the data", "in the first half", "in the second half", "behind the data"] as const;
  for (const [title, command] of [
    ["upload to the buffer", "STOR A.TXT"],
    ["upload to the disk", "STOR A.TXT"],
    ["checked upload", "STOR A.BIN"],
    ["addition", "APPE A.TXT"],
    ["listing", "LIST"],
    ["download", "RETR APPCODE1.BIN"],
  ]) {
    for (const which of ["control", "data"] as const) {
      for (const how of ["closed", "reset"] as const) {
        it(`a ${title} whose ${which} connection is ${how} at any moment leaves nothing behind`, async () => {
          await start({ config: ["clients 2", ...(title?.includes("disk") ? ["direct"] : [])] });
          for (const cut of CUTS) {
            const client = await (await connect()).login();
            await client.say("TYPE I");
            const data = await client.passive();
            client.send(`${command}\r\n`);
            const victim = which === "control" ? client : data;
            const end = (): void => (how === "reset" ? victim.reset() : void victim.socket.destroy());
            if (cut === "before the data") end();
            else {
              await client.reply();
              data.send("x".repeat(1000));
              if (cut === "in the first half") end();
              else {
                data.send("y".repeat(1000));
                // Only once the end has left: to reset a connection that is being shut down makes libuv spin.
                if (cut === "behind the data") await new Promise<void>((resolve) => data.socket.end(resolve));
                end();
              }
            }
            // The control connection, if it is left, still serves, in step.
            if (which === "data") {
              client.send("SYST\r\n");
              await client.until(() => /^215 /m.test(client.text));
              expect(client.text.match(/^[2-5]\d\d /gm), cut).to.have.length(2);
            }
            client.socket.destroy();
            data.socket.destroy();
            await quiet();
            // Whole, or nothing: a reset never passes for an end, as the close of a data connection does (RFC 959 3.4.1).
            const { file } = device.storage.buffer;
            const ended = which === "data" && how === "closed";
            if (file !== undefined && !ended) expect(file.content.length % 2000, cut).to.equal(0);
          }
        });
      }
    }
  }

  for (const command of [
    "QUIT",
    "REIN",
    "ABOR",
    "PASV",
    "EPSV",
    "PORT 127,0,0,1,200,1",
    "a cut connection",
  ]) {
    it(`a port that PASV has opened is closed by ${command}`, async () => {
      await start();
      const client = await (await connect()).login();
      const port = Number(/\|(\d+)\|/.exec(await client.say("EPSV"))?.[1]);
      if (command === "a cut connection") client.reset();
      else await client.say(command);
      await turn();
      let refused = false;
      for (let turns = 0; turns < 1000 && !refused; turns++) {
        const socket = await Client.open(port).catch(() => undefined);
        socket?.socket.destroy();
        refused = socket === undefined;
      }
      expect(refused).to.equal(true);
      client.socket.destroy();
    });
  }

  it("a guest can have the device connect neither elsewhere nor to a service (RFC 2577 3)", async () => {
    await start();
    const client = await (await connect()).login("guest");
    expect(await client.say("PORT 127,9,9,9,200,1")).to.equal("504 IP Address not allowed.\r\n");
    expect(await client.say("EPRT |1|127.9.9.9|51201|")).to.equal("504 IP Address not allowed.\r\n");
    for (const port of [1, 21, 25, 1023]) {
      expect(await client.say(`PORT 127,0,0,1,${port >> 8},${port & 255}`)).to.match(
        /^504 Command not implemented/,
      );
    }
    client.socket.destroy();
  });

  it("memory comes back after many sessions and transfers", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    await start({ config: ["clients 100", "direct"] });
    const round = async (): Promise<number> => {
      for (let batch = 0; batch < 4; batch++) {
        const visitors = await Promise.all(Array.from({ length: 50 }, connect));
        await Promise.all(
          visitors.map(async (client) => {
            await client.login();
            const data = await client.passive();
            client.send("RETR /TST/100000\r\n");
            await data.rest();
            client.socket.destroy();
          }),
        );
        await quiet();
      }
      collect();
      return process.memoryUsage().heapUsed;
    };
    await round();
    const first = await round();
    const second = await round();
    expect((second - first) / MEBIOCTET).to.be.below(4);
  });
});

describe("no path leaves the device's own storage", () => {
  it("since neither the device nor its server opens a file of the host while it runs", () => {
    const opening = ["device", "server", "systems"].flatMap((folder) =>
      readdirSync(join(packageRoot(), "lib", folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
        .filter((file) =>
          /["']node:(fs|fs\/promises|child_process)["']|read-text/.test(
            readFileSync(join(packageRoot(), "lib", folder, file), "utf8"),
          ),
        )
        .map((file) => `${folder}/${file}`),
    );
    // It reads models before a device is made.
    expect(opening).to.have.members(["systems/dm724/device/model-file.ts", "systems/dm724/device/models.ts"]);
  });

  it("and whatever is said gets an answer of the manual's, never an exception", () => {
    const verb = fc.constantFrom(
      ..."USER PASS ACCT CWD CDUP SMNT REIN PORT PASV EPRT EPSV TYPE STRU MODE RETR STOR APPE REST RNFR RNTO DELE LIST NLST SITE SYST STAT HELP NOOP SIZE MDTM XCRC XMD5 OPTS ABOR".split(
        " ",
      ),
    );
    const word = fc.oneof(
      fc.constantFrom(
        "..",
        "/",
        "../..",
        "/etc/passwd",
        "DSK",
        "/MEM/A",
        "CONFIG.CFG",
        "*",
        "%s",
        "%n",
        "-1",
        "0",
        "4294967296",
        "99999999999999999999",
        '"',
        "SAVEBUFFER",
        "CHECK",
        "ALL",
        "ON",
        "OFF",
        "DIRECT",
        "COHERENCE",
        "root",
        "\xff",
        "|1|127.9.9.9|5000|",
        "127,9,9,9,200,1",
      ),
      fc.string({ maxLength: 20 }),
    );
    const line = fc
      .tuple(verb, fc.array(word, { maxLength: 4 }))
      .map(([verb, words]) => [verb, ...words].join(" ").replace(/[\r\n]/g, ""));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const conversation = Conversation.with().login();
        for (const line of lines) {
          const reply = conversation.say(line, "some data");
          expect(reply, line).to.match(/^[1-5]\d\d[ -]/);
          expect(reply).to.not.match(/root:|\/bin\//);
        }
      }),
      { seed: 2577, numRuns: 300 },
    );
  });
});

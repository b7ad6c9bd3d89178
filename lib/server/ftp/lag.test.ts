import { connect } from "node:net";
import { expect } from "chai";
import { ForwardClock } from "../../net/clock.js";
import { socketsRead } from "../../net/lag.js";
import { Device } from "../../systems/dm724/device/device.js";
import { Client } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

/** Seconds, the shortest that the configuration takes. */
const TIMER = 1;

/** Nothing in this process runs meanwhile: no timer, no socket. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe("a device whose process did not run", () => {
  let server: FtpServer;
  let device: Device;

  async function start(
    config: string[] = [`timer ${TIMER}`],
    dataConnectionTimeout?: number,
  ): Promise<Client> {
    device = new Device({ config: ["clients 2", ...config], clock: new ForwardClock() });
    server = await startFtpServer(device, {
      ...(dataConnectionTimeout !== undefined && { dataConnectionTimeout }),
    });
    return (await Client.open(server.port)).login("root");
  }
  afterEach(() => server.close());

  it("does not close a session whose client has spoken meanwhile", async () => {
    const client = await start();
    client.send("NOOP\r\n");
    block(TIMER * 1500);
    expect(await client.reply()).to.equal("200 OK.\r\n");
    client.socket.destroy();
  });

  it("gives a client that was as slow the time that it lacked", async () => {
    const client = await start();
    block(TIMER * 1500);
    await socketsRead();
    expect(await client.say("NOOP")).to.equal("200 OK.\r\n");
    client.socket.destroy();
  });

  it("does not give a data connection up that has come meanwhile", async () => {
    const client = await start([], 100);
    const port = /(\d+)\|/.exec(await client.say("EPSV"))?.[1];
    client.send("LIST\r\n");
    while (device.jobs.count === 0) await socketsRead();
    const data = connect(Number(port), "127.0.0.1");
    data.on("error", () => {});
    block(500);
    expect(await client.reply()).to.match(/^150 /);
    expect(await client.reply()).to.match(/^226 /);
    data.destroy();
    client.socket.destroy();
  });

  it("does not take a connection for broken over which data has come meanwhile", async () => {
    const client = await start();
    const data = await client.passive();
    client.send("STOR A.TXT\r\n");
    await client.reply();
    data.send("abc");
    block(TIMER * 1500);
    data.socket.end("def");
    expect(await client.reply()).to.match(/^226 STOR completed, 6 /);
    client.socket.destroy();
  });

  it("closes all the same when the time is set forward", async () => {
    const client = await start(["timer 300"]);
    block(50);
    (device.clock as ForwardClock).forward(300_000);
    expect(await client.reply()).to.equal("221 Inactivity Timer Expired. Goodbye.\r\n");
    await client.until(() => client.ended || client.closed);
    client.socket.destroy();
  });
});

import { expect } from "chai";
import { ManualClock } from "../../net/clock.js";
import { altered } from "../../systems/dm724/device/conversation.test.js";
import { Device, type DeviceOptions } from "../../systems/dm724/device/device.js";
import { modelNamed } from "../../systems/dm724/device/models.js";
import { sampleImage } from "../../systems/dm724/device/sample-images.test.js";
import { Client } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

describe("a reboot (Dm724-I 3.10)", () => {
  let server: FtpServer;
  let device: Device;
  let clock: ManualClock;
  const clients: Client[] = [];

  async function start(options: DeviceOptions = {}): Promise<void> {
    clock = new ManualClock();
    device = new Device({ clock, config: ["clients 3"], ...options });
    server = await startFtpServer(device);
  }

  async function login(): Promise<Client> {
    const client = await Client.open(server.port);
    clients.push(client);
    await client.login();
    await client.say("TYPE I");
    return client;
  }

  async function store(client: Client, name: string, content: string): Promise<string> {
    const data = await client.passive();
    client.send(`STOR ${name}\r\n`);
    await client.reply();
    data.socket.end(Buffer.from(content, "latin1"));
    return client.reply();
  }

  /** Waits for what the network takes its time for. */
  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  }

  async function answers(): Promise<boolean> {
    try {
      const client = await Client.open(server.port);
      clients.push(client);
      await client.until(() => client.text !== "" || client.closed);
      return client.text.startsWith("220");
    } catch {
      return false;
    }
  }

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.destroy();
    await server.close();
  });

  it("comes at once when the client closes, drops everybody, and keeps the port closed meanwhile", async () => {
    await start();
    const [client, other] = [await login(), await login()];
    expect(await client.say("SITE RELOAD ON")).to.equal("200 RELOAD mode is set to ON.\r\n");
    expect(await other.say("STAT")).to.match(/Reload code : ON/);
    client.socket.end();
    await until(() => device.power.state === "booting");
    await other.until(() => other.closed || other.ended);
    expect(await answers()).to.equal(false);
    clock.advance(device.model.boot.seconds * 1000);
    expect(device.power.state).to.equal("on");
    while (!(await answers()));
  });

  it("comes about 30 seconds after QUIT", async () => {
    await start();
    const client = await login();
    await client.say("SITE RELOAD ON");
    await client.say("QUIT");
    await until(() => server.sessions === 0);
    clock.advance(29_999);
    expect(device.power.state).to.equal("on");
    expect(await answers()).to.equal(true);
    clock.advance(1);
    expect(device.power.state).to.equal("booting");
  });

  for (const [title, ...commands] of [
    ["RELOAD OFF", "SITE RELOAD ON", "SITE RELOAD OFF"],
    ["REIN", "SITE RELOAD ON", "REIN"],
    ["no RELOAD at all", "NOOP"],
  ]) {
    it(`does not come after ${title}`, async () => {
      await start();
      const client = await login();
      for (const command of commands) await client.say(command);
      client.socket.end();
      await until(() => server.sessions === 0);
      clock.advance(60_000);
      expect(device.power.state).to.equal("on");
    });
  }

  it("does not come when somebody else's connection closes", async () => {
    await start();
    const [client, other] = [await login(), await login()];
    await client.say("SITE RELOAD ON");
    other.socket.end();
    await until(() => server.sessions === 1);
    expect(device.power.state).to.equal("on");
  });

  it("starts the application that was stored, with an empty buffer and the configured modes", async () => {
    await start();
    const client = await login();
    await store(
      client,
      "X.BIN",
      sampleImage("application", { version: [12, 0, 0, 0, 0], name: "APPCODE1.BIN" }),
    );
    client.send("SITE SAVEBUFFER\r\n");
    await until(() => device.jobs.count > 0);
    clock.advance(1000);
    expect(await client.reply()).to.equal("200 SAVEBUFFER completed O.K.\r\n");
    expect(device.software.application?.header.version[0], "still the old one").to.equal(11);
    for (const command of ["SITE DIRECT ON", "SITE CHECK ALL OFF", "SITE RELOAD ON"])
      await client.say(command);
    client.socket.end();
    await until(() => device.power.state === "booting");
    clock.advance(60_000);
    expect(device.software.application?.header.version[0]).to.equal(12);
    expect(device.storage.buffer.present).to.equal(false);
    expect(device.modes.direct).to.equal(false);
    expect(device.checks.crc).to.equal(true);
  });

  it("waits until what is being saved is saved (3.5)", async () => {
    await start(altered({ writeSpeed: 1 }));
    const client = await login();
    await store(client, "A.TXT", "abc");
    await client.say("SITE RELOAD ON");
    client.send("SITE SAVEBUFFER\r\n");
    await until(() => device.jobs.count > 0);
    client.socket.end();
    await until(() => server.sessions === 0);
    clock.advance(2999);
    expect(device.power.state).to.equal("on");
    clock.advance(1);
    expect(device.power.state).to.equal("booting");
    expect(device.storage.disk("DSK")?.find("A.TXT")?.content.length).to.equal(3);
  });

  it("does not wait for somebody else's transfer", async () => {
    await start();
    const [client, other] = [await login(), await login()];
    const data = await other.passive();
    data.socket.pause();
    other.send("RETR /TST/100000000\r\n");
    await other.reply();
    await client.say("SITE RELOAD ON");
    client.socket.end();
    await until(() => device.power.state === "booting");
    await data.until(() => data.closed || data.ended || data.socket.destroyed || device.jobs.count === 0);
    data.socket.destroy();
    clock.advance(60_000);
    expect(device.power.state).to.equal("on");
  });

  it("does not come back without an application that can be started", async () => {
    await start();
    const client = await login();
    await client.say("DELE APPCODE1.BIN");
    await client.say("SITE RELOAD ON");
    client.socket.end();
    await until(() => device.power.state === "booting");
    clock.advance(60_000);
    expect(device.power.state).to.equal("off");
    expect(device.power.fault).to.equal("no stored application can be started");
    expect(await answers()).to.equal(false);
  });

  it("does not come back with a damaged BIOS", async () => {
    await start();
    const zone = device.storage.disk("BIO");
    for (const { name } of zone?.files() ?? []) zone?.delete(name);
    const client = await login();
    await client.say("SITE RELOAD ON");
    client.socket.end();
    await until(() => device.power.state === "booting");
    clock.advance(60_000);
    expect(device.power.fault).to.equal("BIO holds no BIOS that can be started");
  });

  it("takes another application when the one it is set up for is gone", async () => {
    await start();
    const client = await login();
    await client.say("RNFR APPCODE1.BIN");
    await client.say("RNTO OTHER.BIN");
    await client.say("SITE RELOAD ON");
    client.socket.end();
    await until(() => device.power.state === "booting");
    clock.advance(60_000);
    expect(device.software.application?.name).to.equal("OTHER.BIN");
  });

  it("of a device that writes its flash when the connection closes comes behind that (AMB-029)", async () => {
    await start({ model: modelNamed("legacy") });
    const client = await login();
    await client.say("SITE CHECK ALL OFF");
    await store(client, "A.X", "abc");
    expect(await client.say("SITE SAVEBUFFER")).to.match(/^200 SAVEBUFFER ordered/);
    await client.say("SITE RELOAD ON");
    client.socket.end();
    await until(() => device.jobs.count > 0);
    expect(device.power.state).to.equal("on");
    clock.advance(1000);
    expect(device.power.state).to.equal("booting");
    expect(device.storage.disk("FCO")?.find("A.X")?.content.length).to.equal(3);
  });

  it("leaves nothing open when the server is closed meanwhile", async () => {
    await start();
    const client = await login();
    await client.say("SITE RELOAD ON");
    client.socket.end();
    await until(() => device.power.state === "booting");
    await server.close();
    clock.advance(60_000);
    expect(await answers()).to.equal(false);
  });
});

/** Files that are longer than any piece of memory that they are read, kept or sent in. */
import { once } from "node:events";
import { expect } from "chai";
import { generatedContent } from "../../device/content.js";
import { Device } from "../../systems/dm724/device/device.js";
import { Client } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

const MEBI = 1024 * 1024;
const SIZE = 48 * MEBI + 12_345;

describe("server/ftp with large files", () => {
  const sent = generatedContent(5, SIZE).read(0, SIZE);
  let device: Device;
  let server: FtpServer;
  let client: Client;

  beforeEach(async () => {
    const { model } = new Device();
    const fileSystems = model.fileSystems.map((place) => ({ ...place, size: 256 * MEBI }));
    device = new Device({ model: { ...model, fileSystems }, config: ["direct"], seed: 7 });
    server = await startFtpServer(device);
    client = await (await Client.open(server.port)).login();
    for (const command of ["TYPE I", "CWD /DSK"]) await client.say(command);
  });

  afterEach(async () => {
    client.socket.destroy();
    await server.close();
  });

  /** @returns the data connection of a transfer that has begun */
  async function begin(command: string): Promise<Client> {
    const data = await client.passive();
    expect(await client.say(command)).to.match(/^1[25]/);
    return data;
  }

  async function store(octets: Buffer): Promise<void> {
    const data = await begin("STOR A");
    data.socket.end(octets);
    expect(await client.reply()).to.match(/^226 /);
  }

  async function retrieve(name: string): Promise<Buffer> {
    const data = await begin(`RETR ${name}`);
    const octets = await data.rest();
    expect(await client.reply()).to.match(/^226 /);
    return octets;
  }

  it("gives back every octet, from anywhere, also of one that has replaced another", async () => {
    await store(sent.subarray(1));
    await store(sent);
    expect((await retrieve("A")).equals(sent)).to.equal(true);
    await client.say(`REST ${40 * MEBI - 1}`);
    expect((await retrieve("A")).equals(sent.subarray(40 * MEBI - 1))).to.equal(true);
  });

  it("keeps what arrived of one that broke off", async () => {
    const data = await begin("STOR A");
    data.socket.write(sent.subarray(0, 40 * MEBI));
    const stored = (): Buffer => {
      const content = device.storage.get("DSK")?.find("A")?.content;
      return content?.read(0, content.length) ?? Buffer.alloc(0);
    };
    await once(data.socket, "drain");
    client.send("ABOR\r\n");
    expect(await client.reply()).to.match(/^426 /);
    expect(await client.reply()).to.match(/^226 /);
    data.socket.destroy();
    const { length } = stored();
    expect(length).to.be.greaterThan(0);
    expect(stored().equals(sent.subarray(0, length))).to.equal(true);
  });

  it("goes on sending one that was deleted meanwhile, as it was", async () => {
    await store(sent);
    const data = await client.passive();
    data.socket.pause();
    expect(await client.say("RETR A")).to.match(/^1[25]/);
    device.storage.get("DSK")?.delete("A");
    data.socket.resume();
    expect((await data.rest()).equals(sent)).to.equal(true);
    expect(await client.reply()).to.match(/^226 /);
  });

  it("sends from TST the same octets however they are asked for", async () => {
    const whole = await retrieve("/TST/10000000");
    expect(whole.length).to.equal(10_000_000);
    const first = generatedContent(7, 4 * MEBI).read(0, 4 * MEBI);
    expect(whole.equals(Buffer.concat([first, first, first], whole.length))).to.equal(true);
    await client.say(`REST ${4 * MEBI - 7}`);
    expect((await retrieve("/TST/9999999")).equals(whole.subarray(4 * MEBI - 7, 9_999_999))).to.equal(true);
  });
});

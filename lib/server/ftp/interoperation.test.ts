import { execFile } from "node:child_process";
import { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { Client, FileType } from "basic-ftp";
import { expect } from "chai";
import { ManualClock } from "../../net/clock.js";
import { Device, type DeviceOptions } from "../../systems/dm724/device/device.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

/** Clients that others wrote, doing what people do with them. */
describe("server, with other people's clients", () => {
  let device: Device;
  let server: FtpServer;

  async function start(options: DeviceOptions = {}, host = "127.0.0.1"): Promise<void> {
    device = new Device({ config: ["clients 2", "direct"], clock: new ManualClock(), ...options });
    server = await startFtpServer(device, { host });
  }

  afterEach(() => server.close());

  function gather(): { into: Writable; octets: () => Buffer } {
    const chunks: Buffer[] = [];
    const into = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    return { into, octets: () => Buffer.concat(chunks) };
  }

  describe("basic-ftp", () => {
    let client: Client;

    beforeEach(() => {
      client = new Client(5000);
    });

    afterEach(() => client.close());

    async function login(user = "root"): Promise<void> {
      await client.access({ host: server.host, port: server.port, user, password: "" });
    }

    for (const host of ["127.0.0.1", "::1"]) {
      it(`makes the full tour over ${host}`, async () => {
        await start({}, host);
        await login();
        expect(await client.pwd()).to.equal("/DSK");
        expect([...(await client.features()).keys()]).to.deep.equal(["MDTM", "REST", "SIZE", "XCRC", "XMD5"]);
        const content = Buffer.from("one\r\ntwo\n\xff\0three", "latin1");
        await client.uploadFrom(Readable.from([content]), "tour.dat");
        await client.appendFrom(Readable.from([content]), "tour.dat");
        expect(await client.size("tour.dat")).to.equal(2 * content.length);
        const { into, octets } = gather();
        await client.downloadTo(into, "tour.dat");
        expect(octets()).to.deep.equal(Buffer.concat([content, content]));
        const tail = gather();
        await client.downloadTo(tail.into, "tour.dat", content.length);
        expect(tail.octets()).to.deep.equal(content);
        expect((await client.lastMod("tour.dat")).toISOString()).to.equal("2026-11-20T21:10:00.000Z");
        await client.rename("tour.dat", "tour.old");
        expect((await client.list()).map(({ name }) => name)).to.include("TOUR.OLD");
        await client.remove("tour.old");
        expect((await client.list()).map(({ name }) => name)).to.not.include("TOUR.OLD");
      });
    }

    for (const mode of ["UNIX", "MSDOS"]) {
      it(`reads listings in ${mode} format`, async () => {
        await start();
        await login();
        await client.send(`SITE SYSTMODE ${mode}`);
        expect((await client.list()).map(({ name, size, type }) => ({ name, size, type }))).to.deep.equal([
          { name: "APPCODE1.BIN", size: 262_144, type: FileType.File },
          { name: "CONFIG.CFG", size: 190, type: FileType.File },
          { name: "FW00001C.BFW", size: 40_960, type: FileType.File },
        ]);
        await client.cd("/");
        expect((await client.list()).map(({ name, isDirectory }) => `${name} ${isDirectory}`)).to.deep.equal([
          "DSK true",
          "BIO true",
          "MEM true",
          "TST true",
          "TS1 true",
        ]);
      });
    }

    it("stores into the buffer by default, and measures the line with TST", async () => {
      await start({ config: [] });
      await login();
      await client.uploadFrom(Readable.from([Buffer.alloc(300_000)]), "NEW.DAT");
      expect(device.storage.buffer.file).to.include({ name: "NEW.DAT" });
      const { into, octets } = gather();
      await client.downloadTo(into, "/TST/3000000");
      expect(octets().length).to.equal(3_000_000);
    });

    it("is told no", async () => {
      await start();
      const refusals: string[] = [];
      const refused = async (work: Promise<unknown>): Promise<void> => {
        await work.then(
          () => refusals.push("not refused"),
          (error: Error) => refusals.push(error.message),
        );
      };
      await login("guest");
      await refused(client.remove("CONFIG.CFG"));
      await login();
      await refused(client.size("NONE"));
      await refused(client.downloadTo(gather().into, "NONE"));
      expect(refusals).to.deep.equal([
        "530 Access denied, not logged in.",
        "550 File not found.",
        "550 Unable to open file.",
      ]);
      expect(await client.size("CONFIG.CFG")).to.equal(190);
    });
  });

  describe("curl", () => {
    async function curl(path: string, ...options: string[]): Promise<Buffer> {
      const host = server.host.includes(":") ? `[${server.host}]` : server.host;
      const { stdout } = await promisify(execFile)(
        "curl",
        ["-sS", "--max-time", "20", "--disable", ...options, `ftp://root:@${host}:${server.port}${path}`],
        { encoding: "buffer", maxBuffer: 1 << 26 },
      );
      return stdout;
    }

    const ways: readonly (readonly [title: string, host: string, options: string[]])[] = [
      ["EPSV", "127.0.0.1", []],
      ["PASV", "127.0.0.1", ["--disable-epsv"]],
      ["EPRT", "127.0.0.1", ["--ftp-port", "-"]],
      ["PORT", "127.0.0.1", ["--ftp-port", "-", "--disable-eprt"]],
      ["EPSV over IPv6", "::1", []],
      ["EPRT over IPv6", "::1", ["--ftp-port", "-"]],
    ];
    for (const [title, host, options] of ways) {
      it(`lists, uploads and downloads with ${title}`, async () => {
        await start({}, host);
        const octets = Buffer.alloc(500_000, "abc\r\n\xff", "latin1");
        expect((await curl("/", ...options)).toString()).to.match(/APPCODE1\.BIN\r?\n.*CONFIG\.CFG/);
        const upload = promisify(execFile);
        const url = `ftp://root:@${host.includes(":") ? `[${host}]` : host}:${server.port}/UP.DAT`;
        const child = upload("curl", ["-sS", "--disable", "--max-time", "20", ...options, "-T", "-", url]);
        child.child.stdin?.end(octets);
        await child;
        expect(device.storage.get("DSK")?.find("UP.DAT")?.content.length).to.equal(500_000);
        expect(await curl("/UP.DAT", ...options)).to.deep.equal(octets);
        expect(await curl("/UP.DAT", ...options, "--range", "499990-")).to.deep.equal(
          octets.subarray(499_990),
        );
      });
    }

    it("fetches 100 million octets from TST", async () => {
      await start();
      expect((await curl("/TST/100000000", "-o", "/dev/null", "-w", "%{size_download}")).toString()).to.equal(
        "100000000",
      );
    });

    it("reports a missing file with the device's own words", async () => {
      await start();
      let message = "";
      await curl("/NONE").catch((error: Error) => {
        message = error.message;
      });
      expect(message).to.match(/curl: \((78|9|19|22)\)/);
    });
  });
});

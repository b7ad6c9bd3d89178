/**
 * Real FTP clients against the reference device, as somebody would use them who updates a router. Needs root and the
 * clients' Debian packages: fixtures/peers/peers.sh fetch clients.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client as BasicFtp } from "basic-ftp";
import { expect } from "chai";
import { packageRoot } from "./files/package-root.js";
import { type FtpServer, startFtpServer } from "./server/ftp/ftp-server.js";
import { Device, type DeviceOptions } from "./systems/dm724/device/device.js";
import { defaultModel } from "./systems/dm724/device/models.js";
import { sampleImage } from "./systems/dm724/device/sample-images.test.js";

const peers = join(packageRoot(), "fixtures", "peers", "peers.sh");
const FILE = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7 + (at >> 8)) & 255));
const HALF = 40_000;
/** Milliseconds, for a client that hangs. */
const PATIENCE = 60_000;

let folder: string;
let device: Device;
let server: FtpServer;

/** Where the clients keep their side of a file. */
const local = (name: string): string => join(folder, name);
const stored = (name: string): Buffer | undefined => {
  const content = device.storage.disk("DSK")?.find(name)?.content;
  return content?.read(0, content.length);
};

async function start(options: DeviceOptions = {}, host = "127.0.0.1"): Promise<void> {
  device = new Device({ config: ["clients 4"], ...options });
  server = await startFtpServer(device, { host });
}

/** Runs a line of the shell with a client in it, and gives it something to read. @returns what it printed */
async function run(line: string, input = ""): Promise<string> {
  const child = spawn(peers, ["client", "sh", "-c", line], { stdio: "pipe", timeout: PATIENCE });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (printed += chunk.toString("latin1")));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  await once(child, "close");
  return printed;
}

/** Puts half of the file where a transfer is to go on. */
function leaveHalf(where: "device" | "here"): void {
  if (where === "here") return writeFileSync(local("got"), FILE.subarray(0, HALF));
  const content = {
    length: HALF,
    read: (offset: number, count: number) => FILE.subarray(offset, Math.min(HALF, offset + count)),
  };
  device.storage.disk("DSK")?.install({ name: "FGTEST.DAT", content, modified: Date.UTC(2026, 0) });
}

const NAMES = ["APPCODE1.BIN", "CONFIG.CFG", "FW00001C.BFW"];

/** What each client types. `UP` and `GOT` are files here, `PORT` is where the device is. */
interface Typed {
  /** the shell's line; what is typed comes in on its standard input */
  line: string;
  login: string;
  list: string;
  update: string;
  download: string;
  resumeDownload?: string;
  resumeUpload?: string;
  rename: string;
  remove: string;
  passive: string;
  active: string;
  quote: (command: string) => string;
}

const CLIENTS: Readonly<Record<string, Typed>> = {
  lftp: {
    line: "lftp --norc",
    login: "set net:max-retries 1\nset ftp:use-feat no\nopen ftp://root:@127.0.0.1:PORT",
    list: "ls",
    update: "put UP -o FGTEST.DAT\nquote SITE SAVEBUFFER",
    download: "get FGTEST.DAT -o GOT",
    resumeDownload: "get -c FGTEST.DAT -o GOT",
    resumeUpload: "put -c UP -o FGTEST.DAT",
    rename: "mv FGTEST.DAT FGNEW.DAT",
    remove: "rm FGTEST.DAT",
    passive: "set ftp:passive-mode yes",
    active: "set ftp:passive-mode no",
    quote: (command) => `quote ${command}`,
  },
  tnftp: {
    line: "tnftp -inv",
    login: "open 127.0.0.1 PORT\nuser root test\nbinary",
    list: "dir",
    update: "put UP FGTEST.DAT\nquote SITE SAVEBUFFER",
    download: "get FGTEST.DAT GOT",
    resumeDownload: "reget FGTEST.DAT GOT",
    rename: "rename FGTEST.DAT FGNEW.DAT",
    remove: "delete FGTEST.DAT",
    passive: "passive on",
    active: "passive off",
    quote: (command) => `quote ${command}`,
  },
  "inetutils-ftp": {
    line: "inetutils-ftp -inv",
    login: "open 127.0.0.1 PORT\nuser root test\nbinary",
    list: "dir",
    update: "put UP FGTEST.DAT\nquote SITE SAVEBUFFER",
    download: "get FGTEST.DAT GOT",
    resumeDownload: "reget FGTEST.DAT GOT",
    rename: "rename FGTEST.DAT FGNEW.DAT",
    remove: "delete FGTEST.DAT",
    passive: "passive",
    active: "",
    quote: (command) => `quote ${command}`,
  },
};

describe("real clients use the reference device", () => {
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-clients-"));
    writeFileSync(local("up"), FILE);
    writeFileSync(
      local("app.bin"),
      Buffer.from(sampleImage("application", { version: [12, 0, 0, 0, 0] }), "latin1"),
    );
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(local("got"), { force: true }));
  afterEach(() => server.close());

  for (const [name, typed] of Object.entries(CLIENTS)) {
    describe(name, () => {
      const session = async (...lines: string[]): Promise<string> => {
        const text = [typed.login, ...lines, "quit"].join("\n");
        const filled = text
          .replaceAll("PORT", String(server.port))
          .replaceAll("UP", local("up"))
          .replaceAll("GOT", local("got"));
        return run(typed.line, `${filled}\n`);
      };
      // lftp's user has a blank password, as on a router without users; the others cannot type one.
      const account: DeviceOptions =
        name === "lftp" ? {} : { users: [{ name: "root", password: "test", level: "root" }] };

      for (const way of ["passive", "active"] as const) {
        it(`lists in both forms, ${way}`, async () => {
          await start(account);
          for (const format of ["UNIX", "MSDOS"]) {
            const printed = await session(typed[way], typed.quote(`SITE SYSTMODE ${format}`), typed.list);
            for (const file of NAMES) expect(printed, format).to.include(file);
            expect(printed).to.match(
              format === "UNIX"
                ? /-rw-rw-rw- .* 190 .* CONFIG\.CFG/
                : /03-02-26 +09:41AM +262144 +APPCODE1\.BIN/,
            );
          }
        });

        it(`uploads through the buffer, saves, and downloads the same, ${way}`, async () => {
          await start(account);
          await session(typed[way], typed.update, typed.download);
          expect(stored("FGTEST.DAT")?.equals(FILE), "stored").to.equal(true);
          expect(readFileSync(local("got")).equals(FILE), "got").to.equal(true);
          expect(device.storage.buffer.file?.name).to.equal("FGTEST.DAT");
        });
      }

      if (typed.resumeDownload !== undefined) {
        const { resumeDownload } = typed;
        it("goes on with a download", async () => {
          await start(account);
          await session(typed.update);
          leaveHalf("here");
          await session(typed.passive, resumeDownload);
          expect(readFileSync(local("got")).equals(FILE)).to.equal(true);
        });
      }

      if (typed.resumeUpload !== undefined) {
        const { resumeUpload } = typed;
        it("goes on with an upload in DIRECT ON", async () => {
          await start({ ...account, config: ["clients 4", "direct"] });
          leaveHalf("device");
          await session(typed.passive, resumeUpload);
          expect(stored("FGTEST.DAT")?.equals(FILE)).to.equal(true);
        });
      }

      it("renames and deletes", async () => {
        await start(account);
        await session(typed.update, typed.rename);
        expect(stored("FGNEW.DAT")?.length).to.equal(FILE.length);
        expect(stored("FGTEST.DAT")).to.equal(undefined);
        await session(typed.update, typed.remove);
        expect(stored("FGTEST.DAT")).to.equal(undefined);
      });
    });
  }

  describe("curl", () => {
    const curl = (path: string, ...options: string[]): Promise<string> => {
      const host = server.host.includes(":") ? `[${server.host}]` : server.host;
      return run(["curl", "-sS", "-g", ...options, `'ftp://root:@${host}:${server.port}${path}'`].join(" "));
    };

    for (const [way, ...options] of [
      ["passive"],
      ["active", "-P", "-"],
      ["passive over IPv6"],
      ["active over IPv6", "-P", "-"],
    ]) {
      const host = way?.includes("IPv6") ? "::1" : "127.0.0.1";
      it(`lists in both forms, ${way}`, async () => {
        await start({}, host);
        expect(await curl("/", ...options)).to.match(/-rw-rw-rw- .* 190 .* CONFIG\.CFG/);
        expect(await curl("/", ...options, "-Q", "'SITE SYSTMODE MSDOS'")).to.match(/262144 +APPCODE1\.BIN/);
      });

      it(`uploads through the buffer, saves, and downloads the same, ${way}`, async () => {
        await start({}, host);
        expect(await curl("/FGTEST.DAT", ...options, "-T", local("up"), "-Q", "'-SITE SAVEBUFFER'")).to.equal(
          "",
        );
        expect(stored("FGTEST.DAT")?.equals(FILE)).to.equal(true);
        await curl("/FGTEST.DAT", ...options, "-o", local("got"));
        expect(readFileSync(local("got")).equals(FILE)).to.equal(true);
      });
    }

    it("goes on with a download, and with an upload in DIRECT ON", async () => {
      await start({ config: ["clients 4", "direct"] });
      leaveHalf("device");
      expect(await curl("/FGTEST.DAT", "-C", "-", "-T", local("up"))).to.equal("");
      expect(stored("FGTEST.DAT")?.equals(FILE)).to.equal(true);
      leaveHalf("here");
      await curl("/FGTEST.DAT", "-C", "-", "-o", local("got"));
      expect(readFileSync(local("got")).equals(FILE)).to.equal(true);
    });

    it("renames and deletes", async () => {
      await start();
      await curl("/", "-Q", "'RNFR CONFIG.CFG'", "-Q", "'RNTO FGNEW.CFG'");
      expect(stored("FGNEW.CFG")?.length).to.equal(190);
      await curl("/", "-Q", "'DELE FGNEW.CFG'");
      expect(stored("FGNEW.CFG")).to.equal(undefined);
    });

    it("is told which check refuses an image", async () => {
      await start();
      writeFileSync(
        local("bad.bin"),
        Buffer.from(sampleImage("application", { hardware: [0xfffe] }), "latin1"),
      );
      expect(await curl("/X.BIN", "-T", local("bad.bin"))).to.match(/503|refused|failed|reset/i);
      expect(device.storage.buffer.file).to.equal(undefined);
    });
  });

  describe("ncftp", () => {
    const account: DeviceOptions = { users: [{ name: "root", password: "test", level: "root" }] };
    const at = (): string => `-u root -p test -P ${server.port}`;

    it("lists, uploads and downloads, passive and active", async () => {
      for (const way of ["-F", "-E"]) {
        await start({ ...account, config: ["clients 4", "direct"] });
        for (const file of NAMES)
          expect(await run(`ncftpls ${way} ${at()} ftp://127.0.0.1/`)).to.include(file);
        await run(
          `cp ${local("up")} FGTEST.DAT; ncftpput ${way} -V ${at()} 127.0.0.1 . FGTEST.DAT; rm FGTEST.DAT`,
        );
        expect(stored("FGTEST.DAT")?.equals(FILE), way).to.equal(true);
        await run(`ncftpget ${way} -V ${at()} -C 127.0.0.1 FGTEST.DAT ${local("got")}`);
        expect(readFileSync(local("got")).equals(FILE), way).to.equal(true);
        rmSync(local("got"));
        await server.close();
      }
    });

    it("goes on with a download", async () => {
      await start({ ...account, config: ["clients 4", "direct"] });
      await run(`cp ${local("up")} FGTEST.DAT; ncftpput -V ${at()} 127.0.0.1 . FGTEST.DAT; rm FGTEST.DAT`);
      leaveHalf("here");
      await run(`ncftpget -z -V ${at()} -C 127.0.0.1 FGTEST.DAT ${local("got")}`);
      expect(readFileSync(local("got")).equals(FILE)).to.equal(true);
    });
  });

  describe("Python's ftplib", () => {
    const LOGIN = [
      "import ftplib",
      "ftp = ftplib.FTP()",
      "ftp.connect('127.0.0.1', PORT)",
      "ftp.login('root', '')",
    ];
    const python = (...lines: string[]): Promise<string> => {
      writeFileSync(
        local("client.py"),
        [...LOGIN, ...lines, "print(ftp.quit()[:3])"].join("\n").replace("PORT", String(server.port)),
      );
      return run(`python3 ${local("client.py")}`);
    };

    // It sends ABOR CR LF as urgent data: the LF is the urgent octet.
    it("aborts, when nothing runs and in a download", async () => {
      await start();
      expect(await python("print(ftp.abort()[:3], ftp.sendcmd('NOOP')[:3])")).to.equal("226 200\n221\n");
      const printed = await python(
        "ftp.cwd('/TST')",
        "ftp.voidcmd('TYPE I')",
        "data = ftp.transfercmd('RETR 100000000')",
        "data.recv(1000)",
        "print(ftp.abort()[:3], ftp.getline()[:3], ftp.sendcmd('NOOP')[:3])",
      );
      expect(printed).to.equal("426 226 200\n221\n");
    });
  });

  describe("basic-ftp", () => {
    async function login(): Promise<BasicFtp> {
      const client = new BasicFtp();
      await client.access({ host: server.host, port: server.port, user: "root", password: "" });
      return client;
    }

    it("updates the firmware of a device, as its documentation says: store, save, reload", async () => {
      const model = { ...defaultModel(), boot: { ...defaultModel().boot, seconds: 0, afterQuit: 0 } };
      await start({ model });
      const client = await login();
      await client.uploadFrom(local("app.bin"), "NEW.BIN");
      expect((await client.send("SITE STATBUFFER")).message).to.match(/filename: "NEW\.BIN"/);
      expect((await client.send("SITE SAVEBUFFER")).message).to.equal("200 SAVEBUFFER completed O.K.");
      expect((await client.send("SITE COHERENCE")).code).to.equal(211);
      await client.send("SITE RELOAD ON");
      const rebooted = new Promise<void>((resolve) => {
        const seen: string[] = [];
        device.power.watch((state) => {
          seen.push(state);
          if (seen.join() === "booting,on") resolve();
        });
      });
      await client.send("QUIT");
      client.close();
      await rebooted;
      expect(device.software.application?.header.version).to.deep.equal([12, 0, 0, 0, 0]);
      const again = await login();
      expect((await again.send("SITE GETFILEVER APPCODE1.BIN")).message).to.equal("214 120000.00000");
      again.close();
    });

    it("lists, goes on with a download, renames and deletes", async () => {
      await start({ config: ["clients 4", "direct"] });
      const client = await login();
      await client.uploadFrom(local("up"), "FGTEST.DAT");
      leaveHalf("here");
      await client.downloadTo(local("got"), "FGTEST.DAT", HALF);
      expect(readFileSync(local("got")).equals(FILE)).to.equal(true);
      for (const format of ["UNIX", "MSDOS"]) {
        await client.send(`SITE SYSTMODE ${format}`);
        expect((await client.list()).map(({ name }) => name)).to.deep.equal([...NAMES, "FGTEST.DAT"]);
      }
      await client.rename("FGTEST.DAT", "FGNEW.DAT");
      expect(await client.size("FGNEW.DAT")).to.equal(FILE.length);
      await client.remove("FGNEW.DAT");
      expect(stored("FGNEW.DAT")).to.equal(undefined);
      client.close();
    });
  });
});

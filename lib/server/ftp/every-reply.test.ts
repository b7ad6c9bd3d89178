import { expect } from "chai";
import { ManualClock } from "../../net/clock.js";
import { catalogue } from "../../systems/dm724/catalogue.js";
import type { DeviceOptions } from "../../systems/dm724/device/device.js";
import { provoke } from "../../systems/dm724/device/faults.js";
import type { DeviceModel } from "../../systems/dm724/device/model.js";
import { defaultModel, modelNamed } from "../../systems/dm724/device/models.js";
import { sampleImage } from "../../systems/dm724/device/sample-images.test.js";
import { Listener } from "./client.test.js";
import { Scene } from "./scene.test.js";

/** Heard in all scenes. */
const heard = new Set<string>();

const play = (
  options: DeviceOptions & { user?: string; patience?: number },
  act: (scene: Scene) => Promise<void>,
) => Scene.play({ ...options, heard }, act);
const altered = (facts: Partial<DeviceModel>): DeviceOptions => ({ model: { ...defaultModel(), ...facts } });

const VERBS =
  "ACCT REIN NOOP SYST HELP USER PASS FEAT PORT PASV EPRT EPSV TYPE MODE STRU LIST NLST PWD SMNT OPTS RETR STOR APPE ALLO DELE RNFR RNTO SITE CDUP CWD MKD RMD REST STOU MDTM SIZE XCRC XMD5 ABOR XYZZY".split(
    " ",
  );

/** Lines by who says them to a new device. */
const SAID: Readonly<Record<string, string>> = {
  root: `ACCT x; ACCT TEST0; CWD DSK; STOR /DSK/A; APPE /DSK/A; SITE SAVEBUFFER DSK; REIN; USER ${"x".repeat(65)};
    PASS; USER root; PASS; NOOP; SYST; HELP; HELP XYZZY; HELP MKD; HELP LIST; STAT; FEAT; OPTS UTF8 ON;
    TYPE; TYPE X; TYPE A X; TYPE A C; TYPE L 9; TYPE E; TYPE A N; TYPE A T; TYPE I; TYPE L 8;
    MODE; MODE X; MODE B; MODE C; MODE S; STRU; STRU X; STRU P; STRU R; STRU F; ABOR; PWD;
    SMNT XYZ; SMNT SMC; SMNT DSK; ALLO 1; MKD X; RMD X; STOU; REST 1; REST 0;
    PORT 1; PORT x,9,9,9,4,1; PORT 127.9.9.9.4.1; PORT 127,9,9,9,300,1; PORT 127,9,9,9,4.1; PORT 127,9,9,9,0,1; PORT 127,9,9,9,200,1;
    PASV; EPRT; EPRT |1-127.9.9.9|5000|; EPRT |1|127.9.9.9-5000; EPRT |1|127.9.9.9|5000-; EPRT |1|127.9.9.999|5000|;
    EPRT |1|127-9-9-9|5000|; EPRT |1|127.9.9.9|x|; EPRT |1|127.9.9.9|80|; EPRT |3|127.9.9.9|5000|;
    EPRT |1|127.9.9.9|5000|; EPRT |2|::1|5000|; EPSV 3; EPSV;
    LIST ${"x".repeat(65)}; NLST ${"x".repeat(65)}; LIST /XYZ/A; NLST /XYZ/A; LIST /SMC; NLST /SMC;
    RETR; RETR /A/B/C; RETR /SMC/A; STOR; STOR /SMC/A; APPE; APPE /SMC/A;
    DELE; DELE /SMC/A; DELE NONE; RNFR; RNFR /SMC/A; RNFR NONE; RNTO X; RNFR CONFIG.CFG; RNTO; RNFR CONFIG.CFG;
    RNTO /SMC/A; RNFR CONFIG.CFG; RNTO APPCODE1.BIN; RNFR CONFIG.CFG; RNTO NEW.CFG; DELE NEW.CFG;
    MDTM; MDTM /SMC/A; MDTM NONE; MDTM APPCODE1.BIN; SIZE; SIZE /SMC/A; SIZE NONE; SIZE APPCODE1.BIN;
    XCRC; XCRC /A/B/C; XCRC /SMC/A; XCRC NONE; XCRC APPCODE1.BIN 99999999; XCRC APPCODE1.BIN 0 99999999;
    XCRC APPCODE1.BIN; XMD5; XMD5 /A/B/C; XMD5 /SMC/A; XMD5 NONE; XMD5 APPCODE1.BIN 99999999;
    XMD5 APPCODE1.BIN 0 99999999; XMD5 APPCODE1.BIN; CDUP; CDUP; CWD; CWD .; CWD ..; CWD DSK; CWD X; CWD SMC;
    SITE; SITE COMPATIBLE; SITE DIRECT; SITE IMMEDIATE; SITE KEEPALIVE; SITE RELOAD; SITE REPLY; SITE SYSTMODE;
    SITE CHECK; SITE CHECK CRC; SITE SAVEBUFFER XYZ; SITE SAVEBUFFER; SITE CLEARBUFFER; SITE SAVEBUFFER;
    SITE SAVEBUFFER SMC; SITE BACKUP; SITE GETFILEVER; SITE GETFILEVER /SMC/A; SITE GETFILEVER NONE;
    SITE GETFILEVER FW00001C.BFW; SITE GETFILEVER APPCODE1.BIN; SITE COMPATIBLE ON; SITE DIRECT OFF;
    SITE IMMEDIATE ON; SITE KEEPALIVE ON; SITE RELOAD OFF; SITE SYSTMODE MSDOS; SYST; SITE CHECK CRC ON;
    SITE GETAPPNAME; SITE STATBUFFER; SITE STOREDEVICE; SITE LISTFIRMWARES; SITE SYSTID; SITE GETHDWLVL;
    SITE GETBIOSVER; SITE REPLY ON; EPSV ALL; PORT 127,9,9,9,200,1; PASV; EPRT |1|127.9.9.9|5000|;
    XYZZY; NOOP ${"x".repeat(600)}; NOOP\t; QUIT`,
  guest: "PORT 127,9,9,9,200,1; EPRT |1|127.9.9.9|5000|",
  "": `${VERBS.join("; ")}; USER root; PASS ${"x".repeat(65)}; USER root; PASS x; USER root; PASS x`,
};

const lines = (text: string): string[] => text.split(/;\s*/);

/** What is to be said so that a fault finds its command at work: all but the last line in front of it. */
const COURSE: Readonly<Record<string, string>> = {
  PASS: "USER root; PASS",
  PORT: "PORT 127,9,9,9,200,1",
  EPRT: "EPRT |1|127.9.9.9|5000|",
  DELE: "DELE CONFIG.CFG",
  RNFR: "RNFR CONFIG.CFG",
  RNTO: "RNFR CONFIG.CFG; RNTO NEW.CFG",
  MDTM: "MDTM CONFIG.CFG",
  SIZE: "SIZE CONFIG.CFG",
  XCRC: "XCRC CONFIG.CFG",
  XMD5: "XMD5 CONFIG.CFG",
  LIST: "> LIST",
  NLST: "> NLST",
  RETR: "> RETR APPCODE1.BIN",
  STOR: "< STOR A.TXT",
  APPE: "< APPE A.TXT",
  "SITE SAVEBUFFER": "< STOR A.TXT; SITE SAVEBUFFER",
  "SITE GETFILEVER": "SITE GETFILEVER APPCODE1.BIN",
  "*": "NOOP",
};

describe("every documented reply can be brought about on the reference device", () => {
  for (const [user, text] of Object.entries(SAID)) {
    it(`by what ${user === "" ? "nobody" : user} says`, () => play({ user }, (it) => it.all(...lines(text))));
  }

  it("by transfers that go well, and files that are not there", () =>
    play({}, async (it) => {
      for (const command of ["LIST", "NLST", "RETR CONFIG.CFG", "RETR NONE"]) await it.transfer(command);
      await it.say("REST 9999");
      await it.transfer("RETR CONFIG.CFG");
      for (const command of ["STOR A.TXT", "APPE A.TXT", "STOR ../X/A.TXT", "APPE ../X/A.TXT"]) {
        await it.transfer(command, "abc");
      }
      for (const verb of ["STOR", "APPE"]) {
        await it.say("REST 9999");
        await it.transfer(`${verb} A.TXT`, "abc");
      }
      await it.all("SITE SAVEBUFFER", "SITE SAVEBUFFER", "SITE DIRECT ON");
      await it.transfer("STOR S", "short");
      await it.all(
        "SITE GETFILEVER S",
        "SITE REPLY ON",
        "SITE COHERENCE",
        "DELE APPCODE1.BIN",
        "SITE COHERENCE",
      );
    }));

  it("by transfers over connections that the device makes", () =>
    play({}, async (it) => {
      const listener = await Listener.open();
      for (const command of ["LIST", "NLST", "RETR CONFIG.CFG", "STOR A.TXT", "STOR A.BIN", "APPE A.TXT"]) {
        await it.say(`PORT ${listener.six}`);
        it.client.send(`${command}\r\n`);
        const data = await listener.accept();
        data.socket.end();
        await it.final(command);
      }
      listener.close();
    }));

  it("by a file system and a buffer that are too small", () =>
    play(altered({ fileSystems: [{ name: "DSK", size: 4, files: [] }] }), async (it) => {
      await it.transfer("STOR A", "abcd");
      await it.all("SITE SAVEBUFFER");
      await it.transfer("APPE A", "abcde");
      await it.transfer("STOR A", "abcde");
      await it.transfer("STOR B", "e");
      await it.say("SITE SAVEBUFFER");
    }));

  it("by a login with a password", () =>
    play({ users: [{ name: "a", password: "b", level: "root" }], user: "" }, (it) =>
      it.all("USER a", "PASS b"),
    ));

  it("by devices that lack something, or have more", async () => {
    const asked =
      lines(`HELP; HELP LIST; MODE B; MODE C; STRU R; XCRC A; XMD5 A; SITE SYSTID; SITE GETBIOSVER; SITE GETHDWLVL;
      SITE COHERENCE; SITE LISTFIRMWARES; SITE REPLY ON; SITE BACKUP; SITE SAVESLAVES; STOR A.CFG`);
    for (const name of ["legacy", "minimal", "chassis"]) {
      await play({ model: modelNamed(name) }, async (it) => {
        await it.all(...asked);
        await it.transfer("STOR A.X", "abc");
        await it.all("CWD FCO", "SITE SAVEBUFFER", "STAT");
      });
    }
  });

  it("by every check of an image", async () => {
    const bad: readonly [string, string][] = [
      ["X.BIN", "no image"],
      ["X.BIN", sampleImage("application", { minimumBios: [99, 0, 0, 0, 0] })],
      ["X.BIN", sampleImage("application", { hardwareLevel: 0 })],
      ["X.BIN", sampleImage("application", { version: [0, 0, 0, 0, 1] })],
      ["X.BFW", sampleImage("application", { version: [0, 0, 0, 0, 1] })],
      ["X.BIN", sampleImage("application", { profile: "OTHER" })],
      ["X.BIN", sampleImage("bios", { hardwareLevel: 0 })],
      ["X.BIN", sampleImage("bios", { version: [0, 0, 0, 0, 1] })],
      ["X.BFW", sampleImage("firmware", { hardwareLevel: 0 })],
      ["X.BFW", sampleImage("firmware", { version: [0, 0, 0, 0, 1] })],
      ["X.BFW", sampleImage("firmware", { firmware: "NOSUCHFW" })],
      ["X.BFW", sampleImage("firmware", { firmware: defaultModel().firmware[1]?.id ?? "" })],
      ["X.BFW", sampleImage("firmware", { build: 7 }).replace("\0\x07\xff\xf8", "\0\x07\0\0")],
      ["X.BIN", `${sampleImage("application")}x`],
      ["X.BIN", `${sampleImage("application").slice(0, -1)}x`],
    ];
    await play({}, async (it) => {
      for (const [name, image] of bad) {
        const reply = await it.transfer(`STOR ${name}`, image);
        expect(reply, `${name} ${image.slice(0, 16)}`).to.match(/^5/);
      }
    });
  });

  it("by block mode, which leaves the data connection open", () =>
    play({}, async (it) => {
      await it.all("MODE B");
      const data = await it.client.passive();
      const marked = "\x10\0\x02m1\x40\0\x03abc";
      for (const name of ["A.TXT", "A.BIN"]) {
        for (const command of ["LIST", "NLST", "RETR CONFIG.CFG", `STOR ${name}`, `APPE ${name}`]) {
          it.client.send(`${command}\r\n`);
          if (/STOR|APPE/.test(command)) {
            await it.take(command);
            data.send(marked);
          }
          await it.final(command);
        }
        await it.all("SITE CHECK UNKNOWN OFF");
      }
      const again = await it.client.passive();
      it.client.send("STOR A.BIN\r\n");
      await it.take("STOR");
      again.send(marked);
      await it.final("STOR");
    }));

  it("by data connections that do not come about", () =>
    play({ patience: 1 }, async (it) => {
      // Other tests listen on ports of 127.0.0.1 at the same time.
      const six = "127,9,9,9,200,1";
      for (const command of ["LIST", "NLST", "RETR CONFIG.CFG", "STOR A", "APPE A"]) {
        await it.all(`PORT ${six}`, command);
      }
    }));

  it("by data connections that break", () =>
    play(altered({ fileSystems: [{ name: "DSK", size: 1 << 30, files: [] }] }), async (it) => {
      // More names than any buffer on the way takes.
      const disk = it.device.storage.disk("DSK");
      const content = { length: 0, read: () => Buffer.alloc(0) };
      for (let count = 0; count < 1_000_000; count++) {
        disk?.install({ name: `${count}.LONG`, content, modified: 0 });
      }
      for (const command of ["LIST", "NLST", "RETR /TST/100000000", "STOR A", "APPE A"]) {
        const data = await it.client.passive();
        data.socket.pause();
        it.client.send(`${command}\r\n`);
        await it.take(command);
        data.reset();
        await it.final(command);
      }
    }));

  it("by ABOR", () =>
    play(altered({ writeSpeed: 1 }), async (it) => {
      await it.transfer("STOR A.TXT", "abc");
      for (const command of ["LIST", "NLST", "RETR CONFIG.CFG", "STOR B", "APPE B", "SITE SAVEBUFFER"]) {
        // Nobody connects to the port, so that they wait.
        if (!command.startsWith("SITE")) await it.say("PASV");
        it.client.send(`${command}\r\nABOR\r\n`);
        await it.take("ABOR");
        await it.take("ABOR");
      }
    }));

  it("by commands that are sent into a job, on a device that does not let them wait", () =>
    play(altered({ whenBusy: "refuse", writeSpeed: 1 }), async (it) => {
      await it.transfer("STOR A.TXT", "abc");
      it.client.send("SITE SAVEBUFFER\r\n");
      for (const verb of VERBS.filter((verb) => verb !== "ABOR"))
        expect(await it.say(verb), verb).to.match(/^450 /);
    }));

  it("by two clients", () =>
    play({ config: ["clients 2"], ...altered({ writeSpeed: 1 }) }, async (it) => {
      await it.transfer("STOR A.TXT", "abc");
      const disk = it.device.storage.disk("DSK");
      const finish = (): never => {
        throw new Error("it was to last");
      };
      const buffer = it.device.jobs.run(
        undefined,
        { name: "other", uses: [it.device.storage.buffer], duration: 1e6, finish },
        finish,
      );
      await it.all("SITE CLEARBUFFER");
      buffer.abort();
      it.device.jobs.run(
        undefined,
        { name: "COHERENCE", uses: disk ? [disk] : [], duration: 1e6, finish },
        finish,
      );
      await it.all("SITE COHERENCE", "SITE SAVEBUFFER MEM", "SIZE CONFIG.CFG", "SITE SAVEBUFFER");
      it.device.jobs.run(undefined, { name: "SAVEBUFFER", uses: [], duration: 1e6, finish }, finish);
      await it.all("SITE SAVEBUFFER");
    }));

  it("by waiting", () => {
    const clock = new ManualClock();
    return play({ clock }, async (it) => {
      clock.advance(361_000);
      await it.take("(any)");
    });
  });

  for (const fault of catalogue.faults.values()) {
    for (const on of fault.on) {
      it(`by the fault ${fault.name} of ${on}`, () =>
        play({ model: modelNamed("chassis") }, async (it) => {
          const before = new Set(heard);
          heard.delete(fault.entry.id);
          expect(provoke(it.device, { fault: fault.name })).to.equal(undefined);
          for (const line of lines(COURSE[on] ?? on)) {
            const [, way, command = line] = /^([<>]) (.*)$/.exec(line) ?? [];
            if (way === undefined && fault.point !== "slow") await it.say(command);
            else if (way === undefined) {
              it.client.send(`${command}\r\nABOR\r\n`);
              await it.take("ABOR");
              await it.take("ABOR");
            } else await it.transfer(command, way === "<" ? "abc" : undefined);
          }
          expect(heard).to.include(fault.entry.id);
          expect(it.device.interference, "once").to.equal(undefined);
          for (const id of before) heard.add(id);
        }));
    }
  }

  it("and there is none that has not been heard", () => {
    const silent = catalogue.replies.filter(({ id }) => !heard.has(id));
    expect(silent.map(({ command, code, text }) => `${command} ${code} ${text}`)).to.deep.equal([]);
  });
});

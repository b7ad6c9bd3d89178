import { expect } from "chai";
import { Conversation } from "../conversation.test.js";

/** Paths that name nothing, wherever a session stands (AMB-039). */
const NOTHING = [
  "NOPE/",
  "./",
  "../",
  "/./",
  "/../",
  "/.",
  "/..",
  "...",
  "....",
  "./CONFIG.CFG",
  "../DSK",
  "../CONFIG.CFG",

  "/DSK/.",
  "/DSK/..",
  "DSK/..",
  "/DSK/./",
  "/DSK/../",
  "/dsk/../CONFIG.CFG",
  "/DSK/CONFIG.CFG/",
  "DSK/CONFIG.CFG/",

  "CONFIG.CFG/",
  "CONFIG..CFG",
  "/DSK/CONFIG..CFG",
  ".CFG",
  "/DSK/.CFG",
  "NOPE/X",
  "/NOPE",
  "/NOPE/",
  "/NOPE/X",

  "/DSK//CONFIG.CFG",
  "//DSK",
  "//",
  "DSK//",
  "/DSK/SUB/X",
  "/NUL/CONFIG.CFG",
  "NUL/X",
  "DSKX/CONFIG.CFG",
  "\\DSK",
  "C:CONFIG.CFG",
  "A.B.C",
  "/TST/./",
  "/TST/..",
  "/MEM/NOPE/",
  "MEM/..",
];
/** A name alone, which is a first part at the top and a file elsewhere. */
const AT_TOP = ["NOPE", "CONFIG.CFG", "*/", "D*/X"];

const COMMANDS = [
  "LIST",
  "NLST",
  "NLST -l",
  "CWD",
  "XCWD",
  "SMNT",
  "RETR",
  "STOR",
  "APPE",
  "SIZE",
  "MDTM",
  "DELE",
  "RNFR",
  "MKD",
  "RMD",
  "XCRC",
  "SITE GETFILEVER",
];
const STANDS: readonly (readonly [where: string, before: string[], more: string[]])[] = [
  ["in DSK", ["CWD /DSK"], []],
  ["in DSK with DIRECT ON", ["CWD /DSK", "SITE DIRECT ON"], []],
  ["at the top", ["CWD /"], AT_TOP],
  ["in MEM", ["CWD /MEM"], []],
  ["in TST", ["CWD /TST"], []],
];
/** 501 and 550; those who do not have the command at all say so. What is stored in the buffer needs no directory (3.5). */
const REFUSED = /^(?:150 [^|]* \| )?(?:501|550|502|504) /;

describe("paths that name nothing", () => {
  for (const [where, before, more] of STANDS) {
    for (const command of COMMANDS) {
      it(`${command}, ${where}`, () => {
        const said: Record<string, string> = {};
        for (const path of [...NOTHING, ...more]) {
          const conversation = Conversation.with().login();
          for (const earlier of before) conversation.say(earlier);
          if (more.includes(path) && (command === "STOR" || command === "APPE")) continue;
          const answer = conversation.say(`${command} ${path}`, "abc");
          if (!REFUSED.test(answer)) said[path] = answer;
          expect(conversation.sent, path).to.equal("");
        }
        expect(said).to.deep.equal({});
      });
    }

    it(`RNTO, ${where}`, () => {
      for (const path of NOTHING) {
        const conversation = Conversation.with().login();
        for (const earlier of before) conversation.say(earlier);
        expect(conversation.say("RNFR /DSK/CONFIG.CFG")).to.match(/^350 /);
        expect(conversation.say(`RNTO ${path}`), path).to.match(/^(?:501|550) /);
        expect(conversation.say("SIZE /DSK/CONFIG.CFG"), path).to.match(/^213 /);
      }
    });
  }

  it("are what no file is stored under", () => {
    for (const path of NOTHING) {
      const conversation = Conversation.with().login();
      conversation.say("SITE DIRECT ON");
      conversation.say(`STOR ${path}`, "abc");
      const { storage } = conversation.device;
      expect(storage.disk("DSK")?.files(), path).to.have.length(3);
      expect(storage.buffer.file, path).to.equal(undefined);
    }
  });
});

import { expect } from "chai";
import { Conversation, type Row, say } from "../conversation.test.js";

const LIST_150 = "150 Data connection open, list transfer in process...";
const LIST_226 = "226 List transfer completed, data connection is closed.";

describe("systems/dm724/device/commands/listing", () => {
  describe("listings", () => {
    function list(command: string, ...before: string[]): string[] {
      const conversation = Conversation.with().login();
      for (const earlier of before) say(conversation, earlier);
      expect(conversation.say(command)).to.equal(`${LIST_150} | ${LIST_226}`);
      return conversation.sent.split("\r\n");
    }

    it("have the UNIX format (AMB-042)", () => {
      expect(list("LIST")).to.deep.equal([
        "-rw-rw-rw-   1 root     root          262144 Mar  2  2026 APPCODE1.BIN",
        "-rw-rw-rw-   1 root     root             190 May 18  2026 CONFIG.CFG",
        "-rw-rw-rw-   1 root     root           40960 Mar  2  2026 FW00001C.BFW",
        "",
      ]);
    });

    it("have the MS-DOS format", () => {
      expect(list("LIST *.cfg", "SITE SYSTMODE MSDOS")).to.deep.equal([
        "05-18-26  04:05PM                  190 CONFIG.CFG",
        "",
      ]);
    });

    it("show the file systems at the top", () => {
      expect(list("LIST", "CWD /").map((line) => line.slice(0, 10) + line.slice(-4))).to.deep.equal([
        "drwxrwxrwx DSK",
        "drwxrwxrwx BIO",
        "drwxrwxrwx MEM",
        "drwxrwxrwx TST",
        "drwxrwxrwx TS1",
        "",
      ]);
    });

    const names: readonly (readonly [command: string, before: string[], names: string[]])[] = [
      ["NLST", [], ["APPCODE1.BIN", "CONFIG.CFG", "FW00001C.BFW"]],
      ["NLST -la", [], ["APPCODE1.BIN", "CONFIG.CFG", "FW00001C.BFW"]],
      ["NLST -a -l *.BIN", [], ["APPCODE1.BIN"]],
      ["NLST .", [], ["APPCODE1.BIN", "CONFIG.CFG", "FW00001C.BFW"]],
      ["NLST config.cfg", [], ["CONFIG.CFG"]],
      ["NLST ?????????.CFG", [], []],
      ["NLST *.*", [], ["APPCODE1.BIN", "CONFIG.CFG", "FW00001C.BFW"]],
      ["NLST NONE", [], []],
      ["NLST ~{", [], []],
      ["NLST **************************************************x", [], []],
      ["NLST /DSK/*.BIN", ["CWD MEM"], ["APPCODE1.BIN"]],
      ["NLST DSK", ["CWD MEM"], ["APPCODE1.BIN", "CONFIG.CFG", "FW00001C.BFW"]],
      ["NLST", ["CWD MEM"], []],
      ["NLST", ["STOR A.TXT < abc", "CWD MEM"], ["A.TXT"]],
      ["NLST", ["STOR /TST/A.TXT < abc", "CWD TST"], ["A.TXT"]],
      ["NLST", ["STOR /TST/A.TXT < abc", "ACCT TEST1"], []],
      ["NLST /", [], ["DSK", "BIO", "MEM", "TST", "TS1"]],
      ["NLST ..", [], ["DSK", "BIO", "MEM", "TST", "TS1"]],
      ["NLST T*", ["CWD /"], ["TST", "TS1"]],
      ["NLST /T*", [], ["TST", "TS1"]],
    ];
    for (const [command, before, expected] of names) {
      it([...before, command].join(", "), () => {
        expect(list(command, ...before)).to.deep.equal([...expected, ""]);
      });
    }

    const refused: readonly Row[] = [
      [[], `LIST ${"x".repeat(65)}`, "501 Pathname too long."],
      [[], "LIST /FOO/X", "501 Invalid pathname."],
      [[], "NLST /DSK/SUB/X", "501 Invalid pathname."],
      [[], "NLST ../*", "501 Invalid pathname."],
      [[], "LIST /SMC", "450 File system not available."],
    ];
    for (const [, command, expected] of refused) {
      it(`${command.slice(0, 20)}: ${expected}`, () => {
        expect(Conversation.with().login().say(command)).to.equal(expected);
      });
    }
  });
});

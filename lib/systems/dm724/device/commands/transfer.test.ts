import { expect } from "chai";
import {
  altered,
  Conversation,
  DELIMITER,
  describeTables,
  FILE_150,
  say,
  stored,
  type Table,
} from "../conversation.test.js";
import type { DeviceOptions } from "../device.js";

const CHECKED_150 = "150 Data connection open, checked file transfer in process...";
const DIRECT: DeviceOptions = { config: ["direct"] };

const tables: readonly Table[] = [
  {
    title: "RETR",
    rows: [
      [["TYPE I"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(190, "RETR")}`],
      [["TYPE A"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(190, "RETR")}`],
      [[], "RETR  /dsk/config.cfg", `${FILE_150} | ${stored(190, "RETR")}`],
      [["CWD MEM"], "RETR DSK/CONFIG.CFG", `${FILE_150} | ${stored(190, "RETR")}`],
      [[], "RETR NONE.CFG", `${FILE_150} | 550 Unable to open file.`],
      [[], "RETR", "501 Invalid filename."],
      [[], "RETR longername.cfg", "501 Invalid filename."],
      [[], "RETR CONFIG.CFG ", "501 Invalid filename."],
      [[], "RETR ..\\..\\f", "501 Invalid filename."],
      [[], "RETR *", "501 Invalid filename."],
      [[], "RETR ../DSK/CONFIG.CFG", "501 Invalid pathname."],
      [[], "RETR /CONFIG.CFG", "501 Invalid pathname."],
      [[], "RETR /etc/passwd", "501 Invalid pathname."],
      [[], "RETR /DSK/../DSK/X", "501 Invalid pathname."],
      [[], "RETR ..//..//", "501 Invalid pathname."],
      [[], "RETR DSK", "501 Invalid pathname."],
      [[], "RETR /FCO/X.BIN", "450 File system not available."],
      [["CWD /"], "RETR CONFIG.CFG", "501 Invalid pathname."],
      [["REST 189"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(1, "RETR")}`],
      [["REST 190"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(0, "RETR")}`],
      [["REST 191"], "RETR CONFIG.CFG", `${FILE_150} | 554 Unable to seek in file.`],
      [["REST 18446744073709551616"], "RETR CONFIG.CFG", `${FILE_150} | 554 Unable to seek in file.`],
      [["REST 189", "RETR CONFIG.CFG"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(190, "RETR")}`],
      [["REST 189", "RETR NONE"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(190, "RETR")}`],
      [["REST 189", "REST 0"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(190, "RETR")}`],
      [["REST 189", "PASV", "NOOP"], "RETR CONFIG.CFG", `${FILE_150} | ${stored(1, "RETR")}`],
    ],
  },
  {
    title: "REST, ALLO, STOU",
    rows: [
      [[], "REST 0", "200 Restore offset set to 0."],
      [[], "REST 000", "200 Restore offset set to 0."],
      [[], "REST 10", "350 Restore offset set to 10, use RETR, STOR or APPE to init transfer."],
      [
        [],
        "REST 18446744073709551615",
        "350 Restore offset set to 18446744073709551615, use RETR, STOR or APPE to init transfer.",
      ],
      [[], "REST", DELIMITER],
      [[], "REST abc", DELIMITER],
      [[], "REST -1", DELIMITER],
      [[], "ALLO 10 R 5", "202 Command not implemented, superfluous at this site."],
      [[], "STOU", "502 Command not implemented."],
    ],
  },
  {
    title: "access of a guest",
    user: "guest",
    rows: [[[], "ABOR", "226 Command ABOR successfully processed. (abort)"]],
  },
  {
    title: "STOR and APPE in DIRECT OFF",
    rows: [
      [[], "STOR NEW.TXT < abc", `${FILE_150} | ${stored(3)}`],
      [[], "STOR NEW.BIN < abc", `${CHECKED_150} | 503 Unknown file type checked.`],
      [["SITE CHECK UNKNOWN OFF"], "STOR NEW.BIN < abc", `${CHECKED_150} | ${stored(3)}`],
      [["SITE CHECK UNKNOWN OFF"], "stor fw00001d.bfw < abc", `${CHECKED_150} | ${stored(3)}`],
      [[], "APPE NEW.BIN < abc", `${FILE_150} | ${stored(3, "APPE")}`],
      [["STOR NEW.TXT < abc"], "SIZE NEW.TXT", "550 File not found."],
      [["STOR NEW.TXT < abc"], "SIZE /MEM/NEW.TXT", "213 3"],
      [["STOR /DSK/CONFIG.CFG < abc"], "SIZE CONFIG.CFG", "213 190"],
      [["STOR /DSK/CONFIG.CFG < abc"], "SIZE /MEM/CONFIG.CFG", "213 3"],
      [
        ["STOR A < abc", "STOR B < d"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-65536-1 filename: "B.".',
      ],
      [
        ["STOR A.TXT < abc", "APPE B.TXT < de"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-65536-5 filename: "A.TXT".',
      ],
      [["APPE B.TXT < de"], "SIZE MEM/B.TXT", "213 2"],
      [["STOR A < abcdef", "REST 3"], "STOR A < X", `${FILE_150} | ${stored(1)}`],
      [["STOR A < abcdef", "REST 3", "STOR A < X"], 'XCRC "/MEM/A"', "250 C2EDB196"],
      [["STOR A < abcdef", "REST 7"], "STOR A < X", `${FILE_150} | 554 Unable to seek in file.`],
      [
        ["STOR A < abc", "DELE /MEM/A"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-65536-0 filename: ".".',
      ],
      [["STOR A < abc", "RNFR /MEM/A", "RNTO /MEM/B"], "SIZE /MEM/B", "213 3"],
      [["CDUP"], "STOR A < abc", `${FILE_150} | ${stored(3)}`],
      [[], "STOR /A.BFW < abc", `${CHECKED_150} | 550 Unable to open file.`],
      [[], "STOR ../85xx/os_file.bin < abc", `${CHECKED_150} | 550 Unable to open file.`],
      [[], "STOR /SMC/A < abc", "450 File system not available."],
      [[], "STOR toolongname.bin < abc", "501 Invalid filename."],
      [["CDUP"], "STOR toolongname.bin < abc", "501 Invalid filename."],
      [[], "STOR", "501 Invalid filename."],
    ],
  },
  {
    title: "STOR and APPE in DIRECT ON",
    options: DIRECT,
    rows: [
      [["STOR NEW.TXT < abc"], "SIZE NEW.TXT", "213 3"],
      [["STOR /MEM/NEW.TXT < abc"], "SIZE /MEM/NEW.TXT", "213 3"],
      [["STOR CONFIG.CFG < abc"], "SIZE CONFIG.CFG", "213 3"],
      [["STOR X < abc", "APPE X < de"], "SIZE X", "213 5"],
      [["APPE X < de"], "SIZE X", "213 2"],
      [["STOR X < abcdef", "REST 3", "APPE X < X"], "XCRC X", "250 C2EDB196"],
      [["STOR X < abc", "REST 4"], "STOR X < d", `${FILE_150} | 554 Unable to seek in file.`],
      [["TYPE I", "STOR X < a\r\nb"], "SIZE X", "213 4"],
      [["TYPE A", "STOR X < a\r\nb"], "SIZE X", "213 3"],
      [["CDUP"], "STOR A < abc", `${FILE_150} | 550 Unable to open file.`],
      [["SITE DIRECT OFF", "STOR X < abc"], "SIZE X", "550 File not found."],
    ],
  },
  {
    title: "sinks without TEST mode",
    rows: [
      [[], "STOR /TST/X.BIN < abc", `${FILE_150} | ${stored(3)}`],
      [["STOR /TST/X.BIN < abc"], "SIZE TST/X.BIN", "213 3"],
      [["STOR /TST/X < abc"], "APPE /TST/X < de", `${FILE_150} | ${stored(2, "APPE")}`],
      [["STOR /TST/X < abc", "APPE /TST/X < de"], "SIZE TST/X", "213 5"],
      [["STOR /TST/X < abc", "REST 4"], "STOR /TST/X < de", `${FILE_150} | 554 Unable to seek in file.`],
      [["STOR /TST/X < abc"], "DELE /TST/X", "250 File deleted."],
      [["STOR /TST/X < abc", "RNFR /TST/X", "RNTO /TST/Y"], "SIZE /TST/Y", "213 3"],
      [["STOR /TST/X < abc"], "RETR /TST/X", `${FILE_150} | ${stored(3, "RETR")}`],
      [[], "SIZE /TST/100000000", "213 100000000"],
      [[], "SIZE /TS1/1", "213 1"],
      [[], "RETR /TST/0", "501 Invalid filename."],
      [[], "RETR /TST/100000001", "501 Invalid filename."],
      [[], "RETR /TST/007", "501 Invalid filename."],
      [[], "RETR /TST/-7", `${FILE_150} | 550 Unable to open file.`],
      [[], "RETR /TST/0x10", `${FILE_150} | 550 Unable to open file.`],
      [[], "RETR /DSK/1000", `${FILE_150} | 550 Unable to open file.`],
      [["REST 1000"], "RETR /TST/1000", `${FILE_150} | ${stored(0, "RETR")}`],
    ],
  },
];

describe("systems/dm724/device/commands/transfer", () => {
  describeTables(tables);

  describe("content", () => {
    it("of a text goes out with CR LF in type A, and as it is in type I", () => {
      const conversation = Conversation.with().login();
      say(conversation, "STOR A.TXT < one\r\ntwo\r\n");
      conversation.say("RETR /MEM/A.TXT");
      expect(conversation.sent).to.equal("one\r\ntwo\r\n");
      conversation.say("TYPE I");
      conversation.say("RETR /MEM/A.TXT");
      expect(conversation.sent).to.equal("one\ntwo\n");
    });

    it("that breaks off leaves the buffer empty, and a file cut short in DIRECT ON (Dm724-I 2.1.9)", () => {
      const buffered = Conversation.with().login();
      say(buffered, "STOR A < abc");
      expect(buffered.say("STOR A", null)).to.equal(`${FILE_150} | 426 Unexpected data link close.`);
      expect(buffered.say("SIZE /MEM/A")).to.equal("550 File not found.");
      const direct = Conversation.with(DIRECT).login();
      direct.say("STOR CONFIG.CFG", null);
      expect(direct.say("SIZE CONFIG.CFG")).to.equal("213 6");
    });

    it("that does not fit is refused where it is found out", () => {
      const tiny = altered({ fileSystems: [{ name: "DSK", size: 4, files: [] }] });
      const conversation = Conversation.with(tiny).login();
      expect(say(conversation, "STOR A < abcd")).to.match(/\| 226 /);
      expect(say(conversation, "APPE A < e")).to.match(/\| 550 Error writing file\.$/);
      conversation.say("SITE DIRECT ON");
      expect(say(conversation, "STOR NEW < abcde")).to.match(/\| 550 Error writing file\.$/);
    });
  });
});

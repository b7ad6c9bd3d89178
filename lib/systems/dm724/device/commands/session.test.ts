import { DELIMITER, DENIED, describeTables, FILE_150, stored, type Table } from "../conversation.test.js";
import type { DeviceOptions } from "../device.js";

const users: DeviceOptions = {
  users: [
    { name: "Admin", password: "Secret", level: "root" },
    { name: "viewer", password: "look", level: "guest" },
  ],
};

const tables: readonly Table[] = [
  {
    title: "before a login",
    user: "",
    rows: [
      [[], "NOOP", "200 OK."],
      [[], "noop with more", "200 OK."],
      [[], "QUIT", "221 Goodbye. (close)"],
      [[], "REIN", "220 OK. (restart)"],
      [[], "ACCT TEST0", "202 Command superfluous at this site."],
      [[], "USER", DELIMITER],
      [[], "USER %s%n", "331 User name accepted, password needed."],
      [[], `USER ${"x".repeat(64)}`, "331 User name accepted, password needed."],
      [[], `USER ${"x".repeat(65)}`, "530 User name too long."],
      [[], "PASS", "531 User name required."],
      [["USER nobody"], "PASS", "530 User login refused."],
      [["USER root"], "PASS", "230 User login complete."],
      [["USER RoOt"], "PASS ", "230 User login complete."],
      [["USER root"], "PASS x", "530 User login refused."],
      [["USER root"], `PASS ${"x".repeat(65)}`, "530 Password too long."],
      [["USER root", "PASS x"], "PASS", "531 User name required."],
      [["USER ftp"], "PASS", "230 User login complete."],
      [["USER anonymous"], "PASS", "230 User login complete."],
      [["USER a", "PASS x", "USER b", "PASS x", "USER root"], "PASS x", "421 Service not available. (close)"],
      [
        ["USER a", "PASS x", "REIN", "USER b", "PASS x", "USER c"],
        "PASS",
        "421 Service not available. (close)",
      ],
      [["USER root"], "LIST", DENIED],
    ],
  },
  {
    title: "with authentication",
    user: "",
    options: users,
    rows: [
      [["USER root"], "PASS", "530 User login refused."],
      [["USER admin"], "PASS secret", "530 User login refused."],
      [["USER admin"], "PASS Secret", "230 User login successful."],
      [["USER viewer"], "PASS look", "230 User login complete."],
      [["USER viewer", "PASS look"], "DELE CONFIG.CFG", DENIED],
      [["USER admin", "PASS Secret"], "SIZE CONFIG.CFG", "213 190"],
    ],
  },
  {
    title: "a login ends",
    rows: [
      [["USER guest"], "PWD", DENIED],
      [["TYPE I", "USER guest", "PASS"], "DELE CONFIG.CFG", DENIED],
      [["REIN"], "PWD", DENIED],
      [["REIN"], "PASS", "531 User name required."],
      [["CWD MEM", "REIN", "USER root", "PASS"], "PWD", '257 "/DSK" is the current directory.'],
    ],
  },
  {
    title: "TEST mode",
    rows: [
      [[], "ACCT TEST2", "202 Command superfluous at this site."],
      [[], "ACCT", "202 Command superfluous at this site."],
      [[], "ACCT test0", "200 FTP server test account enabled."],
      [["ACCT TEST1"], "PWD", '257 "/TS1" is the current directory.'],
      [["ACCT TEST0"], "CWD /", "501 Pathname not allowed in test mode."],
      [["ACCT TEST0"], "CWD DSK", "501 Pathname not allowed in test mode."],
      [["ACCT TEST0"], "CWD TST", "200 CWD command successful."],
      [["ACCT TEST0"], "CWD .", "200 CWD current dir successful."],
      [["ACCT TEST0"], "CDUP", "550 Top of tree."],
      [["ACCT TEST0"], "SMNT DSK", "501 File system not recognized."],
      [["ACCT TEST0"], "RETR /DSK/CONFIG.CFG", "501 Invalid pathname."],
      [["ACCT TEST0"], "STOR /DSK/CONFIG.CFG", "501 Invalid pathname."],
      [["ACCT TEST0"], "DELE /DSK/CONFIG.CFG", "501 Invalid filename."],
      [["ACCT TEST0"], "SIZE /FCO/X", "501 Invalid filename."],
      [["ACCT TEST0"], "LIST /", "501 Invalid pathname."],
      [["ACCT TEST0"], "LIST DSK", "501 Invalid pathname."],
      [["ACCT TEST0"], "STOR NEW.BIN < abc", `${FILE_150} | ${stored(3)}`],
      [["ACCT TEST0", "STOR NEW.BIN < abc"], "SIZE NEW.BIN", "213 3"],
      [["ACCT TEST0", "STOR A < abc", "STOR B < d"], "SIZE A", "550 File not found."],
      [
        ["ACCT TEST0", "STOR A < abc", "REIN", "USER root", "PASS"],
        "PWD",
        '257 "/DSK" is the current directory.',
      ],
      [["ACCT TEST0", "USER root", "PASS"], "CWD DSK", "501 Pathname not allowed in test mode."],
      [["ACCT TEST0", "ACCT TEST1"], "PWD", '257 "/TS1" is the current directory.'],
      [["ACCT TEST0"], "RETR 1000", `${FILE_150} | ${stored(1000, "RETR")}`],
    ],
  },
];

describe("systems/dm724/device/commands/session", () => {
  describeTables(tables);
});

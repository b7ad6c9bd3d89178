import { expect } from "chai";
import { ftpCommands, repliesOf } from "../catalogue/catalogue.js";
import { CLIENT, Conversation } from "./conversation.test.js";
import type { DeviceOptions } from "./device.js";
import { currentModel } from "./model.js";

const DENIED = "530 Access denied, not logged in.";
const DELIMITER = "500 Syntax error, command delimiter error.";
const UNKNOWN = "500 Syntax error, command unrecognized.";
const FILE_150 = "150 Data connection open, file transfer in process...";
const CHECKED_150 = "150 Data connection open, checked file transfer in process...";
const LIST_150 = "150 Data connection open, list transfer in process...";
const LIST_226 = "226 List transfer completed, data connection is closed.";
const stored = (octets: number, verb = "STOR") =>
  `226 ${verb} completed, ${octets} bytes processed, data connection is closed.`;

/** Said before, each on its own; the command; the reply. `STOR x < data` sends data. */
type Row = readonly [before: readonly string[], command: string, reply: string];

interface Table {
  title: string;
  user?: string;
  options?: DeviceOptions;
  rows: readonly Row[];
}

const DIRECT: DeviceOptions = { config: ["direct"] };
const stripped = (features: Partial<typeof currentModel.features>): DeviceOptions => ({
  model: { ...currentModel, features: { ...currentModel.features, ...features } },
});
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
      [[], "SYST", "215 UNIX system type."],
      [[], "REIN", "220 OK. (restart)"],
      [[], "ACCT TEST0", "202 Command superfluous at this site."],
      [
        [],
        "FEAT",
        "211-Extensions supported:\r\n MDTM\r\n REST STREAM\r\n SIZE\r\n XCRC\r\n XMD5\r\n211 End",
      ],
      [
        [],
        "STAT",
        "211-Server Status: READY\r\nDirect mode : OFF\r\nImmediate : ON\r\nKeepalive : OFF\r\nReply 119 : OFF\r\nReload code : OFF\r\nSavebuffer : OFF\r\n211 Checks : ALL",
      ],
      [[], "HELP NLIST", "214 HELP: Command not recognized"],
      [[], "HELP mkd", "214 HELP: Command recognized but not implemented"],
      [[], "HELP list", "214 LIST: Syntax: LIST[ <path-name>]<CRLF>"],
      [[], "AUTH TLS", UNKNOWN],
      [[], "", UNKNOWN],
      [[], "NLIST", UNKNOWN],
      [[], "XCDUP", UNKNOWN],
      [[], "RNTD x", UNKNOWN],
      [[], "MLSD", UNKNOWN],
      [[], "constructor", UNKNOWN],
      [[], "NOOP\tx", DELIMITER],
      [[], "USER\troot", DELIMITER],
      [[], "NOOPS", UNKNOWN],
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
    title: "access of a guest",
    user: "guest",
    rows: [
      ...(
        "RETR STOR APPE ALLO DELE RNFR RNTO SITE CDUP XCUP CWD XCWD MKD XMKD RMD XRMD REST STOU MDTM SIZE XCRC XMD5" as const
      )
        .split(" ")
        .map((verb): Row => [[], `${verb} CONFIG.CFG`, DENIED]),
      [[], "PWD", '257 "/DSK" is the current directory.'],
      [[], "SMNT mem", "200 File system mounted."],
      [[], "OPTS UTF8 ON", "501 No options available"],
      [[], "ABOR", "226 Command ABOR successfully processed. (abort)"],
      [[], "PASV", "227 Entering Passive Mode. (127,9,0,1,19,137) (own host)"],
      [[], "EPSV", "229 Entering Extended Passive Mode (|||5001|) (own host)"],
      [[], "PORT 127,9,0,2,19,137", "200 PORT is set to IP ADDR = 127.9.0.2 PORT = 5001 (to 127.9.0.2 5001)"],
      [[], "PORT 127,9,0,3,19,137", "504 IP Address not allowed."],
      [[], "PORT 127,9,0,2,3,255", "504 Command not implemented for that parameter."],
      [[], "EPRT |1|127.9.0.3|5001|", "504 IP Address not allowed."],
      [[], "ACCT TEST0", "200 FTP server test account enabled."],
    ],
  },
  {
    title: "access before a login",
    user: "",
    rows: "PORT PASV EPRT EPSV TYPE MODE STRU ABOR LIST NLST PWD XPWD SMNT OPTS RETR STOR CWD SITE RNTO"
      .split(" ")
      .map((verb): Row => [[], verb, DENIED]),
  },
  {
    title: "data ports",
    rows: [
      [[], "PASV", "227 Entering Passive Mode. (127,9,0,1,19,137) (any host)"],
      [[], "EPSV 1", "229 Entering Extended Passive Mode (|||5001|) (any host)"],
      [[], "EPSV 2", "522 Protocol not supported, use (1,2)"],
      [[], "EPSV x", "522 Protocol not supported, use (1,2)"],
      [[], "EPSV all", "200 Extended Passive ALL processed."],
      [["EPSV ALL"], "EPSV", "229 Entering Extended Passive Mode (|||5001|) (any host)"],
      [["EPSV ALL"], "PASV", "530 Only EPSV commands admitted."],
      [["EPSV ALL"], "PORT 127,9,0,2,19,137", "530 Only EPSV commands admitted."],
      [["EPSV ALL"], "EPRT |1|127.9.0.2|5001|", "530 Only EPSV commands admitted."],
      [
        ["EPSV ALL", "REIN", "USER root", "PASS"],
        "PASV",
        "227 Entering Passive Mode. (127,9,0,1,19,137) (any host)",
      ],
      [[], "PORT 127,9,0,3,19,137", "200 PORT is set to IP ADDR = 127.9.0.3 PORT = 5001 (to 127.9.0.3 5001)"],
      [[], "PORT 127,9,0,3,3,255", "504 Command not implemented for that parameter."],
      [[], "PORT 127,9,0,3,4,0", "200 PORT is set to IP ADDR = 127.9.0.3 PORT = 1024 (to 127.9.0.3 1024)"],
      [[], "PORT", "501 IP Address error."],
      [[], "PORT 10,0,0", "501 IP Address delimiter error."],
      [[], "PORT 127,9,0,256,19,137", "501 IP Address error."],
      [[], "PORT 127.9.0.2,19,137", "501 IP Address delimiter error."],
      [[], "PORT 127,9,0,2,x,137", "501 TCP port error."],
      [[], "PORT 127,9,0,2,0,0", "501 TCP port error."],
      [[], "PORT 127,9,0,2,19", "501 TCP port delimiter error."],
      [[], "PORT 127,9,0,2,19,137,1", "501 TCP port delimiter error."],
      [[], "PORT 0,0,0,0,19,137", "501 IP Address error."],
      [[], "PORT 224,0,0,1,19,137", "501 IP Address error."],
      [[], "EPRT |1|127.9.0.2|5001|", "200 Extended PORT is set to |1|127.9.0.2|5001| (to 127.9.0.2 5001)"],
      [[], "EPRT !2!::1!5001!", "200 Extended PORT is set to |2|0:0:0:0:0:0:0:1|5001| (to ::1 5001)"],
      [[], "EPRT |3|x|5001|", "522 Protocol not supported, use (1,2)."],
      [[], "EPRT", "501 Bad First EPRT delimiter."],
      [[], "EPRT  |1|127.9.0.2|5001|", "501 Bad First EPRT delimiter."],
      [[], "EPRT |1!127.9.0.2|5001|", "501 Bad Second EPRT delimiter."],
      [[], "EPRT |1|127.9.0.2!5001|", "501 Bad Third EPRT delimiter."],
      [[], "EPRT |1|127.9.0.2|5001", "501 Bad Fourth EPRT delimiter."],
      [[], "EPRT |1|127.9.0.256|5001|", "501 IP address error."],
      [[], "EPRT |1|127,9,0,2|5001|", "501 IP address delimiter error."],
      [[], "EPRT |1|127.9.0.2|65536|", "501 TCP port value error."],
      [[], "EPRT |1|127.9.0.2|1023|", "504 Command not implemented for that parameter."],
      [[], "EPRT |2|ff02::1|5001|", "501 IP address error."],
    ],
  },
  {
    title: "representation",
    rows: [
      [[], "TYPE A", "200 TYPE is set to ASCII NON PRINT."],
      [[], "type a n", "200 TYPE is set to ASCII NON PRINT."],
      [[], "TYPE A T", "200 TYPE is set to ASCII TELNET."],
      [[], "TYPE A C", "504 TYPE ASCII CARRIAGE not supported."],
      [[], "TYPE A X", "501 TYPE ASCII format error."],
      [[], "TYPE I", "200 TYPE is set to IMAGE."],
      [[], "TYPE  i ", "200 TYPE is set to IMAGE."],
      [[], "TYPE I N", "501 TYPE argument error."],
      [[], "TYPE L 8", "200 TYPE is set to LOCAL 8."],
      [[], "TYPE L", "501 TYPE argument error."],
      [[], "TYPE L 9", "504 TYPE LOCAL size not supported."],
      [[], "TYPE L x", "501 TYPE argument error."],
      [[], "TYPE E N", "504 TYPE EBCDIC not supported."],
      [[], "TYPE AN", "501 TYPE format not recognized."],
      [[], "TYPE", "501 TYPE argument error."],
      [[], "MODE s", "200 MODE is set to STREAM."],
      [[], "MODE B", "504 MODE BLOCK not supported."],
      [[], "MODE C", "504 MODE COMPRESSED not supported."],
      [[], "MODE", "501 MODE argument error."],
      [[], "MODE S S", "501 MODE argument error."],
      [[], "MODE Q", "501 MODE format not recognized."],
      [[], "STRU f", "200 STRU is set to FILE."],
      [[], "STRU R", "504 STRU RECORD not supported."],
      [[], "STRU P", "504 STRU PAGE not supported."],
      [[], "STRU", "501 STRU argument error."],
      [[], "STRU F F", "501 STRU argument error."],
      [[], "STRU X", "501 STRU format not recognized."],
    ],
  },
  {
    title: "directories",
    rows: [
      [[], "PWD", '257 "/DSK" is the current directory.'],
      [[], "XPWD", '257 "/DSK" is the current directory.'],
      [["CWD /"], "PWD", '257 "/" is the current directory.'],
      [[], "CWD", "501 No pathname defined."],
      [[], "CWD .", "200 CWD current dir successful."],
      [[], "CWD ..", "200 CWD root dir successful."],
      [[], "CWD /", "200 CWD root dir successful."],
      [[], "CWD nul", "200 CWD root dir successful."],
      [[], "CWD mem", "200 CWD command successful."],
      [[], "XCWD /TST/", "200 CWD command successful."],
      [[], "CWD /SMC", "550 Pathname not available."],
      [[], "CWD /DSK/SUB", "501 Invalid pathname."],
      [[], "CWD CONFIG.CFG", "501 Invalid pathname."],
      [[], "CWD ....", "501 Invalid pathname."],
      [[], "CWD //", "501 Invalid pathname."],
      [[], "CWD ../..", "501 Invalid pathname."],
      [[], `CWD ${"/".repeat(400)}`, "501 Invalid pathname."],
      [["CWD ../.."], "PWD", '257 "/DSK" is the current directory.'],
      [[], "CDUP", "200 CDUP command successful."],
      [["CDUP"], "XCUP", "550 Top of tree."],
      [[], "SMNT TS1", "200 File system mounted."],
      [["SMNT TS1"], "PWD", '257 "/TS1" is the current directory.'],
      [["SMNT NUL"], "PWD", '257 "/" is the current directory.'],
      [[], "SMNT BIO", "550 File system is not available."],
      [[], "SMNT XYZ", "501 File system not recognized."],
      [[], "SMNT", "501 File system not recognized."],
      ...["MKD", "XMKD", "RMD", "XRMD"].map((verb): Row => [[], `${verb} x`, "502 Command not implemented."]),
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
    title: "STOR and APPE in DIRECT OFF",
    rows: [
      [[], "STOR NEW.TXT < abc", `${FILE_150} | ${stored(3)}`],
      [[], "STOR NEW.BIN < abc", `${CHECKED_150} | ${stored(3)}`],
      [[], "stor fw00001d.bfw < abc", `${CHECKED_150} | ${stored(3)}`],
      [[], "APPE NEW.BIN < abc", `${FILE_150} | ${stored(3, "APPE")}`],
      [["STOR NEW.TXT < abc"], "SIZE NEW.TXT", "550 File not found."],
      [["STOR NEW.TXT < abc"], "SIZE /MEM/NEW.TXT", "213 3"],
      [["STOR /DSK/CONFIG.CFG < abc"], "SIZE CONFIG.CFG", "213 190"],
      [["STOR /DSK/CONFIG.CFG < abc"], "SIZE /MEM/CONFIG.CFG", "213 3"],
      [
        ["STOR A < abc", "STOR B < d"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-1-1 filename: "B.".',
      ],
      [
        ["STOR A.TXT < abc", "APPE B.TXT < de"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-5-5 filename: "A.TXT".',
      ],
      [["APPE B.TXT < de"], "SIZE MEM/B.TXT", "213 2"],
      [["STOR A < abcdef", "REST 3"], "STOR A < X", `${FILE_150} | ${stored(1)}`],
      [["STOR A < abcdef", "REST 3", "STOR A < X"], 'XCRC "/MEM/A"', "250 C2EDB196"],
      [["STOR A < abcdef", "REST 7"], "STOR A < X", `${FILE_150} | 554 Unable to seek in file.`],
      [
        ["STOR A < abc", "DELE /MEM/A"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-0-0 filename: ".".',
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
    title: "single files",
    rows: [
      [[], "SIZE CONFIG.CFG", "213 190"],
      [[], "SIZE /FOO/X", "550 File not found."],
      [[], "SIZE /DSK", "550 File not found."],
      [[], "SIZE", "501 Invalid filename."],
      [[], "SIZE *.BIN", "501 Invalid filename."],
      [[], `SIZE /${"x".repeat(300)}`, "501 Invalid filename."],
      [[], "SIZE /BIO/X", "450 File system not available."],
      [[], "MDTM CONFIG.CFG", "213 20260518160532"],
      [[], "MDTM 20200101000000 CONFIG.CFG", "501 Invalid filename."],
      [[], "MDTM NONE", "550 File not found."],
      [["TYPE I", "STOR A < abc"], "MDTM /MEM/A", "213 20261120211000"],
      [[], "DELE CONFIG.CFG", "250 File deleted."],
      [["DELE CONFIG.CFG"], "SIZE CONFIG.CFG", "550 File not found."],
      [["DELE CONFIG.CFG"], "DELE CONFIG.CFG", "550 Unable to delete file."],
      [[], "DELE /TST/1000", "550 Unable to delete file."],
      [[], "RNFR CONFIG.CFG", "350 Rename pending information."],
      [[], "RNFR NONE", "550 File not found."],
      [[], "RNTO X", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG"], "RNTO NEW.CFG", "250 File successfully renamed."],
      [["RNFR CONFIG.CFG", "RNTO NEW.CFG"], "SIZE CONFIG.CFG", "550 File not found."],
      [["RNFR CONFIG.CFG", "RNTO NEW.CFG"], "MDTM new.cfg", "213 20260518160532"],
      [["RNFR CONFIG.CFG", "RNTO NEW.CFG"], "RNTO OTHER.CFG", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG", "NOOP"], "RNTO NEW.CFG", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG", "FOO"], "RNTO NEW.CFG", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG"], "RNTO APPCODE1.BIN", "550 Unable to rename file."],
      [["RNFR CONFIG.CFG"], "RNTO /MEM/X.CFG", "550 Unable to rename file."],
      [["RNFR CONFIG.CFG"], "RNTO ../X", "550 Unable to rename file."],
      [["RNFR CONFIG.CFG"], "RNTO longername.cfg", "501 Invalid filename."],
      [["RNFR CONFIG.CFG"], "RNTO /SMC/X", "450 File system not available."],
    ],
  },
  {
    title: "checksums",
    rows: [
      [["TYPE I", "STOR A < 123456789"], 'XCRC "/MEM/A"', "250 CBF43926"],
      [["TYPE I", "STOR A < 123456789"], "XCRC /MEM/A 0 9", "250 CBF43926"],
      [["TYPE I", "STOR A < x123456789y"], "XCRC /MEM/A 1 9", "250 CBF43926"],
      [["TYPE I", "STOR A < x123456789"], 'XCRC  "/MEM/A"  1 ', "250 CBF43926"],
      [["TYPE I", "STOR A < 123456789"], "XMD5 /MEM/A", "250 25F9E794323B453885F5181F1B624D0B"],
      [["STOR A < abc"], "XCRC /MEM/A 3", "250 00000000"],
      [["STOR A < abc"], "XCRC /MEM/A 4", "550 CRC offset past eof."],
      [["STOR A < abc"], "XMD5 /MEM/A 1 3", "550 CRC size past eof."],
      [["STOR A < abc"], "XCRC /MEM/A 1 18446744073709551615", "550 CRC size past eof."],
      [[], "XCRC", "501 Invalid filename."],
      [[], 'XCRC ""', "501 Invalid filename."],
      [[], 'XCRC "CONFIG.CFG', "501 Invalid filename."],
      [[], "XCRC CONFIG.CFG x", "501 Invalid filename."],
      [[], "XCRC ../X", "501 Invalid pathname."],
      [[], "XCRC /FDA/X", "450 File system not available."],
      [[], "XMD5 NONE", "550 Unable to open file."],
    ],
  },
  {
    title: "SITE",
    rows: [
      [[], "SITE", "500 SITE command not recognized."],
      [[], "SITE EXEC ls", "500 SITE command not recognized."],
      [[], "SITE toString", "500 SITE command not recognized."],
      [[], "SITE direct on", "200 DIRECT is set to ON."],
      [[], "SITE DIRECT", "500 SITE DIRECT mode not recognized."],
      [[], "SITE DIRECT ON ON", "500 SITE DIRECT mode not recognized."],
      [[], "SITE IMMEDIATE OFF", "200 IMMEDIATE mode is set to OFF."],
      [[], "SITE IMMEDIATE x", "500 SITE IMMEDIATE mode not recognized."],
      [[], "SITE KEEPALIVE ON", "200 KEEPALIVE mode is set to ON."],
      [[], "SITE KEEPALIVE", "500 SITE KEEPALIVE mode not recognized."],
      [[], "SITE REPLY ON", "200 REPLY mode is set to ON."],
      [[], "SITE REPLY", "500 SITE REPLY mode not recognized."],
      [[], "SITE RELOAD OFF", "200 RELOAD mode is set to OFF."],
      [[], "SITE RELOAD", "500 SITE RELOAD mode not recognized."],
      [[], "SITE SYSTMODE MSDOS", "200 SYST is set to MSDOS."],
      [["SITE SYSTMODE MSDOS"], "SYST", "215 MSDOS system type."],
      [["SITE SYSTMODE MSDOS", "SITE SYSTMODE UNIX"], "SYST", "215 UNIX system type."],
      [["SITE SYSTMODE MSDOS", "REIN"], "SYST", "215 UNIX system type."],
      [[], "SITE SYSTMODE VMS", "500 SITE SYSTMODE mode not recognized."],
      [[], "SITE STOREDEVICE", "211 DSK: is permanent storage device, direct mode is OFF."],
      [
        ["CWD /", "SITE DIRECT ON"],
        "SITE STOREDEVICE",
        "211 NUL: is permanent storage device, direct mode is ON.",
      ],
      [["STOR A.TXT < abc"], "SITE CLEARBUFFER", "211 Temporal buffer cleared and deallocated."],
      [["STOR A < abc", "SITE CLEARBUFFER"], "SIZE /MEM/A", "550 File not found."],
      ...["BACKUP", "SAVEBUFFER", "COHERENCE", "CHECK ALL OFF", "GETBIOSVER", "RELOAD ON"].map(
        (words): Row => [[], `SITE ${words}`, "504 Feature not present."],
      ),
    ],
  },
  {
    title: "a device without HELP and XCRC",
    options: stripped({ help: false, xcrc: false }),
    rows: [
      [[], "HELP", "502 Help not available."],
      [[], "HELP LIST", "504 Command help not available."],
      [[], "XCRC CONFIG.CFG", "504 Feature not present."],
      [[], "XMD5 NONE", "550 Unable to open file."],
      [[], "FEAT", "211-Extensions supported:\r\n MDTM\r\n REST STREAM\r\n SIZE\r\n XMD5\r\n211 End"],
    ],
  },
  {
    title: "another configuration",
    options: { config: ["os ms-dos", "syst mem", "no immediate", "keepalive", "reply", "direct"] },
    rows: [
      [[], "SYST", "215 MSDOS system type."],
      [[], "PWD", '257 "/MEM" is the current directory.'],
      [
        [],
        "STAT",
        "211-Server Status: READY\r\nDirect mode : ON\r\nImmediate : OFF\r\nKeepalive : ON\r\nReply 119 : ON\r\nReload code : OFF\r\nSavebuffer : OFF\r\n211 Checks : ALL",
      ],
    ],
  },
];

function say(conversation: Conversation, command: string): string {
  const [line = "", data] = command.split(" < ");
  return conversation.say(line, data);
}

describe("device/commands", () => {
  for (const { title, user = "root", options, rows } of tables) {
    describe(title, () => {
      for (const [before, command, expected] of rows) {
        const shown = command.length > 50 ? `${command.slice(0, 50)}...` : command;
        it(`${[...before, shown].join(", ")}: ${expected.split("\r\n")[0]}`, () => {
          const conversation = Conversation.with(options);
          if (user !== "") conversation.login(user);
          for (const earlier of before) say(conversation, earlier);
          expect(say(conversation, command)).to.equal(expected);
        });
      }
    });
  }

  it("knows the verbs of the manual and no others", () => {
    const verbs = ftpCommands()
      .map(({ verb }) => verb)
      .filter((verb) => !verb.startsWith("SITE "));
    expect(Conversation.with().say("HELP")).to.equal(
      `214 HELP: See HELP <command> for ${verbs.sort().join(", ")}`,
    );
  });

  const arguments_ = [
    undefined,
    "",
    " ",
    "x",
    "%s%n",
    "\xff\xfe",
    "/",
    "..",
    '"',
    "1 2 3",
    "~{",
    "*".repeat(300),
  ];
  for (const user of ["", "guest", "root"]) {
    it(`has a documented answer to every verb with odd arguments, for ${user || "nobody"}`, () => {
      for (const { verb } of ftpCommands()) {
        for (const argument of arguments_) {
          const conversation = Conversation.with();
          if (user !== "") conversation.login(user);
          const reply = conversation.say(argument === undefined ? verb : `${verb} ${argument}`);
          const known = repliesOf(verb).some(({ code }) => reply.startsWith(String(code)));
          expect(known, `${verb} ${argument}: ${reply}`).to.equal(true);
        }
      }
    });
  }

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
      ["NLST /", [], ["DSK", "MEM", "TST", "TS1"]],
      ["NLST ..", [], ["DSK", "MEM", "TST", "TS1"]],
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
      const model = structuredClone(currentModel);
      for (const fileSystem of model.fileSystems) fileSystem.size = 4;
      const conversation = Conversation.with({ model }).login();
      expect(say(conversation, "STOR A < abcd")).to.match(/\| 226 /);
      expect(say(conversation, "APPE A < e")).to.match(/\| 550 Error writing file\.$/);
      conversation.say("SITE DIRECT ON");
      expect(say(conversation, "STOR NEW < abcd")).to.match(/\| 550 Error writing file\.$/);
    });
  });

  describe("several sessions", () => {
    function two(): [Conversation, Conversation] {
      const first = Conversation.with({ config: ["clients 2"] }).login();
      return [first, new Conversation(first.device, { client: CLIENT, host: "127.9.0.1" }).login()];
    }

    it("share the buffer: the last STOR wins (Dm724-I 3.5)", () => {
      const [first, second] = two();
      say(first, "STOR A < abc");
      say(second, "STOR B < d");
      expect(first.say("SIZE /MEM/B")).to.equal("213 1");
    });

    it("see the modes that one of them sets, until it ends or says REIN (2.1.9, AMB-012)", () => {
      const [first, second] = two();
      const direct = () => /Direct mode : (\w+)/.exec(second.say("STAT"))?.[1];
      first.say("SITE DIRECT ON");
      expect(direct()).to.equal("ON");
      first.say("REIN");
      expect(direct()).to.equal("OFF");
      first.login().say("SITE DIRECT ON");
      second.say("REIN");
      expect(direct(), "the other one's REIN").to.equal("ON");
      first.session.end();
      expect(direct()).to.equal("OFF");
    });

    it("keep others out of the file system in which they transfer, and out of no other (3.1, AMB-019)", () => {
      const [first, second] = two();
      const disk = first.device.storage.get("DSK");
      first.device.beginJob(first.session, disk);
      const busy = "450 Error, system busy.";
      for (const command of [
        "RETR CONFIG.CFG",
        "LIST",
        "NLST /DSK",
        "DELE CONFIG.CFG",
        "RNFR CONFIG.CFG",
        "SIZE CONFIG.CFG",
        "MDTM CONFIG.CFG",
        "XCRC CONFIG.CFG",
        "XMD5 CONFIG.CFG",
      ]) {
        expect(second.say(command), command).to.equal(busy);
      }
      expect(second.say("STAT")).to.match(/^211-Server Status: BUSY/);
      expect(say(second, "STOR A < abc"), "the buffer is another").to.match(/\| 226 /);
      expect(second.say("SITE CLEARBUFFER")).to.match(/^211 /);
      second.say("SITE DIRECT ON");
      expect(say(second, "STOR A < abc")).to.equal(busy);
      expect(say(second, "APPE A < abc")).to.equal(busy);
      expect(first.say("SIZE CONFIG.CFG"), "its own").to.equal("213 190");
      first.device.endJob(first.session);
      second.say("RNFR CONFIG.CFG");
      first.device.beginJob(first.session, disk);
      expect(second.say("RNTO NEW.CFG")).to.equal(busy);
      first.device.beginJob(first.session, first.device.storage.buffer);
      expect(second.say("SITE CLEARBUFFER")).to.equal("503 Temporal buffer is locked.");
      expect(second.say("SIZE CONFIG.CFG")).to.equal("213 190");
    });

    it("have a listing format each (2.1.15)", () => {
      const [first, second] = two();
      first.say("SITE SYSTMODE MSDOS");
      expect(second.say("SYST")).to.equal("215 UNIX system type.");
    });
  });
});

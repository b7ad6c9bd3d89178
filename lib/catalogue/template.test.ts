import { expect } from "chai";
import { catalogue } from "../systems/dm724/catalogue.js";

const STATUS = "Server Status: READY / BUSY";
const CHECKS = "Checks : ALL / NONE / PCLBFVRDSUH";
const HELP_SEE = "HELP: See ...";
const HELP_SYNTAX = "LIST: Syntax: LIST[ <path-name>]<CRLF>...";
const PORT = "PORT is set to IP ADDR = %d.%d.%d.%d PORT = %d";
const EPRT4 = "Extended PORT is set to  1 %u.%u.%u.%u";
const EPRT6 = "Extended PORT is set to  2 %X:%X:%X:%X:%X:%X:%X:%X";
const EPSV = "Entering Extended Passive Mode (   %u )";
const SEQUENCE = "Bad sequence of RNFR and RNTD commands.";
const BUFFER = 'Buffer status: MAX-REQ-BUSY %lu-%lu-%lu filename: "%s.%s".';
const STOR = "STOR completed, %lu bytes processed, data connection is closed.";
const MD5 = "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
const MD5_SUM = "d41d8cd98f00b204e9800998ecf8427e";

/** A text as a device might send it; the values read strictly and tolerantly, or why it is not to be read. */
const MATCHES: readonly [text: string, actual: string, strict: string[] | "no", tolerant: string[] | "no"][] =
  [
    // printf
    [STOR, "STOR completed, 9414766 bytes processed, data connection is closed.", ["9414766"], ["9414766"]],
    [STOR, "STOR completed, 9414766 bytes processed, data connection is closed", "no", ["9414766"]],
    [STOR, "stor completed,  7 bytes  processed, data connection is closed. ", "no", ["7"]],
    [STOR, "STOR completed, many bytes processed, data connection is closed.", "no", "no"],
    [STOR, "STOR completed, 7 bytes processed, data connection is closed..", "no", "no"],
    [STOR, "STOR completed, 7 bytes processed, data connection is open.", "no", "no"],
    [STOR, "STORcompleted, 7 bytes processed, data connection is closed.", "no", "no"],
    ['"%s" is the current directory.', '"/DSK" is the current directory.', ["/DSK"], ["/DSK"]],
    ['"%s" is the current directory.', '"a "" b" is the current directory.', ['a "" b'], ['a "" b']],
    [
      "CHECK %s control is set to %s.",
      "CHECK HW SUPPORTED control is set to OFF.",
      ["HW SUPPORTED", "OFF"],
      ["HW SUPPORTED", "OFF"],
    ],
    ["COMPATIBLE mode is set to %s", "COMPATIBLE mode is set to ON.", ["ON."], ["ON"]],
    ["MARK %s = %lu", "MARK m1 = 4096", ["m1", "4096"], ["m1", "4096"]],
    ["MARK %s = %lu", "MARK m1=4096", "no", "no"],
    [
      "FTP server ready, %ld active clients of %ld simultaneous clients allowed.",
      "FTP server ready, 1 active clients of 4 simultaneous clients allowed.",
      ["1", "4"],
      ["1", "4"],
    ],
    [
      "Entering Passive Mode. (%d,%d,%d,%d,%d,%d)",
      "Entering Passive Mode. (127,168,1,1,4,7)",
      ["127", "168", "1", "1", "4", "7"],
      ["127", "168", "1", "1", "4", "7"],
    ],
    [
      BUFFER,
      'Buffer status: MAX-REQ-BUSY 8388608-131072-99 filename: "OS.BIN".',
      ["8388608", "131072", "99", "OS", "BIN"],
      ["8388608", "131072", "99", "OS", "BIN"],
    ],
    [
      BUFFER,
      'Buffer status: MAX-REQ-BUSY 8388608-0-0 filename: ".".',
      ["8388608", "0", "0", "", ""],
      ["8388608", "0", "0", "", ""],
    ],
    [
      "%s: is permanent storage device, direct mode is %s.",
      "DSK: is permanent storage device, direct mode is OFF.",
      ["DSK", "OFF"],
      ["DSK", "OFF"],
    ],
    [
      "Application not supported by hardware level (rcvd. %lu, reqd. %lu).",
      "Application not supported by hardware level (rcvd. 1, reqd. 3).",
      ["1", "3"],
      ["1", "3"],
    ],
    // AMB-047
    ["Unable to get DTP", "Unable to get DTP.", "no", []],
    ["IP Address error.", "IP address error", "no", []],
    ["Goodbye.", "Good bye.", "no", "no"],
    // choices
    [STATUS, "Server Status: BUSY", ["BUSY"], ["BUSY"]],
    [STATUS, "Server status: ready", "no", ["ready"]],
    [STATUS, "Server Status: READY / BUSY", "no", "no"],
    ["Reply 119 : ON / OFF", "Reply 119 : OFF", ["OFF"], ["OFF"]],
    ["Reply 119 : ON / OFF", "Reply 119   : ON", "no", ["ON"]],
    ["Reply 119 : ON / OFF", "Reply 119 : MAYBE", "no", "no"],
    // AMB-021
    [CHECKS, "Checks : ALL", ["ALL"], ["ALL"]],
    [CHECKS, "Checks : NONE", ["NONE"], ["NONE"]],
    [CHECKS, "Checks : PCLBFVRDSUH", ["PCLBFVRDSUH"], ["PCLBFVRDSUH"]],
    [CHECKS, "Checks : PC-BF--DSU-", ["PC-BF--DSU-"], ["PC-BF--DSU-"]],
    [CHECKS, "Checks : -----------", ["-----------"], ["-----------"]],
    [CHECKS, "Checks : PCLBFVRDSUHP-", "no", ["PCLBFVRDSUHP-"]],
    [CHECKS, "Checks : CPLBFVRDSUH", "no", ["CPLBFVRDSUH"]],
    [CHECKS, "Checks : PCL", "no", "no"],
    [CHECKS, "Checks : XXXXXXXXXXX", "no", "no"],
    // AMB-013
    [HELP_SEE, "HELP: See RFC 959.", ["RFC 959."], ["RFC 959."]],
    [HELP_SEE, "HELP: Command not recognized", "no", "no"],
    [
      HELP_SYNTAX,
      "RETR: Syntax: RETR <path-name><CRLF>",
      ["RETR", "RETR <path-name><CRLF>"],
      ["RETR", "RETR <path-name><CRLF>"],
    ],
    [HELP_SYNTAX, "Syntax: RETR <path-name>", "no", "no"],
    // AMB-005
    [
      PORT,
      "PORT is set to IP ADDR = 127.24.75.193 PORT = 50021",
      ["127", "24", "75", "193", "50021"],
      ["127", "24", "75", "193", "50021"],
    ],
    [
      PORT,
      "PORT is set to IP ADDR = 127.24.75.193 PORT 50021",
      ["127", "24", "75", "193", "50021"],
      ["127", "24", "75", "193", "50021"],
    ],
    [PORT, "PORT is set to IP ADDR = 127.24.75.193", "no", "no"],
    // AMB-006
    [
      EPRT4,
      "Extended PORT is set to |1|127.9.0.7|50021|",
      ["127", "9", "0", "7", "50021"],
      ["127", "9", "0", "7", "50021"],
    ],
    [EPRT4, "Extended PORT is set to |1|127.9.0.7|", ["127", "9", "0", "7"], ["127", "9", "0", "7"]],
    [EPRT4, "Extended PORT is set to  1 127.9.0.7 ", "no", ["127", "9", "0", "7"]],
    [EPRT4, "Extended PORT is set to !1!127.9.0.7!50021!", "no", ["127", "9", "0", "7", "50021"]],
    [EPRT4, "Extended PORT is set to |2|127.9.0.7|50021|", "no", "no"],
    [
      EPRT6,
      "Extended PORT is set to |2|0:0:0:0:0:FFFF:7F09:909|50021|",
      ["0", "0", "0", "0", "0", "FFFF", "7F09", "909", "50021"],
      ["0", "0", "0", "0", "0", "FFFF", "7F09", "909", "50021"],
    ],
    [EPRT6, "Extended PORT is set to |2|::ffff:7f09:909|50021|", "no", ["::ffff:7f09:909", "50021"]],
    [EPRT6, "Extended PORT is set to  2 0:0:0:0:0:FFFF:7F09:909 ", "no", ["0:0:0:0:0:FFFF:7F09:909"]],
    [EPSV, "Entering Extended Passive Mode (|||50021|)", ["50021"], ["50021"]],
    [EPSV, "Entering extended passive mode (!!!50021!)", "no", ["50021"]],
    [EPSV, "Entering Extended Passive Mode (   50021 )", "no", "no"],
    [EPSV, "Entering Extended Passive Mode (|||x|)", "no", "no"],
    ["Protocol not supported, use (1,2).", "Protocol not supported, use (1).", [], []],
    ["Protocol not supported, use (1,2).", "Protocol not supported, use (1,2)", "no", []],
    ["Protocol not supported, use (1,2)", "Protocol not supported, use (3)", "no", "no"],
    // AMB-004
    [SEQUENCE, SEQUENCE, [], []],
    [SEQUENCE, "Bad sequence of RNFR and RNTO commands.", "no", []],
    [SEQUENCE, "Bad sequence of RNFR and RNT0 commands", "no", []],
    [SEQUENCE, "Bad sequence of commands.", "no", "no"],
    ["Aborting RNT0 command...", "Aborting RNTO command...", "no", []],
    // AMB-034
    ["<NNNNNNNN.EEE>", "appcode1.bin", ["appcode1.bin"], ["appcode1.bin"]],
    ["<NNNNNNNN.EEE>", "<APPCODE1.BIN>", "no", ["APPCODE1.BIN"]],
    ["<NNNNNNNN.EEE>", "/DSK/LONGNAME1.BIN", "no", ["/DSK/LONGNAME1.BIN"]],
    ["<NNNNNNNN.EEE>", "no file here", "no", "no"],
    [
      "<NNNNNNNN.EEE;...>",
      "fw00001c.bfw;fw00001d.bfw",
      ["fw00001c.bfw;fw00001d.bfw"],
      ["fw00001c.bfw;fw00001d.bfw"],
    ],
    ["<NNNNNNNN.EEE;...>", "<FW00001C.BFW; FW00001D.BFW;>", "no", ["FW00001C.BFW; FW00001D.BFW;"]],
    ["<NNNNNNNN.EEE;...>", "None", "no", "no"],
    ["<systid>", "RS123 rev 2", ["RS123 rev 2"], ["RS123 rev 2"]],
    ["<systid>", "", "no", "no"],
    ["BIOS: <NNNNNNNN>", "BIOS: 0000001A", ["0000001A"], ["0000001A"]],
    ["BIOS: <NNNNNNNN>", "bios: <3>", "no", ["3"]],
    ["BIOS: <NNNNNNNN>", "BIOS: 000000001", "no", "no"],
    ["APPL: <NNNNNNNN>", "BIOS: 1", "no", "no"],
    ["<NNNNNN>", "020400", ["020400"], ["020400"]],
    ["<NNNNNN>", "<0204>", "no", ["0204"]],
    ["<NNNNNN>", "110110.04503", "no", "no"],
    ["<NNNNNN.SSSSS>", "110110.04503", ["110110.04503"], ["110110.04503"]],
    ["<NNNNNN.SSSSS>", "110110", "no", "no"],
    // AMB-022
    ["YYYYMMDDHHMMSS", "20261120234500", ["20261120234500"], ["20261120234500"]],
    ["YYYYMMDDHHMMSS", "20261120234500.123", "no", ["20261120234500.123"]],
    ["YYYYMMDDHHMMSS", "2026112023450", "no", "no"],
    ["nnnnnnnnn", "7214720", ["7214720"], ["7214720"]],
    ["nnnnnnnnn", "nnnnnnnnn", "no", "no"],
    // AMB-008
    ["XXXXXXXXX", "CBF43926", ["CBF43926"], ["CBF43926"]],
    ["XXXXXXXXX", "cbf43926", ["cbf43926"], ["cbf43926"]],
    ["XXXXXXXXX", "0CBF43926", "no", ["0CBF43926"]],
    ["XXXXXXXXX", "0", "no", ["0"]],
    ["XXXXXXXXX", "00CBF43926", "no", "no"],
    ["XXXXXXXXX", "CBF4392G", "no", "no"],
    [MD5, MD5_SUM, [MD5_SUM], [MD5_SUM]],
    [MD5, `${MD5_SUM}0`, "no", "no"],
    [MD5, MD5_SUM.slice(1), "no", "no"],
    // what a hostile server may send
    ["Goodbye.", "Goodbye.\r", "no", "no"],
    ["<systid>", "\0\x1b[2J", ["\0\x1b[2J"], ["\0\x1b[2J"]],
  ];

describe("matchTemplate", () => {
  for (const [text, actual, strict, tolerant] of MATCHES) {
    it(`reads ${JSON.stringify(actual)} as "${text}": strictly ${String(strict)}, tolerantly ${String(tolerant)}`, () => {
      expect(catalogue.templates.match(text, actual) ?? "no").to.deep.equal(strict);
      expect(catalogue.templates.match(text, actual, { tolerant: true }) ?? "no").to.deep.equal(tolerant);
    });
  }
});

describe("printTemplate", () => {
  const printed: [text: string, values: (string | number)[], actual: string][] = [
    ["Goodbye.", [], "Goodbye."],
    [STOR, [4294967295], "STOR completed, 4294967295 bytes processed, data connection is closed."],
    [PORT, [127, 9, 0, 7, 50021], "PORT is set to IP ADDR = 127.9.0.7 PORT = 50021"],
    [EPRT4, [127, 9, 0, 7, 50021], "Extended PORT is set to |1|127.9.0.7|50021|"],
    [
      EPRT6,
      [0, 0, 0, 0, 0, 0xffff, 0x7f09, 0x909, 50021],
      "Extended PORT is set to |2|0:0:0:0:0:FFFF:7F09:909|50021|",
    ],
    [EPSV, [50021], "Entering Extended Passive Mode (|||50021|)"],
    [STATUS, ["READY"], "Server Status: READY"],
    [CHECKS, ["PCLBFVRDSU-"], "Checks : PCLBFVRDSU-"],
    [HELP_SYNTAX, ["SIZE", "SIZE <path-name><CRLF>"], "SIZE: Syntax: SIZE <path-name><CRLF>"],
    ["<NNNNNNNN.EEE;...>", ["A.BFW;B.BFW"], "A.BFW;B.BFW"],
    ['"%s" is the current directory.', ["%lu"], '"%lu" is the current directory.'],
  ];
  for (const [text, values, actual] of printed) {
    it(`prints "${actual}"`, () => {
      expect(catalogue.templates.print(text, values)).to.equal(actual);
    });
  }

  const refused: [text: string, values: (string | number)[], fault: string][] = [
    ["Goodbye.", ["x"], "takes 0 values, not 1"],
    [STOR, [], "takes 1 values, not 0"],
    [STOR, ["many"], '"many" is no value for place 1'],
    [STOR, [Number.NaN], '"NaN" is no value for place 1'],
    [STOR, [1.5], '"1.5" is no value for place 1'],
    [EPRT4, [127, 9, 0, 7], "takes 5 values, not 4"],
    ["Direct mode : ON / OFF", ["on"], '"on" is no value for place 1'],
    ["XXXXXXXXX", ["123"], '"123" is no value for place 1'],
  ];
  for (const [text, values, fault] of refused) {
    it(`throws for "${text}" with [${values.join(", ")}]`, () => {
      expect(() => catalogue.templates.print(text, values)).to.throw(fault);
    });
  }
});

/** Values for the texts whose places are no printf conversions. */
const SAMPLES: Record<string, (string | number)[]> = {
  [STATUS]: ["READY"],
  [CHECKS]: ["PC-BF--DSU-"],
  [HELP_SEE]: ["RFC 959"],
  [HELP_SYNTAX]: ["LIST", "LIST[ <path-name>]<CRLF>"],
  [EPRT4]: ["127", "9", "0", "7", "50021"],
  [EPRT6]: ["FE80", "0", "0", "0", "0", "0", "0", "A", "50021"],
  "<NNNNNNNN.EEE>": ["APPCODE1.BIN"],
  "<NNNNNNNN.EEE;...>": ["FW00001C.BFW;FW00001D.BFW"],
  "<systid>": ["RS123"],
  "BIOS: <NNNNNNNN>": ["00000003"],
  "APPL: <NNNNNNNN>": ["00000003"],
  "<NNNNNN>": ["020400"],
  "<NNNNNN.SSSSS>": ["110110.04503"],
  YYYYMMDDHHMMSS: ["20261120234500"],
  nnnnnnnnn: ["7214720"],
  XXXXXXXXX: ["CBF43926"],
  [MD5]: [MD5_SUM],
};

function sampleValues(text: string): (string | number)[] {
  const sample = SAMPLES[text] ?? (text.endsWith(" : ON / OFF") ? ["ON"] : undefined);
  if (sample !== undefined) return sample;
  return (text.match(/%l?[dusX]/g) ?? []).map((conversion, at) =>
    conversion === "%s" ? `V${at}` : `${at + 7}`,
  );
}

describe("every documented text", () => {
  for (const entry of catalogue.replies) {
    it(`${entry.id} prints, and reads back its values and itself`, () => {
      const values = sampleValues(entry.text);
      const printed = catalogue.templates.print(entry.text, values);
      expect(catalogue.templates.match(entry.text, printed)).to.deep.equal(values);
      const less = printed.toUpperCase().replace(/ /g, "  ").replace(/\.$/, "");
      if (!/%s|\.\.\.|<systid>|LIST:/.test(entry.text)) {
        expect(catalogue.templates.match(entry.text, less, { tolerant: true }), less).to.have.length(
          values.length,
        );
      }
      const reply = { code: entry.code, lines: [printed], multiline: entry.separator === "-" };
      expect(catalogue.observed(verbFor(entry.verbs[0] as string, entry.text), reply)).to.deep.equal([entry]);
    });
  }
});

/** SITE alone does not tell its bare answers apart. */
function verbFor(verb: string, text: string): string {
  return text === "<systid>" ? "SITE SYSTID" : verb;
}

describe("observedEntries", () => {
  const STAT = [
    "Server Status: READY",
    "Direct mode : OFF",
    "Immediate : ON",
    "Keepalive : OFF",
    "Reply 119 : OFF",
    "Reload code : OFF",
    "Savebuffer : OFF",
    "Checks : ALL",
  ];
  const DOCUMENTED_STAT = catalogue.replies
    .filter((entry) => entry.command === "STAT")
    .map((entry) => entry.id);

  const cases: [title: string, verb: string, code: number, lines: string[], ids: string[]][] = [
    ["STAT in one reply", "STAT", 211, STAT, DOCUMENTED_STAT],
    ["STAT in one reply, inner lines indented", "stat", 211, STAT.map((line) => ` ${line}`), DOCUMENTED_STAT],
    [
      "STAT's literal form, one line of eight",
      "STAT",
      211,
      ["Keepalive : ON"],
      ["stat.211.keepalive-on-off"],
    ],
    [
      "FEAT",
      "FEAT",
      211,
      ["Extensions supported:", " MDTM", " REST STREAM", "End"],
      ["feat.211.extensions-supported", "feat.211.end"],
    ],
    [
      "COHERENCE's good finding",
      "SITE",
      211,
      ["COHERENCE results", " OS.BIN 11.01.10: O.K.", "APPCODE1.BIN", "COHERENCE results end"],
      ["site.211.coherence-results", "site.211.coherence-results-end"],
    ],
    [
      "COHERENCE's bad finding",
      "SITE COHERENCE",
      550,
      ["COHERENCE results", "Unknown", "COHERENCE results end"],
      ["site.550.coherence-results", "site.550.unknown", "site.550.coherence-results-end"],
    ],
    [
      "GETHDWLVL",
      "SITE",
      213,
      ["BIOS: <00000003>", "APPL: <00000003>"],
      ["site.213.bios-nnnnnnnn", "site.213.appl-nnnnnnnn"],
    ],
    [
      "a greeting behind a banner",
      "(connect)",
      220,
      ["=====", "  Keep out", "FTP server ready, 1 active clients of 4 simultaneous clients allowed."],
      ["connect.220.ftp-server-ready-ld-active-clients-of-ld-simultaneous-clients-allowed"],
    ],
    [
      "STOREDEVICE and not SYSTID",
      "SITE",
      211,
      ["DSK: is permanent storage device, direct mode is ON."],
      ["site.211.s-is-permanent-storage-device-direct-mode-is-s"],
    ],
    ["LISTFIRMWARES and not SYSTID", "SITE", 211, ["FW00001C.BFW"], ["site.211.nnnnnnnn-eee"]],
    ["SYSTID that looks like a file", "SITE SYSTID", 211, ["RS123.V2"], ["site.211.systid"]],
    ["no BIOS version in GETFILEVER", "SITE GETFILEVER", 214, ["110110"], []],
    ["LISTFIRMWARES without any", "SITE", 200, ["None"], ["site.200.none"]],
    ["HELP that points elsewhere", "HELP", 214, ["HELP: See manual"], ["help.214.help-see"]],
    ["busy, the verb's own", "NOOP", 450, ["Error, system busy."], ["noop.450.error-system-busy"]],
    ["busy, of any command", "STAT", 450, ["error, system busy"], ["any.450.error-system-busy"]],
    [
      "not logged in, CWD having none",
      "CWD",
      530,
      ["Access denied, not logged in."],
      ["any.530.access-denied-not-logged-in"],
    ],
    [
      "an unknown verb",
      "XYZZY",
      500,
      ["Syntax error, command unrecognized."],
      ["any.500.syntax-error-command-unrecognized"],
    ],
    [
      "what ends an aborted RETR",
      "RETR",
      426,
      ["Aborting RETR command..."],
      ["abor.426.aborting-retr-command"],
    ],
    ["a broken RETR", "RETR", 426, ["Unexpected data link close."], ["retr.426.unexpected-data-link-close"]],
    [
      "the inactivity timer",
      "NOOP",
      221,
      ["Inactivity Timer Expired. Goodbye."],
      ["any.221.inactivity-timer-expired-goodbye"],
    ],
    ["XPWD", "XPWD", 257, ['"/" is the current directory.'], ["pwd.257.s-is-the-current-directory"]],
    ["another code", "QUIT", 226, ["Goodbye."], []],
    ["another text", "QUIT", 221, ["Bye."], []],
    ["no line at all", "QUIT", 221, [], []],
  ];
  for (const [title, verb, code, lines, ids] of cases) {
    it(`knows ${title}`, () => {
      const observed = catalogue.observed(verb, { code, lines, multiline: lines.length > 1 });
      expect(observed.map((entry) => entry.id)).to.deep.equal(ids);
    });
  }

  it("takes no single line for the opening of a multi-line reply", () => {
    const reply = { code: 211, lines: ["COHERENCE results"], multiline: false };
    expect(catalogue.observed("SITE COHERENCE", reply)).to.deep.equal([]);
  });

  it("stays quick with a line of a million octets", () => {
    // Processor time: what others do on the machine does not count.
    const started = process.cpuUsage();
    for (const octet of ["x", " ", "\t.", "\0", "/DSK: is permanent storage device, "]) {
      catalogue.observed("SITE", { code: 211, lines: [octet.repeat(1e6 / octet.length)], multiline: false });
    }
    expect(process.cpuUsage(started).user).to.be.below(5_000_000);
  });
});

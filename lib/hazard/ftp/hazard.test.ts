import { expect } from "chai";
import fc from "fast-check";
import { octetsOf, visible } from "../../octets/text.js";
import { catalogue } from "../../systems/dm724/catalogue.js";
import { hazards } from "../../systems/dm724/hazards.js";
import { HAZARDS, type Hazard, hazardAbove } from "../order.js";
import type { HazardContext } from "./context.js";
import { hazardOfLine } from "./hazard.js";

const NOTHING: HazardContext = { sinks: false, inSink: false, buffered: false };
const SINKS: HazardContext = { ...NOTHING, sinks: true };
const IN_SINK: HazardContext = { ...SINKS, inSink: true };
const BUFFERED: HazardContext = { ...NOTHING, buffered: true };

function hazardOf(text: string, context: HazardContext = NOTHING): Hazard {
  return hazardOfLine(hazards, octetsOf(text), context).hazard;
}

describe("hazardAbove", () => {
  it("orders the hazards", () => {
    HAZARDS.forEach((a, i) => {
      HAZARDS.forEach((b, j) => {
        expect(hazardAbove(a, b)).to.equal(i > j);
      });
    });
  });
});

describe("the table of hazards", () => {
  it("has every documented command", () => {
    for (const { verb } of catalogue.commands) {
      const words = verb.startsWith("SITE CHECK ") ? "SITE CHECK" : verb;
      expect(hazards.rows.has(words), verb).to.equal(true);
    }
  });
  it("has no harmless word that a server could take for one that is not, by its beginning or its end", () => {
    const risky = hazards.risky.filter((verb) => hazards.rows.get(verb)?.hazard !== "observe");
    for (const [word, { hazard }] of hazards.rows) {
      if (word.includes(" ") || !["observe", "session"].includes(hazard)) continue;
      const taken = risky.filter((verb) => word.startsWith(verb) || word.endsWith(verb.slice(-4)));
      expect(taken, word).to.deep.equal([]);
    }
  });
  it("has hazards that exist", () => {
    for (const [words, { hazard }] of hazards.rows) expect(HAZARDS, words).to.include(hazard);
  });
});

/** Each with CR LF behind it, unless it has line ends of its own. */
const LINES: Record<Hazard, string[]> = {
  observe: [
    ..."NOOP|USER root|PASS |PASS|ACCT TEST0|TYPE I|MODE B|STRU R|PASV|EPSV ALL|EPRT |1|127.0.0.1|50021|".split(
      / ?\|(?=[A-Z])/,
    ),
    "PORT 127,0,0,1,4,7",
    "LIST",
    "LIST *.BIN",
    "NLST /BIO",
    "RETR /BIO/BIOS.BIN",
    "SIZE OS.BIN",
    "MDTM OS.BIN",
    "MDTM 12345678",
    'XCRC "OS.BIN" 0 100',
    "CWD BIO",
    "SMNT DSK",
    "REST 100",
    "RNFR A.TXT",
    "ALLO 100000",
    "ABOR",
    "STAT",
    "HELP SITE RELOAD ON",
    "OPTS UTF8 ON",
    "REIN",
    "QUIT",
    "NLIST",
    "XCDUP",
    "XYZZY",
    "flashgate now",
    "SITE",
    "SITE ",
    "SITE FLASHGATE",
    "SITE STATBUFFER",
    "site getfilever OS.BIN",
    "SITE COHERENCE",
    "  noop",
    "",
    "   ",
    "\r\n\r\n",
    "NOOP\r\nNOOP\r\nQUIT\r\n",
    "NOOP\n",
  ],
  session: [
    "1234",
    "%&/ DELE X",
    "SITE 1234",
    "AAAAAA",
    "a".repeat(1000),
    `USER ${"A".repeat(300)}`,
    "AUTH TLS",
    "\xff\xf4\xff\xf2ABOR",
    "\xff\xfb\x01NOOP",
    "NO\0OP",
    "NO\xff\xf1OP",
    "\xe9\xe8",
    "CWD caf\xc3\xa9",
    "SIZE A\0B.TXT",
    "SIZE A\rB.TXT",
    "NOOP\rNOOP\r",
    "\xff\xfa\x18\0VT100\xff\xf0NOOP",
  ],
  buffer: [
    "SITE CLEARBUFFER",
    "SITE DIRECT ON",
    "SITE DIRECT",
    "SITE CHECK ALL OFF",
    "SITE CHECK HW SUPPORTED ON",
    "SITE CHECK XYZZY ON",
    "SITE REPLY ON",
    "SITE SYSTMODE UNIX",
    "SITE RELOAD OFF",
    "  site   reload   off  ",
    "SITE\tRELOAD\tOFF",
    "NOOP\r\nSITE KEEPALIVE OFF\r\n",
  ],
  storage: [
    "STOR A.TXT",
    "STOR /TST/A.TXT",
    "stor a.txt",
    "APPE A.TXT",
    "STOU",
    "DELE A.TXT",
    "DELE /DSK/CONFIG.CFG",
    "RNTO B.TXT",
    "RNTD B.TXT",
    "RNT0 B.TXT",
    "MKD A",
    "XMKD A",
    "RMD A",
    "XRMD A",
    "MFMT 20260101000000 A.TXT",
    "MDTM 20260101000000 A.TXT",
    "DE\0LE A.TXT",
    "NOOP\rDELE A.TXT",
    "NOOP\nDELE A.TXT\n",
    "NOOP\0DELE A.TXT",
    "NOOP x\x01DELE A.TXT",
    // Words by their beginning (bftpd) and by their end (busybox ftpd).
    "NOOP x\x01DELETE A.TXT",
    "NOOP x\x01XYZZYSTOR A.TXT",
    "NOOP x\x0bRMDIR A",
    "NOOP x\x01 \t STORAGE A.TXT",
    "NOOP x\x01QDEL\0E A.TXT",
    ...[200, 255, 256, 511, 512, 1024, 4096, 65536].map((cut) => `NOOP ${"x".repeat(cut - 5)}DELE A.TXT`),
    ...[255, 511, 4096].map((cut) => `NOOP ${"x".repeat(cut - 5)}DELETE A.TXT`),
    // Full-width letters, and the long s.
    "NOOP x\0\xef\xbc\xa4\xef\xbc\xa5\xef\xbc\xac\xef\xbc\xa5 A.TXT",
    "NOOP\x85DELE A.TXT",
    "NOOP\x0cDELE A.TXT",
    "NOOP x\xffDELE A.TXT",
    "NOOP \x08\x08\x08\x08\x08DELE A.TXT",
    "NOOP x\x15DELE A.TXT",
    "NOOP\r\nXYZZY FOO\x17\x17DELE A.TXT",
    `NOOP ${"x".repeat(300)}DELE A`,
    `USER ${"x".repeat(300)}\r\n`.replace("\r\n", "STOU\r\n"),
    "\xff\xfa\x18DELE A.TXT\r\n\xff\xf0",
    "\xff\xfaDELE A.TXT",
    "D\xff\xfb\x01ELE A.TXT",
    "D\xff\xfbAELE A.TXT",
  ],
  firmware: [
    "STOR OS.BIN",
    "STOR os.bin",
    "STOR OS.BIN.",
    "STOR OS.BINX",
    "STOR OS.BIN ",
    "STOR OS .BI\0N",
    "STOR A.TXT\0.BIN",
    "STOR \xcf\xd3\xae\xc2\xc9\xce",
    "STOR /BIO/A.TXT",
    "STOR BIO",
    "STOR bio:A.TXT",
    "STOR ..\\BIO\\A.TXT",
    "STOR /TST/../BIO/A.TXT",
    "STOR /FCO/A",
    "STOR A.BFW",
    "STOR A.IMG",
    "STOR CODE.XZ",
    "STOR CODE.X",
    "APPE OS.BIN",
    "DELE OS.BIN",
    "DELE *",
    "DELE *.*",
    "DELE OS.???",
    "RNTO OS.BIN",
    "RNFR OS.BIN",
    "MDTM 20260101000000 OS.BIN",
    "SITE SAVEBUFFER",
    "SITE SAVEBUFFER DSK",
    "site  savebuffer tst",
    "SITE SAVESLAVES",
    "SITE BACKUP",
    "TYPE I\r\nSITE SAVEBUFFER\r\n",
  ],
  reboot: [
    "SITE RELOAD ON",
    "SITE RELOAD",
    "SITE RELOAD MAYBE",
    "SITE RELOAD OFF ON",
    "SITE RELOAD O\0FF",
    "SITE RELOAD OFF\0ON",
    "site reload on",
    "SiTe\tReLoAd\tOn",
    "   SITE    RELOAD    ON",
    "\tSITE RELOAD ON",
    "SI\0TE RELOAD ON",
    "S\xff\xf1ITE RELOAD ON",
    "S\xffITE RELOAD ON",
    "SITE\0RELOAD ON",
    "SITE RE\0LOAD ON",
    "SITE \xff\xf1RELOAD ON",
    "SITE REL ON",
    "SITE R ON",
    "SITE S",
    "SITE E",
    "SITE EXEC /bin/reboot",
    "SITE REBOOT",
    "SITE CHMOD 777 A.TXT",
    "SITE \xd2\xc5\xcc\xcf\xc1\xc4 ON",
    "SITE/RELOAD ON",
    "SITE,RELOAD ON",
    "SITERELOAD ON",
    "REBOOT",
    "reboot now",
    "DEL A.TXT",
    "X\0REBOOT",
    // A server may cut a line anywhere and run the rest.
    `NOOP ${"x".repeat(250)} REBOOT now`,
    `NOOP ${"x".repeat(506)} SITERELOAD ON`,
    `CWD ${"A ".repeat(2048)}SITE EXEC x`,
    "NOOP\rREBOOT\r\n",
    "NOOP\nREBOOT",
    "NOOP\r\nNOOP\r\nSITE RELOAD ON",
    "NOOP x\0SITE RELOAD ON",
    "SITX\x08E RELOAD ON",
    "SITE FOO\x17RELOAD ON",
    "\xd3\xc9\xd4\xc5 RELOAD ON",
    `PASS ${"x".repeat(507)}SITE RELOAD ON`,
    `${"A".repeat(512)}SITE RELOAD ON`,
    "LIST ;reboot",
    "LIST -la|reboot",
    "STAT `reboot`",
    "NLST $(reboot)",
    "NOOPREBOOT",
    "\xff\xfa\x18REBOOT\r\n\xff\xf0",
    "%s%n",
    "\xff\xfbDELE A.TXT",
    "\xc4\xc5\xcc\xc5 A.TXT",
    "DELX\x7fE A.TXT",
    "DX\x08ELE A.TXT",
  ],
};

describe("hazardOfLine", () => {
  for (const hazard of HAZARDS) {
    for (const line of LINES[hazard]) {
      it(`"${visible(line).slice(0, 70)}" is ${hazard}`, () => {
        expect(hazardOf(line.endsWith("\n") ? line : `${line}\r\n`)).to.equal(hazard);
      });
      it(`"${visible(line).slice(0, 70)}" is not less without its line end`, () => {
        const found = hazardOfLine(hazards, octetsOf(line.trimEnd()), NOTHING);
        const begun = found.because.endsWith("is not complete");
        expect(hazardAbove(hazard, found.hazard) && !begun).to.equal(false);
      });
    }
  }

  const inContext: [text: string, context: HazardContext, hazard: Hazard][] = [
    ["STOR /TST/A.TXT\r\n", SINKS, "session"],
    ["STOR /TS1/OS.BIN\r\n", SINKS, "session"],
    ["appe /tst/12345\n", SINKS, "session"],
    ["STOR TST/A.TXT\r\n", SINKS, "storage"],
    ["STOR /TST/../A.TXT\r\n", SINKS, "storage"],
    ["STOR /TST/\r\n", SINKS, "storage"],
    ["STOR /TST/..\r\n", SINKS, "storage"],
    ["STOR /TST/SUB/A.TXT\r\n", SINKS, "storage"],
    ["STOR /TST/A B.TXT\r\n", SINKS, "storage"],
    ["STOR /TST/A\0B.TXT\r\n", SINKS, "storage"],
    ["STOR /TST/A.TXT\0\r\n", SINKS, "storage"],
    ["STOR /TST2/A.TXT\r\n", SINKS, "storage"],
    [`STOR /TST/${"A".repeat(65)}\r\n`, SINKS, "storage"],
    ["STOR A.TXT\r\n", SINKS, "storage"],
    ["STOR A.TXT\r\n", IN_SINK, "session"],
    ["STOR OS.BIN\r\n", IN_SINK, "session"],
    ["STOR 100000\r\n", IN_SINK, "session"],
    ["STOR /DSK/A.TXT\r\n", IN_SINK, "storage"],
    ["STOR ../A.TXT\r\n", IN_SINK, "storage"],
    ["STOR .\r\n", IN_SINK, "storage"],
    ["STOR /BIO/A.TXT\r\n", IN_SINK, "firmware"],
    ["STOR A.TXT\r\n", { ...IN_SINK, sinks: false }, "storage"],
    ["CWD /DSK\r\nSTOR A.TXT\r\n", IN_SINK, "storage"],
    ["  cwd /DSK\r\nSTOR A.TXT\r\n", IN_SINK, "storage"],
    ["REIN\nSTOR A.TXT\n", IN_SINK, "storage"],
    ["TYPE I\r\nPASV\r\nSTOR A.TXT\r\n", IN_SINK, "session"],
    ["CWD /DSK\r\nSTOR /TST/A.TXT\r\n", IN_SINK, "session"],
    ["DELE A.TXT\r\n", IN_SINK, "storage"],
    ["DELE OS.BIN\r\n", IN_SINK, "storage"],
    ["DELE /TST/OS.BIN\r\n", SINKS, "storage"],
    ["RNFR /TST/OS.BIN\r\n", SINKS, "observe"],
    ["RNTO /TST/OS.BIN\r\n", SINKS, "storage"],
    ["STOU\r\n", IN_SINK, "storage"],
    ["SITE RELOAD ON\r\n", IN_SINK, "reboot"],
    ["SITE SAVEBUFFER\r\n", IN_SINK, "firmware"],
    ["STOR A.TXT\r\n", BUFFERED, "buffer"],
    ["STOR OS.BIN\r\n", BUFFERED, "buffer"],
    ["APPE OS.BIN\r\n", BUFFERED, "buffer"],
    ["STOR /MEM/OS.BIN\r\n", BUFFERED, "buffer"],
    ["STOR /DSK/A.TXT\r\n", BUFFERED, "storage"],
    ["STOR /DSK/OS.BIN\r\n", BUFFERED, "firmware"],
    ["STOR /BIO/A.TXT\r\n", BUFFERED, "firmware"],
    ["STOR BIO\r\n", BUFFERED, "firmware"],
    ["STOR dsk\r\n", IN_SINK, "storage"],
    ["DELE OS.BIN\r\n", BUFFERED, "firmware"],
    ["RNTO OS.BIN\r\n", BUFFERED, "firmware"],
    ["STOR OS.B\0IN\r\n", BUFFERED, "firmware"],
    ["SITE DIRECT ON\r\nSTOR A.TXT\r\n", BUFFERED, "storage"],
    ["REST 0\r\nSTOR A.TXT\r\n", BUFFERED, "buffer"],
  ];
  for (const [text, context, hazard] of inContext) {
    it(`"${visible(text)}" with ${trueIn(context)} is ${hazard}`, () => {
      expect(hazardOf(text, context)).to.equal(hazard);
    });
  }

  describe("takes the beginning of a verb for no command yet", () => {
    for (const begun of ["N", "NO", "NOO", "S", "ST", "STO", "DEL", "XM"]) {
      it(begun, () => {
        expect(hazardOf(begun)).to.equal("session");
        expect(hazardOf(`${begun}\r\n`)).to.equal("reboot");
        expect(hazardOf(`${begun}\r`)).to.equal("reboot");
        expect(hazardOf(`NOOP\r\n${begun}`)).to.equal("session");
      });
    }
    it("but not the beginning of SITE's words, nor a word that is no beginning", () => {
      expect(hazardOf("SITE RE")).to.equal("reboot");
      expect(hazardOf("REB")).to.equal("reboot");
    });
  });

  it("says why", () => {
    expect(hazardOfLine(hazards, octetsOf("SITE REL ON\r\n"), NOTHING).because).to.equal(
      "SITE REL is unknown and may be short for SITE RELOAD",
    );
    expect(hazardOfLine(hazards, octetsOf("DELE A.TXT\r\n"), NOTHING).because).to.equal(
      "DELE deletes a file",
    );
    expect(hazardOfLine(hazards, Buffer.alloc(0), NOTHING).because).to.match(/^it reads/);
  });

  it("comes to an end with a hundred thousand octets of whatever would make it try again and again", () => {
    for (const part of [
      "A",
      "\0",
      "\xff",
      " ",
      "\t\0",
      "\b",
      "S\0",
      "DELE ",
      "SITE ",
      "SITE CHECK ",
      "a\r\n",
      "DEL\x01",
      "STO",
      "\xef\xbc\xa4",
    ]) {
      expect(HAZARDS).to.include(hazardOf(part.repeat(1e5 / part.length)));
    }
  });
});

/** What a server may skip, without a letter that could be read as part of a word. */
const skipped = fc.constantFrom(
  "\0",
  "\xff\xf1",
  "\xff\xf4",
  "\xff\xfb\x01",
  "\xff\xfd\x03",
  "\xff\xfa\x18\x01\xff\xf0",
  "\x01",
  "\x80",
  "\0\0\xff\xf1",
);
const blanks = fc.stringMatching(/^[ \t]{1,4}$/);
const harmless = fc.constantFrom("NOOP", "TYPE I", "LIST", "STAT x", "XYZZY", "", "HELP SITE", "USER a b");
const lineEnd = fc.constantFrom("\r\n", "\n", "\r", "\0", "\r\0", "\n\n");
const hazardous = fc.constantFrom(
  ...HAZARDS.slice(2).flatMap((hazard) =>
    LINES[hazard].filter((line) => /^[A-Z]{3,}[ -/]?[!-~]*( [!-~]+)*$/i.test(line)),
  ),
);
const context = fc.record({ sinks: fc.boolean(), inSink: fc.boolean(), buffered: fc.boolean() });

describe("noise never lowers a hazard", () => {
  const runs = { numRuns: 1000 };

  function expectNoLess(noisy: string, plain: string, where: HazardContext): void {
    const before = hazardOfLine(hazards, octetsOf(`${plain}\r\n`), where);
    const after = hazardOfLine(hazards, octetsOf(noisy), where);
    expect(hazardAbove(before.hazard, after.hazard), `${visible(noisy)}: ${after.because}`).to.equal(false);
  }

  it("letters in either case", () => {
    fc.assert(
      fc.property(hazardous, context, fc.infiniteStream(fc.boolean()), (line, where, upper) => {
        const mixed = line.replace(/[a-z]/gi, (letter) =>
          upper.next().value ? letter.toUpperCase() : letter.toLowerCase(),
        );
        expectNoLess(`${mixed}\r\n`, line, where);
      }),
      runs,
    );
  });

  it("blanks before, between and behind the words", () => {
    fc.assert(
      fc.property(hazardous, context, fc.infiniteStream(blanks), (line, where, stream) => {
        const wide = line.replace(/ /g, () => stream.next().value as string);
        expectNoLess(`${stream.next().value}${wide}${stream.next().value}\r\n`, line, where);
      }),
      runs,
    );
  });

  it("NUL, Telnet commands and control octets anywhere", () => {
    const places = fc.array(fc.nat(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(hazardous, context, fc.infiniteStream(skipped), places, (line, where, noise, at) => {
        const holes = new Set(at.map((place) => place % (line.length + 1)));
        const noisy = [...line.split(""), ""]
          .map((octet, i) => (holes.has(i) ? noise.next().value + octet : octet))
          .join("");
        expectNoLess(`${noisy}\r\n`, line, where);
      }),
      runs,
    );
  });

  it("other lines before and behind, whatever ends them", () => {
    fc.assert(
      fc.property(hazardous, context, harmless, lineEnd, lineEnd, (line, where, other, first, second) => {
        expectNoLess(`${other}${first}${line}${second}${other}`, line, where);
      }),
      runs,
    );
  });

  it("rubouts and erased words", () => {
    const rubbish = fc.constantFrom("x\b", "xy\b\b", "x\x7f", "\x15", "zz\x15");
    fc.assert(
      fc.property(hazardous, context, rubbish, fc.nat(), (line, where, erased, place) => {
        const at = erased.includes("\x15") ? 0 : place % (line.length + 1);
        expectNoLess(`${line.slice(0, at)}${erased}${line.slice(at)}\r\n`, line, where);
      }),
      runs,
    );
  });

  it("a long line in front of it, cut by the server", () => {
    fc.assert(
      fc.property(
        hazardous,
        fc.integer({ min: 200, max: 2000 }),
        fc.constantFrom("A", "x ", "%"),
        (line, size, filler) => {
          const [verb = ""] = line.split(" ");
          fc.pre(hazards.rows.has(verb.toUpperCase()) && !["LIST", "STAT", "NLST"].includes(verb));
          expectNoLess(`USER ${filler.repeat(size)}${line}\r\n`, line, NOTHING);
        },
      ),
      runs,
    );
  });

  it("takes any octets at all without a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), context, (octets, where) => {
        expect(HAZARDS).to.include(hazardOfLine(hazards, Buffer.from(octets), where).hazard);
      }),
      runs,
    );
  });
});

function trueIn(context: HazardContext): string {
  const names = Object.entries(context).filter(([, is]) => is as boolean);
  return names.map(([name]) => name).join(" and ") || "nothing known";
}

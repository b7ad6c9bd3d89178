import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { catalogue } from "../systems/dm724/catalogue.js";
import { Catalogue } from "./catalogue.js";

/** Counted in the manual, command by command, in its order; 5.1.6 adds STOR's last one. */
const DOCUMENTED: readonly [command: string, count: number, codes: string][] = [
  ["(connect)", 1, "220"],
  ["ACCT", 3, "450 200 202"],
  ["QUIT", 1, "221"],
  ["REIN", 2, "450 220"],
  ["NOOP", 2, "450 200"],
  ["SYST", 3, "450 215*2"],
  ["HELP", 7, "450 502 504 214*4"],
  ["USER", 3, "450 530 331"],
  ["PASS", 8, "411 421 450 530*2 531 230*2"],
  ["STAT", 8, "211*8"],
  ["FEAT", 3, "450 211*2"],
  ["PORT", 11, "450 411 501*4 504*2 530*2 200"],
  ["PASV", 5, "450 411 530*2 227"],
  ["EPRT", 16, "411 450 501*7 504*2 522 530*2 200*2"],
  ["EPSV", 6, "411 450 522 530 200 229"],
  ["TYPE", 12, "450 501*3 504*3 530 200*4"],
  ["MODE", 9, "450 501*2 504*2 530 200*3"],
  ["STRU", 8, "450 501*2 504*2 530 200*2"],
  ["ABOR", 13, "530 426*11 226"],
  ["LIST", 15, "411 425 426 450*3 501*2 530 550*2 125 150 225 226"],
  ["NLST", 15, "411 425 426 450*3 501*2 530 550*2 125 150 225 226"],
  ["PWD XPWD", 3, "450 530 257"],
  ["SMNT", 5, "450 501 530 550 200"],
  ["OPTS", 3, "450 501 530"],
  ["RETR", 19, "411 425 426 450*3 501*2 530 550*5 554 125 150 225 226"],
  [
    "STOR",
    39,
    "411 425 426 450*3 501*2 503*10 530*2 535 530 550*5 551 552*2 554 110 125*2 150*2 225 226 536",
  ],
  ["APPE", 21, "411 425 426 450*3 501*2 530*2 550*5 554 110 125 150 225 226"],
  ["ALLO", 3, "450 530 202"],
  ["DELE", 9, "450 411 450*2 501 530 550*2 250"],
  ["RNFR", 10, "450 411 450*2 501 530 550*3 350"],
  ["RNTO", 9, "450*3 501 503 530 550*2 250"],
  [
    "SITE",
    80,
    "411*4 450*4 500*11 501*3 503*5 504*2 530*3 550*14 552 550*3 552 119*4 200*12 204 211*7 213*2 214*2 250",
  ],
  ["CDUP XCUP", 4, "450 550 530 200"],
  ["CWD XCWD", 8, "450 501*3 550 200*3"],
  ["MKD XMKD", 3, "450 502 530"],
  ["RMD XRMD", 3, "450 502 530"],
  ["REST", 4, "450 530 200 350"],
  ["STOU", 3, "450 502 530"],
  ["MDTM", 10, "450 411 450*2 501 530 550*3 213"],
  ["SIZE", 10, "450 411 450*2 501 530 550*3 213"],
  ["XCRC", 18, "411 426 450*3 501*2 504 530 550*7 554 250"],
  ["XMD5", 17, "411 426 450*3 501*2 530 550*7 554 250"],
  ["(any)", 9, "221 450 500*4 502 503 530"],
];

const ENTRIES = catalogue.replies;

describe("the catalogue of FTP replies", () => {
  it("has 441 replies", () => {
    expect(ENTRIES).to.have.length(441);
    expect(DOCUMENTED.reduce((sum, [, count]) => sum + count, 0)).to.equal(441);
  });

  for (const [command, count, codes] of DOCUMENTED) {
    it(`has the ${count} of ${command}, in the manual's order`, () => {
      const own = ENTRIES.filter((entry) => entry.command === command);
      expect(own).to.have.length(count);
      expect(own.map((entry) => entry.code)).to.deep.equal(expanded(codes));
    });
  }

  it("has an id for each, in words and once", () => {
    expect(new Set(ENTRIES.map((entry) => entry.id)).size).to.equal(441);
    for (const { id } of ENTRIES) expect(id).to.match(/^[a-z0-9]+\.\d{3}\.[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  for (const id of [
    "connect.220.ftp-server-ready-ld-active-clients-of-ld-simultaneous-clients-allowed",
    "any.500.syntax-error-command-unrecognized",
    "stor.226.stor-completed-lu-bytes-processed-data-connection-is-closed",
    "stor.536.received-checked-file-with-bad-checksum",
    "pwd.257.s-is-the-current-directory",
    "cdup.550.top-of-tree",
    "site.204.nnnnnnnn-eee",
    "site.211.coherence-results",
    "site.211.coherence-results-end",
    "help.214.list-syntax-list-path-name-crlf",
  ]) {
    it(`keeps the id ${id}`, () => {
      expect(ENTRIES.some((entry) => entry.id === id)).to.equal(true);
    });
  }

  it("says for every reply when it is sent", () => {
    const conditions = new Set<string>();
    for (const entry of ENTRIES) {
      expect(entry.condition, entry.id).to.match(/^[A-Z].{5,}\.$/);
      conditions.add(`${entry.command} ${entry.code} ${entry.condition}`);
    }
    expect(conditions.size, "two replies of a command with one condition and one code").to.equal(441);
  });

  it("cites interpretations that docs/interpretations.md has", () => {
    const page = readFileSync(join(packageRoot(), "docs", "interpretations.md"), "utf8");
    const keys = new Set(page.match(/(?<=\*\*)(?:AMB-\d{3}|I\d)\b/g));
    expect(keys.size).to.equal(50 + 9);
    for (const { id, condition } of ENTRIES) {
      for (const [key] of condition.matchAll(/AMB-\d+|\bI\d+/g)) expect([...keys], id).to.include(key);
    }
  });

  const phases = {
    greeting: (code: number) => code === 220,
    preliminary: (code: number) => code < 200,
    completion: (code: number) => code >= 200 && code < 300,
    intermediate: (code: number) => code >= 300 && code < 400,
    refusal: (code: number) => code >= 400,
    abortion: (code: number) => code >= 400,
    unsolicited: (code: number) => code === 221 || code === 503,
  };
  it("has a phase that fits the code", () => {
    for (const { id, phase, code } of ENTRIES) expect(phases[phase](code), id).to.equal(true);
  });

  it("has an abortion only where something can have begun", () => {
    const commands = ENTRIES.filter((entry) => entry.phase === "abortion").map((entry) => entry.command);
    expect([...new Set(commands)]).to.have.members(["ABOR", "LIST", "NLST", "RETR", "STOR", "APPE", "SITE"]);
  });

  it("uses no other words than the four for access and provocation", () => {
    for (const { id, access, provocation } of ENTRIES) {
      expect(["any", "registered", "root"], id).to.include(access);
      expect(["protocol", "configuration", "fault", "outside"], id).to.include(provocation);
    }
  });

  it("opens a multi-line reply where the manual has a hyphen", () => {
    const opening = ENTRIES.filter((entry) => entry.separator === "-").map((entry) => entry.text);
    expect(opening).to.deep.equal([
      "Extensions supported:",
      "COHERENCE results",
      "COHERENCE results",
      "BIOS: <NNNNNNNN>",
    ]);
  });
});

describe("documentedReply", () => {
  const found = [
    ["RETR", 226, "RETR completed, %lu bytes processed, data connection is closed.", "RETR"],
    ["retr", 550, "Unable to open file.", "RETR"],
    ["STOR", 536, "Received checked file with bad checksum.", "STOR"],
    ["XPWD", 257, '"%s" is the current directory.', "PWD XPWD"],
    ["XCUP", 550, "Top of tree.", "CDUP XCUP"],
    ["SITE SAVEBUFFER", 503, "Temporal buffer is empty.", "SITE"],
    ["EPRT", 200, "Extended PORT is set to  1 %u.%u.%u.%u", "EPRT"],
    ["EPSV", 229, "Entering Extended Passive Mode (   %u )", "EPSV"],
    [
      "(connect)",
      220,
      "FTP server ready, %ld active clients of %ld simultaneous clients allowed.",
      "(connect)",
    ],
    ["(any)", 221, "Inactivity Timer Expired. Goodbye.", "(any)"],
    ["CWD", 530, "Access denied, not logged in.", "(any)"],
    ["QUIT", 450, "Error, system busy.", "(any)"],
    ["XYZZY", 500, "Syntax error, command unrecognized.", "(any)"],
    ["MKD", 502, "Command not implemented.", "MKD XMKD"],
  ] as const;
  for (const [verb, code, text, command] of found) {
    it(`finds ${verb}'s ${code} ${text}`, () => {
      const entry = catalogue.documented(verb, code, text);
      expect(entry).to.include({ command, code, text });
    });
  }

  const undocumented = [
    ["RETR", 226, "Transfer complete."],
    ["RETR", 250, "RETR completed, %lu bytes processed, data connection is closed."],
    ["RETR", 226, "RETR completed, 17 bytes processed, data connection is closed."],
    ["NOOP", 200, "OK"],
    ["MKD", 257, '"%s" is the current directory.'],
  ] as const;
  for (const [verb, code, text] of undocumented) {
    it(`throws for ${verb}'s ${code} ${text}`, () => {
      expect(() => catalogue.documented(verb, code, text)).to.throw(`no reply ${code} "${text}" to ${verb}`);
    });
  }
});

describe("repliesOf", () => {
  const cases: [verb: string, own: number][] = [
    ["PWD", 3],
    ["XPWD", 3],
    ["xcwd", 8],
    ["SITE CHECK CRC ON", 80],
    ["STOR", 39],
    ["NLIST", 0],
    ["", 0],
  ];
  for (const [verb, own] of cases) {
    it(`gives the ${own} of "${verb}" and the nine of any command`, () => {
      const replies = catalogue.repliesTo(verb).filter(({ section }) => section !== "extension");
      expect(replies).to.have.length(own + 9);
      expect(replies.slice(own).every((entry) => entry.command === "(any)")).to.equal(true);
    });
  }
  it("gives those of any command once", () => {
    expect(catalogue.repliesTo("(any)")).to.have.length(9);
  });
});

describe("the catalogue of FTP commands", () => {
  it("has every verb that the replies name, with the same section and access", () => {
    for (const entry of ENTRIES) {
      if (entry.command.startsWith("(") || entry.section === "5.1.6") continue;
      for (const verb of entry.verbs) {
        const command = catalogue.commands.find((candidate) => candidate.verb === verb);
        expect(command, verb).to.include({ section: entry.section, access: entry.access });
      }
    }
  });

  it("has 46 verbs and 35 SITE commands, each once", () => {
    const verbs = catalogue.commands.map((command) => command.verb);
    expect(new Set(verbs).size).to.equal(verbs.length);
    expect(verbs.filter((verb) => !verb.includes(" "))).to.have.length(46);
    expect(verbs.filter((verb) => verb.startsWith("SITE "))).to.have.length(35);
  });

  it("knows what is recognised and not implemented (Dm724-I 1.3)", () => {
    const absent = catalogue.commands.filter((command) => !command.implemented);
    expect(absent.map((command) => command.verb)).to.have.members([
      "ALLO",
      "MKD",
      "XMKD",
      "RMD",
      "XRMD",
      "STOU",
    ]);
  });

  it("writes every syntax with the verb in front and the line end behind", () => {
    for (const { verb, syntax, summary } of catalogue.commands) {
      expect(syntax.replace(/ <SP> /g, " "), verb).to.satisfy((text: string) => text.startsWith(verb));
      expect(syntax, verb).to.match(/ <CRLF>$/);
      expect(summary, verb).to.match(/^[A-Z].+\.$/);
    }
  });
});

/** "450*3 501" as numbers. */
function expanded(codes: string): number[] {
  return codes.split(" ").flatMap((code) => {
    const [number, times = "1"] = code.split("*");
    return Array<number>(Number(times)).fill(Number(number));
  });
}

describe("a vendor's extensions", () => {
  const extended = new Catalogue({
    title: "Dm 724-I",
    cited: "Dm724-I",
    replies: "systems/dm724/ftp-replies.tsv",
    commands: "systems/dm724/ftp-commands.tsv",
    extensions: "../fixtures/catalogue/extensions.tsv",
  });

  it("count as documented where a reply is looked up", () => {
    const entry = extended.documented("SITE", 211, "Up for %lu seconds.");
    expect(entry).to.include({ section: "extension", command: "SITE", access: "root", phase: "completion" });
    const reply = { code: 211, lines: ["Up for 12 seconds."], multiline: false };
    expect(extended.observed("SITE UPTIME", reply).map(({ id }) => id)).to.deep.equal([entry.id]);
    expect(extended.repliesTo("SITE").map(({ text }) => text)).to.include("Uptime not available.");
  });

  it("and nowhere as the manual's", () => {
    expect(extended.replies).to.deep.equal(catalogue.replies);
    expect(extended.commands).to.deep.equal(catalogue.commands);
    expect(extended.extensions.commands.map(({ verb, hazard }) => [verb, hazard])).to.deep.equal([
      ["SITE UPTIME", "observe"],
    ]);
  });

  it("are none where nobody names a table", () => {
    const bare = new Catalogue({ title: "A", cited: "A" });
    expect([bare.replies, bare.commands, bare.repliesTo("NOOP")]).to.deep.equal([[], [], []]);
    expect(bare.extensions).to.deep.equal({ commands: [], replies: [] });
    expect(bare.faults.size).to.equal(0);
  });
});

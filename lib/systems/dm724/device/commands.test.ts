import { expect } from "chai";
import { catalogue } from "../catalogue.js";
import { siteWords } from "./commands/site.js";
import {
  CLIENT,
  Conversation,
  DELIMITER,
  DENIED,
  describeTables,
  type Row,
  say,
  type Table,
} from "./conversation.test.js";

const UNKNOWN = "500 Syntax error, command unrecognized.";

const tables: readonly Table[] = [
  {
    title: "before a login",
    user: "",
    rows: [
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
      [[], "ACCT TEST0", "200 FTP server test account enabled."],
    ],
  },
];

describe("systems/dm724/device/commands", () => {
  describeTables(tables);

  it("knows the verbs of the manual and no others", () => {
    const verbs = catalogue.commands.map(({ verb }) => verb).filter((verb) => !verb.startsWith("SITE "));
    expect(Conversation.with().say("HELP")).to.equal(
      `214 HELP: See HELP <command> for ${verbs.sort().join(", ")}`,
    );
  });

  it("knows the words of SITE that the tables have and no others", () => {
    const words = [...catalogue.commands, ...catalogue.extensions.commands].flatMap(({ verb }) => {
      const [site, word] = verb.split(" ");
      return site === "SITE" && word !== undefined ? [word] : [];
    });
    expect(siteWords).to.have.members([...new Set(words)]);
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
      for (const { verb } of catalogue.commands) {
        for (const argument of arguments_) {
          const conversation = Conversation.with();
          if (user !== "") conversation.login(user);
          const reply = conversation.say(argument === undefined ? verb : `${verb} ${argument}`);
          const known = catalogue.repliesTo(verb).some(({ code }) => reply.startsWith(String(code)));
          expect(known, `${verb} ${argument}: ${reply}`).to.equal(true);
        }
      }
    });
  }

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
      first.session.end("client");
      expect(direct()).to.equal("OFF");
    });

    it("keep others out of the file system in which they transfer, and out of no other (3.1, AMB-019)", () => {
      const [first, second] = two();
      const disk = first.device.storage.get("DSK");
      const job = first.device.jobs.begin(first.session, disk);
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
      first.device.jobs.end(job);
      second.say("RNFR CONFIG.CFG");
      const again = first.device.jobs.begin(first.session, disk);
      expect(second.say("RNTO NEW.CFG")).to.equal(busy);
      first.device.jobs.end(again);
      first.device.jobs.begin(first.session, first.device.storage.buffer);
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

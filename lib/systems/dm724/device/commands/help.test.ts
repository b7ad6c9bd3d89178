import { expect } from "chai";
import { Conversation, describeTables, stripped, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
  {
    title: "before a login",
    user: "",
    rows: [
      [[], "HELP NLIST", "214 HELP: Command not recognized"],
      [[], "HELP mkd", "214 HELP: Command recognized but not implemented"],
      [[], "HELP list", "214 LIST: Syntax: LIST[ <path-name>]<CRLF>"],
      [[], "HELP QUIT", "214 QUIT: Syntax: QUIT<CRLF>"],
      [[], "HELP MODE", "214 MODE: Syntax: MODE <S|B|C><CRLF>"],
      [[], "HELP TYPE", "214 TYPE: Syntax: TYPE <A[ <N|T>]|I|L 8><CRLF>"],
      [[], "HELP XCRC", "214 XCRC: Syntax: XCRC <path-name>[ <offset>[ <size>]]<CRLF>"],
      [
        [],
        "HELP SITE",
        /^214 SITE: Syntax: SITE <word>\[ <arguments>\]<CRLF>, where <word> is BACKUP, CHECK/,
      ],
    ],
  },
  {
    title: "a device without HELP and XCRC",
    options: stripped({ help: "none", xcrc: false }),
    rows: [
      [[], "HELP", "502 Help not available."],
      [[], "HELP LIST", "502 Help not available."],
    ],
  },
  {
    title: "a device with general help alone",
    options: stripped({ help: "general" }),
    rows: [
      [[], "HELP LIST", "504 Command help not available."],
      [[], "HELP NLIST", "504 Command help not available."],
    ],
  },
];

describe("systems/dm724/device/commands/help", () => {
  describeTables(tables);

  it("knows how every command is written that HELP names", () => {
    const client = Conversation.with();
    const [, named = ""] = client.say("HELP").trimEnd().split(" for ");
    const verbs = named.split(", ");
    expect(verbs.length).to.be.greaterThan(40);
    for (const verb of verbs) {
      const said = client.say(`HELP ${verb}`);
      if (said.includes("not implemented")) continue;
      expect(said, verb).to.include(`214 ${verb}: Syntax: ${verb}`).and.include("<CRLF>");
    }
  });
});

import { describeTables, stripped, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
  {
    title: "before a login",
    user: "",
    rows: [
      [[], "HELP NLIST", "214 HELP: Command not recognized"],
      [[], "HELP mkd", "214 HELP: Command recognized but not implemented"],
      [[], "HELP list", "214 LIST: Syntax: LIST[ <path-name>]<CRLF>"],
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
});

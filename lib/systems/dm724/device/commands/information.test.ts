import { describeTables, stripped, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
  {
    title: "before a login",
    user: "",
    rows: [
      [[], "SYST", "215 UNIX system type."],
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
    ],
  },
  {
    title: "access of a guest",
    user: "guest",
    rows: [[[], "OPTS UTF8 ON", "501 No options available"]],
  },
  {
    title: "a device without HELP and XCRC",
    options: stripped({ help: "none", xcrc: false }),
    rows: [[[], "FEAT", "211-Extensions supported:\r\n MDTM\r\n REST STREAM\r\n SIZE\r\n XMD5\r\n211 End"]],
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

describe("systems/dm724/device/commands/information", () => {
  describeTables(tables);
});

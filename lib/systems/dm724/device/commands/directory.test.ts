import { describeTables, type Row, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
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
      [[], "SMNT SMC", "550 File system is not available."],
      [[], "SMNT XYZ", "501 File system not recognized."],
      [[], "SMNT", "501 File system not recognized."],
      ...["MKD", "XMKD", "RMD", "XRMD"].map((verb): Row => [[], `${verb} x`, "502 Command not implemented."]),
    ],
  },
];

describe("systems/dm724/device/commands/directory", () => {
  describeTables(tables);
});

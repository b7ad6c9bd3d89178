import { describeTables, stripped, type Table } from "../conversation.test.js";

const tables: Table[] = [
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
      [[], "MODE B", "200 MODE is set to BLOCK."],
      [[], "MODE c", "200 MODE is set to COMPRESSED."],
      [[], "MODE", "501 MODE argument error."],
      [[], "MODE S S", "501 MODE argument error."],
      [[], "MODE Q", "501 MODE format not recognized."],
      [[], "STRU f", "200 STRU is set to FILE."],
      [[], "STRU R", "200 STRU is set to RECORD."],
      [[], "STRU P", "504 STRU PAGE not supported."],
      [[], "STRU", "501 STRU argument error."],
      [[], "STRU F F", "501 STRU argument error."],
      [[], "STRU X", "501 STRU format not recognized."],
    ],
  },
];

tables.push({
  title: "a device without modes and records",
  options: stripped({ blockMode: false, compressedMode: false, recordStructure: false }),
  rows: [
    [[], "MODE B", "504 MODE BLOCK not supported."],
    [[], "MODE C", "504 MODE COMPRESSED not supported."],
    [[], "STRU R", "504 STRU RECORD not supported."],
  ],
});

describe("systems/dm724/device/commands/representation", () => {
  describeTables(tables);
});

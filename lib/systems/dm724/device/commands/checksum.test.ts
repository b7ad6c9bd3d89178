import { describeTables, stripped, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
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
    title: "a device without HELP and XCRC",
    options: stripped({ help: "none", xcrc: false }),
    rows: [
      [[], "XCRC CONFIG.CFG", "504 Feature not present."],
      [[], "XMD5 NONE", "550 Unable to open file."],
    ],
  },
];

describe("systems/dm724/device/commands/checksum", () => {
  describeTables(tables);
});

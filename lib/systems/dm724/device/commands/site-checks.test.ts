import { describeTables, type Row, type Table } from "../conversation.test.js";

const CONTROLS = [
  "ALL",
  "BIOS",
  "CRC",
  "DELETE",
  "FIRMWARE",
  "HARDWARE",
  "HW SUPPORTED",
  "HW-SUPPORTED",
  "LENGTH",
  "PATH",
  "PROFILE",
  "RENAME",
  "SYSTEM",
  "UNKNOWN",
  "VERSION",
];

/** The last line of STAT. */
const shown = (checks: string): RegExp => new RegExp(`\\r\\n211 Checks : ${checks}$`);

const tables: readonly Table[] = [
  {
    title: "SITE CHECK",
    rows: [
      ...CONTROLS.flatMap((name): Row[] => [
        [[], `SITE CHECK ${name} OFF`, `200 CHECK ${name} control is set to OFF.`],
        [[], `SITE CHECK ${name} ON`, `200 CHECK ${name} control is set to ON.`],
        [[], `SITE CHECK ${name} MAYBE`, `500 SITE CHECK ${name} control mode not recognized.`],
        [[], `SITE CHECK ${name}`, `500 SITE CHECK ${name} control mode not recognized.`],
      ]),
      [[], "site check crc off", "200 CHECK CRC control is set to OFF."],
      [[], "SITE CHECK", "500 SITE CHECK control not recognized."],
      [[], "SITE CHECK ON", "500 SITE CHECK control not recognized."],
      [[], "SITE CHECK HW OFF", "500 SITE CHECK control not recognized."],
      [[], "SITE CHECK NAME OFF", "500 SITE CHECK control not recognized."],
      [[], "SITE CHECK CRC ON ON", "500 SITE CHECK CRC control mode not recognized."],
    ],
  },
  {
    title: "STAT after SITE CHECK (AMB-021)",
    rows: [
      [[], "STAT", shown("ALL")],
      [["SITE CHECK ALL OFF"], "STAT", shown("NONE")],
      [["SITE CHECK CRC OFF"], "STAT", shown("P-LBFVRDSUH")],
      [["SITE CHECK ALL OFF", "SITE CHECK HARDWARE ON"], "STAT", shown("----------H")],
      [["SITE CHECK ALL OFF", "SITE CHECK PATH ON", "SITE CHECK SYSTEM ON"], "STAT", shown("P-------S--")],
      [["SITE CHECK ALL OFF", "REIN"], "STAT", shown("ALL")],
    ],
  },
  {
    title: "STAT on a device that was configured without a check",
    options: { config: ["no check crc"] },
    rows: [
      [[], "STAT", shown("P-LBFVRDSUH")],
      [["SITE CHECK CRC ON"], "STAT", shown("ALL")],
      [["SITE CHECK CRC ON", "REIN"], "STAT", shown("P-LBFVRDSUH")],
    ],
  },
  {
    title: "SITE COMPATIBLE, which leaves path, CRC, length, rename, hardware and unknown alone (AMB-043)",
    rows: [
      [[], "SITE COMPATIBLE ON", "200 COMPATIBLE mode is set to ON"],
      [[], "SITE COMPATIBLE", "500 SITE COMPATIBLE mode not recognized."],
      [["SITE COMPATIBLE OFF"], "STAT", shown("PCL---R--UH")],
      [["SITE CHECK ALL OFF", "SITE COMPATIBLE ON"], "STAT", shown("---BFV-DS--")],
    ],
  },
];

describe("systems/dm724/device/commands/site-checks", () => {
  describeTables(tables);
});

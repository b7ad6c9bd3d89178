import { describeTables, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
  {
    title: "SITE",
    rows: [
      [[], "SITE", "500 SITE command not recognized."],
      [[], "SITE EXEC ls", "500 SITE command not recognized."],
      [[], "SITE toString", "500 SITE command not recognized."],
      [[], "SITE direct on", "200 DIRECT is set to ON."],
      [[], "SITE DIRECT", "500 SITE DIRECT mode not recognized."],
      [[], "SITE DIRECT ON ON", "500 SITE DIRECT mode not recognized."],
      [[], "SITE IMMEDIATE OFF", "200 IMMEDIATE mode is set to OFF."],
      [[], "SITE IMMEDIATE x", "500 SITE IMMEDIATE mode not recognized."],
      [[], "SITE KEEPALIVE ON", "200 KEEPALIVE mode is set to ON."],
      [[], "SITE KEEPALIVE", "500 SITE KEEPALIVE mode not recognized."],
      [[], "SITE REPLY ON", "200 REPLY mode is set to ON."],
      [[], "SITE REPLY", "500 SITE REPLY mode not recognized."],
      [[], "SITE RELOAD OFF", "200 RELOAD mode is set to OFF."],
      [[], "SITE RELOAD", "500 SITE RELOAD mode not recognized."],
      [[], "SITE SYSTMODE MSDOS", "200 SYST is set to MSDOS."],
      [["SITE SYSTMODE MSDOS"], "SYST", "215 MSDOS system type."],
      [["SITE SYSTMODE MSDOS", "SITE SYSTMODE UNIX"], "SYST", "215 UNIX system type."],
      [["SITE SYSTMODE MSDOS", "REIN"], "SYST", "215 UNIX system type."],
      [[], "SITE SYSTMODE VMS", "500 SITE SYSTMODE mode not recognized."],
      [[], "SITE STOREDEVICE", "211 DSK: is permanent storage device, direct mode is OFF."],
      [
        ["CWD /", "SITE DIRECT ON"],
        "SITE STOREDEVICE",
        "211 NUL: is permanent storage device, direct mode is ON.",
      ],
      [["STOR A.TXT < abc"], "SITE CLEARBUFFER", "211 Temporal buffer cleared and deallocated."],
      [["STOR A < abc", "SITE CLEARBUFFER"], "SIZE /MEM/A", "550 File not found."],
      [[], "SITE RELOAD ON", "200 RELOAD mode is set to ON."],
      [[], "SITE RELOAD ON OFF", "500 SITE RELOAD mode not recognized."],
    ],
  },
];

describe("systems/dm724/device/commands/site", () => {
  describeTables(tables);
});

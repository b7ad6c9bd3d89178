import { describeTables, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
  {
    title: "single files",
    rows: [
      [[], "SIZE CONFIG.CFG", "213 190"],
      [[], "SIZE /FOO/X", "550 File not found."],
      [[], "SIZE /DSK", "550 File not found."],
      [[], "SIZE", "501 Invalid filename."],
      [[], "SIZE *.BIN", "501 Invalid filename."],
      [[], `SIZE /${"x".repeat(300)}`, "501 Invalid filename."],
      [[], "SIZE /SMC/X", "450 File system not available."],
      [[], "MDTM CONFIG.CFG", "213 20260518160532"],
      [[], "MDTM 20200101000000 CONFIG.CFG", "501 Invalid filename."],
      [[], "MDTM NONE", "550 File not found."],
      [["TYPE I", "STOR A < abc"], "MDTM /MEM/A", "213 20261120211000"],
      [[], "DELE CONFIG.CFG", "250 File deleted."],
      [["DELE CONFIG.CFG"], "SIZE CONFIG.CFG", "550 File not found."],
      [["DELE CONFIG.CFG"], "DELE CONFIG.CFG", "550 Unable to delete file."],
      [[], "DELE /TST/1000", "550 Unable to delete file."],
      [[], "RNFR CONFIG.CFG", "350 Rename pending information."],
      [[], "RNFR NONE", "550 File not found."],
      [[], "RNTO X", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG"], "RNTO NEW.CFG", "250 File successfully renamed."],
      [["RNFR CONFIG.CFG", "RNTO NEW.CFG"], "SIZE CONFIG.CFG", "550 File not found."],
      [["RNFR CONFIG.CFG", "RNTO NEW.CFG"], "MDTM new.cfg", "213 20260518160532"],
      [["RNFR CONFIG.CFG", "RNTO NEW.CFG"], "RNTO OTHER.CFG", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG", "NOOP"], "RNTO NEW.CFG", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG", "FOO"], "RNTO NEW.CFG", "503 Bad sequence of RNFR and RNTD commands."],
      [["RNFR CONFIG.CFG"], "RNTO APPCODE1.BIN", "550 Unable to rename file."],
      [["RNFR CONFIG.CFG"], "RNTO /MEM/X.CFG", "550 Unable to rename file."],
      [["RNFR CONFIG.CFG"], "RNTO ../X", "550 Unable to rename file."],
      [["RNFR CONFIG.CFG"], "RNTO longername.cfg", "501 Invalid filename."],
      [["RNFR CONFIG.CFG"], "RNTO /SMC/X", "450 File system not available."],
    ],
  },
];

describe("systems/dm724/device/commands/files", () => {
  describeTables(tables);
});

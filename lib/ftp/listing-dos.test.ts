import { expect } from "chai";
import { parseDosLine, printDosLine } from "./listing-dos.js";
import type { ListingEntry } from "./listing-entry.js";
import type { PrintedEntry } from "./listing-unix.js";

type Expected = [name: string, kind: ListingEntry["kind"], size: number | undefined, date: string];

function dateOf({ modified }: ListingEntry): string {
  return modified
    ? `${modified.year} ${modified.month} ${modified.day} ${modified.hour}:${modified.minute}`
    : "";
}

describe("a line of LIST in MS-DOS format", () => {
  const table: [why: string, line: string, expected: Expected][] = [
    [
      "the reference device (AMB-042)",
      "11-20-26  09:10PM              7214720 APPCODE1.BIN",
      ["APPCODE1.BIN", "file", 7214720, "2026 11 20 21:10"],
    ],
    [
      "a directory of IIS",
      "02-09-17  11:46AM       <DIR>          aspnet client",
      ["aspnet client", "directory", undefined, "2017 2 9 11:46"],
    ],
    [
      "IIS with years of four digits",
      "02-09-2017  11:46AM       <DIR>          logs",
      ["logs", "directory", undefined, "2017 2 9 11:46"],
    ],
    [
      "a clock of 24 hours",
      "11-20-2026  21:10              7214720 A.BIN",
      ["A.BIN", "file", 7214720, "2026 11 20 21:10"],
    ],
    [
      "slashes, and a blank before PM",
      "11/20/2026  09:10 PM              7214720 A.BIN",
      ["A.BIN", "file", 7214720, "2026 11 20 21:10"],
    ],
    [
      "small letters for the half of the day",
      "11-20-26  09:10pm                    1 a",
      ["a", "file", 1, "2026 11 20 21:10"],
    ],
    ["noon", "11-20-26  12:00PM                    1 a", ["a", "file", 1, "2026 11 20 12:0"]],
    ["midnight", "11-20-26  12:59AM                    1 a", ["a", "file", 1, "2026 11 20 0:59"]],
    [
      "midnight by a clock of 24 hours",
      "11-20-26  00:00                    1 a",
      ["a", "file", 1, "2026 11 20 0:0"],
    ],
    [
      "the last year of the last century",
      "12-31-99  11:59PM                    1 a",
      ["a", "file", 1, "1999 12 31 23:59"],
    ],
    ["the year 70 is 1970", "01-01-70  12:00AM                    1 a", ["a", "file", 1, "1970 1 1 0:0"]],
    ["the year 69 is 2069", "01-01-69  12:00AM                    1 a", ["a", "file", 1, "2069 1 1 0:0"]],
    ["February 29", "02-29-24  12:00AM                    1 a", ["a", "file", 1, "2024 2 29 0:0"]],
    ["an empty file", "11-20-26  09:10PM                    0 a", ["a", "file", 0, "2026 11 20 21:10"]],
    ["5 GiB", "11-20-26  09:10PM           5368709120 big", ["big", "file", 5368709120, "2026 11 20 21:10"]],
    [
      "blanks in the name",
      "11-20-26  09:10PM                    1 two  blanks ",
      ["two  blanks ", "file", 1, "2026 11 20 21:10"],
    ],
    [
      "a blank in front of the name of a file",
      "11-20-26  09:10PM                    1  lead",
      [" lead", "file", 1, "2026 11 20 21:10"],
    ],
    [
      "a blank in front of the name of a directory",
      "11-20-26  09:10PM       <DIR>           lead",
      [" lead", "directory", undefined, "2026 11 20 21:10"],
    ],
    [
      "a directory in narrow columns",
      "11-20-26  09:10PM <DIR> d",
      ["d", "directory", undefined, "2026 11 20 21:10"],
    ],
    [
      "a link of Windows",
      "11-20-26  09:10PM       <SYMLINKD>     now [C:\\releases\\7]",
      ["now", "link", undefined, "2026 11 20 21:10"],
    ],
    [
      "a junction",
      "11-20-26  09:10PM       <JUNCTION>     now",
      ["now", "link", undefined, "2026 11 20 21:10"],
    ],
    [
      "brackets in the name of a file",
      "11-20-26  09:10PM                    1 a [1]",
      ["a [1]", "file", 1, "2026 11 20 21:10"],
    ],
  ];
  for (const [why, line, [name, kind, size, date]] of table) {
    it(why, () => {
      const entry = parseDosLine(line);
      expect(entry).to.deep.include({ name, kind, size, line });
      expect(entry && dateOf(entry)).to.equal(date);
    });
  }

  const refused: [why: string, line: string][] = [
    ["no text", ""],
    ["a line of the other format", "-rw-rw-rw-   1 root     root         7214720 Nov 20 21:10 APPCODE1.BIN"],
    ["no name", "11-20-26  09:10PM                    1 "],
    ["neither size nor <DIR>", "11-20-26  09:10PM       <FILE>         a"],
    ["month 13", "13-20-26  09:10PM                    1 a"],
    ["day before month", "20-11-26  09:10PM                    1 a"],
    ["February 29 of another year", "02-29-26  09:10PM                    1 a"],
    ["13 PM", "11-20-26  13:10PM                    1 a"],
    ["0 AM", "11-20-26  00:10AM                    1 a"],
    ["hour 24", "11-20-26  24:00                    1 a"],
    ["minute 60", "11-20-26  09:60PM                    1 a"],
    ["a size that no file has", "11-20-26  09:10PM 99999999999999999999 a"],
    ["a year of three digits", "11-20-126  09:10PM                    1 a"],
  ];
  for (const [why, line] of refused)
    it(`refused: ${why}`, () => expect(parseDosLine(line)).to.equal(undefined));
});

describe("the printed line of LIST in MS-DOS format", () => {
  const now = new Date("2026-11-20T21:30:00Z");
  const file = { name: "APPCODE1.BIN", kind: "file", size: 7214720 } as const;
  const table: [why: string, entry: Omit<PrintedEntry, "now">, line: string][] = [
    [
      "a file (AMB-042)",
      { ...file, modified: new Date("2026-11-20T21:10:59Z") },
      "11-20-26  09:10PM              7214720 APPCODE1.BIN",
    ],
    [
      "a directory",
      { name: "DSK", kind: "directory", size: 0, modified: new Date("2000-01-05T01:02:00Z") },
      "01-05-00  01:02AM       <DIR>          DSK",
    ],
    [
      "noon",
      { ...file, modified: new Date("2026-11-20T12:00:00Z") },
      "11-20-26  12:00PM              7214720 APPCODE1.BIN",
    ],
    [
      "midnight",
      { ...file, modified: new Date("2026-11-20T00:00:00Z") },
      "11-20-26  12:00AM              7214720 APPCODE1.BIN",
    ],
  ];
  for (const [why, entry, line] of table) {
    it(why, () => {
      expect(printDosLine({ ...entry, now })).to.equal(line);
      expect(parseDosLine(line)).to.deep.include({ name: entry.name, kind: entry.kind });
    });
  }
});

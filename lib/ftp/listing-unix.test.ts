import { expect } from "chai";
import type { ListingEntry } from "./listing-entry.js";
import { type PrintedEntry, parseUnixLine, printUnixLine } from "./listing-unix.js";

type Expected = [name: string, kind: ListingEntry["kind"], size: number | undefined, date: string];

/** The date as text, a dot for what the line does not say. */
function dateOf({ modified }: ListingEntry): string {
  if (!modified) return "";
  const { year = ".", month, day, hour = ".", minute = "." } = modified;
  return `${year} ${month} ${day} ${hour}:${minute}`;
}

describe("a line of LIST in UNIX format", () => {
  const table: [why: string, line: string, expected: Expected][] = [
    [
      "the reference device (AMB-042)",
      "-rw-rw-rw-   1 root     root         7214720 Nov 20 21:10 APPCODE1.BIN",
      ["APPCODE1.BIN", "file", 7214720, ". 11 20 21:10"],
    ],
    [
      "vsftpd",
      "-rw-r--r--    1 1000     1000          456 Jan 02 03:04 readme.txt",
      ["readme.txt", "file", 456, ". 1 2 3:4"],
    ],
    [
      "vsftpd, older than six months",
      "drwxr-xr-x    2 0        0            4096 Dec 31  2024 pub",
      ["pub", "directory", 4096, "2024 12 31 .:."],
    ],
    [
      "proftpd",
      "-rw-r--r--   1 test     test          456 Nov  5 21:10 readme.txt",
      ["readme.txt", "file", 456, ". 11 5 21:10"],
    ],
    [
      "pure-ftpd",
      "-rw-r--r--    1 60001    test              456 Nov 20 21:10 readme.txt",
      ["readme.txt", "file", 456, ". 11 20 21:10"],
    ],
    [
      "pyftpdlib",
      "-rw-r--r--   1 owner    group       456789 Aug 09 11:22 readme.txt",
      ["readme.txt", "file", 456789, ". 8 9 11:22"],
    ],
    [
      "inetutils, by ls of GNU",
      "-rw-r--r-- 1 test test 0 Nov 20 21:10 empty",
      ["empty", "file", 0, ". 11 20 21:10"],
    ],
    [
      "GNU ls with long ISO times",
      "-rw-r--r-- 1 root root 456 2026-11-20 21:10 a b",
      ["a b", "file", 456, "2026 11 20 21:10"],
    ],
    [
      "GNU ls with full ISO times",
      "-rw-r--r-- 1 root root 456 2026-11-20 21:10:33.123456789 +0100 a",
      ["a", "file", 456, "2026 11 20 21:10"],
    ],
    [
      "BSD ls -T",
      "-rw-r--r--  1 root  wheel  456 Nov 20 21:10:33 2026 a",
      ["a", "file", 456, "2026 11 20 21:10"],
    ],
    [
      "the day before the month",
      "-rw-r--r-- 1 root root 456 20 Nov 21:10 a",
      ["a", "file", 456, ". 11 20 21:10"],
    ],
    [
      "IIS in its UNIX format",
      "-rwxrwxrwx   1 owner    group             456 Nov 20 21:10 readme.txt",
      ["readme.txt", "file", 456, ". 11 20 21:10"],
    ],
    ["no group", "-rw-r--r-- 1 root 456 Nov 20 21:10 a", ["a", "file", 456, ". 11 20 21:10"]],
    ["neither links nor owner", "-rw-rw-rw- 456 Nov 20 21:10 a", ["a", "file", 456, ". 11 20 21:10"]],
    [
      "a group with a blank",
      "-rw-r--r-- 1 alice Domain Users 456 Nov 20 21:10 a",
      ["a", "file", 456, ". 11 20 21:10"],
    ],
    ["an ACL", "-rw-rw-r--+ 1 root root 456 Nov 20 21:10 a", ["a", "file", 456, ". 11 20 21:10"]],
    [
      "a security context",
      "drwxr-xr-x. 2 root root 4096 Nov 20 21:10 d",
      ["d", "directory", 4096, ". 11 20 21:10"],
    ],
    [
      "extended attributes of macOS",
      "-rw-r--r--@ 1 root wheel 456 Nov 20 21:10 a",
      ["a", "file", 456, ". 11 20 21:10"],
    ],
    [
      "sticky, set-user-ID and set-group-ID",
      "drwsrwsrwt 2 root root 4096 Nov 20 21:10 tmp",
      ["tmp", "directory", 4096, ". 11 20 21:10"],
    ],
    ["a link", "lrwxrwxrwx 1 root root 7 Nov 20 21:10 bin -> usr/bin", ["bin", "link", 7, ". 11 20 21:10"]],
    [
      "a link without its target",
      "lrwxrwxrwx 1 root root 7 Nov 20 21:10 bin",
      ["bin", "link", 7, ". 11 20 21:10"],
    ],
    [
      "an arrow and no name before it",
      "lrwxrwxrwx 1 root root 7 Nov 20 21:10  -> bin",
      [" -> bin", "link", 7, ". 11 20 21:10"],
    ],
    [
      "an arrow in the name of a file",
      "-rw-r--r-- 1 root root 1 Nov 20 21:10 a -> b",
      ["a -> b", "file", 1, ". 11 20 21:10"],
    ],
    [
      "a character device has no size",
      "crw-rw-rw- 1 root root 1, 3 Nov 20 21:10 null",
      ["null", "other", undefined, ". 11 20 21:10"],
    ],
    [
      "a block device",
      "brw-rw---- 1 root disk 8,   0 Nov 20 21:10 sda",
      ["sda", "other", undefined, ". 11 20 21:10"],
    ],
    ["a socket", "srwxr-xr-x 1 root root 0 Nov 20 21:10 s", ["s", "other", 0, ". 11 20 21:10"]],
    ["a fifo", "prw-r--r-- 1 root root 0 Nov 20 21:10 p", ["p", "other", 0, ". 11 20 21:10"]],
    [
      "blanks in the name",
      "-rw-r--r-- 1 root root 1 Nov 20 21:10 two  blanks ",
      ["two  blanks ", "file", 1, ". 11 20 21:10"],
    ],
    [
      "a blank in front of the name",
      "-rw-r--r-- 1 root root 1 Nov 20 21:10  lead",
      [" lead", "file", 1, ". 11 20 21:10"],
    ],
    [
      "a blank in front of the name, with a year",
      "-rw-r--r-- 1 root root 1 Nov 20  2024  lead",
      [" lead", "file", 1, "2024 11 20 .:."],
    ],
    [
      "a name that begins with a year",
      "-rw-r--r-- 1 root root 1 Nov 20 21:10 2026 report",
      ["2026 report", "file", 1, ". 11 20 21:10"],
    ],
    [
      "a name that begins like a zone",
      "-rw-r--r-- 1 root root 1 Nov 20 21:10 +0100 x",
      ["+0100 x", "file", 1, ". 11 20 21:10"],
    ],
    [
      "a name that looks like size and date",
      "-rw-r--r-- 1 root root 1 Nov 20 21:10 5 Nov 20 21:11 x",
      ["5 Nov 20 21:11 x", "file", 1, ". 11 20 21:10"],
    ],
    [
      "octets above 127 in the name",
      "-rw-r--r-- 1 root root 1 Nov 20 21:10 caf\xc3\xa9",
      ["caf\xc3\xa9", "file", 1, ". 11 20 21:10"],
    ],
    [
      "5 GiB",
      "-rw-r--r-- 1 root root 5368709120 Nov 20 21:10 big",
      ["big", "file", 5368709120, ". 11 20 21:10"],
    ],
    ["February 29 of this year", "-rw-r--r-- 1 root root 1 Feb 29 21:10 a", ["a", "file", 1, ". 2 29 21:10"]],
    [
      "February 29 of a leap year",
      "-rw-r--r-- 1 root root 1 Feb 29  2024 a",
      ["a", "file", 1, "2024 2 29 .:."],
    ],
    ["midnight", "-rw-r--r-- 1 root root 1 Jan  1 00:00 a", ["a", "file", 1, ". 1 1 0:0"]],
  ];
  for (const [why, line, [name, kind, size, date]] of table) {
    it(why, () => {
      const entry = parseUnixLine(line);
      expect(entry).to.deep.include({ name, kind, size, line });
      expect(entry && dateOf(entry)).to.equal(date);
    });
  }

  const refused: [why: string, line: string][] = [
    ["no text", ""],
    ["the first line of ls", "total 12"],
    ["a line of the other format", "11-20-26  09:10PM              7214720 APPCODE1.BIN"],
    ["no name", "-rw-r--r-- 1 root root 456 Nov 20 21:10 "],
    ["no blank before the name", "-rw-r--r-- 1 root root 456 Nov 20 21:10"],
    ["no date", "-rw-r--r-- 1 root root 456 readme.txt"],
    ["no size", "-rw-r--r-- root Nov 20 21:10 a"],
    ["eight permissions", "-rw-r--r- 1 root root 456 Nov 20 21:10 a"],
    ["a kind that does not exist", "xrw-r--r-- 1 root root 456 Nov 20 21:10 a"],
    ["a month that does not exist", "-rw-r--r-- 1 root root 456 Nol 20 21:10 a"],
    ["February 30", "-rw-r--r-- 1 root root 456 Feb 30 21:10 a"],
    ["February 29 of another year", "-rw-r--r-- 1 root root 456 Feb 29  2026 a"],
    ["day 0", "-rw-r--r-- 1 root root 456 Nov  0 21:10 a"],
    ["hour 24", "-rw-r--r-- 1 root root 456 Nov 20 24:00 a"],
    ["minute 60", "-rw-r--r-- 1 root root 456 Nov 20 21:60 a"],
    ["a negative size", "-rw-r--r-- 1 root root -456 Nov 20 21:10 a"],
    ["a size that no file has", "-rw-r--r-- 1 root root 99999999999999999999 Nov 20 21:10 a"],
  ];
  for (const [why, line] of refused)
    it(`refused: ${why}`, () => expect(parseUnixLine(line)).to.equal(undefined));

  it("hostile lines take no quadratic time", () => {
    for (const piece of ["9", "9 ", " ", "1 Nov ", "1 Nov 20 21:10:00."]) {
      parseUnixLine(`-rw-r--r-- ${piece.repeat(200_000)}`);
    }
  });
});

describe("the printed line of LIST in UNIX format", () => {
  const now = new Date("2026-11-20T21:30:00Z");
  const file = { name: "APPCODE1.BIN", kind: "file", size: 7214720 } as const;
  const table: [why: string, entry: Omit<PrintedEntry, "now">, line: string][] = [
    [
      "a file (AMB-042)",
      { ...file, modified: new Date("2026-11-20T21:10:59Z") },
      "-rw-rw-rw-   1 root     root         7214720 Nov 20 21:10 APPCODE1.BIN",
    ],
    [
      "a directory",
      { name: "DSK", kind: "directory", size: 0, modified: new Date("2026-11-05T01:02:00Z") },
      "drwxrwxrwx   1 root     root               0 Nov  5 01:02 DSK",
    ],
    [
      "older than six months",
      { ...file, modified: new Date("2026-05-20T00:00:00Z") },
      "-rw-rw-rw-   1 root     root         7214720 May 20  2026 APPCODE1.BIN",
    ],
    [
      "not quite six months",
      { ...file, modified: new Date("2026-05-23T00:00:00Z") },
      "-rw-rw-rw-   1 root     root         7214720 May 23 00:00 APPCODE1.BIN",
    ],
    [
      "from the future, as ls has it",
      { ...file, modified: new Date("2027-01-01T00:00:00Z") },
      "-rw-rw-rw-   1 root     root         7214720 Jan  1  2027 APPCODE1.BIN",
    ],
    [
      "a size wider than its column",
      { ...file, size: 123456789012, modified: now },
      "-rw-rw-rw-   1 root     root     123456789012 Nov 20 21:30 APPCODE1.BIN",
    ],
  ];
  for (const [why, entry, line] of table) {
    it(why, () => {
      expect(printUnixLine({ ...entry, now })).to.equal(line);
      expect(parseUnixLine(line)).to.deep.include({ name: entry.name, kind: entry.kind, size: entry.size });
    });
  }
});

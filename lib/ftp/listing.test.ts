import { expect } from "chai";
import fc from "fast-check";
import { octetsOf } from "../octets/text.js";
import type { Irregularity } from "./irregularity.js";
import { type Listing, parseListing, parseNames } from "./listing.js";

const UNIX = "-rw-rw-rw-   1 root     root         7214720 Nov 20 21:10 APPCODE1.BIN";
const DOS = "11-20-26  09:10PM              7214720 APPCODE1.BIN";

describe("the data of LIST", () => {
  const table: [
    why: string,
    data: string,
    format: Listing["format"],
    entries: number,
    unparsed?: string[],
    irregular?: Irregularity[],
  ][] = [
    ["nothing: no file matches (AMB-042)", "", "empty", 0],
    ["UNIX format", `${UNIX}\r\n${UNIX}\r\n`, "unix", 2],
    ["MS-DOS format", `${DOS}\r\n`, "ms-dos", 1],
    ["both", `${UNIX}\r\n${DOS}\r\n`, "mixed", 2],
    ["the first line of ls is skipped", `total 12\r\n${UNIX}\r\n`, "unix", 1],
    ["an empty directory of ls", "total 0\r\n", "empty", 0],
    ["a total for people", "total 1.5M\r\n", "empty", 0],
    ["a line that is not understood among others", `${UNIX}\r\nhello\r\n`, "unix", 1, ["hello"]],
    [
      "a message instead of a listing",
      "ls: cannot access 'x': No such file\r\n",
      "unknown",
      0,
      ["ls: cannot access 'x': No such file"],
    ],
    ["an empty line", `${UNIX}\r\n\r\n`, "unix", 1, [], ["empty-line"]],
    ["an empty line alone, for an empty directory", "\r\n", "empty", 0, [], ["empty-line"]],
    ["LF alone", `${UNIX}\n`, "unix", 1, [], ["bare-lf"]],
    ["no line end", UNIX, "unix", 1, [], ["no-line-end"]],
    ["CR CR LF: the CR is in the name", `${UNIX}\r\r\n`, "unix", 1, [], ["bare-cr"]],
    [
      "octets above 127 in a name, and no Telnet in data",
      `${UNIX}\xff\xf1\r\n`,
      "unix",
      1,
      [],
      ["eight-bit"],
    ],
    ["a NUL in a name", `${UNIX}\0\r\n`, "unix", 1, [], ["nul"]],
    ["a line longer than is read", `${UNIX}${"x".repeat(70_000)}\r\n`, "unix", 1, [], ["over-long"]],
  ];
  for (const [why, data, format, entries, unparsed = [], irregularities = []] of table) {
    it(why, () => {
      const listing = parseListing(octetsOf(data));
      expect({ ...listing, entries: listing.entries.length }).to.deep.equal({
        format,
        entries,
        unparsed,
        irregularities,
      });
    });
  }

  it("any octets are read without a fault", () => {
    fc.assert(fc.property(fc.uint8Array(), (octets) => void parseListing(octets)));
  });
});

describe("the data of NLST", () => {
  const table: [why: string, data: string, names: string[], irregular?: Irregularity[]][] = [
    ["nothing", "", []],
    ["names", "A.BIN\r\nB.BIN\r\n", ["A.BIN", "B.BIN"]],
    ["blanks belong to the name", " a b \r\n", [" a b "]],
    ["a path stays a path", "/DSK/A.BIN\r\n", ["/DSK/A.BIN"]],
    ["LF alone", "A\nB\n", ["A", "B"], ["bare-lf"]],
    ["no line end", "A\r\nB", ["A", "B"], ["no-line-end"]],
    ["an empty line is no name", "A\r\n\r\nB\r\n", ["A", "B"], ["empty-line"]],
    ["octets above 127", "caf\xe9\r\n", ["caf\xe9"], ["eight-bit"]],
  ];
  for (const [why, data, names, irregularities = []] of table) {
    it(why, () => expect(parseNames(octetsOf(data))).to.deep.equal({ names, irregularities }));
  }
});

import { expect } from "chai";
import fc from "fast-check";
import { type Line, LineReader } from "./lines.js";
import { octetsOf, textOf } from "./text.js";

/** A line as a row of a table: text, ending, dropped. */
type Row = [text: string, ending: Line["ending"], dropped: number];
const rowOf = (line: Line): Row => [textOf(line.octets), line.ending, line.dropped];

function read(chunks: readonly Uint8Array[], keep?: number): Row[] {
  const reader = new LineReader(keep === undefined ? {} : { keep });
  const lines = chunks.flatMap((chunk) => reader.push(chunk));
  const last = reader.end();
  expect(reader.pending).to.equal(0);
  return [...lines, ...(last ? [last] : [])].map(rowOf);
}

const single = (text: string): Buffer[] => Array.from(text, (character) => octetsOf(character));

describe("lines", () => {
  const table: [why: string, stream: string, rows: Row[], keep?: number][] = [
    ["nothing", "", []],
    ["one line", "NOOP\r\n", [["NOOP", "crlf", 0]]],
    [
      "two lines in one chunk",
      "A\r\nB\r\n",
      [
        ["A", "crlf", 0],
        ["B", "crlf", 0],
      ],
    ],
    ["an empty line", "\r\n", [["", "crlf", 0]]],
    ["a line that LF alone ends", "NOOP\n", [["NOOP", "lf", 0]]],
    ["an empty line that LF alone ends", "\n", [["", "lf", 0]]],
    ["a CR inside stays", "A\rB\r\n", [["A\rB", "crlf", 0]]],
    ["CR CR LF: one CR belongs to the ending", "A\r\r\n", [["A\r", "crlf", 0]]],
    [
      "LF CR: the CR begins the next line",
      "A\n\rB\r\n",
      [
        ["A", "lf", 0],
        ["\rB", "crlf", 0],
      ],
    ],
    ["NUL and eight-bit octets stay", "\0\xff\r\n", [["\0\xff", "crlf", 0]]],
    ["no ending", "NOO", [["NOO", "none", 0]]],
    ["a lone CR at the end of the stream is an octet of the line", "NOOP\r", [["NOOP\r", "none", 0]]],
    ["as long as is kept", "ABCD\r\n", [["ABCD", "crlf", 0]], 4],
    ["one octet longer than is kept", "ABCDE\r\n", [["ABCD", "crlf", 1]], 4],
    [
      "the CR of an ending is not counted as dropped",
      "ABCDE\r\nF\r\n",
      [
        ["AB", "crlf", 3],
        ["F", "crlf", 0],
      ],
      2,
    ],
    ["a CR that is the last octet kept", "ABC\r\r\n", [["ABC\r", "crlf", 0]], 4],
    ["over-long without an ending", "ABCDE", [["AB", "none", 3]], 2],
    ["nothing is kept", "AB\n", [["", "lf", 2]], 0],
  ];
  for (const [why, stream, rows, keep] of table) {
    it(why, () => {
      expect(read([octetsOf(stream)], keep), "in one chunk").to.deep.equal(rows);
      expect(read(single(stream), keep), "octet by octet").to.deep.equal(rows);
    });
  }

  it("any split of a stream gives the same lines", () => {
    const stream = fc.string({
      unit: fc.constantFrom("A", "b", " ", "\r", "\n", "\r\n", "\0", "\xff"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(stream, fc.array(fc.nat(5)), fc.nat(6), (text, cuts, keep) => {
        const octets = octetsOf(text);
        const chunks: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) {
          chunks.push(octets.subarray(from, from + cut));
          from += cut;
        }
        chunks.push(octets.subarray(from));
        expect(read(chunks, keep)).to.deep.equal(read([octets], keep));
      }),
    );
  });

  it("the octets of the lines, their endings and what was dropped add up to the stream", () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 16 }), (octets) => {
        const ending = { crlf: 2, lf: 1, none: 0 };
        const total = read([octets], 3).reduce(
          (sum, [text, kind, dropped]) => sum + text.length + ending[kind] + dropped,
          0,
        );
        expect(total).to.equal(octets.length);
      }),
    );
  });

  it("the unfinished line can be looked at without being taken", () => {
    const reader = new LineReader({ keep: 4 });
    reader.push(octetsOf("NOOP\r\nABC"));
    expect([reader.pending, textOf(reader.pendingOctets())]).to.deep.equal([3, "ABC"]);
    reader.push(octetsOf("DEF\r"));
    expect([reader.pending, textOf(reader.pendingOctets())]).to.deep.equal([7, "ABCD"]);
    expect(reader.push(octetsOf("\n")).map(rowOf)).to.deep.equal([["ABCD", "crlf", 2]]);
    expect(reader.pending).to.equal(0);
  });

  it("a line over chunks does not change when the reader goes on", () => {
    const reader = new LineReader();
    reader.push(octetsOf("FIR"));
    const [line] = reader.push(octetsOf("ST\r\nSECOND"));
    reader.push(octetsOf("MORE\r\n"));
    expect(line && textOf(line.octets)).to.equal("FIRST");
  });

  it("a line of 1 GiB without an end costs the memory of what is kept", () => {
    const reader = new LineReader({ keep: 1000 });
    const chunk = Buffer.alloc(1024 * 1024, "a");
    for (let count = 0; count < 1024; count++) expect(reader.push(chunk)).to.deep.equal([]);
    expect(reader.pending).to.equal(1024 ** 3);
    expect(reader.pendingOctets().length).to.equal(1000);
    const [line] = reader.push(Buffer.from("\n"));
    expect(line?.dropped).to.equal(1024 ** 3 - 1000);
  });

  it("a long line that comes octet by octet takes no quadratic time", () => {
    const reader = new LineReader({ keep: 1024 * 1024 });
    const octet = Buffer.from("a");
    for (let count = 0; count < 1_000_000; count++) reader.push(octet);
    expect(reader.pendingOctets().length).to.equal(1_000_000);
  });

  it("a million empty lines are a million lines", () => {
    expect(new LineReader().push(Buffer.alloc(1_000_000, "\n")).length).to.equal(1_000_000);
  });

  it("a limit that is no number of octets is a mistake of the programmer", () => {
    for (const keep of [-1, Number.NaN]) expect(() => new LineReader({ keep })).to.throw(RangeError);
  });
});

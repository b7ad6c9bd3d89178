import { expect } from "chai";
import { ReceiveCoder, SendCoder } from "./data-coder.js";

type Representation = ConstructorParameters<typeof SendCoder>[0];
const text = (mode: "S" | "B" | "C", structure: "F" | "R"): Representation => ({
  mode,
  structure,
  text: true,
  filler: 32,
});
const image = (mode: "S" | "B" | "C", structure: "F" | "R"): Representation => ({
  mode,
  structure,
  text: false,
  filler: 0,
});

/** What is sent, in octets, where it stands on the data connection. */
const SENT: readonly [string, Representation, readonly string[], string][] = [
  ["a text in records", text("S", "R"), ["ab\r\nc\r\n"], "ab\xff\x01c\xff\x01\xff\x02"],
  ["a text whose last line has no end", text("S", "R"), ["ab\r\nc"], "ab\xff\x01c\xff\x02"],
  ["a line's end in two pieces", text("S", "R"), ["ab\r", "\nc\r\n"], "ab\xff\x01c\xff\x01\xff\x02"],
  ["a CR that ends no line", text("S", "R"), ["a\r", "b\r"], "a\rb\r\xff\x02"],
  ["an image in records is one record", image("S", "R"), ["a\r\nb"], "a\r\nb\xff\x01\xff\x02"],
  ["a file in blocks", image("B", "F"), ["abc", "d"], "\0\0\x03abc\0\0\x01d\x40\0\0"],
  ["nothing in blocks", image("B", "F"), [], "\x40\0\0"],
  ["a text of records in blocks", text("B", "R"), ["a\r\n"], "\0\0\x01a\x80\0\0\x40\0\0"],
  ["a compressed file", image("C", "F"), ["aaaaaa"], "\x86a\0\x40"],
];

const RECEIVED: readonly [string, Representation, string, string, boolean][] = [
  ["records are lines of a text", text("S", "R"), "ab\xff\x01c\xff\x03", "ab\r\nc\r\n", true],
  ["records are nothing in an image", image("S", "R"), "ab\xff\x01c\xff\xff\xff\x03", "abc\xff", true],
  ["a file in blocks", image("B", "F"), "\0\0\x03abc\x40\0\x01d", "abcd", true],
  ["a file in blocks without its end", image("B", "F"), "\0\0\x03abc", "abc", false],
  ["a restart marker", image("B", "F"), "\0\0\x01a\x10\0\x02m1\x40\0\x01b", "a<m1>b", true],
  ["a compressed file", image("C", "F"), "\x86a\xc3\0\x40", "aaaaaa\0\0\0", true],
];

describe("server/ftp/data-coder", () => {
  for (const [title, representation, pieces, expected] of SENT) {
    it(`sends ${title}`, () => {
      const coder = new SendCoder(representation);
      const sent = pieces.map((piece) => coder.push(Buffer.from(piece, "latin1"), 0));
      expect(Buffer.concat([...sent, coder.end()]).toString("latin1")).to.equal(expected);
    });
  }

  for (const [title, representation, octets, expected, ended] of RECEIVED) {
    it(`receives: ${title}`, () => {
      const coder = new ReceiveCoder(representation);
      const arrived = coder
        .push(Buffer.from(octets, "latin1"))
        .map((part) => (part.kind === "octets" ? part.octets.toString("latin1") : `<${part.text}>`));
      expect(arrived.join("")).to.equal(expected);
      expect(coder.ended).to.equal(ended);
      expect(coder.broken).to.equal(false);
    });
  }

  it("marks each mebioctet of what it sends in blocks, for a restart (RFC 959 3.5)", () => {
    const coder = new SendCoder(image("B", "F"));
    const mebioctet = 1024 * 1024;
    expect(coder.push(Buffer.from("a"), mebioctet - 1).toString("latin1")).to.equal("\0\0\x01a");
    expect(coder.push(Buffer.from("b"), mebioctet).toString("latin1")).to.equal("\0\0\x01b\x10\0\x071048576");
    expect(coder.push(Buffer.from("c"), mebioctet + 1).toString("latin1")).to.equal("\0\0\x01c");
  });
});

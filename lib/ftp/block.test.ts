import { expect } from "chai";
import { octetsOf, textOf } from "../octets/text.js";
import { BlockDecoder, blockEncoder } from "./block.js";
import type { DataPart } from "./data-part.js";

const data = (text: string): DataPart => ({ kind: "octets", octets: octetsOf(text) });

/** Parts for a table: octets that lie side by side as one text, marks by their names and texts in brackets. */
function shown(parts: readonly DataPart[]): string[] {
  const rows: string[] = [];
  let text = "";
  for (const part of [...parts, undefined]) {
    if (part?.kind === "octets") {
      text += textOf(part.octets);
      continue;
    }
    if (text !== "") rows.push(text);
    text = "";
    if (part?.kind === "marker") rows.push(`[marker ${part.text}]`);
    else if (part !== undefined) rows.push(`[${part.kind}]`);
  }
  return rows;
}

/** The whole, every cut in two, and octet by octet. */
function everyCut(stream: string): Buffer[][] {
  const octets = octetsOf(stream);
  const inTwo = Array.from(octets, (_, at) => [octets.subarray(0, at), octets.subarray(at)]);
  return [[octets], ...inTwo, Array.from(octets, (_, at) => octets.subarray(at, at + 1))];
}

describe("block mode, sent", () => {
  const table: [why: string, part: DataPart, octets: string][] = [
    ["data", data("abc"), "\0\0\x03abc"],
    ["no data makes no block", data(""), ""],
    ["a count of two octets", data("x".repeat(258)), `\0\x01\x02${"x".repeat(258)}`],
    ["the longest block", data("x".repeat(65535)), `\0\xff\xff${"x".repeat(65535)}`],
    ["one octet more than a block", data("x".repeat(65536)), `\0\xff\xff${"x".repeat(65535)}\0\0\x01x`],
    ["end of record", { kind: "end-of-record" }, "\x80\0\0"],
    ["end of file", { kind: "end-of-file" }, "\x40\0\0"],
    [
      "a marker of six characters, as in RFC 959 3.4.2",
      { kind: "marker", text: "123456" },
      "\x10\0\x06123456",
    ],
  ];
  for (const [why, part, octets] of table) {
    it(why, () => {
      expect(textOf(blockEncoder.encode(part))).to.equal(octets);
    });
  }

  const impossible: [why: string, text: string][] = [
    ["empty", ""],
    ["with a space", "1 2"],
    ["longer than a block", "1".repeat(65536)],
  ];
  for (const [why, text] of impossible) {
    it(`no marker that is ${why}`, () => {
      expect(() => blockEncoder.encode({ kind: "marker", text })).to.throw(RangeError);
    });
  }
});

describe("block mode, received", () => {
  const read: [why: string, stream: string, parts: string[], unfinished?: number][] = [
    ["nothing", "", []],
    ["a block", "\0\0\x03abc", ["abc"]],
    ["two blocks", "\0\0\x03abc\0\0\x02de", ["abcde"]],
    ["a count of two octets", `\0\x01\x02${"x".repeat(258)}`, ["x".repeat(258)]],
    ["a block without data", "\0\0\0\0\0\x01a", ["a"]],
    ["an empty file", "\x40\0\0", ["[end-of-file]"]],
    ["end of file behind data", "\0\0\x01a\x40\0\0", ["a", "[end-of-file]"]],
    ["end of file and data in one block", "\x40\0\x03abc", ["abc", "[end-of-file]"]],
    ["records", "\x80\0\x01a\0\0\x01b\x80\0\0", ["a", "[end-of-record]", "b", "[end-of-record]"]],
    ["both ends in one block", "\xc0\0\x01a", ["a", "[end-of-record]", "[end-of-file]"]],
    ["both ends without data", "\xc0\0\0", ["[end-of-record]", "[end-of-file]"]],
    ["data suspected of errors", "\x20\0\x02ab", ["ab"]],
    ["suspected data at the end of the file", "\x60\0\x02ab", ["ab", "[end-of-file]"]],
    ["data that looks like headers", "\x40\0\x06\x40\0\0\x80\0\0", ["\x40\0\0\x80\0\0", "[end-of-file]"]],
    ["a marker", "\x10\0\x06123456", ["[marker 123456]"]],
    ["a marker between data", "\0\0\x01a\x10\0\x011\0\0\x01b", ["a", "[marker 1]", "b"]],
    ["two markers", "\x10\0\x0212\x10\0\x013", ["[marker 12]", "[marker 3]"]],
    ["a marker at the end of a record", "\x90\0\x011", ["[marker 1]", "[end-of-record]"]],
    ["a marker with every mark", "\xf0\0\x011", ["[marker 1]", "[end-of-record]", "[end-of-file]"]],
    ["a block that was cut off in its header", "\0\0\x01a\0\0", ["a"], 2],
    ["a block that was cut off behind its header", "\0\0\x01a\x40\0\x02", ["a"], 3],
    ["a block that was cut off in its data", "\x40\0\x03ab", ["ab"], 5],
    ["a marker that was cut off", "\x10\0\x0612345", [], 8],
  ];
  for (const [why, stream, parts, unfinished = 0] of read) {
    it(why, () => {
      for (const chunks of everyCut(stream)) {
        const decoder = new BlockDecoder();
        expect(shown(chunks.flatMap((chunk) => decoder.push(chunk)))).to.deep.equal(parts);
        expect([decoder.fault, decoder.ended, decoder.unfinished]).to.deep.equal([
          undefined,
          parts.at(-1) === "[end-of-file]",
          unfinished,
        ]);
      }
    });
  }

  const refused: [why: string, stream: string, parts: string[], fault: string, ended?: boolean][] = [
    ["reserved bit 1", "\x01\0\x01a", [], "reserved-code"],
    ["reserved bit 2", "\x02\0\x01a", [], "reserved-code"],
    ["reserved bit 4", "\x04\0\x01a", [], "reserved-code"],
    ["reserved bit 8 behind a good block", "\0\0\x01a\x88\0\x01b", ["a"], "reserved-code"],
    ["a marker of no characters", "\0\0\x01a\x10\0\0", ["a"], "marker-without-text"],
    ["a marker with a control character", "\x10\0\x031\r2\0\0\x01a", [], "unprintable-marker"],
    ["a marker with a space", "\x10\0\x031 2\0\0\x01a", [], "unprintable-marker"],
    ["a marker with an octet above 127", "\x10\0\x01\xe9", [], "unprintable-marker"],
    ["an unprintable marker with the end of the file", "\x50\0\x01\0", [], "unprintable-marker"],
    ["a block behind the end", "\x40\0\x01a\0\0\x01b", ["a", "[end-of-file]"], "octets-after-end", true],
    ["a second end", "\x40\0\0\x40\0\0", ["[end-of-file]"], "octets-after-end", true],
    [
      "one octet behind the end",
      "\xc0\0\0\0",
      ["[end-of-record]", "[end-of-file]"],
      "octets-after-end",
      true,
    ],
  ];
  for (const [why, stream, parts, fault, ended = false] of refused) {
    it(`refused: ${why}`, () => {
      for (const chunks of everyCut(stream)) {
        const decoder = new BlockDecoder();
        expect(shown(chunks.flatMap((chunk) => decoder.push(chunk)))).to.deep.equal(parts);
        expect([decoder.fault, decoder.ended]).to.deep.equal([fault, ended]);
        expect(decoder.push(octetsOf("\0\0\x01a"))).to.deep.equal([]);
      }
    });
  }

  it("data is handed on in the chunk's own memory", () => {
    const chunk = octetsOf("\0\0\x03abc");
    const [part] = new BlockDecoder().push(chunk);
    expect(part?.kind === "octets" && part.octets.buffer).to.equal(chunk.buffer);
  });

  it("the longest block, in chunks as TCP brings them", () => {
    const octets = Buffer.alloc(3 + 65535, "x");
    octets.set([0x40, 0xff, 0xff]);
    const decoder = new BlockDecoder();
    const chunks = Array.from({ length: 45 }, (_, at) => octets.subarray(at * 1460, (at + 1) * 1460));
    const parts = chunks.flatMap((chunk) => decoder.push(chunk));
    expect(shown(parts)).to.deep.equal(["x".repeat(65535), "[end-of-file]"]);
  });
});

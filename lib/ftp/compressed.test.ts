import { expect } from "chai";
import { octetsOf, textOf } from "../octets/text.js";
import { CompressedDecoder, CompressedEncoder } from "./compressed.js";
import type { DataPart } from "./data-part.js";

const SPACE = 32;
const ZERO = 0;
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

/** So many octets of which no two neighbours are equal. */
const mixed = (length: number): string => "ab".repeat(length).slice(0, length);

describe("compressed mode, sent", () => {
  const table: [why: string, part: DataPart, octets: string, filler?: number][] = [
    ["data", data("abc"), "\x03abc"],
    ["no data", data(""), ""],
    ["the longest string", data(mixed(127)), `\x7f${mixed(127)}`],
    ["one octet more", data(mixed(128)), `\x7f${mixed(127)}\x01b`],
    ["two equal octets are no run", data("aab"), "\x03aab"],
    ["three are", data("aaa"), "\x83a"],
    ["a run between data", data("xyaaaaz"), "\x02xy\x84a\x01z"],
    ["a run at odd and even places", data("xaaaybbb"), "\x01x\x83a\x01y\x83b"],
    ["a run behind a run", data("aaabbb"), "\x83a\x83b"],
    ["the longest run", data("a".repeat(63)), "\xbfa"],
    ["one octet more than a run", data("a".repeat(64)), "\xbfa\x01a"],
    ["two more, with data behind", data(`${"a".repeat(65)}b`), "\xbfa\x03aab"],
    ["three more", data("a".repeat(66)), "\xbfa\x83a"],
    ["two whole runs", data("a".repeat(126)), "\xbfa\xbfa"],
    ["a run of the filler of type I", data("\0\0\0"), "\xc3"],
    ["more filler than one octet counts", data("\0".repeat(64)), "\xff\xc1"],
    ["a run of erased flash", data("\xff".repeat(63)), "\xbf\xff"],
    ["spaces in type I", data("   "), "\x83 "],
    ["spaces in type A", data("a     b"), "\x01a\xc5\x01b", SPACE],
    ["zeros in type A", data("\0\0\0"), "\x83\0", SPACE],
    ["end of record", { kind: "end-of-record" }, "\0\x80"],
    ["end of file", { kind: "end-of-file" }, "\0\x40"],
    ["a marker", { kind: "marker", text: "123456" }, "\0\x10\x06123456"],
    ["a marker of equal characters stays a string", { kind: "marker", text: "0000" }, "\0\x10\x040000"],
  ];
  for (const [why, part, octets, filler = ZERO] of table) {
    it(why, () => {
      expect(textOf(new CompressedEncoder(filler).encode(part))).to.equal(octets);
    });
  }

  const impossible: [why: string, text: string][] = [
    ["empty", ""],
    ["with a space", "1 2"],
    ["longer than a string", "1".repeat(128)],
  ];
  for (const [why, text] of impossible) {
    it(`no marker that is ${why}`, () => {
      expect(() => new CompressedEncoder(ZERO).encode({ kind: "marker", text })).to.throw(RangeError);
    });
  }
});

describe("compressed mode, received", () => {
  const read: [why: string, stream: string, parts: string[], unfinished?: number, filler?: number][] = [
    ["nothing", "", []],
    ["a string", "\x03abc", ["abc"]],
    ["two strings", "\x03abc\x02de", ["abcde"]],
    ["the longest string", `\x7f${mixed(127)}`, [mixed(127)]],
    ["a replicated octet", "\x85x", ["xxxxx"]],
    ["a replicated octet, once", "\x81x", ["x"]],
    ["a replicated zero", "\x82\0", ["\0\0"]],
    ["a replicated octet that looks like a code", "\x82\xc2", ["\xc2\xc2"]],
    ["filler in type I", "\xc3", ["\0\0\0"]],
    ["filler in type A", "\x01a\xc3\x01b", ["a   b"], 0, SPACE],
    ["different runs", "\x82a\x82b\xc2\x81c", ["aabb\0\0c"]],
    ["a run of no octets", "\x01a\x80x\xc0\x01b", ["ab"]],
    ["an empty file", "\0\x40", ["[end-of-file]"]],
    ["end of file", "\x03abc\0\x40", ["abc", "[end-of-file]"]],
    ["records", "\x01a\0\x80\x82b\0\x80", ["a", "[end-of-record]", "bb", "[end-of-record]"]],
    ["an empty record", "\0\x80\0\x40", ["[end-of-record]", "[end-of-file]"]],
    ["both ends in one escape", "\x01a\0\xc0", ["a", "[end-of-record]", "[end-of-file]"]],
    ["data suspected of errors", "\x01a\0\x20\x02bc", ["abc"]],
    ["an escape without a code", "\x01a\0\0\x01b", ["ab"]],
    ["data that looks like an escape", "\x02\0\x40\0\x40", ["\0\x40", "[end-of-file]"]],
    ["a marker", "\0\x10\x06123456", ["[marker 123456]"]],
    ["a marker between data", "\x01a\0\x10\x011\xc1", ["a", "[marker 1]", "\0"]],
    ["two markers", "\0\x10\x0212\0\x10\x013", ["[marker 12]", "[marker 3]"]],
    ["a marker with every mark", "\0\xf0\x011", ["[marker 1]", "[end-of-record]", "[end-of-file]"]],
    ["a string that was cut off", "\x01a\x03bc", ["abc"], 3],
    ["a string that was cut off behind its code", "\x01a\x03", ["a"], 1],
    ["a run that was cut off", "\x01a\x85", ["a"], 1],
    ["an escape that was cut off", "\x01a\0", ["a"], 1],
    ["a marker that was cut off behind its descriptor", "\x01a\0\x10", ["a"], 2],
    ["a marker that was cut off behind its count", "\x01a\0\x10\x02", ["a"], 3],
    ["a marker that was cut off in its text", "\x01a\0\x10\x0312", ["a"], 5],
  ];
  for (const [why, stream, parts, unfinished = 0, filler = ZERO] of read) {
    it(why, () => {
      for (const chunks of everyCut(stream)) {
        const decoder = new CompressedDecoder(filler);
        expect(shown(chunks.flatMap((chunk) => decoder.push(chunk)))).to.deep.equal(parts);
        expect([decoder.fault, decoder.ended, decoder.unfinished]).to.deep.equal([
          undefined,
          parts.at(-1) === "[end-of-file]",
          unfinished,
        ]);
      }
    });
  }

  it("replicated octets and filler, 1 to 63 of them", () => {
    for (let count = 1; count <= 63; count++) {
      const replicated = String.fromCharCode(0x80 + count, 0x78);
      const filler = String.fromCharCode(0xc0 + count);
      const text = "x".repeat(count) + " ".repeat(count);
      for (const chunks of everyCut(replicated + filler)) {
        const decoder = new CompressedDecoder(SPACE);
        expect(shown(chunks.flatMap((chunk) => decoder.push(chunk)))).to.deep.equal([text]);
      }
    }
  });

  const refused: [why: string, stream: string, parts: string[], fault: string, ended?: boolean][] = [
    ["reserved bit 1", "\0\x01\x01a", [], "reserved-code"],
    ["reserved bit 8 behind data", "\x01a\0\x88\x01b", ["a"], "reserved-code"],
    ["a reserved bit with a marker", "\0\x12\x011", [], "reserved-code"],
    ["a marker whose text is replicated", "\x01a\0\x10\x840", ["a"], "marker-without-text"],
    ["a marker whose text is filler", "\0\x10\xc2", [], "marker-without-text"],
    ["a marker before an escape", "\0\x10\0\x40", [], "marker-without-text"],
    ["a marker with a control character", "\x01a\0\x10\x031\n2\x01b", ["a"], "unprintable-marker"],
    ["a marker with a space", "\0\x10\x031 2", [], "unprintable-marker"],
    ["a marker with an octet above 127", "\0\x50\x01\xe9", [], "unprintable-marker"],
    ["data behind the end", "\x01a\0\x40\x01b", ["a", "[end-of-file]"], "octets-after-end", true],
    ["a second end", "\0\xc0\0\x40", ["[end-of-record]", "[end-of-file]"], "octets-after-end", true],
  ];
  for (const [why, stream, parts, fault, ended = false] of refused) {
    it(`refused: ${why}`, () => {
      for (const chunks of everyCut(stream)) {
        const decoder = new CompressedDecoder(ZERO);
        expect(shown(chunks.flatMap((chunk) => decoder.push(chunk)))).to.deep.equal(parts);
        expect([decoder.fault, decoder.ended]).to.deep.equal([fault, ended]);
        expect(decoder.push(octetsOf("\x01a"))).to.deep.equal([]);
      }
    });
  }

  it("what a chunk holds becomes one part", () => {
    const parts = new CompressedDecoder(ZERO).push(octetsOf("\x01a\x83b\xc2\x01c"));
    expect(parts).to.deep.equal([data("abbb\0\0c")]);
  });
});

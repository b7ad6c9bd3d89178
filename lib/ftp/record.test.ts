import { expect } from "chai";
import { octetsOf, textOf } from "../octets/text.js";
import type { DataPart } from "./data-part.js";
import { RecordDecoder, recordEncoder } from "./record.js";

const RECORD: DataPart = { kind: "end-of-record" };
const FILE: DataPart = { kind: "end-of-file" };
const data = (text: string): DataPart => ({ kind: "octets", octets: octetsOf(text) });

/** Parts for a table: octets that lie side by side as one text, marks by their names in brackets. */
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
    if (part !== undefined) rows.push(`[${part.kind}]`);
  }
  return rows;
}

/** The whole, every cut in two, and octet by octet. */
function everyCut(stream: string): Buffer[][] {
  const octets = octetsOf(stream);
  const inTwo = Array.from(octets, (_, at) => [octets.subarray(0, at), octets.subarray(at)]);
  return [[octets], ...inTwo, Array.from(octets, (_, at) => octets.subarray(at, at + 1))];
}

describe("stream mode with record structure", () => {
  const sent: [why: string, part: DataPart, octets: string][] = [
    ["data", data("abc"), "abc"],
    ["no data", data(""), ""],
    ["a data octet 255 is sent twice", data("a\xffb"), "a\xff\xffb"],
    ["several, at both ends too", data("\xff\xffa\xffb\xff"), "\xff\xff\xff\xffa\xff\xffb\xff\xff"],
    ["data that looks like a mark", data("\xff\x01\xff\x02"), "\xff\xff\x01\xff\xff\x02"],
    ["end of record", RECORD, "\xff\x01"],
    ["end of file", FILE, "\xff\x02"],
  ];
  for (const [why, part, octets] of sent) {
    it(`sends ${why}`, () => {
      expect(textOf(recordEncoder.encode(part))).to.equal(octets);
    });
  }

  it("sends data without an octet 255 as it is, not copied", () => {
    const octets = octetsOf("abc");
    expect(recordEncoder.encode({ kind: "octets", octets })).to.equal(octets);
  });

  it("has no restart markers", () => {
    expect(() => recordEncoder.encode({ kind: "marker", text: "1" })).to.throw(RangeError);
  });

  const read: [why: string, stream: string, parts: string[], unfinished?: number][] = [
    ["nothing", "", []],
    ["data without an end", "abc", ["abc"]],
    ["an empty file", "\xff\x02", ["[end-of-file]"]],
    ["a file without records", "abc\xff\x02", ["abc", "[end-of-file]"]],
    [
      "two records",
      "a\xff\x01b\xff\x01\xff\x02",
      ["a", "[end-of-record]", "b", "[end-of-record]", "[end-of-file]"],
    ],
    ["an empty record", "\xff\x01\xff\x02", ["[end-of-record]", "[end-of-file]"]],
    ["both ends in one", "a\xff\x03", ["a", "[end-of-record]", "[end-of-file]"]],
    ["both ends in one, without data", "\xff\x03", ["[end-of-record]", "[end-of-file]"]],
    ["a data octet 255", "a\xff\xffb", ["a\xffb"]],
    ["nothing but data octets 255", "\xff\xff\xff\xff\xff\xff", ["\xff\xff\xff"]],
    ["a data octet 255 before a mark", "\xff\xff\xff\x01", ["\xff", "[end-of-record]"]],
    [
      "data octets that follow a doubled 255",
      "\xff\xff\x01\xff\xff\x02\xff\x02",
      ["\xff\x01\xff\x02", "[end-of-file]"],
    ],
    ["CR LF is data", "a\r\n\xff\x01", ["a\r\n", "[end-of-record]"]],
    ["an escape that was cut off", "abc\xff", ["abc"], 1],
    ["an escape that was cut off behind a doubled 255", "\xff\xff\xff", ["\xff"], 1],
  ];
  for (const [why, stream, parts, unfinished = 0] of read) {
    it(`reads ${why}`, () => {
      for (const chunks of everyCut(stream)) {
        const decoder = new RecordDecoder();
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
    ["an escape with code 0", "a\xff\0b", ["a"], "reserved-code"],
    ["an escape with code 4", "a\xff\x01b\xff\x04c", ["a", "[end-of-record]", "b"], "reserved-code"],
    ["an escape with code 254", "\xff\xfe", [], "reserved-code"],
    ["data behind the end", "a\xff\x02b", ["a", "[end-of-file]"], "octets-after-end", true],
    ["a second end", "\xff\x02\xff\x02", ["[end-of-file]"], "octets-after-end", true],
  ];
  for (const [why, stream, parts, fault, ended = false] of refused) {
    it(`refuses ${why}`, () => {
      for (const chunks of everyCut(stream)) {
        const decoder = new RecordDecoder();
        expect(shown(chunks.flatMap((chunk) => decoder.push(chunk)))).to.deep.equal(parts);
        expect([decoder.fault, decoder.ended]).to.deep.equal([fault, ended]);
        expect(decoder.push(octetsOf("more\xff\x01"))).to.deep.equal([]);
      }
    });
  }

  it("hands on a chunk without an octet 255 in its own memory", () => {
    const chunk = octetsOf("abc");
    expect(new RecordDecoder().push(chunk)).to.deep.equal([{ kind: "octets", octets: chunk }]);
    const [part] = new RecordDecoder().push(chunk);
    expect(part?.kind === "octets" && part.octets.buffer).to.equal(chunk.buffer);
  });
});

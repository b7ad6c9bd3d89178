import { expect } from "chai";
import fc from "fast-check";
import { octetsOf, textOf } from "../octets/text.js";
import { type DataCoding, dataDecoder, dataEncoder, isPlain } from "./data-coding.js";
import type { DataPart } from "./data-part.js";

const RECORD: DataPart = { kind: "end-of-record" };
const FILE: DataPart = { kind: "end-of-file" };
const MARKER: DataPart = { kind: "marker", text: "3" };
const data = (text: string): DataPart => ({ kind: "octets", octets: octetsOf(text) });

const coding = (mode: DataCoding["mode"], structure: DataCoding["structure"], filler = 0): DataCoding => ({
  mode,
  structure,
  filler,
});
const named = ({ mode, structure, filler }: DataCoding): string =>
  `MODE ${mode}, STRU ${structure}, filler ${filler}`;

/** Octets that lie side by side become one part. */
function joined(parts: readonly DataPart[]): DataPart[] {
  const rows: DataPart[] = [];
  for (const part of parts) {
    const last = rows.at(-1);
    if (part.kind === "octets" && part.octets.length === 0) continue;
    if (part.kind !== "octets" || last?.kind !== "octets") rows.push(part);
    else rows[rows.length - 1] = { kind: "octets", octets: Buffer.concat([last.octets, part.octets]) };
  }
  return rows;
}

function cutAt(octets: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map((cut) => cut % (octets.length + 1)).toSorted((a, b) => a - b), octets.length];
  return at.slice(1).map((to, index) => octets.subarray(at[index], to));
}

describe("coding of data", () => {
  // A record "a", a marker where there are any, a record of an octet 255 and three spaces, the end of the file.
  const codings: [coding: DataCoding, marker: boolean, stream: string, plain: boolean][] = [
    [coding("S", "F"), false, "a\xff   ", true],
    [coding("S", "R"), false, "a\xff\x01\xff\xff   \xff\x01\xff\x02", false],
    [coding("B", "F"), true, "\0\0\x01a\x80\0\0\x10\0\x013\0\0\x04\xff   \x80\0\0\x40\0\0", false],
    [coding("B", "R"), true, "\0\0\x01a\x80\0\0\x10\0\x013\0\0\x04\xff   \x80\0\0\x40\0\0", false],
    [coding("C", "F"), true, "\x01a\0\x80\0\x10\x013\x01\xff\x83 \0\x80\0\x40", false],
    [coding("C", "R", 32), true, "\x01a\0\x80\0\x10\x013\x01\xff\xc3\0\x80\0\x40", false],
  ];
  for (const [chosen, marker, stream, plain] of codings) {
    it(named(chosen), () => {
      const parts = [data("a"), RECORD, ...(marker ? [MARKER] : []), data("\xff   "), RECORD, FILE];
      const encoder = dataEncoder(chosen);
      expect(textOf(Buffer.concat(parts.map((part) => encoder.encode(part))))).to.equal(stream);
      const decoder = dataDecoder(chosen);
      const read = joined(decoder.push(octetsOf(stream)));
      expect(read).to.deep.equal(plain ? [data(stream)] : parts);
      expect([decoder.fault, decoder.ended, decoder.unfinished]).to.deep.equal([undefined, !plain, 0]);
      expect(isPlain(chosen)).to.equal(plain);
    });
  }

  it("stream mode has no restart markers", () => {
    for (const structure of ["F", "R"] as const) {
      expect(() => dataEncoder(coding("S", structure)).encode(MARKER)).to.throw(RangeError);
    }
  });

  it("in stream mode with file structure octets pass as they are, not copied", () => {
    const octets = octetsOf("a\xff\x02");
    expect(dataEncoder(coding("S", "F")).encode({ kind: "octets", octets })).to.equal(octets);
    const [part] = dataDecoder(coding("S", "F")).push(octets);
    expect(part?.kind === "octets" && part.octets).to.equal(octets);
    expect(dataDecoder(coding("S", "F")).push(Buffer.alloc(0))).to.deep.equal([]);
  });

  const SEED = 959;
  // Runs of every length around the limits, of octets that mean something somewhere.
  const run = fc
    .tuple(fc.constantFrom(0, 1, 2, 16, 32, 64, 97, 128, 192, 255), fc.oneof(fc.nat(4), fc.nat(140)))
    .map(([octet, length]) => Buffer.alloc(length, octet));
  const piece = fc.oneof(
    run,
    fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets)),
  );
  const octets: fc.Arbitrary<DataPart> = fc
    .array(piece, { maxLength: 8 })
    .map((pieces) => ({ kind: "octets", octets: Buffer.concat(pieces) }));
  const marker: fc.Arbitrary<DataPart> = fc
    .stringMatching(/^[!-~]{1,127}$/)
    .map((text) => ({ kind: "marker", text }));

  for (const [chosen, markers, , plain] of codings) {
    if (plain) continue;
    const part = fc.oneof(octets, fc.constant(RECORD), ...(markers ? [marker] : []));
    it(`${named(chosen)}: any parts come back in order, however the stream is cut`, () => {
      fc.assert(
        fc.property(fc.array(part, { maxLength: 10 }), fc.array(fc.nat()), (before, cuts) => {
          const parts = [...before, FILE];
          const encoder = dataEncoder(chosen);
          const stream = Buffer.concat(parts.map((one) => encoder.encode(one)));
          const decoder = dataDecoder(chosen);
          const read = cutAt(stream, cuts).flatMap((chunk) => decoder.push(chunk));
          expect(joined(read)).to.deep.equal(joined(parts));
          expect([decoder.fault, decoder.ended, decoder.unfinished]).to.deep.equal([undefined, true, 0]);
        }),
        { seed: SEED, numRuns: 200 },
      );
    });

    it(`${named(chosen)}: any octets are read without a throw, alike for every cut`, () => {
      const octet = fc.oneof(fc.constantFrom(0, 1, 2, 3, 16, 64, 128, 255), fc.nat(255));
      fc.assert(
        fc.property(fc.array(octet, { maxLength: 60 }), fc.array(fc.nat()), (any, cuts) => {
          const [whole, cut] = [dataDecoder(chosen), dataDecoder(chosen)];
          const expected = joined(whole.push(Buffer.from(any)));
          expect(joined(cutAt(Buffer.from(any), cuts).flatMap((chunk) => cut.push(chunk)))).to.deep.equal(
            expected,
          );
          expect([cut.fault, cut.ended]).to.deep.equal([whole.fault, whole.ended]);
          if (whole.fault === undefined) expect(cut.unfinished).to.equal(whole.unfinished);
        }),
        { seed: SEED, numRuns: 200 },
      );
    });
  }
});

import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { expect } from "chai";
import { generatedContent } from "../../../device/content.js";
import { AleatoryOctets } from "./aleatory.js";

const MEBI = 1024 * 1024;
const PERIOD = 4 * MEBI;

describe("what TST sends", () => {
  const first = generatedContent(7, PERIOD).read(0, PERIOD);
  const length = 2 * PERIOD + 12_345;
  const wanted = Buffer.concat([first, first, first.subarray(0, 12_345)]);

  it("is the same for short files and for long ones", () => {
    const octets = new AleatoryOctets(7);
    for (const size of [1, 1000, MEBI, PERIOD, PERIOD + 1, length])
      expect(octets.content(size).read(0, size).equals(wanted.subarray(0, size)), `${size}`).to.equal(true);
  });

  it("is another for another seed", () => {
    expect(new AleatoryOctets(8).content(length).read(0, 100).equals(first.subarray(0, 100))).to.equal(false);
  });

  it("is the same from anywhere, in any order and in pieces of any size (REST)", () => {
    const content = new AleatoryOctets(7).content(length);
    for (const [offset, count] of [
      [2 * PERIOD - 1, 2],
      [PERIOD - 5, 10],
      [3 * MEBI + 1, MEBI],
      [MEBI - 1, 3 * MEBI],
      [0, 0],
      [0, 1],
      [PERIOD, PERIOD],
      [length - 1, 10],
      [length, 10],
      [length + 1, 10],
    ] as const) {
      expect(
        content.read(offset, count).equals(wanted.subarray(offset, offset + count)),
        `${count} octets from ${offset}`,
      ).to.equal(true);
    }
  });

  it("is read without a copy as far as it says", () => {
    const content = new AleatoryOctets(7).content(length);
    let at = 123;
    while (at < length) {
      const together = content.together?.(at) ?? 0;
      const piece = content.read(at, together);
      expect(piece.length)
        .to.equal(Math.min(together, length - at))
        .and.greaterThan(0);
      expect(piece.buffer).to.equal(content.read(at, 1).buffer);
      at += piece.length;
    }
    expect(at).to.equal(length);
  });

  it("gains nothing by compression, however long (AMB-038)", () => {
    const octets = new AleatoryOctets(7).content(length).read(0, length);
    expect(gzipSync(octets, { level: 1 }).length / length).to.be.at.least(0.99);
    const window = { [constants.BROTLI_PARAM_LGWIN]: 21, [constants.BROTLI_PARAM_QUALITY]: 1 };
    expect(brotliCompressSync(octets, { params: window }).length / length).to.be.at.least(0.99);
  });
});

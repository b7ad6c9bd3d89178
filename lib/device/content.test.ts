import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { generatedContent, joinedContent, NO_CONTENT, startOf, storedContent } from "./content.js";

const all = (content: { length: number; read(offset: number, count: number): Buffer }) =>
  content.read(0, content.length + 10);

describe("device/content", () => {
  it("generates the same octets for the same seed, and others for another", () => {
    expect(all(generatedContent(1, 1000))).to.deep.equal(all(generatedContent(1, 1000)));
    expect(all(generatedContent(1, 1000))).to.not.deep.equal(all(generatedContent(2, 1000)));
    expect(all(generatedContent(1, 500))).to.deep.equal(all(generatedContent(1, 1000)).subarray(0, 500));
  });

  it("generates from anywhere", () => {
    const content = generatedContent(7, 100_000_000);
    const whole = content.read(0, 200_000);
    for (const [offset, count] of [
      [0, 1],
      [1, 15],
      [15, 2],
      [16, 16],
      [65_537, 100],
      [131_072, 68_928],
    ] as const) {
      expect(content.read(offset, count)).to.deep.equal(whole.subarray(offset, offset + count));
    }
    expect(content.read(99_999_999, 10).length).to.equal(1);
    expect(content.read(100_000_000, 10).length).to.equal(0);
    expect(content.read(100_000_001, 10).length).to.equal(0);
  });

  it("generates what cannot be compressed (AMB-038)", () => {
    const octets = all(generatedContent(3, 1_000_000));
    expect(gzipSync(octets).length / octets.length).to.be.at.least(0.99);
  });

  it("joins and cuts", () => {
    const joined = joinedContent(storedContent(Buffer.from("abc")), storedContent(Buffer.from("def")));
    expect(all(joined).toString()).to.equal("abcdef");
    expect(joined.read(1, 3).toString()).to.equal("bcd");
    expect(joined.read(3, 2).toString()).to.equal("de");
    expect(joined.read(0, 3).toString()).to.equal("abc");
    expect(all(startOf(joined, 4)).toString()).to.equal("abcd");
    expect(all(startOf(joined, 9)).toString()).to.equal("abcdef");
    expect(startOf(joined, 4).read(3, 5).toString()).to.equal("d");
    expect(startOf(joined, 0), "nothing of it, not even its memory").to.equal(NO_CONTENT);
  });
});

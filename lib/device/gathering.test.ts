import { expect } from "chai";
import { generatedContent } from "./content.js";
import { Gathering } from "./gathering.js";

const all = (content: { length: number; read(offset: number, count: number): Buffer }) =>
  content.read(0, content.length + 10);

describe("device/gathering", () => {
  it("gathers pieces of any size in their order", () => {
    const sizes = [1, 2, 16_383, 3, 16_384, 5, 70_000, 1, 1, 65_536, 7];
    const gathering = new Gathering();
    const pieces = sizes.map((size, index) => Buffer.alloc(size, index + 65));
    for (const piece of pieces) gathering.add(piece);
    expect(gathering.length).to.equal(Buffer.concat(pieces).length);
    expect(all(gathering.content())).to.deep.equal(Buffer.concat(pieces));
  });

  it("reads what was gathered from anywhere, across its blocks", () => {
    const whole = generatedContent(5, 3_000_000).read(0, 3_000_000);
    const gathering = new Gathering();
    for (let at = 0; at < whole.length; at += 50_001) gathering.add(whole.subarray(at, at + 50_001));
    const content = gathering.content();
    expect(content.length).to.equal(whole.length);
    for (const [offset, count] of [
      [0, 1],
      [65_535, 2],
      [65_536, 1],
      [100_000, 2_500_000],
      [2_999_999, 5],
      [3_000_000, 5],
      [4_000_000, 5],
    ] as const) {
      expect(
        content.read(offset, count).equals(whole.subarray(offset, offset + count)),
        `${offset}`,
      ).to.equal(true);
    }
  });

  it("does not hold a block for a file of three octets", () => {
    const gathering = new Gathering();
    gathering.add(Buffer.from("abc"));
    expect(gathering.content().read(0, 3).buffer.byteLength).to.equal(3);
  });

  it("gathers a million single octets without a million buffers", () => {
    const gathering = new Gathering();
    const piece = Buffer.from("x");
    for (let count = 0; count < 1_000_000; count++) gathering.add(piece);
    expect(all(gathering.content()).equals(Buffer.alloc(1_000_000, "x"))).to.equal(true);
  });

  it("does not copy what was put in its own memory, and copies the rest", () => {
    const whole = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 7) & 0xff));
    const gathering = new Gathering();
    const memories = new Set<ArrayBufferLike>();
    for (let at = 0, turn = 0; at < whole.length; turn++) {
      const room = gathering.room();
      const piece = whole.subarray(at, at + Math.min(room.length, 1 + turn * 1000));
      piece.copy(room);
      memories.add(room.buffer);
      // Every third piece comes from elsewhere, although there was room; every fourth is the room without its beginning.
      if (turn % 4 === 3 && piece.length > 1) {
        gathering.add(piece.subarray(0, 1));
        gathering.add(room.subarray(1, piece.length));
      } else gathering.add(turn % 3 === 2 ? piece : room.subarray(0, piece.length));
      at += piece.length;
    }
    const content = gathering.content();
    expect(all(content).equals(whole)).to.equal(true);
    expect(memories.has(content.read(0, 1).buffer)).to.equal(true);
  });

  it("says how far it reaches without a copy", () => {
    const gathering = new Gathering();
    gathering.add(Buffer.alloc(300_000, "x"));
    const content = gathering.content();
    for (let at = 0; at < content.length; ) {
      const together = content.together?.(at) ?? 0;
      const piece = content.read(at, together);
      expect(piece.length)
        .to.equal(Math.min(together, content.length - at))
        .and.greaterThan(0);
      expect(piece.buffer).to.equal(content.read(at, 1).buffer);
      at += piece.length;
    }
  });

  it("keeps every octet of a large file", () => {
    const whole = generatedContent(9, 48 << 20).read(0, 48 << 20);
    const gathering = new Gathering();
    for (let at = 0; at < whole.length; ) {
      const room = gathering.room();
      at += whole.copy(room, 0, at);
      gathering.add(room.subarray(0, Math.min(room.length, whole.length - gathering.length)));
    }
    expect(all(gathering.content()).equals(whole)).to.equal(true);
  });
});

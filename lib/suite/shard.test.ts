import { expect } from "chai";
import type { Case } from "./case.js";
import { parseShard, shardOf } from "./shard.js";

const cases = Array.from({ length: 300 }, (_, index) => ({
  id: `d.a.${index}`,
  // Every third case is a refusal beside the one before it.
  twin: index % 3 === 1 ? `d.a.${index - 1}` : undefined,
})) as Case[];

describe("shards", () => {
  it("are read as I/N", () => {
    expect(parseShard("2/3")).to.deep.equal({ index: 2, of: 3 });
    for (const text of ["", "1", "0/3", "4/3", "1/0", "1/3x", "-1/3", "1/ 3", "1.5/3"])
      expect(parseShard(text), text).to.equal(undefined);
  });

  it("are all cases together, each once, and none is empty", () => {
    const parts = [1, 2, 3, 4].map((index) => shardOf(cases, { index, of: 4 }));
    expect(parts.flat().map(({ id }) => id)).to.have.members(cases.map(({ id }) => id));
    for (const part of parts) expect(part.length).to.be.greaterThan(40);
  });

  it("keep a refusal beside its twin", () => {
    for (const index of [1, 2, 3]) {
      const ids = new Set(shardOf(cases, { index, of: 3 }).map(({ id }) => id));
      for (const { id, twin } of cases)
        if (twin !== undefined) expect(ids.has(id), id).to.equal(ids.has(twin));
    }
  });

  it("stay what they are when a case is added", () => {
    const before = shardOf(cases, { index: 1, of: 3 }).map(({ id }) => id);
    const after = shardOf([{ id: "d.a.new", twin: undefined } as Case, ...cases], { index: 1, of: 3 });
    expect(after.map(({ id }) => id).filter((id) => id !== "d.a.new")).to.deep.equal(before);
  });
});

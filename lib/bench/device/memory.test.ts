import { expect } from "chai";
import { type Held, held, heldBy } from "./memory.js";

const rollup = (pss: number, shared: number, own: number): string => `00400000-7ffd00000000 ---p [rollup]
Rss:                9999 kB
Pss:            ${String(pss).padStart(8)} kB
Pss_Dirty:           999 kB
Shared_Clean:   ${String(shared).padStart(8)} kB
Shared_Dirty:       1024 kB
Private_Clean:      1024 kB
Private_Dirty:  ${String(own).padStart(8)} kB
SwapPss:             999 kB
`;

describe("memory of processes", () => {
  const table: [string, string[], Held][] = [
    ["none", [], { proportional: 0, resident: 0 }],
    ["one", [rollup(2048, 3072, 4096)], { proportional: 2, resident: 9 }],
    ["one that is gone", [rollup(2048, 3072, 4096), ""], { proportional: 2, resident: 9 }],
    [
      "two: what they share counts once",
      [rollup(2048, 3072, 4096), rollup(1024, 1024, 2048)],
      { proportional: 3, resident: 12 },
    ],
  ];
  for (const [title, rollups, expected] of table) {
    it(title, () => expect(held(rollups)).to.deep.equal(expected));
  }

  it("passes over a process that there cannot be", () => {
    expect(heldBy([2 ** 22 + 1])).to.deep.equal({ proportional: 0, resident: 0 });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Case } from "./case.js";
import { readClauses } from "./clauses.js";

const HEAD = "section\tstrength\tsentence\tcases\tuntestable";
const cases = ["d.list.unix", "d.list.dos", "d.stor.one"].map((id) => ({ id }) as Case);

function read(...rows: string[]): ReturnType<typeof readClauses> {
  const folder = mkdtempSync(join(tmpdir(), "flashgate-"));
  try {
    writeFileSync(join(folder, "clauses.tsv"), `${[HEAD, ...rows].join("\n")}\n`);
    return readClauses(folder, cases);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the list of clauses", () => {
  it("finds the cases of every sentence", () => {
    const found = read("1.1\tmust\tLists.\td.list.* d.stor.one\t", "1.2\tmay\tAn aim.\t\tan aim");
    if (found?.ok !== true) throw new Error("it was to be read");
    expect(found.clauses.map((clause) => clause.cases)).to.deep.equal([
      ["d.list.unix", "d.list.dos", "d.stor.one"],
      [],
    ]);
  });

  const faults: [string, string, string][] = [
    [
      "names a case that is not there",
      "1\tmust\tx\td.none\t",
      "clauses.tsv:2: no case is called d.none; name one that is there",
    ],
    [
      "has a sentence that nothing covers",
      "1\tmust\tx\t\t",
      "clauses.tsv:2: no case covers the sentence; name cases, or say why it cannot be tested",
    ],
    [
      "has a sentence that is covered and cannot be tested",
      "1\tmust\tx\td.stor.one\twhy",
      "clauses.tsv:2: cases cover the sentence, so it can be tested; take one of the two away",
    ],
    [
      "has another strength",
      "1\twill\tx\td.stor.one\t",
      'clauses.tsv:2: "will" is no strength; write must, should or may',
    ],
  ];
  for (const [title, row, message] of faults) {
    it(`says so when it ${title}`, () => {
      expect(read(row)).to.deep.equal({ ok: false, faults: [message] });
    });
  }

  it("may be missing", () => {
    expect(readClauses("/nowhere", cases)).to.equal(undefined);
  });
});

import { expect } from "chai";
import { countsNow, readDocument, withCounts } from "./counts.js";

describe("the counts in the documents", function () {
  this.timeout(0);
  let counts: Awaited<ReturnType<typeof countsNow>>;
  before(async () => {
    counts = await countsNow();
  });

  it("are those of the suites, tables and fixtures (npm run docs)", () => {
    const stale = [...withCounts(counts)].filter(([file, text]) => text !== readDocument(file));
    expect(
      stale.map(([file]) => `${file} is stale: npm run docs`),
      "stale documents",
    ).to.deep.equal([]);
  });

  it("are written where they stand, and nowhere else", () => {
    const changed = withCounts({ ...counts, faults: "90000" }, (file) =>
      readDocument(file).replace(`one of ${counts.faults} documented`, "one of 7 documented"),
    );
    const expected = readDocument("CHANGELOG.md").replace(`one of ${counts.faults} doc`, "one of 90000 doc");
    expect(changed.get("CHANGELOG.md")).to.equal(expected);
  });

  it("tells a place that is not there any more", () => {
    expect(() => withCounts(counts, () => "")).to.throw(
      'README.md has "PASS: all # selected cases passed" 0 times, and not once; mend the line in lib/cli/counts.ts',
    );
  });
});

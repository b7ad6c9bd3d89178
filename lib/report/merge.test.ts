import { expect } from "chai";
import type { Journal } from "../runner/journal.js";
import { type Merged, mergeJournals } from "./merge.js";
import { header, passed } from "./sample-journal.test.js";
import { interruption, standingOf, tallyOf } from "./tally.js";

const part = (ids: string[], more: Partial<Journal> = {}): Journal => ({
  header: header({ selected: ids.length }),
  cases: ids.map((id) => passed(id)),
  notSelected: [],
  notRun: [],
  end: { type: "end", finished: "2026-11-20T21:20:00.000Z", durationMs: 1000 },
  ...more,
});

const merged = (...journals: Journal[]): Merged =>
  mergeJournals(journals.map((journal, index) => ({ path: `run-${index + 1}`, journal })));

function whole(result: Merged): Journal {
  if (!result.ok) throw new Error(result.message);
  return result.journal;
}

describe("merging journals", () => {
  it("makes one run of several parts", () => {
    const late = { type: "end", finished: "2026-11-20T22:00:00.000Z", durationMs: 5000 } as const;
    const journal = whole(merged(part(["d.a.one", "d.a.two"]), part(["d.b.one"], { end: late })));
    expect(tallyOf(journal)).to.deep.include({ passed: 3, notRun: 0 });
    expect(journal.header.selected).to.equal(3);
    expect(journal.end).to.deep.include({ finished: late.finished, durationMs: 5000 });
    expect(standingOf(journal)).to.equal("PASS");
  });

  it("a part that was killed makes a run that did not go to its end", () => {
    const journal = whole(merged(part(["d.a.one"]), part(["d.b.one"], { end: undefined })));
    expect(standingOf(journal)).to.equal("INCOMPLETE");
    expect(interruption(journal)).to.match(/the run was killed/);
  });

  it("a shard that nobody has brought makes one, too", () => {
    const shard = (index: number, ids: string[]): Journal =>
      part(ids, { header: header({ selected: ids.length, shard: { index, of: 4 } }) });
    const journal = whole(merged(shard(1, ["d.a.one"]), shard(3, ["d.b.one"])));
    expect(standingOf(journal)).to.equal("INCOMPLETE");
    expect(interruption(journal)).to.equal("The run was stopped before its end (without shards 2, 4 of 4).");
    const all = whole(merged(...[1, 2, 3, 4].map((index) => shard(index, [`d.a.${index}`]))));
    expect(standingOf(all)).to.equal("PASS");
    expect(all.header.shard).to.equal(undefined);
  });

  const faults: [string, Journal, string][] = [
    [
      "of other suites",
      part(["d.b.one"], { header: header({ suites: { digest: "abcd".repeat(16), cases: 1 } }) }),
      "run-1 and run-2 are of different suites (5f1d5f1d5f1d and abcdabcdabcd); report them apart",
    ],
    [
      "of another device",
      part(["d.b.one"], { header: header({ target: { kind: "target", name: "bench" } }) }),
      "run-1 and run-2 are of different devices (reference device and bench); report them apart",
    ],
    [
      "with a case that is in both",
      part(["d.a.one"]),
      "d.a.one is in run-1 and in run-2; parts of one run share no case, so name each once",
    ],
  ];
  for (const [title, other, message] of faults) {
    it(`says so of a part ${title}`, () => {
      expect(merged(part(["d.a.one"]), other)).to.deep.equal({ ok: false, message });
    });
  }
});

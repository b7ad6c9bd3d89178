import { expect } from "chai";
import type { Journal, RunHeader } from "../runner/journal.js";
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

  it("a part that is not whole makes one, also where another has too much of what it lacks", () => {
    const poor = part(["d.a.one"], { header: header({ selected: 3 }) });
    const rich = part(["d.b.one", "d.b.two", "d.b.three"], { header: header({ selected: 1 }) });
    for (const parts of [
      [poor, part(["d.c.one"])],
      [part(["d.c.one"]), rich],
      [poor, rich],
    ]) {
      const journal = whole(merged(...parts));
      expect(standingOf(journal)).to.equal("INCOMPLETE");
      expect(interruption(journal)).to.match(/run-[12]: The journal has/);
    }
    const empty = part([], { header: header({ selected: 0 }) });
    expect(standingOf(whole(merged(part(["d.a.one"]), empty)))).to.equal("PASS");
  });

  it("takes parts of different selections that are not divided, and is of all they chose", () => {
    const of = (id: string, selectors: string[], cases: number): Journal =>
      part([id], { header: header({ selectors, suites: { digest: "5f1d".repeat(16), cases } }) });
    const journal = whole(merged(of("d.a.one", ["d.a"], 3), of("d.b.one", ["d.b", "d.a"], 4)));
    expect(journal.header.selectors).to.deep.equal(["d.a", "d.b"]);
    expect(journal.header.suites.cases).to.equal(7);
    expect(whole(merged(of("d.a.one", ["d.a"], 3), of("d.b.one", [], 4))).header.selectors).to.equal(
      undefined,
    );
  });

  it("keeps what the parts asked the device, each once", () => {
    const asked = (id: string, ...names: string[]): Journal => {
      const of = { type: "capability" as const, present: true, reason: id, stated: false, dialogue: [] };
      return part([id], { capabilities: names.map((name) => ({ ...of, name })) });
    };
    const { capabilities = [] } = whole(merged(asked("d.a.one", "help", "size"), asked("d.b.one", "size")));
    expect(capabilities.map(({ name, reason }) => [name, reason])).to.deep.equal([
      ["help", "d.a.one"],
      ["size", "d.b.one"],
    ]);
  });

  it("takes a greeting that counts its clients", () => {
    const greeted = (id: string, greeting: string): Journal =>
      part([id], { header: header({ device: { greeting, system: "UNIX", work: "/" } }) });
    expect(merged(greeted("d.a.one", "1 of 4 clients"), greeted("d.b.one", "12 of 4 clients")).ok).to.equal(
      true,
    );
  });

  describe("shards", () => {
    const one = { selectors: ["d.a"], shard: { index: 1, of: 2 } };
    const two = { ...one, shard: { index: 2, of: 2 } };
    const rows: [string, Partial<RunHeader>, string | undefined][] = [
      ["of one choice", two, undefined],
      ["of another selection", { ...two, selectors: ["d.b", "d.c"] }, "selections (d.a and d.b d.c)"],
      ["of every case", { shard: two.shard }, "selections (d.a and every case)"],
      ["of another division", { ...two, shard: { index: 2, of: 3 } }, "divisions (2 shards and 3 shards)"],
      ["and a part that is none", { selectors: ["d.a"] }, "divisions (2 shards and not divided)"],
      [
        "of another number of cases",
        { ...two, suites: { ...header().suites, cases: 9 } },
        "numbers of cases (217 and 9)",
      ],
    ];
    for (const [title, more, differs] of rows) {
      it(`${differs === undefined ? "takes" : "refuses"} those ${title}`, () => {
        const result = merged(
          part(["d.a.one"], { header: header(one) }),
          part(["d.a.two"], { header: header(more) }),
        );
        const message = `run-1 and run-2 are of different ${differs}; report them apart`;
        if (differs === undefined)
          expect(whole(result).header).to.deep.include({ selectors: ["d.a"], selected: 2 });
        else expect(result).to.deep.equal({ ok: false, message });
      });
    }
  });

  const faults: [string, Journal, string][] = [
    [
      "of a device that greets otherwise",
      part(["d.b.one"], { header: header({ device: { ...header().device, greeting: "R2" } }) }),
      'run-1 and run-2 are of different devices ("R1 FTP server (V10.2) ready.\\nSecond line", 215 UNIX Type: L8, at /MEM and "R2", 215 UNIX Type: L8, at /MEM); report them apart',
    ],
    [
      "of a device with another system",
      part(["d.b.one"], {
        header: header({ device: { ...header().device, greeting: "", system: "215 W" } }),
      }),
      'run-1 and run-2 are of different devices ("R1 FTP server (V10.2) ready.\\nSecond line", 215 UNIX Type: L8, at /MEM and "", 215 W, at /MEM); report them apart',
    ],
    [
      "in another place",
      part(["d.b.one"], { header: header({ device: { ...header().device, work: "/DSK" } }) }),
      'run-1 and run-2 are of different devices ("R1 FTP server (V10.2) ready.\\nSecond line", 215 UNIX Type: L8, at /MEM and "R1 FTP server (V10.2) ready.\\nSecond line", 215 UNIX Type: L8, at /DSK); report them apart',
    ],
    [
      "with other accounts",
      part(["d.b.one"], {
        header: header({ claims: { ...header().claims, users: { root: "admin", guest: "visitor" } } }),
      }),
      "run-1 and run-2 are of different accounts (root root, guest none and root admin, guest visitor); report them apart",
    ],
    [
      "of another flashgate",
      part(["d.b.one"], { header: header({ flashgate: "0.2.0" }) }),
      "run-1 and run-2 are of different versions of flashgate (0.1.0 and 0.2.0); report them apart",
    ],
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

import { expect } from "chai";
import type { CaseRecord, DialogueEvent, Journal } from "../../runner/journal.js";
import { failedWith } from "../baseline/sample-baseline.test.js";
import { dialogue, journalOf, notRun, notSelected, passed } from "../sample-journal.test.js";
import { compareRuns, type RunComparison } from "./compare-runs.js";
import { comparisonPage } from "./comparison-page.js";

const connected: DialogueEvent = { at: 0, session: "main", channel: "control", side: "C", note: "connected" };
/** A case that passed with this dialogue, `C` and `S` first; lines get their ends. */
function talk(id: string, ...lines: string[]): CaseRecord {
  return passed(id, { dialogue: dialogue(connected, ...lines.map((line) => `${line}\\r\\n`)) });
}
const compared = (a: CaseRecord[], b: CaseRecord[], factor = 3): RunComparison =>
  compareRuns(journalOf({ cases: a }), journalOf({ cases: b }), factor);

const one = passed("a.b.one");
const bad = failedWith("a.b.bad", "500 No, 3 left.");
const stopped = { end: { type: "end", finished: "", durationMs: 1, stopped: "interrupted" } } as const;
const capabilities = { help: { present: true }, tree: { present: false, reason: "502 No" } } as const;

type Run = Parameters<typeof journalOf>[0];

const verdicts: readonly (readonly [
  title: string,
  a: Run,
  b: Run,
  exit: number,
  told: Partial<Record<"broken" | "fixed" | "other" | "lost" | "selection", readonly string[]>>,
])[] = [
  ["nothing", { cases: [one, bad] }, { cases: [failedWith("a.b.bad", "500 No, 4 left."), one] }, 0, {}],
  ["broken", { cases: [passed("a.b.bad")] }, { cases: [bad] }, 1, { broken: ["a.b.bad"] }],
  [
    "broken, inconclusive",
    { cases: [passed("a.b.bad")] },
    { cases: [{ ...bad, verdict: "inconclusive" }] },
    1,
    { broken: ["a.b.bad"] },
  ],
  ["fixed", { cases: [bad] }, { cases: [passed("a.b.bad")] }, 0, { fixed: ["a.b.bad"] }],
  [
    "fails in another way",
    { cases: [bad] },
    { cases: [failedWith("a.b.bad", "421 Bye.")] },
    0,
    { other: ["a.b.bad"] },
  ],
  ["fail to error", { cases: [bad] }, { cases: [{ ...bad, verdict: "error" }] }, 0, { other: ["a.b.bad"] }],
  [
    "not selected any more",
    { cases: [one] },
    { notSelected: [notSelected("a.b.one")] },
    1,
    { lost: ["a.b.one"] },
  ],
  [
    "a failure that is not selected any more",
    { cases: [bad] },
    { notSelected: [notSelected("a.b.bad")] },
    3,
    { selection: ["a.b.bad"] },
  ],
  [
    "selected now",
    { notSelected: [notSelected("a.b.one")] },
    { cases: [one] },
    3,
    { selection: ["a.b.one"] },
  ],
  [
    "not selected in either",
    { notSelected: [notSelected("a.b.one")] },
    { notSelected: [notSelected("a.b.one", "other")] },
    3,
    {},
  ],
  [
    "not run in B",
    { cases: [one] },
    { notRun: [notRun("a.b.one", "x")], ...stopped },
    1,
    { lost: ["a.b.one"] },
  ],
  [
    "not reached in B, which was killed",
    { cases: [one, bad] },
    { cases: [bad], end: undefined },
    1,
    { lost: ["a.b.one"] },
  ],
  [
    "not reached in B, which was killed, of the same selection",
    { cases: [one, bad], header: { selectors: ["a.b", "c"], selected: 2 } },
    { cases: [bad], header: { selectors: ["c", "a.b"], selected: 2 }, end: undefined },
    1,
    { lost: ["a.b.one"] },
  ],
  [
    "not reached in B, which was killed, of the same shard",
    { cases: [one, bad], header: { shard: { index: 1, of: 2 } } },
    { cases: [bad], header: { shard: { index: 1, of: 2 } }, end: undefined },
    1,
    { lost: ["a.b.one"] },
  ],
  [
    "not in B's selection, which was killed",
    { cases: [one, bad], header: { selectors: ["a.b"] } },
    { cases: [bad], header: { selectors: ["a.b.bad"] }, end: undefined },
    0,
    {},
  ],
  [
    "not in B's shard, which was killed",
    { cases: [one, bad], header: { shard: { index: 1, of: 2 } } },
    { cases: [bad], header: { shard: { index: 2, of: 2 } }, end: undefined },
    0,
    {},
  ],
  [
    "not in B's shard",
    { cases: [one, bad] },
    { cases: [bad], header: { shard: { index: 1, of: 2 } } },
    0,
    {},
  ],
  [
    "not in B's suites",
    { cases: [one, bad] },
    { cases: [bad], header: { suites: { digest: "9f8e".repeat(16), cases: 1 } } },
    0,
    {},
  ],
  [
    "no case in common",
    { cases: [one] },
    { cases: [bad], header: { suites: { digest: "9f8e".repeat(16), cases: 1 } } },
    3,
    {},
  ],
  ["no case at all", {}, {}, 3, {}],
  [
    "much less was asked, and nothing of it had passed",
    { cases: [one, bad] },
    { cases: [one], notSelected: [notSelected("a.b.bad")] },
    3,
    { selection: ["a.b.bad"] },
  ],
  [
    "much less was asked of a part that was chosen",
    { cases: [one, bad] },
    { cases: [one], notSelected: [notSelected("a.b.bad")], header: { selectors: ["a.b"] } },
    0,
    { selection: ["a.b.bad"] },
  ],
  ["not in A", { cases: [bad] }, { cases: [one, bad] }, 0, {}],
];

const replies: readonly (readonly [
  title: string,
  a: string[],
  b: string[],
  told: readonly (readonly [command: string, a: readonly string[], b: readonly string[]])[],
])[] = [
  ["the same", ["S 220 Hi", "C NOOP", "S 200 OK"], ["S 220 Hi", "C NOOP", "S 200 OK"], []],
  [
    "numbers, addresses and sizes",
    ["S 220 V10.2", "C PASV", "S 227 (127,0,0,1,4,5)", "C STOR a", "S 226 3 bytes"],
    ["S 220 V10.3", "C PASV", "S 227 (10,0,0,9,44,5)", "C STOR a", "S 226 1,024 bytes"],
    [],
  ],
  [
    "another text",
    ["S 220 Hi", "C NOOP", "S 200 OK"],
    ["S 220 Hi", "C NOOP", "S 200 Okay"],
    [["NOOP", ["200 OK"], ["200 Okay"]]],
  ],
  [
    "another code",
    ["S 220 Hi", "C NOOP", "S 200 OK"],
    ["S 220 Hi", "C NOOP", "S 250 OK"],
    [["NOOP", ["200 OK"], ["250 OK"]]],
  ],
  ["the greeting", ["S 220 Hi"], ["S 220 Hello"], [["(connect)", ["220 Hi"], ["220 Hello"]]]],
  [
    "one of two replies",
    ["S 220 Hi", "C RETR a", "S 150 Go", "S 226 Done"],
    ["S 220 Hi", "C RETR a", "S 150 Go", "S 226 Sent"],
    [["RETR a", ["226 Done"], ["226 Sent"]]],
  ],
  [
    "a reply that is not there",
    ["S 220 Hi", "C RETR a", "S 150 Go", "S 226 Done"],
    ["S 220 Hi", "C RETR a", "S 226 Done"],
    [["RETR a", ["150 Go", "226 Done"], ["226 Done"]]],
  ],
  ["no reply at all", ["S 220 Hi", "C NOOP", "S 200 OK"], ["S 220 Hi", "C NOOP"], [["NOOP", ["200 OK"], []]]],
  [
    "ports in commands",
    ["S 220 Hi", "C PORT 127,0,0,1,4,5", "S 200 OK"],
    ["S 220 Hi", "C PORT 127,0,0,1,99,5", "S 200 Okay"],
    [["PORT 127,0,0,1,4,5", ["200 OK"], ["200 Okay"]]],
  ],
];

describe("report/compare", () => {
  for (const [title, a, b, exit, told] of verdicts)
    it(`verdicts: ${title}: ${exit}`, () => {
      const comparison = compareRuns(journalOf(a), journalOf(b), 3);
      const { broken, fixed, other, lost, selection } = comparison;
      const found = Object.entries({ broken, fixed, other, lost, selection })
        .map(([kind, list]) => [kind, list.map((item) => item.case)] as const)
        .filter(([, ids]) => ids.length > 0);
      expect(Object.fromEntries(found)).to.deep.equal(told);
      expect(comparison.exit).to.equal(exit);
    });

  for (const [title, a, b, told] of replies)
    it(`replies: ${title}`, () => {
      const { replies: changes, parted } = compared([talk("a.b.one", ...a)], [talk("a.b.one", ...b)]);
      expect(changes.map(({ example }) => [example.command, example.a, example.b])).to.deep.equal(told);
      expect(parted).to.deep.equal([]);
    });

  it("tells a change once, with the number of cases, what is most frequent first", () => {
    const made = (text: string, last: string): CaseRecord[] => [
      talk("a.b.one", "S 220 Hi", "C NOOP", `S 200 ${text}`, "C NOOP", `S 200 ${text}`),
      talk("a.b.two", "S 220 Hi", "C ALLO 5", `S 200 ${text}`),
      talk("a.b.six", "S 220 Hi", "C QUIT", `S 221 ${last}`),
    ];
    const { replies: changes } = compared(made("OK", "Bye"), made("Okay", "Goodbye"));
    expect(changes).to.deep.equal([
      { cases: 2, example: { case: "a.b.one", command: "NOOP", a: ["200 OK"], b: ["200 Okay"] } },
      { cases: 1, example: { case: "a.b.six", command: "QUIT", a: ["221 Bye"], b: ["221 Goodbye"] } },
    ]);
  });

  it("compares as far as the same commands were sent", () => {
    const a = talk("a.b.one", "S 220 Hi", "C NOOP", "S 200 OK", "C PWD", "S 257 x");
    const b = talk("a.b.one", "S 220 Hi", "C NOOP", "S 200 Okay", "C QUIT", "S 221 y");
    const { replies: changes, parted } = compared([a], [b]);
    expect(changes.map(({ example }) => example.command)).to.deep.equal(["NOOP"]);
    expect(parted).to.deep.equal(["a.b.one"]);
    const shorter = compared([a], [talk("a.b.one", "S 220 Hi", "C NOOP", "S 200 OK")]);
    expect(shorter.parted).to.deep.equal(["a.b.one"]);
  });

  it("knows each device's work directory", () => {
    const at = (work: string): Journal =>
      journalOf({
        cases: [talk("a.b.one", "S 220 Hi", `C CWD ${work}`, `S 250 now in ${work}/A`)],
        header: { device: { greeting: "Hi", system: "", work } },
      });
    expect(compareRuns(at("/MEM"), at("/DSK"), 3)).to.deep.include({ replies: [], parted: [] });
  });

  it("tells what only one of them can, and what only one of them said", () => {
    const a = journalOf({
      cases: [passed("a.b.one", { observed: ["noop.200", "quit.221"] })],
      header: { capabilities: { ...capabilities, md5: { present: true } } },
    });
    const b = journalOf({
      cases: [
        passed("a.b.one", { observed: ["noop.200", "stat.211"] }),
        passed("a.b.new", { observed: ["x.1"] }),
      ],
      header: {
        capabilities: {
          help: { present: false, reason: "504 No" },
          tree: { present: true },
          new: { present: true },
        },
      },
    });
    const comparison = compareRuns(a, b, 3);
    expect(comparison.capabilities).to.deep.equal([
      { name: "help", change: "lost", reason: "504 No" },
      { name: "tree", change: "gained", reason: "502 No" },
    ]);
    expect(comparison.observed).to.deep.equal({ onlyA: ["quit.221"], onlyB: ["stat.211"] });
    expect(comparison).to.deep.include({ common: 1, unknown: { onlyA: 0, onlyB: 1 } });
  });

  const lasting = (durationMs: number, count = 1): CaseRecord[] =>
    Array.from({ length: count }, (_, at) => passed(`a.b.c${at}`, { durationMs }));
  const times: readonly (readonly [title: string, a: number, b: number, factor: number, told: boolean])[] = [
    ["slower by the factor and above the floor", 40, 140, 3, true],
    ["faster", 140, 40, 3, true],
    ["below the floor", 10, 59, 3, false],
    ["just above the floor", 10, 61, 3, true],
    ["within the factor", 1000, 2900, 3, false],
    ["within another factor", 40, 140, 4, false],
    ["beyond a small factor", 1000, 1600, 1.5, true],
  ];
  for (const [title, a, b, factor, told] of times)
    it(`times of cases: ${title}`, () => {
      const { times: found } = compared(lasting(a), lasting(b), factor);
      expect(found.cases).to.deep.equal(told ? [{ of: "a.b.c0", aMs: a, bMs: b }] : []);
    });

  it("does not take the time of a case that fails in one", () => {
    const { times: found } = compared(lasting(1), [failedWith("a.b.c0", "500", { durationMs: 9999 })]);
    expect(found.cases).to.deep.equal([]);
  });

  it("tells once that everything is slower, and what is slower still", () => {
    const slower = lasting(400, 20);
    slower[3] = passed("a.b.c3", { durationMs: 5000 });
    const { times: found } = compared(lasting(100, 20), slower);
    expect(found.overall).to.equal(4);
    expect(found.cases.map(({ of }) => of)).to.deep.equal(["a.b.c3"]);
    const page = comparisonPage(compared(lasting(100, 20), slower), { columns: 100 });
    expect(page).to.include("the median case takes 4.00 times as long in B");
  });

  const waiting = (latencies: readonly number[]): CaseRecord[] => {
    const control = { session: "main", channel: "control" } as const;
    const events = latencies.flatMap((ms, at): DialogueEvent[] => [
      { ...control, at: at * 1000, side: "C", text: "NOOP\\r\\n" },
      { ...control, at: at * 1000 + ms, side: "S", text: "200 OK\\r\\n" },
    ]);
    return [
      passed("a.b.one", {
        dialogue: [connected, { ...control, at: 0, side: "S", text: "220 Hi\\r\\n" }, ...events],
      }),
    ];
  };

  it("takes the median of a verb, and no verb that was hardly used", () => {
    const verbs = (a: number[], b: number[]) => compared(waiting(a), waiting(b)).times.verbs;
    expect(verbs([1, 2, 3], [2, 20, 999])).to.deep.equal([
      { of: "NOOP", aMs: 2, bMs: 20, samples: { a: 3, b: 3 } },
    ]);
    expect(verbs([1, 2, 3, 4], [20, 20, 20])).to.deep.include({
      of: "NOOP",
      aMs: 2.5,
      bMs: 20,
      samples: { a: 4, b: 3 },
    });
    expect(verbs([1, 1, 1], [1, 1, 999])).to.deep.equal([]);
    expect(verbs([1, 1, 1], [5, 5, 5])).to.deep.equal([]);
    expect(verbs([1, 1], [900, 900])).to.deep.equal([]);
  });

  it("says that there is nothing to compare", () => {
    const lines = comparisonPage(compareRuns(journalOf({ cases: [one] }), journalOf({ cases: [bad] }), 3), {
      columns: 120,
    });
    expect(lines.at(-1)).to.equal("NOTHING TO COMPARE: no case has a verdict in both runs");
  });

  it("is told to people, the answer last", () => {
    const a = journalOf({
      cases: [talk("a.b.one", "S 220 Hi", "C NOOP", "S 200 OK"), passed("a.b.bad"), passed("a.b.left")],
    });
    const b = journalOf({
      cases: [talk("a.b.one", "S 220 Hi", "C NOOP", "S 200 \\x1b"), bad],
      notSelected: [notSelected("a.b.left")],
      header: {
        suites: { digest: "9f8e".repeat(16), cases: 217 },
        device: { greeting: "Yo\u001b", system: "215 X", work: "/" },
      },
    });
    expect(comparisonPage(compareRuns(a, b, 3), { columns: 120 })).to.deep.equal([
      'A  reference device: "R1 FTP server (V10.2) ready.", 215 UNIX Type: L8, work /MEM, permits reboot, texts exact,',
      "   2026-11-20T21:10:00.123Z",
      'B  reference device: "Yo\\x1b", 215 X, work /, permits reboot, texts exact, 2026-11-20T21:10:00.123Z',
      "   other suites (5f1d5f1d5f1d and 9f8e9f8e9f8e), so only common cases count, 2 cases with a verdict in both",
      "",
      "passed in A, no verdict in B: 1",
      "  1 case, pass -> not selected: help: 502 Help not available",
      "    a.b.left",
      "",
      "broken: 1",
      "  a.b.bad: pass -> fail",
      "    500 No, 3 left.",
      "",
      "replies that differ: 1",
      "  1 case, such as a.b.one: NOOP",
      "    A  200 OK",
      "    B  200 \\x1b",
      "",
      "LOST: of 2 common cases 1 broken, 1 without a verdict in B, 0 fixed, 0 otherwise different, 1 replies changed",
      "Much less was asked than before: 2 cases selected, and there were 3; what is missing: help (1 case).",
    ]);
  });
});

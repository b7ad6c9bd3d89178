import { expect } from "chai";
import { journalOf, notRun, notSelected, passed } from "../sample-journal.test.js";
import { type Acceptance, acceptRun } from "./accept.js";
import type { BaselineContent } from "./baseline.js";
import { contentOf, entryFor, failedWith, TODAY } from "./sample-baseline.test.js";

const one = passed("a.b.one");
const bad = failedWith("a.b.bad", "500 No.");
const worse = failedWith("a.b.bad", "421 Bye.");
const other = failedWith("a.b.other", "500 No.");
const terms = { reason: "FW-9", expires: "2027-03-01" };
const now = { reason: "FW-9", expires: "2027-03-01" };
const suites = { digest: "9f8e".repeat(16), cases: 300 };
const stopped = { end: { type: "end", finished: "", durationMs: 1, stopped: "interrupted" } } as const;
const shard = { shard: { index: 2, of: 3 } };

type Run = Parameters<typeof journalOf>[0];

const written: readonly (readonly [
  title: string,
  run: Run,
  before: Partial<BaselineContent> | undefined,
  options: Partial<Acceptance>,
  content: Partial<BaselineContent>,
])[] = [
  [
    "a new one",
    { cases: [other, one, bad] },
    undefined,
    { terms },
    { accepted: [entryFor(bad, now), entryFor(other, now)], passed: ["a.b.one"] },
  ],
  ["a green one, without terms", { cases: [one] }, undefined, {}, { passed: ["a.b.one"] }],
  [
    "what fails the same keeps its terms",
    { cases: [bad, other] },
    { accepted: [entryFor(bad)] },
    { terms },
    { accepted: [entryFor(bad), entryFor(other, now)] },
  ],
  [
    "... in other suites too",
    { cases: [bad], header: { suites } },
    { accepted: [entryFor(bad)] },
    {},
    { suites, accepted: [entryFor(bad)] },
  ],
  [
    "... when it has expired too",
    { cases: [bad] },
    { accepted: [entryFor(bad, { expires: "2020-01-01" })] },
    { terms },
    { accepted: [entryFor(bad, { expires: "2020-01-01" })] },
  ],
  [
    "what has changed gets the new terms",
    { cases: [worse] },
    { accepted: [entryFor(bad)] },
    { terms },
    { accepted: [entryFor(worse, now)] },
  ],
  [
    "fixed and stale ones go, without terms",
    { cases: [passed("a.b.bad")] },
    { accepted: [entryFor(bad), entryFor(other)], passed: ["a.b.gone"] },
    {},
    { passed: ["a.b.bad"] },
  ],
  [
    "what was not selected stays",
    { cases: [one], notSelected: [notSelected("a.b.bad"), notSelected("a.b.two")] },
    { accepted: [entryFor(bad)], passed: ["a.b.two"] },
    {},
    { accepted: [entryFor(bad)], passed: ["a.b.one", "a.b.two"] },
  ],
  [
    "what was not selected and never ran is not in it",
    { cases: [one], notSelected: [notSelected("a.b.two")] },
    undefined,
    {},
    { passed: ["a.b.one"] },
  ],
  [
    "one case of two",
    { cases: [bad, other] },
    {},
    { terms, cases: ["a.b.other"] },
    { accepted: [entryFor(other, now)] },
  ],
  [
    "one case, and a changed one stays as it was accepted",
    { cases: [worse, other] },
    { accepted: [entryFor(bad)] },
    { terms, cases: ["a.b.other"] },
    { accepted: [entryFor(bad), entryFor(other, now)] },
  ],
  [
    "what passed before and is left out is still looked for",
    { cases: [bad, other] },
    { passed: ["a.b.bad"] },
    { terms, cases: ["a.b.other"] },
    { accepted: [entryFor(other, now)], passed: ["a.b.bad"] },
  ],
  [
    "what passed before and is accepted passes no more",
    { cases: [bad] },
    { passed: ["a.b.bad"] },
    { terms },
    { accepted: [entryFor(bad, now)] },
  ],
  [
    "a case that is named is renewed",
    { cases: [bad] },
    { accepted: [entryFor(bad)] },
    { terms, cases: ["a.b.bad"] },
    { accepted: [entryFor(bad, now)] },
  ],
  [
    "a shard changes its own cases only",
    { cases: [passed("a.b.bad"), passed("a.b.two")], header: { ...shard } },
    { accepted: [entryFor(bad), entryFor(other)], passed: ["a.b.one"] },
    {},
    { accepted: [entryFor(other)], passed: ["a.b.bad", "a.b.one", "a.b.two"] },
  ],
  [
    "a stopped run changes what it ran",
    { cases: [passed("a.b.bad")], notRun: [notRun("a.b.other", "x")], ...stopped },
    { accepted: [entryFor(bad), entryFor(other)], passed: ["a.b.one"] },
    {},
    { accepted: [entryFor(other)], passed: ["a.b.bad", "a.b.one"] },
  ],
  [
    "a selection keeps the number of cases",
    { cases: [one], header: { suites: { ...suites, cases: 1 } } },
    { suites, passed: ["a.b.two"] },
    {},
    { suites, passed: ["a.b.one", "a.b.two"] },
  ],
];

const refused: readonly (readonly [
  title: string,
  run: Run,
  before: Partial<BaselineContent> | undefined,
  options: Partial<Acceptance>,
  message: RegExp,
])[] = [
  [
    "new failures without terms",
    { cases: [bad, other] },
    {},
    {},
    /^2 failures are not accepted yet \(a\.b\.bad, a\.b\.other\); say why and until when with --reason TEXT --expires DATE$/,
  ],
  [
    "a changed failure without terms",
    { cases: [worse] },
    { accepted: [entryFor(bad)] },
    {},
    /^1 failure is not accepted yet \(a\.b\.bad\); /,
  ],
  [
    "many, and names some",
    { cases: Array.from({ length: 30 }, (_, at) => failedWith(`a.b.c${at}`, "500")) },
    {},
    {},
    /^30 failures .*a\.b\.c9 and 20 more\); /,
  ],
  [
    "a renewal without terms",
    { cases: [bad] },
    { accepted: [entryFor(bad)] },
    { cases: ["a.b.bad"] },
    /^1 failure /,
  ],
  [
    "a case that passed",
    { cases: [one, bad] },
    {},
    { terms, cases: ["a.b.one"] },
    /^--case a\.b\.one: it passed in this run, so there is nothing to accept; what failed is a\.b\.bad$/,
  ],
  [
    "a case that there is not",
    { cases: [one] },
    {},
    { terms, cases: ["a.b.x"] },
    /^--case a\.b\.x: it was not run in this run, .*; leave --case out, for every case passed$/,
  ],
  [
    "a stopped run for a new baseline",
    { cases: [one], ...stopped },
    undefined,
    {},
    /^the run was stopped \(interrupted\), and a new baseline is made from all cases; accept a run of all cases that went to its end$/,
  ],
  [
    "a killed run for a new baseline",
    { cases: [one], end: undefined },
    undefined,
    {},
    /^the run was killed, /,
  ],
  [
    "a shard for a new baseline",
    { cases: [one], header: { ...shard } },
    undefined,
    {},
    /^the run is shard 2 of 3, /,
  ],
  [
    "a shard of other suites",
    { cases: [one], header: { ...shard, suites } },
    {},
    {},
    /^the run is shard 2 of 3, and it has other suites than the baseline; /,
  ],
  [
    "a run of nothing",
    { cases: [], notSelected: [notSelected("a.b.one")] },
    {},
    {},
    /^the run has no verdict of any case; /,
  ],
];

describe("report/baseline/accept", () => {
  for (const [title, run, before, options, content] of written)
    it(`writes: ${title}`, () => {
      const made = acceptRun(
        journalOf(run),
        before && contentOf(before),
        { cases: undefined, terms: undefined, ...options },
        TODAY,
      );
      if (!made.ok) return expect.fail(made.message);
      expect(made.content).to.deep.equal(contentOf(content));
    });

  for (const [title, run, before, options, message] of refused)
    it(`refuses: ${title}`, () => {
      const made = acceptRun(
        journalOf(run),
        before && contentOf(before),
        { cases: undefined, terms: undefined, ...options },
        TODAY,
      );
      expect(made.ok ? "it was accepted" : made.message).to.match(message);
    });

  it("refuses a selection for a new baseline", () => {
    const { header, ...rest } = journalOf({ cases: [one] });
    const journal = { header: { ...header, selectors: ["a.b", "c"] }, ...rest };
    const made = acceptRun(journal, undefined, { cases: undefined, terms }, TODAY);
    expect(made.ok ? "it was accepted" : made.message).to.match(/^the run is a selection \(a\.b c\), /);
  });

  it("tells what it did and what it left", () => {
    const journal = journalOf({
      cases: [bad, other, failedWith("a.b.more", "500 No."), passed("a.b.fixed")],
      notSelected: [notSelected("a.b.left")],
    });
    const before = contentOf({
      accepted: [
        entryFor(bad, { expires: "2026-11-20" }),
        entryFor(failedWith("a.b.fixed", "500")),
        entryFor(failedWith("a.b.stale", "500")),
      ],
      passed: ["a.b.left"],
    });
    const made = acceptRun(journal, before, { cases: ["a.b.other"], terms }, TODAY);
    expect(made.ok ? made.told : [made.message]).to.deep.equal([
      "2 accepted (1 now, 1 before), 2 passed; 1 fixed and 1 stale taken out",
      "1 failure left out: a.b.more",
      "1 expired and still failing: renew with --case ID --reason TEXT --expires DATE: a.b.bad",
      "1 case not run this time and kept as before; take out the lines of those that are not to be run any more",
    ]);
  });

  it("keeps what a device said in one printable line that is not too long", () => {
    const loud = failedWith("a.b.bad", `500 \u001b[31m\n${"x".repeat(5000)}`);
    const made = acceptRun(journalOf({ cases: [loud] }), undefined, { cases: undefined, terms }, TODAY);
    const received = made.ok ? made.content.accepted[0]?.received : "";
    expect(received).to.match(/^500 \\x1b\[31m\\nx{100,}\.\.\. \(\d+ more characters\)$/);
  });
});

import { expect } from "chai";
import type { Journal } from "../../runner/journal.js";
import { catalogue } from "../../systems/dm724/catalogue.js";
import { SYSTEMS } from "../../systems/known.js";
import { failed, journalOf, notRun, notSelected, passed } from "../sample-journal.test.js";
import { coverageSection } from "./coverage-matrix.js";
import { type ReplyState, replyStandings } from "./reply-state.js";

const entry = catalogue.replies.find(({ id }) => id.startsWith("quit.221"));
const reply = entry?.id ?? "";
const asks = [reply];
const observed = [reply];

const journals: [title: string, journal: Journal, state: ReplyState, reason: string][] = [
  ["it came", journalOf({ cases: [passed("a.b.c", { asks, observed })] }), "observed", ""],
  [
    "it came to a case that did not ask",
    journalOf({ cases: [passed("a.b.c", { observed })] }),
    "observed",
    "",
  ],
  [
    "it came, and elsewhere it did not",
    journalOf({ cases: [passed("a.b.c", { observed }), failed("a.b.d", { asks })] }),
    "observed",
    "",
  ],
  [
    "a case failed",
    journalOf({ cases: [failed("a.b.c", { asks }), passed("a.b.d", { asks })] }),
    "failed",
    "asked for by 1 case that failed; it did not come",
  ],
  [
    "a case passed with another reply",
    journalOf({ cases: [passed("a.b.c", { asks })], notSelected: [{ ...notSelected("a.b.d"), asks }] }),
    "other",
    "asked for, and another reply came (pass)",
  ],
  [
    "a case proved nothing",
    journalOf({ cases: [failed("a.b.c", { asks, verdict: "inconclusive" })] }),
    "other",
    "asked for, and another reply came (inconclusive)",
  ],
  [
    "its case was not selected",
    journalOf({ notSelected: [{ ...notSelected("a.b.c", "help: 502"), asks }] }),
    "not-asked",
    "not selected: help: 502",
  ],
  [
    "its case was not run",
    journalOf({ notRun: [{ ...notRun("a.b.c", "interrupted"), asks }] }),
    "not-asked",
    "not run: interrupted",
  ],
  ["no case asks", journalOf({ cases: [passed("a.b.c")] }), "not-asked", "no case asks for it"],
];

describe("report/html/reply-state", () => {
  for (const [title, journal, state, reason] of journals) {
    it(`${state}: ${title}`, () => {
      const standing = replyStandings(journal, SYSTEMS).find((one) => one.entry.id === reply);
      expect(standing?.state).to.equal(state);
      expect(standing?.reason).to.equal(reason);
    });
  }

  it("names the cases that failed before the others", () => {
    const journal = journalOf({ cases: [passed("a.b.a", { asks }), failed("a.b.z", { asks })] });
    const standing = replyStandings(journal, SYSTEMS).find((one) => one.entry.id === reply);
    expect(standing?.cases).to.deep.equal(["a.b.z", "a.b.a"]);
  });

  it("is told by sign and word, and in the totals", () => {
    const page = String(coverageSection(journalOf({ cases: [failed("a.b.c", { asks })] }), SYSTEMS));
    expect(page).to.match(
      /<a class="chip failed" [^>]*><span aria-hidden="true">✗<\/span> 221<span class="unseen"> /,
    );
    expect(page).to.include(
      "Goodbye. - failed: asked for by 1 case that failed; it did not come".replace(
        "Goodbye.",
        entry?.text ?? "",
      ),
    );
    expect(page).to.include(`0 of ${catalogue.replies.length} were observed`);
    expect(page).to.include('<a href="#a.b.c"><code>a.b.c</code></a>');
  });
});

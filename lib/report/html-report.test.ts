import { createHash } from "node:crypto";
import { expect } from "chai";
import type { RunHeader } from "../runner/journal.js";
import { catalogue } from "../systems/dm724/catalogue.js";
import { SYSTEMS } from "../systems/known.js";
import { htmlReport } from "./html-report.js";
import { dialogue, failed, journalOf, many, notRun, notSelected, passed } from "./sample-journal.test.js";

/** Nothing that a device can say may come through as one of these. */
const HOSTILE = [
  "</script><script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  "<!--",
  "]]>",
  "&lt;b&gt;",
  "\u001b[2J\u001b[31mred",
  "\u202edesrever\u2066",
  "\0\u0007\u2028\u2029\ufeff\ud800",
].join(" ");

function hostileJournal() {
  const more = {
    purpose: HOSTILE,
    covers: [HOSTILE],
    reason: HOSTILE,
    file: HOSTILE,
    remarks: [{ kind: "text" as const, message: HOSTILE }],
    observed: [HOSTILE],
    asks: [HOSTILE],
  };
  return journalOf({
    header: {
      flashgate: HOSTILE,
      started: HOSTILE,
      suites: { digest: HOSTILE, cases: 1 },
      target: { kind: "target", name: HOSTILE },
      device: { greeting: `${HOSTILE}\n${HOSTILE}`, system: HOSTILE, work: HOSTILE },
      permit: HOSTILE as RunHeader["permit"],
      texts: HOSTILE as RunHeader["texts"],
    },
    cases: [
      passed(`a.passed.${HOSTILE}`, { ...more, dialogue: dialogue(`S 220 ${HOSTILE}\\r\\n`) }),
      failed(`a.failed.${HOSTILE}`, {
        ...more,
        deviation: { line: 1, expected: [HOSTILE], received: HOSTILE },
        dialogue: dialogue(
          { at: 0, session: HOSTILE, channel: "control", side: "S", note: HOSTILE },
          `S 500 ${HOSTILE}\\r\\n`,
        ),
      }),
    ],
    notSelected: [notSelected(`a.left.${HOSTILE}`, HOSTILE)],
    notRun: [notRun(`a.cut.${HOSTILE}`, HOSTILE)],
    end: { type: "end", finished: HOSTILE, durationMs: 1, stopped: HOSTILE },
  });
}

/** The names of all elements, but for what stands in the style sheet and in the scripts. */
function elementsIn(page: string): string[] {
  return [...bare(page).matchAll(/<([a-z][a-z0-9]*)[^>]*>/gi)].map(([tag]) => tag);
}

function bare(page: string): string {
  return page.replace(/(<(style|script)[^>]*>)[^]*?<\/\2>/g, "$1");
}

describe("report/html-report", () => {
  it("shows what a device says, and runs nothing of it", () => {
    const page = htmlReport(hostileJournal(), SYSTEMS);
    const elements = elementsIn(page);
    expect(elements.filter((tag) => tag.startsWith("<script"))).to.deep.equal([
      '<script type="application/json" id="case-data">',
      "<script>",
    ]);
    expect(elements.filter((tag) => /^<(img|iframe|object|embed|base)\b/.test(tag))).to.deep.equal([]);
    // An attribute of the device's would stand behind the end of one of ours.
    for (const tag of elements) {
      const names = [...tag.replace(/"[^"]*"/g, "").matchAll(/[\s/]([a-z:-]+)/gi)].map(
        ([, name]) => name ?? "",
      );
      expect(
        names.filter((name) => name.startsWith("on") || name === "autofocus" || name === "style"),
        tag,
      ).to.deep.equal([]);
    }
    for (const character of [
      "\0",
      "\u001b",
      "\u0007",
      "\u202e",
      "\u2066",
      "\u2028",
      "\u2029",
      "\ufeff",
      "\ud800",
    ])
      expect(page).not.to.include(character);
    expect(page).to.include("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).to.include("\\x1b[2J");
    expect(page).to.include("\\u202edesrever");
  });

  it("keeps its data readable whatever is in it", () => {
    const [, json] = /<script type="application\/json" id="case-data">([^]*?)<\/script>/.exec(
      htmlReport(hostileJournal(), SYSTEMS),
    ) ?? ["", ""];
    const data = JSON.parse(json ?? "") as { texts: string[]; cases: Record<string, unknown> };
    expect(Object.keys(data.cases)).to.have.length(1);
    expect(data.texts.join("\n")).to.include("</script><script>alert(1)</script>");
  });

  it("permits its own style sheet and script by their hashes, and nothing else", () => {
    const page = htmlReport(journalOf({ cases: [passed("a.b.c")] }), SYSTEMS);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "";
    const hashOf = (name: string): string => {
      const text = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page)?.[1] ?? "";
      return `&#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`;
    };
    expect(policy.split("; ")).to.deep.equal([
      "default-src &#39;none&#39;",
      "img-src data:",
      `style-src ${hashOf("style")}`,
      `script-src ${hashOf("script")}`,
      "base-uri &#39;none&#39;",
      "form-action &#39;none&#39;",
    ]);
    expect(page.indexOf("Content-Security-Policy")).to.be.lessThan(page.indexOf("<style>"));
    expect(elementsIn(page).filter((tag) => /\b(src|href)="(?!#|data:)/.test(tag))).to.deep.equal([]);
  });

  it("is the same for the same journal, in whatever order its cases ended", () => {
    const cases = [failed("a.b.two"), passed("a.b.one"), passed("a.c.three", { durationMs: 8.25 })];
    const page = htmlReport(journalOf({ cases }), SYSTEMS);
    expect(htmlReport(journalOf({ cases }), SYSTEMS)).to.equal(page);
    expect(htmlReport(journalOf({ cases: cases.toReversed() }), SYSTEMS)).to.equal(page);
  });

  it("has the answer first, and its parts in the order in which they are read", () => {
    const page = htmlReport(
      journalOf({ cases: [passed("a.b.c"), failed("a.b.d")], notSelected: [notSelected("a.b.e")] }),
      SYSTEMS,
    );
    const headings = [...page.matchAll(/<(h[12])[^>]*>([^]*?)<\/\1>/g)].map(([, level, text]) =>
      `${level} ${text?.replace(/<[^>]+>/g, "")}`.trim(),
    );
    expect(headings).to.deep.equal([
      "h1 ✗ FAIL 1 of 2 selected cases failed",
      "h2 What did not pass",
      "h2 Documented replies",
      "h2 Clauses",
      "h2 Timing",
      "h2 All cases that were run",
      "h2 Not selected, and not run",
    ]);
    expect(page.indexOf("<h1>")).to.be.lessThan(page.indexOf("<nav"));
    expect(page).to.include('<html lang="en">');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("says of a killed run that it was killed, and what it did not run", () => {
    const page = htmlReport(
      journalOf({
        cases: [passed("a.b.c")],
        end: undefined,
        header: { selected: 5, shard: { index: 2, of: 3 } },
      }),
    );
    expect(page).to.include("<title>INCOMPLETE: reference device - flashgate</title>");
    expect(page).to.include(
      "The journal has no end, so the run was killed: 4 of 5 selected cases were not run.",
    );
    expect(page).to.include("it did not: the run was killed");
    expect(page).to.include("Of 4 selected cases the journal has no record at all.");
    expect(page).to.include("<dd>2 of 3</dd>");
  });

  it("says of a run without cases that nothing is known", () => {
    const page = htmlReport(journalOf({}), SYSTEMS);
    expect(page).to.include("INCOMPLETE");
    expect(page).to.include("No case was run, so nothing is known about the device.");
    expect(bare(page)).not.to.match(/NaN|undefined|object Object/);
  });

  it("keeps a page of 2000 cases small, and every dialogue in it", () => {
    const cases = [
      ...many(1000, (id) => passed(id, { dialogue: dialogue("S 220 ready\\r\\n", `C SIZE ${id}\\r\\n`) })),
      ...many(1000, (id) => failed(`${id}.not`)),
    ];
    const page = htmlReport(journalOf({ cases }), SYSTEMS);
    expect(page.length).to.be.lessThan(4_000_000);
    expect(page).to.include("SIZE dm724.topic-9.case-0999");
    expect([...page.matchAll(/<pre class="dialogue">/g)]).to.have.length(1000);
    expect([...page.matchAll(/<details open>/g)]).to.have.length(100);
    expect([...page.matchAll(/ 220 ready/g)], "a text of passed cases stands there once").to.have.length(1);
  });

  it("shortens the dialogues of a device that never stops talking", () => {
    const line = `S ${"x".repeat(200)}\\r\\n`;
    const flood = { dialogue: dialogue(...Array.from({ length: 500 }, () => line)) };
    const page = htmlReport(journalOf({ cases: many(200, (id) => failed(id, flood)) }), SYSTEMS);
    expect(page.length).to.be.lessThan(12_000_000);
    expect(page).to.include("lines left out, the journal has all");
  });

  it("takes one line of a mebibyte", () => {
    const record = failed("a.b.c", {
      reason: "y".repeat(1 << 20),
      deviation: { line: 1, expected: ["220"], received: "x".repeat(1 << 20) },
      dialogue: dialogue(`S ${"z".repeat(1 << 20)}\\r\\n`),
    });
    expect(htmlReport(journalOf({ cases: [record] }), SYSTEMS).length).to.be.lessThan(700_000);
  });

  it("tells every documented reply", () => {
    const page = htmlReport(journalOf({ cases: [passed("a.b.c")] }), SYSTEMS);
    expect([...page.matchAll(/<a class="chip /g)]).to.have.length(catalogue.replies.length);
  });
});

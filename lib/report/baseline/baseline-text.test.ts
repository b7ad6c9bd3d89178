import { expect } from "chai";
import fc from "fast-check";
import type { BaselineContent } from "./baseline.js";
import { baselineTable } from "./baseline-table.js";
import { baselineText } from "./baseline-text.js";
import { parseBaseline } from "./read-baseline.js";
import { contentOf, entryFor, failedWith, TODAY } from "./sample-baseline.test.js";

const bad = entryFor(failedWith("a.b.bad", "500 No."));
const other = entryFor(failedWith("a.b.other", "500 No."));
const more = entryFor(failedWith("a.b.c", "500 No."));

function read(text: string): Partial<BaselineContent> {
  const parsed = parseBaseline("b.yaml", text);
  if (!parsed.ok) throw new Error(`${parsed.message}\n${text}`);
  const { suites, device, accepted, passed } = parsed.baseline;
  return { suites, device, accepted, passed };
}

describe("report/baseline/baseline-text", () => {
  it("is a file that people read, one case a line", () => {
    expect(baselineText(contentOf({ accepted: [bad], passed: ["a.b.one", "a.b.two"] }))).to.equal(
      [
        "# Failures that are known and tolerated until they expire, and what has passed.",
        "# flashgate baseline show prints it, flashgate baseline accept writes it: docs/gate.md",
        "",
        "baseline: 1",
        `suites: { digest: ${"5f1d".repeat(16)}, cases: 217 }`,
        "device: R1 FTP server (V10.2) ready.",
        "accepted:",
        "  - case: a.b.bad",
        "    verdict: fail",
        `    signature: ${bad.signature}`,
        "    received: 500 No.",
        "    reason: FW-1234, fixed in 10.3",
        "    expires: 2027-01-31",
        "passed:",
        "  - a.b.one",
        "  - a.b.two",
        "...",
        "",
      ].join("\n"),
    );
  });

  it("keeps the comments of what stays, and takes those of the rest away", () => {
    const before = `# ours
baseline: 1
suites: { digest: ${"5f1d".repeat(16)}, cases: 217 } # the suites
device: 'R1 FTP server (V10.2) ready.'
accepted:
  # about bad
  - case: a.b.bad # asked twice
    verdict: fail
    signature: "${bad.signature}"
    received: "500 No."
    reason: 'FW-1234, fixed in 10.3' # by then
    expires: 2027-01-31
  # about other
  - case: a.b.other
    verdict: fail
    signature: ${other.signature}
    received: 500 No.
    reason: FW-1234, fixed in 10.3
    expires: 2027-01-31
passed:
  # about one
  - a.b.one
  # about two
  - a.b.two
...
`;
    const all = contentOf({ accepted: [bad, other], passed: ["a.b.one", "a.b.two"] });
    expect(baselineText(all, before)).to.equal(before);
    const less = baselineText(contentOf({ accepted: [more, other], passed: ["a.b.a", "a.b.two"] }), before);
    expect(less)
      .to.include("  # about other\n  - case: a.b.other\n")
      .and.include("  # about two\n  - a.b.two\n");
    expect(less).to.include("# ours\n").and.include(" # the suites\n");
    expect(less).not.to.match(/about bad|about one|asked twice|by then/);
    expect(baselineText(contentOf({ accepted: [more, bad] }), before)).to.include(
      "  # about bad\n  - case: a.b.bad # asked twice\n",
    );
  });

  it("comes back from none and goes to none", () => {
    const none = baselineText(contentOf());
    expect(none).to.include("\naccepted: []\npassed: []\n");
    const some = baselineText(contentOf({ accepted: [bad], passed: ["a.b.one"] }), none);
    expect(some).to.include("\naccepted:\n  - case: a.b.bad\n").and.include("\npassed:\n  - a.b.one\n...");
    expect(baselineText(contentOf(), some)).to.equal(none);
  });

  it("says what was put in, whatever characters that has", () => {
    const text = fc.string({ unit: "binary", maxLength: 30 });
    const entry = fc.record({
      number: fc.integer({ min: 0, max: 99 }),
      verdict: fc.constantFrom("fail" as const, "inconclusive" as const, "error" as const),
      signature: fc.stringMatching(/^[0-9a-f]{16}$/),
      received: text,
      reason: text.map((reason) => `${reason}.`),
    });
    const contents = fc
      .tuple(text, fc.uniqueArray(entry, { selector: ({ number }) => number, maxLength: 5 }))
      .map(([device, entries]) =>
        contentOf({
          device,
          accepted: entries.map(({ number, ...rest }) => ({
            case: `a.b.${number}`,
            ...rest,
            expires: "2027-01-31",
          })),
          passed: ["a.c.1", "a.c.2"],
        }),
      );
    fc.assert(
      fc.property(contents, contents, (one, two) => {
        const first = baselineText(one);
        expect(read(first)).to.deep.equal(one);
        expect(read(baselineText(two, first))).to.deep.equal(two);
        expect(baselineText(one, first)).to.equal(first);
      }),
    );
  });

  it("quotes what YAML would take for a number", () => {
    const content = contentOf({ accepted: [{ ...bad, signature: "1234567890123456", reason: "12" }] });
    expect(read(baselineText(content)).accepted).to.deep.equal(content.accepted);
  });
});

describe("report/baseline/baseline-table", () => {
  it("shows what expires first at the top, and how long it has", () => {
    const accepted = [bad, { ...other, expires: TODAY }, { ...more, expires: "2026-11-19" }];
    expect(baselineTable(contentOf({ accepted, passed: ["a.b.one"] }), TODAY)).to.deep.equal([
      "suites 5f1d5f1d5f1d, 217 cases",
      'device "R1 FTP server (V10.2) ready."',
      "",
      "case       verdict  received  reason                  expires",
      "a.b.c      fail     500 No.   FW-1234, fixed in 10.3  2026-11-19 (expired 2 days ago)",
      "a.b.other  fail     500 No.   FW-1234, fixed in 10.3  2026-11-21 (until today)",
      "a.b.bad    fail     500 No.   FW-1234, fixed in 10.3  2027-01-31 (71 days left)",
      "",
      "3 accepted, 1 passed",
    ]);
    expect(baselineTable(contentOf(), TODAY)).to.deep.equal([
      "suites 5f1d5f1d5f1d, 217 cases",
      'device "R1 FTP server (V10.2) ready."',
      "",
      "0 accepted, 0 passed",
    ]);
  });
});

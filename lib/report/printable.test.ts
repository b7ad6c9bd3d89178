import { expect } from "chai";
import fc from "fast-check";
import { counted, excerpt, printable, wrapped } from "./printable.js";

describe("report/printable", () => {
  const shown: [why: string, text: string, expected: string][] = [
    ["plain text stays", "220 \u00e9 \u20ac \u{1f4be} \\x00", "220 \u00e9 \u20ac \u{1f4be} \\x00"],
    ["line ends and tabs", "a\r\nb\tc", "a\\r\\nb\\tc"],
    ["a terminal's escapes, of seven and of eight bits", "\u001b[2J\u009b2J\u007f", "\\x1b[2J\\x9b2J\\x7f"],
    ["NUL", "\u0000", "\\0"],
    ["halves of surrogate pairs", "a\ud800b\udc00", "a\\ud800b\\udc00"],
    ["what XML forbids or programs take for a mark", "\ufffe\uffff\ufeff", "\\ufffe\\uffff\\ufeff"],
    ["what turns the direction round or ends a line", "\u202e\u2066\u2028", "\\u202e\\u2066\\u2028"],
  ];
  for (const [why, text, expected] of shown) {
    it(why, () => expect(printable(text)).to.equal(expected));
  }

  it("is always one line of what XML 1.0 allows", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.array(fc.integer({ min: 0, max: 0xffff })),
        (text, units) => {
          const result = printable(text + String.fromCharCode(...units));
          expect(/^[^\p{Cc}\p{Cs}\ufffe\uffff]*$/u.test(result)).to.equal(true);
        },
      ),
    );
  });

  it("keeps the beginning of a long text and says how much is missing", () => {
    expect(excerpt("abcdef", 6)).to.equal("abcdef");
    expect(excerpt("abcdefg", 6)).to.equal("abcdef... (1 more character)");
  });

  it("breaks at blanks and leaves long words whole", () => {
    expect(wrapped("aa bb cc", 5)).to.deep.equal(["aa bb", "cc"]);
    expect(wrapped("aa bb cc", 5, 2)).to.deep.equal(["aa", "bb cc"]);
    expect(wrapped("a suites/dm724/x.yaml b", 8)).to.deep.equal(["a", "suites/dm724/x.yaml", "b"]);
    expect(wrapped("", 8)).to.deep.equal([""]);
  });

  it("counts", () => {
    expect([counted(0, "case"), counted(1, "case"), counted(2, "case")]).to.deep.equal([
      "0 cases",
      "1 case",
      "2 cases",
    ]);
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { matchReplyText, replyTemplate, sameWording, sampleTexts, type TextRule } from "./reply-template.js";

interface Row {
  title: string;
  text: string;
  actual: string;
  rule: TextRule;
  bindings?: Record<string, string>;
  expected: Record<string, string> | undefined;
}

const rows: Row[] = [
  { title: "the same text", text: "OK.", actual: "OK.", rule: "exact", expected: {} },
  {
    title: "another letter case is another text when exact",
    text: "OK.",
    actual: "ok.",
    rule: "exact",
    expected: undefined,
  },
  {
    title: "a missing full stop is another text when exact",
    text: "OK.",
    actual: "OK",
    rule: "exact",
    expected: undefined,
  },
  {
    title: "letter case does not matter when tolerant (AMB-047)",
    text: "OK.",
    actual: "ok.",
    rule: "tolerant",
    expected: {},
  },
  {
    title: "the final full stop does not matter when tolerant",
    text: "OK.",
    actual: "OK",
    rule: "tolerant",
    expected: {},
  },
  {
    title: "a full stop more does not matter when tolerant",
    text: "OK",
    actual: "OK.",
    rule: "tolerant",
    expected: {},
  },
  {
    title: "runs of blanks do not matter when tolerant",
    text: "A  B",
    actual: "A B",
    rule: "tolerant",
    expected: {},
  },
  { title: "a full stop inside matters", text: "a.b", actual: "axb", rule: "tolerant", expected: undefined },
  {
    title: "a number is kept",
    text: "{n:number} bytes",
    actual: "12 bytes",
    rule: "exact",
    expected: { n: "12" },
  },
  {
    title: "a number is digits",
    text: "{n:number} bytes",
    actual: "x bytes",
    rule: "exact",
    expected: undefined,
  },
  {
    title: "a free place",
    text: '"{path}" is',
    actual: '"/DSK" is',
    rule: "exact",
    expected: { path: "/DSK" },
  },
  { title: "one of two", text: "mode {ON|OFF}", actual: "mode OFF", rule: "exact", expected: {} },
  { title: "none of two", text: "mode {ON|OFF}", actual: "mode MAYBE", rule: "exact", expected: undefined },
  {
    title: "a named one of two",
    text: "mode {m:ON|OFF}",
    actual: "mode ON",
    rule: "exact",
    expected: { m: "ON" },
  },
  {
    title: "eight hexadecimal digits",
    text: "{crc:hex8}",
    actual: "CBF43926",
    rule: "exact",
    expected: { crc: "CBF43926" },
  },
  { title: "seven are too few", text: "{crc:hex8}", actual: "CBF4392", rule: "exact", expected: undefined },
  {
    title: "fourteen digits",
    text: "{t:digits14}",
    actual: "20261120211000",
    rule: "exact",
    expected: { t: "20261120211000" },
  },
  {
    title: "the same name holds the same text",
    text: "{n:number}",
    actual: "7",
    rule: "exact",
    bindings: { n: "7" },
    expected: { n: "7" },
  },
  {
    title: "the same name refuses another text",
    text: "{n:number}",
    actual: "8",
    rule: "exact",
    bindings: { n: "7" },
    expected: undefined,
  },
  {
    title: "twice the same in one text",
    text: "{n:number}/{n:number}",
    actual: "3/4",
    rule: "exact",
    expected: undefined,
  },
  {
    title: "letters of expressions are plain text",
    text: "(|||{p:number}|)",
    actual: "(|||5|)",
    rule: "exact",
    expected: { p: "5" },
  },
  { title: "nothing before or after", text: "OK", actual: "OK then", rule: "tolerant", expected: undefined },
];

describe("reply templates", () => {
  for (const { title, text, actual, rule, bindings, expected } of rows) {
    it(title, () => {
      const before = new Map(Object.entries(bindings ?? {}));
      const match = matchReplyText(replyTemplate(text), actual, rule, before);
      expect(match === undefined ? undefined : Object.fromEntries(match)).to.deep.equal(expected);
    });
  }

  it("gives a sample for every alternative", () => {
    expect(sampleTexts(replyTemplate("a {ON|OFF} {n:number}"))).to.deep.equal(["a ON 1", "a OFF 1"]);
  });

  it("tells the same words with another number from other words", () => {
    const template = replyTemplate("STOR completed, 12 bytes");
    expect(sameWording(template, "stor completed, 13 bytes.")).to.equal(true);
    expect(sameWording(template, "Transfer complete")).to.equal(false);
    expect(sameWording(replyTemplate("{time:digits14}"), "20260102030405.678")).to.equal(true);
  });

  it("refuses a kind of place that does not exist", () => {
    expect(() => replyTemplate("{n:numbr}")).to.throw("unknown place {n:numbr}");
  });
});

/** As the expression would be without a thought for the work. */
function plainly(text: string): RegExp {
  return new RegExp(
    `^${text
      .replace(/\./g, "\\.")
      .replace(/\{n:number\}/g, "(\\d+)")
      .replace(/\{a\d\}/g, "(.+?)")}$`,
  );
}

describe("a template with several places", () => {
  const piece = fc.constantFrom("{a", "{a", "{n:number}", " ", " in ", "1", "a", "aa", ".");

  it("matches what the plain expression matches, and holds the same in its places", () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 7 }),
        fc.array(fc.constantFrom(" ", " in ", "1", "a", "11", ".", "\n"), { maxLength: 12 }),
        (pieces, said) => {
          const text = pieces.map((one, at) => (one === "{a" ? `{a${at}}` : one)).join("");
          // A name that comes twice holds the same, which an expression alone does not say.
          fc.pre(text.indexOf("{n") === text.lastIndexOf("{n"));
          const match = plainly(text).exec(said.join(""));
          const held = matchReplyText(replyTemplate(text), said.join(""), "exact", new Map());
          expect(held === undefined ? undefined : [...held.values()]).to.deep.equal(match?.slice(1));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

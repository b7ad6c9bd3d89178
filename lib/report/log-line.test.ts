import { expect } from "chai";
import fc from "fast-check";
import { harmless, jsonText } from "./log-line.js";
import { wrapped } from "./printable.js";

/** As the four systems read a line. */
const READS = [
  (line: string) => line.trimStart().startsWith("::"),
  (line: string) => /##\[/.test(line),
  (line: string) => /##vso\[/.test(line),
  (line: string) => /##teamcity\[/.test(line),
  (line: string) => /section_(?:start|end):/.test(line),
];
const COMMANDS = [
  "::stop-commands::x",
  "::error file=a::b",
  "##[error]x",
  "##vso[task.complete]x",
  "##teamcity[buildStop]",
  "section_start:1560896352:x\\r\\x1b[0K",
  "section_end:1560896352:x",
];

function isCommand(text: string): boolean {
  return text.split(/\r\n|\r|\n/).some((line) => READS.some((reads) => reads(line)));
}

const word = fc.oneof(
  fc.constantFrom(...COMMANDS, "::", "##", "[", ":", "#", "\t", "vso", "\u00a0", "\x1b[31m", ""),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const words = fc.array(word, { maxLength: 12 });

describe("report/log-line", () => {
  const shown: [why: string, text: string, expected: string][] = [
    ["plain text stays", "220 a::b # ## [x] #[y] 1:2\n", "220 a::b # ## [x] #[y] 1:2\n"],
    [
      "GitHub, at the beginning of any line",
      "::error::a\n \t::b::\na ::c::",
      "\\x3a:error::a\n \t\\x3a:b::\na ::c::",
    ],
    ["behind a colour", "\x1b[1m::error::a", "\x1b[1m\\x3a:error::a"],
    [
      "brackets, anywhere",
      "a ##[x]b ##vso[c] ###teamcity[d]",
      "a #\\x23[x]b #\\x23vso[c] ##\\x23teamcity[d]",
    ],
    ["sections", "a section_start:1:b section_end:1:b", "a section_start\\x3a1:b section_end\\x3a1:b"],
  ];
  for (const [why, text, expected] of shown) {
    it(why, () => expect(harmless(text)).to.equal(expected));
  }

  it("leaves no command in any line, wherever the text was broken", () => {
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 4 }),
        (texts, width, by) => {
          for (const between of [" ", ""]) {
            const lines = wrapped(texts.join(between), width);
            const text = harmless(lines.map((line) => `${" ".repeat(by)}${line}`).join("\n"));
            expect(isCommand(text), JSON.stringify(text)).to.equal(false);
          }
        },
      ),
    );
  });

  it("is done once: what is harmless stays as it is", () => {
    fc.assert(
      fc.property(words, (texts) => {
        const once = harmless(texts.join(" "));
        expect(harmless(once)).to.equal(once);
      }),
    );
  });

  it("writes JSON that is no command, moves no cursor and says the same", () => {
    fc.assert(
      fc.property(words, (texts) => {
        const value = { [texts.join("")]: texts, deep: [{ texts }] };
        const json = jsonText(value);
        expect(JSON.parse(json)).to.deep.equal(value);
        expect(isCommand(json), json).to.equal(false);
        expect(harmless(json)).to.equal(json);
        expect(/^[^\p{Cc}]*$/u.test(json.replaceAll("\n", ""))).to.equal(true);
      }),
    );
  });
});

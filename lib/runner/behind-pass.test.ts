import { expect } from "chai";
import fc from "fast-check";
import { behindPass } from "./behind-pass.js";
import { MASK, maskedPieces, withoutSecrets } from "./secrets.js";

/** The same said as an expression. It takes the square of the blanks in time, so it is asked about short texts only. */
const REFERENCE = /(?<=(?:^|[\r\n])(?:\xff[\xf0-\xff][\s\S]?|[\s\0])*[Pp][Aa][Ss][Ss][ \t]+)[^\r\n]+/g;

/** What passwords stand behind, what hides them, and what only looks like it. */
const PIECES = fc.constantFrom(
  ..."PASSpas \t\r\n\v\f\0\xa0\xff\xf1\xfd\xf0\xef\x01\xd0x*".split(""),
  ..."PASS ;pass\t;PASS; PASS;\r\n;PASV ;PASS \xff\xf1;secret;\xff\xfd;\xff\xf1P;\xff\xf1\r".split(";"),
);

describe("what stands behind PASS", () => {
  const texts: [string, string, string[]][] = [
    ["nothing", "", []],
    ["no password", "PASS\r\nPASS \r\nPASS", []],
    ["one, to the end of its line", "PASS a b\r\nNOOP\r\n", ["a b"]],
    ["one of blanks", "PASS   \r\n", ["  "]],
    ["one whose line has no end", "PASS a", ["a"]],
    ["one of every line", "PASS a\rpass b\nPass\tc\r\n", ["a", "b", "c"]],
    ["one behind blanks, NULs and ends of lines", " \0\t\xa0\r\n\r\r \vPASS a", ["a"]],
    ["one behind a command and one with an option", "\xff\xf4\xff\xfd\x01PASS a", ["a"]],
    ["one behind a P that may be an option", "\xff\xf1PPASS a", ["a"]],
    ["one whose P may be an option", "\xff\xf1PASS a", ["a"]],
    ["none behind a 255 before what is no command", "\xffPASS a\r\n\xff\x01PASS a\r\n", []],
    ["none within a line", "STOR PASS a\r\nXPASS b\r\nPASSX c\r\n", []],
  ];
  for (const [title, text, passwords] of texts) {
    it(`finds ${title}`, () => {
      expect(behindPass(text).map(([from, length]) => text.slice(from, from + length))).to.deep.equal(
        passwords,
      );
    });
  }

  it("is what the expression says, whatever is sent", () => {
    fc.assert(
      fc.property(fc.array(PIECES, { maxLength: 14 }), (pieces) => {
        const text = pieces.join("");
        const expected = [...text.matchAll(REFERENCE)].map((found) => [found.index, found[0].length]);
        expect(behindPass(text)).to.deep.equal(expected);
      }),
      { numRuns: 5_000 },
    );
  });
});

/** Octet by octet, as the mask is meant: one for each hidden part, where that begins. */
function maskedOctetByOctet(pieces: readonly string[], secrets: readonly string[]): string[] {
  const whole = pieces.join("");
  const hidden = [...whole.matchAll(REFERENCE)].map((found) => [found.index, found[0].length] as const);
  for (const secret of secrets)
    for (let at = whole.indexOf(secret); at >= 0; at = whole.indexOf(secret, at + secret.length))
      hidden.push([at, secret.length]);
  hidden.sort(([a], [b]) => a - b);
  let from = 0;
  let until = 0;
  return pieces.map((piece) => {
    let text = "";
    for (let at = from; at < from + piece.length; at += 1) {
      for (const [begin, length] of hidden.filter(([begin]) => begin === at)) {
        if (begin >= until) text += MASK;
        until = Math.max(until, begin + length);
      }
      if (at >= until) text += whole[at];
    }
    from += piece.length;
    return text;
  });
}

describe("the mask over pieces", () => {
  it("stands once where a hidden part begins, in as many pieces as there were", () => {
    fc.assert(
      fc.property(
        fc.array(PIECES, { maxLength: 14 }),
        fc.array(fc.nat({ max: 30 }), { maxLength: 5 }),
        fc.subarray(["secret", "cret\r", "ASS ", "retsec", "x*"]),
        (parts, cuts, secrets) => {
          const text = parts.join("");
          const places = [0, ...cuts.filter((cut) => cut <= text.length).sort((a, b) => a - b), text.length];
          const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
          expect(maskedPieces(pieces, secrets, true)).to.deep.equal(maskedOctetByOctet(pieces, secrets));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("a value without secrets", () => {
  it("is masked however deep, and is itself when there is nothing to mask", () => {
    const value = { a: [{ b: "my hunter2" }, 1, null], c: "kept", d: undefined };
    expect(withoutSecrets(value, ["hunter2"])).to.deep.equal({ ...value, a: [{ b: "my ****" }, 1, null] });
    expect(withoutSecrets(value, ["other", "another"])).to.deep.equal(value);
    expect(withoutSecrets(value, [])).to.equal(value);
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { octetsOf, textOf } from "../octets/text.js";
import { FromNetwork, ToNetwork } from "./ascii.js";

function converted(converter: ToNetwork | FromNetwork, chunks: readonly Buffer[]): string {
  return textOf(Buffer.concat([...chunks.map((chunk) => converter.push(chunk)), converter.end()]));
}

const single = (text: string): Buffer[] => Array.from(text, (character) => octetsOf(character));
const pieces = fc.string({ unit: fc.constantFrom("a", "\r", "\n", "\r\n", "\0", "\xff"), maxLength: 40 });

function cutAt(text: string, cuts: readonly number[]): Buffer[] {
  const octets = octetsOf(text);
  const at = [0, ...cuts.map((cut) => cut % (octets.length + 1)).toSorted((a, b) => a - b), octets.length];
  return at.slice(1).map((to, index) => octets.subarray(at[index], to));
}

describe("type A, from storage to the network", () => {
  const table: [why: string, stored: string, sent: string][] = [
    ["nothing", "", ""],
    ["no line end", "abc", "abc"],
    ["LF becomes CR LF", "a\nb\n", "a\r\nb\r\n"],
    ["an empty line", "\n\n", "\r\n\r\n"],
    ["a stored CR LF stays", "a\r\nb\n", "a\r\nb\r\n"],
    ["a lone CR stays alone", "a\rb", "a\rb"],
    ["CR CR LF stays", "\r\r\n", "\r\r\n"],
    ["LF CR", "\n\r", "\r\n\r"],
    ["octets above 127 and NUL pass", "\xff\0\n", "\xff\0\r\n"],
  ];
  for (const [why, stored, sent] of table) {
    it(why, () => {
      expect(converted(new ToNetwork(), [octetsOf(stored)])).to.equal(sent);
      expect(converted(new ToNetwork(), single(stored))).to.equal(sent);
    });
  }

  it("a chunk without a line end is handed on, not copied", () => {
    const chunk = octetsOf("abc\r");
    expect(new ToNetwork().push(chunk)).to.equal(chunk);
  });

  it("no LF is sent without its CR, however the file is cut", () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat()), (stored, cuts) => {
        const sent = converted(new ToNetwork(), cutAt(stored, cuts));
        expect(sent).to.equal(stored.replace(/\r?\n/g, "\r\n"));
      }),
    );
  });
});

describe("type A, from the network to storage", () => {
  const table: [why: string, received: string, stored: string][] = [
    ["nothing", "", ""],
    ["CR LF becomes LF", "a\r\nb\r\n", "a\nb\n"],
    ["a LF alone stays", "a\nb", "a\nb"],
    ["CR NUL becomes CR (RFC 854)", "a\r\0b", "a\rb"],
    ["a CR before something else stays", "a\rb", "a\rb"],
    ["a CR at the end stays", "a\r", "a\r"],
    ["CR CR LF", "\r\r\n", "\r\n"],
    ["CR CR NUL", "\r\r\0", "\r\r"],
    ["CR NUL LF", "\r\0\n", "\r\n"],
    ["a NUL alone stays", "\0a", "\0a"],
    [
      "a binary is damaged as far as the type says, and no further",
      "\x89PNG\r\n\x1a\n\0\r\r\xff",
      "\x89PNG\n\x1a\n\0\r\r\xff",
    ],
  ];
  for (const [why, received, stored] of table) {
    it(why, () => {
      expect(converted(new FromNetwork(), [octetsOf(received)])).to.equal(stored);
      expect(converted(new FromNetwork(), single(received))).to.equal(stored);
    });
  }

  it("any split gives the same octets", () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat()), (received, cuts) => {
        const stored = converted(new FromNetwork(), cutAt(received, cuts));
        expect(stored).to.equal(received.replace(/\r\n/g, "\n").replace(/\r\0/g, "\r"));
      }),
    );
  });

  it("a text with LF line ends comes back from the network as it was stored", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", "\t", "\xe9"), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (stored, cuts) => {
        const sent = converted(new ToNetwork(), cutAt(stored, cuts));
        expect(converted(new FromNetwork(), cutAt(sent, cuts))).to.equal(stored);
      }),
    );
  });
});

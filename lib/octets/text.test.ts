import { expect } from "chai";
import fc from "fast-check";
import { asBuffer, fromVisible, octetsOf, textOf, visible } from "./text.js";

describe("octets and text", () => {
  it("every octet has its character and back", () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));
    expect(octetsOf(textOf(all))).to.deep.equal(all);
    expect(textOf(all).length).to.equal(256);
  });

  it("a character above U+00FF is a mistake of the programmer", () => {
    expect(() => octetsOf("ab€")).to.throw(RangeError, "character 2 of the text is U+20AC");
  });

  it("a plain Uint8Array is read in place, at its offset", () => {
    const memory = new Uint8Array([1, 0x41, 0x42, 2]);
    const view = asBuffer(memory.subarray(1, 3));
    expect(textOf(view)).to.equal("AB");
    expect(view.buffer).to.equal(memory.buffer);
  });
});

describe("visible octets", () => {
  const shown: [why: string, octets: string, text: string][] = [
    ["printable ASCII stays", "220 FTP ~{}", "220 FTP ~{}"],
    ["a line end is short to read", "NOOP\r\n", "NOOP\\r\\n"],
    ["a tab", "a\tb", "a\\tb"],
    ["NUL before a digit is no octal escape", "\x001", "\\01"],
    ["a backslash is doubled", "C:\\x41", "C:\\\\x41"],
    ["other control characters are hexadecimal", "\x1b[m\x7f", "\\x1b[m\\x7f"],
    ["Telnet IAC IP", "\xff\xf4", "\\xff\\xf4"],
    ["UTF-8 shows as its octets", "\xc3\xa9", "\\xc3\\xa9"],
    ["no octets", "", ""],
  ];
  for (const [why, octets, text] of shown) {
    it(why, () => {
      expect(visible(octets)).to.equal(text);
      expect(visible(octetsOf(octets))).to.equal(text);
      expect(fromVisible(text)).to.deep.equal({ ok: true, octets: octetsOf(octets) });
    });
  }

  const refused: [why: string, text: string, at: number, fault: string][] = [
    ["an escape that does not exist", "ab\\q", 2, "\\q is no escape"],
    ["a backslash at the end", "ab\\", 2, "a backslash ends the text"],
    ["one hexadecimal digit", "\\x4", 0, "two hexadecimal digits"],
    ["no hexadecimal digit", "a\\xg1", 1, "two hexadecimal digits"],
    ["a raw letter that is not ASCII: which octets?", "caf\u00e9", 3, "\\xNN"],
    ["a raw line end", "a\nb", 1, "\\xNN"],
    ["the first of two faults: raw before escape", "\u00e9\\q", 0, "\\xNN"],
    ["the first of two faults: escape before raw", "\\q\u00e9", 0, "\\q is no escape"],
  ];
  for (const [why, text, at, fault] of refused) {
    it(`refused: ${why}`, () => {
      const result = fromVisible(text);
      expect(result.ok).to.equal(false);
      if (result.ok) return;
      expect(result.at).to.equal(at);
      expect(result.fault).to.contain(fault);
    });
  }

  it("capital hexadecimal digits are read too", () => {
    expect(fromVisible("\\xFF")).to.deep.equal({ ok: true, octets: Buffer.from([255]) });
  });

  it("any octets come back, and show as one line of printable ASCII", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        const text = visible(octets);
        expect(text).to.match(/^[ -~]*$/);
        expect(fromVisible(text)).to.deep.equal({ ok: true, octets: Buffer.from(octets) });
      }),
    );
  });
});

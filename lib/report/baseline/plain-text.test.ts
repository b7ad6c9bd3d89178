import { expect } from "chai";
import fc from "fast-check";
import { plainReply, plainSentence } from "./plain-text.js";

const alike: readonly (readonly [title: string, one: string, other: string])[] = [
  [
    "ports and addresses",
    "227 Entering Passive Mode. (127,64,0,71,130,187)",
    "227 Entering Passive Mode. (10,0,0,1,4,5)",
  ],
  ["an extended port", "229 Entering (|||40599|)", "229 Entering (|||1025|)"],
  ["a padded number", "229 Entering (   999 )", "229 Entering ( 44521 )"],
  ["IPv4", "550 not from 127.0.0.1.", "550 not from 10.20.30.40."],
  ["IPv6", "550 not from fe80::1:2ab.", "550 not from ::1."],
  ["a MAC address", "211 00:a0:f9:0b:1c:2d", "211 00:A0:F9:00:00:00"],
  ["sizes in other units", "250 free: 900 MB", "250 free: 1.5G"],
  ["octets and bytes", "226 26 bytes", "226 1,234 bytes"],
  ["days", "213 Mon Nov 21 10:12:10 2026", "213 Sun Dec 1 9:03:00 2026"],
  ["ISO times", "213 2026-11-21T10:12:10.987Z", "213 1999-01-01T00:00:00Z"],
  ["clocks", "220 ready at 10:12 AM", "220 ready at 9:59 PM"],
  ["checksums", "250 00BEC1E91B250F6DD6C724081180E3CD", "250 D41D8CD98F00B204E9800998ECF8427E"],
  ["a checksum of letters", "250 8D339230", "250 DEADBEEF"],
  ["a checksum of small letters", "250 8d339230", "250 deadbeef"],
  ["an octal or hexadecimal address", "500 at 0x7ffe12ab", "500 at 0x0"],
  ["temporary names", '550 cannot open "/var/tmpXy12Qw".', '550 cannot open "/var/tmpabCdEf".'],
  ["made-up names", "550 'a3f9c2.bin' is busy", "550 'x9y8z7' is busy"],
];

const apart: readonly (readonly [title: string, one: string, other: string])[] = [
  ["the code", "550 No.", "553 No."],
  ["a word", "550 No file.", "550 No disk."],
  ["brackets", "229 Entering (|||4|)", "229 Entering ( 4 )"],
  ["blanks between words", "200 all  right", "200 all right"],
  ["letters of another case", "200 OK", "200 Ok"],
  ["a name that was not made up", '250 "FGTEST.TXT" deleted', '250 "FGOTHER.TXT" deleted'],
  ["a code without text", "200", "500"],
  ["a hyphen behind the code", "211-End", "211 End"],
  ["nothing", "200 ", "200 5"],
];

describe("report/baseline/plain-text", () => {
  for (const [title, one, other] of alike)
    it(`does not tell apart: ${title}`, () => expect(plainReply(one)).to.equal(plainReply(other)));

  for (const [title, one, other] of apart)
    it(`tells apart: ${title}`, () => expect(plainReply(one)).not.to.equal(plainReply(other)));

  it("takes an amount of data for no code", () => {
    expect(plainReply("150 octets")).to.equal(plainReply("26 octets"));
    expect(plainReply("150 octets (different at octet 3)")).to.equal(
      plainReply("200 octets (different at octet 99)"),
    );
  });

  it("keeps the codes that a sentence of the runner tells", () => {
    const login = (code: string): string =>
      plainSentence(`the login as root1 was refused: ${code} No, 12 tries.`);
    expect(login("530")).to.equal("the login as root# was refused: 530 No, # tries.");
    expect(plainSentence("expected 226 or 250; received 426 Broken at 17.")).to.equal(
      "expected 226 or 250; received 426 Broken at #.",
    );
    expect(plainSentence("5yz, but not 502")).to.equal("5yz, but not 502");
    expect(plainSentence("no reply within 200 ms")).to.equal("no reply within # ms");
    expect(plainSentence("expected 200 octets of data; received 199")).to.match(/^expected # of data/);
  });

  it("is not slow on a line of blanks", () => {
    const blanks = `200 ${" ".repeat(200_000)}x`;
    expect(plainReply(blanks)).to.equal(blanks);
  });

  const letter = fc.constantFrom(..."abxzGHT ._-/:()|\"'#".split(""));
  const number = fc.integer({ min: 0, max: 99_999 }).map(String);
  const pieces = fc.array(fc.oneof(letter, fc.constant("\u0000")), { maxLength: 40 });
  const filled = (template: readonly string[], numbers: readonly string[]): string =>
    template.map((piece, at) => (piece === "\u0000" ? numbers[at % numbers.length] : piece)).join("");

  it("is the same whatever the digits behind the code are, and however many", () => {
    const numbers = fc.array(number, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), pieces, numbers, numbers, (code, template, a, b) => {
        expect(plainReply(`${code} ${filled(template, a)}`)).to.equal(
          plainReply(`${code} ${filled(template, b)}`),
        );
      }),
    );
  });

  it("is another one whenever the code is another one", () => {
    const code = fc.integer({ min: 100, max: 599 });
    fc.assert(
      fc.property(code, code, pieces, (one, other, template) => {
        fc.pre(one !== other);
        const text = filled(template, ["7"]);
        fc.pre(!text.startsWith("octets"));
        expect(plainReply(`${one} ${text}`)).not.to.equal(plainReply(`${other} ${text}`));
      }),
    );
  });
});

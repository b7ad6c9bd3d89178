import { expect } from "chai";
import fc from "fast-check";
import { octetsOf, textOf } from "../octets/text.js";
import { plainText, stripTelnet, telnetAnswers } from "./telnet.js";

describe("Telnet on the control connection", () => {
  const commands: [why: string, octets: string, left: string, interrupt: boolean, answers: string][] = [
    ["ABOR behind a Synch, all in the stream", "\xff\xf4\xff\xf2ABOR", "ABOR", true, ""],
    ["the urgent octet, DM, was taken out of the stream", "\xff\xf4\xffABOR", "ABOR", true, ""],
    ["the urgent octet, IAC, was taken out of the stream", "\xff\xf4\xf2ABOR", "ABOR", true, ""],
    ["IP alone", "\xff\xf4STAT", "STAT", true, ""],
    ["DM alone", "\xff\xf2STAT", "STAT", true, ""],
    ["WILL is refused with DONT", "\xff\xfb\x01NOOP", "NOOP", false, "\xff\xfe\x01"],
    ["DO is refused with WONT", "\xff\xfd\x06NOOP", "NOOP", false, "\xff\xfc\x06"],
    ["WONT and DONT get no answer", "\xff\xfc\x01\xff\xfe\x01NOOP", "NOOP", false, ""],
    [
      "several negotiations, answered in order",
      "\xff\xfd\x01NO\xff\xfb\x03OP",
      "NOOP",
      false,
      "\xff\xfc\x01\xff\xfe\x03",
    ],
    ["a subnegotiation with a doubled 255 inside", "\xff\xfa\x18a\xff\xff\xff\xf0NOOP", "NOOP", false, ""],
    [
      "a doubled 255 before what looks like its end",
      "\xff\xfa\x18\xff\xff\xf0b\xff\xf0NOOP",
      "NOOP",
      false,
      "",
    ],
    ["what looks like DO inside a subnegotiation is none", "\xff\xfa\x18\xfd\x01\xff\xf0X", "X", false, ""],
    ["a subnegotiation without an end", "AB\xff\xfa\x18NOOP", "AB", false, ""],
    ["NOP, GA and AYT have two octets", "\xff\xf1N\xff\xf9O\xff\xf6OP", "NOOP", false, ""],
    ["DO at the end of a line, without its option", "NOOP\xff\xfd", "NOOP", false, ""],
    ["nothing but Telnet", "\xff\xf4\xff\xf2", "", true, ""],
  ];
  for (const [why, octets, left, interrupt, answers] of commands) {
    it(why, () => {
      const result = stripTelnet(octetsOf(octets));
      expect({ ...result, octets: textOf(result.octets) }).to.deep.equal({
        octets: left,
        found: true,
        interrupt,
      });
      expect(textOf(telnetAnswers(octetsOf(octets)))).to.equal(answers);
      expect(plainText(octetsOf(octets))).to.deep.equal({ text: left, telnet: true });
    });
  }

  const data: [why: string, octets: string, left: string][] = [
    ["IAC IAC is one octet 255", "RETR \xff\xffx", "RETR \xffx"],
    ["IAC IAC before a letter that would be a command", "\xff\xff\xf4", "\xff\xf4"],
    ["a name with an octet 255 that was not doubled", '257 "/y\xff" created', '257 "/y\xff" created'],
    ["an octet 255 at the end of a line", "RETR y\xff", "RETR y\xff"],
    ["EOR of RFC 885 is no command while nobody agreed on it", "y\xff\xef", "y\xff\xef"],
  ];
  for (const [why, octets, left] of data) {
    it(`no command: ${why}`, () => {
      const result = stripTelnet(octetsOf(octets));
      expect({ ...result, octets: textOf(result.octets) }).to.deep.equal({
        octets: left,
        found: false,
        interrupt: false,
      });
      expect(telnetAnswers(octetsOf(octets)).length).to.equal(0);
      expect(plainText(octetsOf(octets))).to.deep.equal({ text: left, telnet: false });
    });
  }

  it("octets without a 255 are handed back as they are, not copied", () => {
    const octets = octetsOf("RETR caf\xe9\xf4");
    const result = stripTelnet(octets);
    expect(result.octets).to.equal(octets);
    expect([result.found, result.interrupt]).to.deep.equal([false, false]);
    expect(telnetAnswers(octets).length).to.equal(0);
    expect(plainText(octets)).to.deep.equal({ text: "RETR caf\xe9\xf4", telnet: false });
  });

  it("any octets are read without a fault", () => {
    const octet = fc.oneof(fc.constantFrom(255, 250, 240, 244, 242, 251, 253, 65), fc.nat(255));
    fc.assert(
      fc.property(fc.array(octet), (octets) => {
        const { octets: left, found } = stripTelnet(Buffer.from(octets));
        expect(left.length).to.be.at.most(octets.length);
        if (!octets.includes(255)) expect(found).to.equal(false);
        expect(telnetAnswers(Buffer.from(octets)).length % 3).to.equal(0);
      }),
    );
  });

  it("text with every 255 doubled comes back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        const doubled = Buffer.from([...octets].flatMap((octet) => (octet === 255 ? [255, 255] : [octet])));
        expect(stripTelnet(doubled).octets).to.deep.equal(Buffer.from(octets));
      }),
    );
  });

  it("a megabyte of 255 takes no quadratic time", () => {
    expect(stripTelnet(Buffer.alloc(1_000_000, 255)).octets.length).to.equal(500_000);
    expect(telnetAnswers(Buffer.alloc(1_000_000, 0xfa)).length).to.equal(0);
  });
});

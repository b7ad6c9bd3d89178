import { expect } from "chai";
import fc from "fast-check";
import { type Line, LineReader } from "../octets/lines.js";
import { octetsOf, textOf } from "../octets/text.js";
import { parseCommand, printCommand } from "./command.js";
import type { Irregularity } from "./irregularity.js";

function lineOf(stream: string, keep?: number): Line {
  const reader = new LineReader(keep === undefined ? {} : { keep });
  const line = reader.push(octetsOf(stream))[0] ?? reader.end();
  if (!line) throw new Error("the stream has no line");
  return line;
}

describe("commands", () => {
  const table: [
    why: string,
    stream: string,
    verb: string,
    argument: string | undefined,
    irregular?: Irregularity[],
    keep?: number,
  ][] = [
    ["a verb alone", "NOOP\r\n", "NOOP", undefined],
    ["a verb and its argument", "RETR APPCODE1.BIN\r\n", "RETR", "APPCODE1.BIN"],
    ["case does not matter in the verb, and is kept in the argument", "ReTr a.Bin\r\n", "RETR", "a.Bin"],
    ["blanks inside the argument and behind it", "STOR a b  \r\n", "STOR", "a b  "],
    ["a second blank belongs to the argument (RFC 2428 2: exactly one)", "EPRT  |1|\r\n", "EPRT", " |1|"],
    ["an empty password (Dm724-I 3.2) has a blank, an absent one has none", "PASS \r\n", "PASS", ""],
    ["PASS without a blank", "PASS\r\n", "PASS", undefined],
    ["a private command is a verb like others", 'XCRC "A B" 0 10\r\n', "XCRC", '"A B" 0 10'],
    ["LF alone", "NOOP\n", "NOOP", undefined, ["bare-lf"]],
    ["a CR inside", "STOR a\rb\r\n", "STOR", "a\rb", ["bare-cr"]],
    ["CR CR LF", "NOOP\r\r\n", "NOOP\r", undefined, ["bare-cr", "bad-verb"]],
    ["a NUL inside", "RETR a\0b\r\n", "RETR", "a\0b", ["nul"]],
    ["a name in UTF-8 stays octets", "RETR caf\xc3\xa9\r\n", "RETR", "caf\xc3\xa9", ["eight-bit"]],
    ["the stream ended in the line", "NOO", "NOO", undefined, ["no-line-end"]],
    ["longer than is kept", "RETR abcdef\r\n", "RETR", "ab", ["over-long"], 7],
    ["an empty line", "\r\n", "", undefined, ["empty-line"]],
    ["a blank in front", " NOOP\r\n", "", "NOOP", ["blank-before-verb"]],
    ["a tab is no blank", "RETR\tfile\r\n", "RETR\tFILE", undefined, ["bad-verb"]],
    ["digits in the verb", "xmd5 x\r\n", "XMD5", "x"],
    ["a digit in front", "5XMD x\r\n", "5XMD", "x", ["bad-verb"]],
    [
      "latin1 letters are not changed to upper case",
      "\xe9\xdf\xb5\xff\xff x\r\n",
      "\xe9\xdf\xb5\xff",
      "x",
      ["eight-bit", "bad-verb"],
    ],
    ["ABOR behind a Synch", "\xff\xf4\xff\xf2ABOR\r\n", "ABOR", undefined, ["telnet"]],
    ["a Telnet negotiation inside a verb", "NO\xff\xfd\x01OP\r\n", "NOOP", undefined, ["telnet"]],
    ["nothing but Telnet", "\xff\xf4\r\n", "", undefined, ["telnet", "empty-line"]],
  ];
  for (const [why, stream, verb, argument, irregularities = [], keep] of table) {
    it(why, () => {
      const line = lineOf(stream, keep);
      expect(parseCommand(line)).to.deep.equal({ verb, argument, line, irregularities });
    });
  }

  const printed: [why: string, verb: string, argument: string | undefined, octets: string][] = [
    ["no argument, no blank", "NOOP", undefined, "NOOP\r\n"],
    ["an empty argument has its blank", "PASS", "", "PASS \r\n"],
    ["octets, not UTF-8", "RETR", "caf\xe9", "RETR caf\xe9\r\n"],
    ["what is forbidden is sent all the same", "noop\0", "a\nb", "noop\0 a\nb\r\n"],
  ];
  for (const [why, verb, argument, octets] of printed) {
    it(`printed: ${why}`, () => {
      expect(textOf(printCommand(verb, argument))).to.equal(octets);
    });
  }

  it("a character that is no octet is a mistake of the programmer", () => {
    expect(() => printCommand("RETR", "€")).to.throw(RangeError);
  });

  it("what is printed is read back", () => {
    const verb = fc.stringMatching(/^[A-Z]{1,8}$/);
    const argument = fc.option(fc.stringMatching(/^[ -~]{0,30}$/), { nil: undefined });
    fc.assert(
      fc.property(verb, argument, (word, rest) => {
        const command = parseCommand(lineOf(textOf(printCommand(word, rest))));
        expect([command.verb, command.argument, command.irregularities]).to.deep.equal([word, rest, []]);
      }),
    );
  });

  it("any line is read without a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        for (const line of new LineReader().push(Buffer.concat([octets, Buffer.from("\n")])))
          parseCommand(line);
      }),
    );
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { octetsOf, textOf } from "../octets/text.js";
import type { Irregularity } from "./irregularity.js";
import { printReply, type Reply, ReplyReader } from "./reply.js";

/** A reply as a row of a table. The octets have to be those of the stream, so most rows leave them out. */
type Row = [code: number, lines: string[], irregular?: Irregularity[]];

const rowOf = ({ code, lines, irregularities }: Reply): Row =>
  irregularities.length > 0 ? [code, lines, irregularities] : [code, lines];

interface Outcome {
  replies: Reply[];
  fragment: { octets: Buffer; irregularities: Irregularity[] } | undefined;
}

function read(chunks: readonly Uint8Array[], options = {}): Outcome {
  const reader = new ReplyReader(options);
  const replies = chunks.flatMap((chunk) => reader.push(chunk));
  const pending = reader.pending;
  const fragment = reader.end();
  expect(pending, "pending is what the end delivers").to.deep.equal(fragment?.octets ?? Buffer.alloc(0));
  expect(reader.pending.length).to.equal(0);
  return { replies, fragment };
}

const single = (text: string): Buffer[] => Array.from(text, (character) => octetsOf(character));

describe("replies", () => {
  const table: [why: string, stream: string, replies: Row[], multiline?: boolean][] = [
    ["one line", "220 FTP server ready.\r\n", [[220, ["FTP server ready."]]]],
    [
      "two replies in one chunk",
      "150 Opening.\r\n226 Done.\r\n",
      [
        [150, ["Opening."]],
        [226, ["Done."]],
      ],
    ],
    ["a code without text", "226\r\n", [[226, [""]]]],
    ["a code and a blank without text", "226 \r\n", [[226, [""]]]],
    ["a second blank belongs to the text", "226  x \r\n", [[226, [" x "]]]],
    ["text that begins with a number", "213 20261120211000\r\n", [[213, ["20261120211000"]]]],
    [
      "AMB-010: eight lines with a blank are eight replies",
      "211 a\r\n".repeat(8),
      Array.from({ length: 8 }, () => [211, ["a"]]),
    ],
    [
      "a private preliminary code (AMB-036)",
      "119 Backup in process...\r\n",
      [[119, ["Backup in process..."]]],
    ],
    [
      "multi-line, inner lines without a code",
      "211-Status\r\nType: A\r\n211 End\r\n",
      [[211, ["Status", "Type: A", "End"]]],
      true,
    ],
    [
      "multi-line, inner lines with its code",
      "211-Status\r\n211-Type: A\r\n211 End\r\n",
      [[211, ["Status", "Type: A", "End"]]],
      true,
    ],
    [
      "the leading blank of FEAT stays (RFC 2389 3.2)",
      "211-Extensions:\r\n MDTM\r\n211 End\r\n",
      [[211, ["Extensions:", " MDTM", "End"]]],
      true,
    ],
    ["multi-line of two lines", "213-BIOS: 1\r\n213 APPL: 2\r\n", [[213, ["BIOS: 1", "APPL: 2"]]], true],
    ["the last line may have no text and no blank", "211-a\r\n211\r\n", [[211, ["a", ""]]], true],
    ["an empty line inside is regular", "230-a\r\n\r\n230 b\r\n", [[230, ["a", "", "b"]]], true],
    [
      "an inner number of four digits is no code",
      "230-a\r\n2304 files\r\n230 b\r\n",
      [[230, ["a", "2304 files", "b"]]],
      true,
    ],
    [
      "the own code before something else is verbatim",
      "230-a\r\n230x\r\n230 b\r\n",
      [[230, ["a", "230x", "b"]]],
      true,
    ],
    [
      "a padded number inside is regular (RFC 959 4.2)",
      "230-a\r\n 123 x\r\n230 b\r\n",
      [[230, ["a", " 123 x", "b"]]],
      true,
    ],
    [
      "another code with a blank inside",
      "230-a\r\n123 x\r\n230 b\r\n",
      [[230, ["a", "123 x", "b"], ["other-code-inside"]]],
      true,
    ],
    [
      "another code with a hyphen inside: replies do not nest",
      "230-a\r\n220-x\r\n230 b\r\n",
      [[230, ["a", "220-x", "b"], ["other-code-inside"]]],
      true,
    ],
    [
      "another code alone on an inner line",
      "230-a\r\n123\r\n230 b\r\n",
      [[230, ["a", "123", "b"], ["other-code-inside"]]],
      true,
    ],
    ["LF alone", "220 x\n", [[220, ["x"], ["bare-lf"]]]],
    ["LF alone on one line of three", "211-a\r\nb\n211 c\r\n", [[211, ["a", "b", "c"], ["bare-lf"]]], true],
    ["a CR inside", "220 a\rb\r\n", [[220, ["a\rb"], ["bare-cr"]]]],
    ["CR CR LF", "220 a\r\r\n", [[220, ["a\r"], ["bare-cr"]]]],
    ["a NUL", "220 a\0\r\n", [[220, ["a\0"], ["nul"]]]],
    ["octets above 127", '257 "/caf\xc3\xa9"\r\n', [[257, ['"/caf\xc3\xa9"'], ["eight-bit"]]]],
    ["a Telnet command before the code", "\xff\xfb\x01220 x\r\n", [[220, ["x"], ["telnet"]]]],
    ["a Telnet command in the text", "220 a\xff\xf1b\r\n", [[220, ["ab"], ["telnet"]]]],
    [
      "a Telnet command before the last line",
      "220-a\r\n\xff\xf1220 b\r\n",
      [[220, ["a", "b"], ["telnet"]]],
      true,
    ],
    ["a doubled 255 is one octet of the text", "220 \xff\xff\r\n", [[220, ["\xff"], ["eight-bit"]]]],
    ["a line before the code", "hello\r\n220 x\r\n", [[220, ["x"], ["text-before-code"]]]],
    ["an empty line before the code", "\r\n220 x\r\n", [[220, ["x"], ["text-before-code"]]]],
    ["a code behind a blank is text", " 220 x\r\n220 y\r\n", [[220, ["y"], ["text-before-code"]]]],
    ["two digits are no code", "22 x\r\n220 y\r\n", [[220, ["y"], ["text-before-code"]]]],
    ["four digits are no code", "2200 x\r\n220 y\r\n", [[220, ["y"], ["text-before-code"]]]],
    [
      "text between two replies belongs to the second",
      "220 x\r\nhello\r\n230 y\r\n",
      [
        [220, ["x"]],
        [230, ["y"], ["text-before-code"]],
      ],
    ],
    [
      "text before a multi-line reply",
      "hello\r\n220-x\r\n220 y\r\n",
      [[220, ["x", "y"], ["text-before-code"]]],
      true,
    ],
    [
      "what is irregular in text before the code is named too",
      "a\0\n220 x\r\n",
      [[220, ["x"], ["bare-lf", "nul", "text-before-code"]]],
    ],
    ["a letter follows the code", "220ready\r\n", [[220, ["ready"], ["bad-separator"]]]],
    ["a tab follows the code", "220\tready\r\n", [[220, ["\tready"], ["bad-separator"]]]],
    ["a code below 100", "099 x\r\n", [[99, ["x"], ["code-out-of-range"]]]],
    [
      "a code of 600 (RFC 2228 has those, but only on a protected connection)",
      "631 x\r\n",
      [[631, ["x"], ["code-out-of-range"]]],
    ],
    ["the lowest code above the range", "600 x\r\n", [[600, ["x"], ["code-out-of-range"]]]],
    ["the lowest code", "100 x\r\n", [[100, ["x"]]]],
    ["the highest code", "599 x\r\n", [[599, ["x"]]]],
    ["a code out of range, multi-line", "000-x\r\n000 y\r\n", [[0, ["x", "y"], ["code-out-of-range"]]], true],
    [
      "irregularities do not stick to the next reply",
      "220 x\n230 y\r\n",
      [
        [220, ["x"], ["bare-lf"]],
        [230, ["y"]],
      ],
    ],
  ];
  for (const [why, stream, rows, multiline = false] of table) {
    it(why, () => {
      for (const chunks of [[octetsOf(stream)], single(stream)]) {
        const { replies, fragment } = read(chunks);
        expect(replies.map(rowOf)).to.deep.equal(rows);
        expect(replies.every((reply) => reply.multiline === multiline)).to.equal(true);
        expect(textOf(Buffer.concat(replies.map((reply) => reply.octets)))).to.equal(stream);
        expect(fragment).to.equal(undefined);
      }
    });
  }

  const unfinished: [
    why: string,
    stream: string,
    delivered: number,
    left: string,
    irregular: Irregularity[],
  ][] = [
    ["a line without an end", "220 x", 0, "220 x", ["no-line-end"]],
    ["a CR without its LF", "220 x\r", 0, "220 x\r", ["bare-cr", "no-line-end"]],
    ["a multi-line reply without its last line", "220-x\r\ny\r\n", 0, "220-x\r\ny\r\n", ["no-final-line"]],
    [
      "a multi-line reply in the middle of its last line",
      "220-x\r\n220 ",
      0,
      "220-x\r\n220 ",
      ["no-line-end", "no-final-line"],
    ],
    ["text without a code", "hello\r\n", 0, "hello\r\n", ["text-before-code"]],
    ["text after a reply", "220 x\r\nhello\r\n", 1, "hello\r\n", ["text-before-code"]],
    ["a Telnet command alone", "\xff\xf1", 0, "\xff\xf1", ["telnet", "no-line-end"]],
  ];
  for (const [why, stream, delivered, left, irregularities] of unfinished) {
    it(`the end of the stream: ${why}`, () => {
      for (const chunks of [[octetsOf(stream)], single(stream)]) {
        const { replies, fragment } = read(chunks);
        expect(replies.length).to.equal(delivered);
        expect(fragment).to.deep.equal({ octets: octetsOf(left), irregularities });
      }
    });
  }

  it("the end leaves the reader as new", () => {
    const reader = new ReplyReader();
    reader.push(octetsOf("220-open\r\nx\n"));
    reader.end();
    expect(reader.push(octetsOf("230 y\r\n")).map(rowOf)).to.deep.equal([[230, ["y"]]]);
  });
});

describe("replies of a hostile server", () => {
  it("a line that is longer than is kept is a reply all the same", () => {
    const { replies } = read([octetsOf("220 abcdef\r\n230 x\r\n")], { maxLine: 7 });
    expect(replies.map(rowOf)).to.deep.equal([
      [220, ["abc"], ["over-long"]],
      [230, ["x"]],
    ]);
    expect(textOf(replies[0]?.octets ?? Buffer.alloc(0))).to.equal("220 abc\r\n");
  });

  it("a line without an end costs the memory of what is kept", () => {
    const reader = new ReplyReader();
    const chunk = Buffer.alloc(1024 * 1024, "a");
    for (let count = 0; count < 1024; count++) expect(reader.push(chunk)).to.deep.equal([]);
    expect(reader.pending.length).to.equal(64 * 1024);
    expect(reader.end()?.irregularities).to.deep.equal(["over-long", "no-line-end"]);
  });

  it("a multi-line reply is ended once it is longer than the limit, and what follows is read as new", () => {
    const { replies, fragment } = read([octetsOf("211-a\r\nbcd\r\nefg\r\n211 h\r\n")], { maxReply: 10 });
    expect(replies.map(rowOf)).to.deep.equal([
      [211, ["a", "bcd"], ["over-long", "no-final-line"]],
      [211, ["h"], ["text-before-code"]],
    ]);
    expect(fragment).to.equal(undefined);
  });

  it("a multi-line reply as long as the limit is regular", () => {
    const { replies } = read([octetsOf("211-a\r\n211 b\r\n")], { maxReply: 14 });
    expect(replies.map(rowOf)).to.deep.equal([[211, ["a", "b"]]]);
  });

  it("a multi-line reply may reach the limit before its last line", () => {
    const { replies } = read([octetsOf("211-a\r\nbc\r\n211 d\r\n")], { maxReply: 11 });
    expect(replies.map(rowOf)).to.deep.equal([[211, ["a", "bc", "d"]]]);
  });

  it("an endless multi-line reply is delivered in parts of bounded size", () => {
    const reader = new ReplyReader();
    const chunk = octetsOf("211-again\r\n".repeat(10_000));
    let delivered = 0;
    for (let count = 0; count < 100; count++) {
      for (const reply of reader.push(chunk)) {
        delivered++;
        expect(reply.octets.length).to.be.at.most(1024 * 1024 + 11);
        expect(reply.irregularities).to.deep.equal(["over-long", "no-final-line"]);
      }
    }
    expect(delivered).to.equal(10);
    expect(reader.pending.length).to.be.below(1024 * 1024);
  });

  it("a million empty lines before a code keep their first octets only", () => {
    const reader = new ReplyReader({ maxReply: 1000 });
    for (let count = 0; count < 100; count++) reader.push(Buffer.alloc(10_000, "\n"));
    expect(reader.pending.length).to.equal(1001);
    const [reply] = reader.push(octetsOf("220 x\r\n"));
    expect(reply && rowOf(reply)).to.deep.equal([220, ["x"], ["bare-lf", "text-before-code", "over-long"]]);
    expect(reply?.octets.length).to.equal(1001 + 7);
  });

  const hostile = fc.string({
    unit: fc.constantFrom(
      "\r\n",
      "\r\n",
      "\n",
      "\r",
      "220 ",
      "220-",
      "211 ",
      "211-",
      "x",
      " ",
      "\0",
      "\xff",
      "\xf4",
      "9",
    ),
    maxLength: 40,
  });

  it("any split of a stream gives the same replies", () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(9)), fc.boolean(), (text, cuts, small) => {
        const octets = octetsOf(text);
        const chunks: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) {
          chunks.push(octets.subarray(from, from + cut));
          from += cut;
        }
        chunks.push(octets.subarray(from));
        const options = small ? { maxLine: 5, maxReply: 12 } : {};
        expect(read(chunks, options)).to.deep.equal(read([octets], options));
      }),
      { numRuns: 500 },
    );
  });

  it("no octet is lost below the limits", () => {
    fc.assert(
      fc.property(fc.oneof(hostile.map(octetsOf), fc.uint8Array()), (octets) => {
        const { replies, fragment } = read([octets]);
        const all = [...replies.map((reply) => reply.octets), ...(fragment ? [fragment.octets] : [])];
        expect(Buffer.concat(all)).to.deep.equal(Buffer.from(octets));
      }),
      { numRuns: 500 },
    );
  });
});

describe("printed replies", () => {
  const table: [why: string, code: number, lines: string | string[], octets: string][] = [
    ["one text", 220, "FTP server ready.", "220 FTP server ready.\r\n"],
    ["a list of one text is a single line", 220, ["x"], "220 x\r\n"],
    ["an empty text keeps its blank (RFC 959 4.2)", 226, "", "226 \r\n"],
    ["no text at all", 226, [], "226 \r\n"],
    ["several texts", 211, ["first", "inner", "last"], "211-first\r\ninner\r\n211 last\r\n"],
    [
      "FEAT keeps the blanks of its caller",
      211,
      ["Extensions supported:", " MDTM", "End"],
      "211-Extensions supported:\r\n MDTM\r\n211 End\r\n",
    ],
    [
      "an inner line may bring its own code and a hyphen",
      211,
      ["a", "211-b", "c"],
      "211-a\r\n211-b\r\n211 c\r\n",
    ],
    [
      "an inner line with a number and a blank is padded",
      220,
      ["a", "123 x", "b"],
      "220-a\r\n 123 x\r\n220 b\r\n",
    ],
    [
      "an inner line with the own code and a blank is padded",
      220,
      ["a", "220 x", "b"],
      "220-a\r\n 220 x\r\n220 b\r\n",
    ],
    [
      "an inner line with another code and a hyphen is padded",
      220,
      ["a", "230-x", "b"],
      "220-a\r\n 230-x\r\n220 b\r\n",
    ],
    ["an inner line that is only a number is padded", 220, ["a", "220", "b"], "220-a\r\n 220\r\n220 b\r\n"],
    ["a number of four digits needs no padding", 220, ["a", "1234 x", "b"], "220-a\r\n1234 x\r\n220 b\r\n"],
    ["octets, not UTF-8", 257, '"/caf\xe9"', '257 "/caf\xe9"\r\n'],
  ];
  for (const [why, code, lines, octets] of table) {
    it(why, () => {
      expect(textOf(printReply(code, lines))).to.equal(octets);
    });
  }

  const mistakes: [why: string, code: number, lines: string | string[]][] = [
    ["a code of two digits", 99, "x"],
    ["a code of four digits", 1000, "x"],
    ["a code with a fraction", 220.5, "x"],
    ["a line end in a text: the caller would send a reply that it does not know of", 220, "x\r\n230 y"],
    ["a character that is no octet", 220, "€"],
  ];
  for (const [why, code, lines] of mistakes) {
    it(`a mistake of the programmer: ${why}`, () => {
      expect(() => printReply(code, lines)).to.throw(RangeError);
    });
  }

  it("what is printed is read back as one regular reply with as many lines", () => {
    const text = fc.oneof(
      fc.stringMatching(/^[ -~]{0,20}$/),
      fc.constantFrom("220 x", "220-x", "220", "123-", ""),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.array(text, { minLength: 1 }), (code, lines) => {
        const octets = printReply(code, lines);
        const { replies } = read([octets]);
        expect(replies.length).to.equal(1);
        expect(replies[0]).to.deep.include({ code, octets, irregularities: [], multiline: lines.length > 1 });
        expect(replies[0]?.lines.length).to.equal(lines.length);
        expect(replies[0]?.lines.at(-1)).to.equal(lines.at(-1));
      }),
    );
  });
});

import { expect } from "chai";
import { ReplyReader } from "../ftp/reply.js";
import { octetsOf } from "../octets/text.js";
import { judge, type Received } from "./judge.js";
import type { TextRule } from "./reply-template.js";
import type { Expectation } from "./schema.js";

/** A reply as it comes from the wire. */
function wire(text: string): Received {
  const [reply] = new ReplyReader().push(octetsOf(text));
  if (reply === undefined) throw new Error(`no reply in ${text}`);
  return { kind: "reply", reply };
}

interface Row {
  title: string;
  expected: Expectation;
  received: Received;
  rule?: TextRule;
  /** the command that is answered */
  verb?: string;
  kind: "match" | "inconclusive" | "mismatch";
  remarks?: string[];
}

const closed: Received = { kind: "closed", how: "end", partial: "" };
const silence: Received = { kind: "silence", milliseconds: 5, partial: "" };

const rows: Row[] = [
  {
    title: "what is tolerated elsewhere, by codes",
    expected: { reply: "202 Superfluous.", elsewhere: "502" },
    received: wire("502 ALLO not implemented.\r\n"),
    rule: "codes",
    kind: "match",
    remarks: ["lenient"],
  },
  {
    title: "what is tolerated elsewhere, beside what is lenient",
    expected: { reply: "202 Superfluous.", lenient: "200", elsewhere: ["500", "502"] },
    received: wire("200 OK\r\n"),
    rule: "tolerant",
    kind: "match",
    remarks: ["lenient"],
  },
  {
    title: "what is tolerated elsewhere and not where texts are exact",
    expected: { reply: "202 Superfluous.", lenient: "200", elsewhere: "502" },
    received: wire("502 ALLO not implemented.\r\n"),
    kind: "mismatch",
  },
  {
    title: "what must not come, in another wording",
    expected: { reply: "213 {after:digits14}", unless: "213 20260102030405" },
    received: wire("213 20260102030405.678\r\n"),
    rule: "codes",
    kind: "match",
  },
  {
    title: "what must not come",
    expected: { reply: "213 {after:digits14}", unless: "213 20260102030405.678" },
    received: wire("213 20260102030405.678\r\n"),
    rule: "codes",
    kind: "mismatch",
  },
  {
    title: "another time with fractions of a second is no other wording",
    expected: { reply: "213 20260102030405" },
    received: wire("213 20260102030406.5\r\n"),
    rule: "tolerant",
    kind: "mismatch",
  },
  { title: "the code alone", expected: { reply: "200" }, received: wire("200 whatever\r\n"), kind: "match" },
  { title: "another code", expected: { reply: "200" }, received: wire("250 OK.\r\n"), kind: "mismatch" },
  { title: "code and text", expected: { reply: "200 OK." }, received: wire("200 OK.\r\n"), kind: "match" },
  {
    title: "another text when exact",
    expected: { reply: "200 OK." },
    received: wire("200 Fine.\r\n"),
    kind: "mismatch",
  },
  {
    title: "another text when tolerant is a remark",
    expected: { reply: "200 OK." },
    received: wire("200 Fine.\r\n"),
    rule: "tolerant",
    kind: "match",
    remarks: ["text"],
  },
  {
    title: "another text by codes is nothing",
    expected: { reply: "200 OK." },
    received: wire("200 Fine.\r\n"),
    rule: "codes",
    kind: "match",
  },
  {
    title: "another number in the same words is wrong when tolerant",
    expected: { reply: "226 STOR completed, 26 bytes" },
    received: wire("226 stor completed, 27 bytes.\r\n"),
    rule: "tolerant",
    kind: "mismatch",
  },
  {
    title: "one of several",
    expected: { reply: ["331", "230"] },
    received: wire("230 in\r\n"),
    kind: "match",
  },
  {
    title: "tolerated with a remark",
    expected: { reply: "200", lenient: "250" },
    received: wire("250 OK\r\n"),
    kind: "match",
    remarks: ["lenient"],
  },
  {
    title: "proves nothing",
    expected: { reply: "200", inconclusive: "450" },
    received: wire("450 busy\r\n"),
    kind: "inconclusive",
  },
  { title: "a class of codes", expected: { reply: "5yz" }, received: wire("553 no\r\n"), kind: "match" },
  { title: "another class", expected: { reply: "5yz" }, received: wire("450 no\r\n"), kind: "mismatch" },
  {
    title: "a close that is declared",
    expected: { reply: ["421", "closed"] },
    received: closed,
    kind: "match",
  },
  { title: "a close that is not", expected: { reply: "421" }, received: closed, kind: "mismatch" },
  {
    title: "a silence that is not declared",
    expected: { reply: "421" },
    received: silence,
    kind: "mismatch",
  },
  { title: "a flood", expected: { reply: "200" }, received: { kind: "flood", octets: 9 }, kind: "mismatch" },
  {
    title: "every line",
    expected: { reply: { code: 211, lines: ["a", "b", "End"] } },
    received: wire("211-a\r\nb\r\n211 End\r\n"),
    kind: "match",
  },
  {
    title: "a line too many",
    expected: { reply: { code: 211, lines: ["a", "End"] } },
    received: wire("211-a\r\nb\r\n211 End\r\n"),
    kind: "mismatch",
  },
  {
    title: "lines in another order",
    expected: { reply: { code: 211, lines: ["b", "a", "End"] } },
    received: wire("211-a\r\nb\r\n211 End\r\n"),
    kind: "mismatch",
  },
  {
    title: "lines that must be there, in any order",
    expected: { reply: { code: 211, contains: ["b", "a"] } },
    received: wire("211-a\r\nb\r\n211 End\r\n"),
    kind: "match",
  },
  {
    title: "a line that is not there, even by codes",
    expected: { reply: { code: 211, contains: ["c"] } },
    received: wire("211-a\r\nb\r\n211 End\r\n"),
    rule: "codes",
    kind: "mismatch",
  },
  {
    title: "data that the text must hold",
    expected: { reply: "213", says: "26" },
    received: wire("213 26\r\n"),
    rule: "codes",
    kind: "match",
  },
  {
    title: "data that the text does not hold",
    expected: { reply: "213", says: "26" },
    received: wire("213 27\r\n"),
    rule: "codes",
    kind: "mismatch",
  },
  {
    title: "data that a tolerated reply does not hold",
    expected: { reply: "213", lenient: "250", says: "26" },
    received: wire("250 27\r\n"),
    rule: "codes",
    kind: "mismatch",
  },
  {
    title: "a bare line feed is irregular",
    expected: { reply: "200" },
    received: wire("200 OK.\n"),
    kind: "match",
    remarks: ["irregular"],
  },
  ...(
    [
      ["features behind a blank each", " MDTM", []],
      ["features without a blank", "MDTM", ["lenient"]],
      ["features with the code", "211-MDTM", ["lenient"]],
      ["features behind a tab", "\tMDTM", ["lenient"]],
      ["features behind two blanks", "  MDTM", ["lenient"]],
    ] as const
  ).flatMap(([title, line, remarks]) =>
    (["exact", "tolerant", "codes"] as const).map(
      (rule): Row => ({
        title: `${title} (${rule})`,
        expected: { reply: { code: 211 } },
        received: wire(`211-Extensions supported:\r\n${line}\r\n211 End\r\n`),
        rule,
        verb: "FEAT",
        kind: "match",
        remarks: [...remarks],
      }),
    ),
  ),
  ...(["exact", "tolerant", "codes"] as const).flatMap((rule): Row[] => [
    {
      title: `no blank behind the code is a remark (${rule})`,
      expected: { reply: "200" },
      received: wire("200OK\r\n"),
      rule,
      kind: "match",
      remarks: ["irregular"],
    },
    {
      title: `a tab behind the code is a remark (${rule})`,
      expected: { reply: "200" },
      received: wire("200\tOK\r\n"),
      rule,
      kind: "match",
      remarks: ["irregular"],
    },
    {
      title: `a 229 without a port is none (${rule})`,
      expected: { reply: "229" },
      received: wire("229 Entering Extended Passive Mode (||1|)\r\n"),
      rule,
      verb: "EPSV",
      kind: "mismatch",
    },
  ]),
];

describe("judging a reply", () => {
  for (const { title, expected, received, rule, verb, kind, remarks } of rows) {
    it(`${title}: ${kind}`, () => {
      const judgement = judge(expected, received, rule ?? "exact", new Map(), verb);
      expect(judgement.kind).to.equal(kind);
      if (judgement.kind === "match")
        expect(judgement.remarks.map((remark) => remark.kind)).to.deep.equal(remarks ?? []);
    });
  }

  it("holds a place to what it held before", () => {
    const first = judge({ reply: "213 {size:number}" }, wire("213 26\r\n"), "exact", new Map());
    if (first.kind !== "match") throw new Error("no match");
    expect(judge({ reply: "226 {size:number}" }, wire("226 26\r\n"), "exact", first.bindings).kind).to.equal(
      "match",
    );
    expect(judge({ reply: "226 {size:number}" }, wire("226 25\r\n"), "exact", first.bindings).kind).to.equal(
      "mismatch",
    );
    expect(
      judge({ reply: "226", says: "{size}" }, wire("226 25\r\n"), "codes", first.bindings).kind,
    ).to.equal("mismatch");
  });
});

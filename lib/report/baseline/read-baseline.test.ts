import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parseBaseline, readBaseline } from "./read-baseline.js";

const DIGEST = "5f1d".repeat(16);
const WHOLE = `baseline: 1
suites: { digest: ${DIGEST}, cases: 217 }
device: "R1 FTP server (V10.2) ready."
accepted:
  - case: dm724.a.one
    verdict: fail
    signature: 3f2a9c0011223344
    received: "500 No."
    reason: "FW-1234, fixed in 10.3"
    expires: 2027-01-31
passed:
  - dm724.b.one
  - dm724.b.two
...
`;

const faults: readonly (readonly [title: string, from: string | RegExp, to: string, message: string])[] = [
  ["not YAML", 'device: "R1', "device: {R1", "b.yaml:4:1: not YAML: "],
  ["an unknown key", "    reason:", "    reson:", 'b.yaml:9:5: baseline: unknown key "reson"; write reason'],
  ["an unknown key above", "device:", "devise:", 'b.yaml:3:1: baseline: unknown key "devise"; write device'],
  [
    "a missing reason",
    /    reason: .*\n/.source,
    "",
    "b.yaml:5:5: baseline: accepted.0.reason is missing; write a string",
  ],
  [
    "a blank reason",
    '"FW-1234, fixed in 10.3"',
    '"  "',
    'b.yaml:9:13: baseline: accepted.0.reason is "  "; write why it is tolerated, such as "FW-1234, fixed in 10.3"',
  ],
  [
    "a day that there is not",
    "2027-01-31",
    "2027-02-30",
    "b.yaml:10:14: baseline: accepted.0.expires: there is no day 2027-02-30; write one such as 2027-01-31",
  ],
  [
    "no day at all",
    "2027-01-31",
    "soon",
    'b.yaml:10:14: baseline: accepted.0.expires is "soon"; write a day such as 2027-01-31',
  ],
  [
    "a case twice",
    "dm724.b.two",
    "dm724.b.one",
    "b.yaml:13:5: dm724.b.one stands on line 12 already; take one of the two out",
  ],
  [
    "a case that passed and is accepted",
    "dm724.b.two",
    "dm724.a.one",
    "b.yaml:13:5: dm724.a.one stands on line 5 already; take one of the two out",
  ],
  [
    "an id that is none",
    "dm724.a.one",
    "DM724 one",
    'b.yaml:5:11: baseline: accepted.0.case is "DM724 one"; write the id of a case, such as suite.login.empty-password',
  ],
  [
    "a passed id that is none",
    "dm724.b.two",
    "two",
    'b.yaml:13:5: baseline: passed.1 is "two"; write the id of a case, such as suite.login.empty-password',
  ],
  [
    "a short signature",
    "3f2a9c0011223344",
    "3f2a9c",
    'b.yaml:7:16: baseline: accepted.0.signature is "3f2a9c"; write the 16 hexadecimal digits that flashgate baseline accept writes',
  ],
  [
    "a verdict that none is",
    "verdict: fail",
    "verdict: pass",
    'b.yaml:6:14: baseline: accepted.0.verdict is "pass"; write one of: fail, inconclusive, error',
  ],
  ["another format", "baseline: 1", "baseline: 2", "b.yaml:1:11: baseline: baseline is 2; write "],
  ["a digest that is none", DIGEST, "5f1d", 'b.yaml:2:19: baseline: suites.digest is "5f1d"; write the 64'],
  ["the rest cut off", "  - dm724.b.two\n...\n", "", "b.yaml:12:1: the file was cut off"],
  ["cut off inside an entry", /    received:[\s\S]*/.source, "", "b.yaml:7:1: the file was cut off"],
];

describe("report/baseline/read-baseline", () => {
  it("reads, and knows where every case stands", () => {
    const read = parseBaseline("b.yaml", WHOLE);
    if (!read.ok) return expect.fail(read.message);
    expect(read.baseline.accepted).to.deep.equal([
      {
        case: "dm724.a.one",
        verdict: "fail",
        signature: "3f2a9c0011223344",
        received: "500 No.",
        reason: "FW-1234, fixed in 10.3",
        expires: "2027-01-31",
      },
    ]);
    expect(read.baseline.passed).to.deep.equal(["dm724.b.one", "dm724.b.two"]);
    expect([...read.baseline.lineOf]).to.deep.equal([
      ["dm724.a.one", 5],
      ["dm724.b.one", 12],
      ["dm724.b.two", 13],
    ]);
    expect(read.baseline.digestAt).to.equal("b.yaml:2:19");
  });

  for (const [title, from, to, message] of faults) {
    it(`refuses ${title}, and says where and what to write`, () => {
      const spoilt = WHOLE.replace(new RegExp(from, ""), to);
      expect(spoilt).not.to.equal(WHOLE);
      const read = parseBaseline("b.yaml", spoilt);
      if (read.ok) return expect.fail("it was read");
      expect(read.message.slice(0, message.length)).to.equal(message);
      // A key with a typo is one that is missing, too.
      expect(read.message.split("\n").length).to.equal(title.startsWith("an unknown key") ? 2 : 1);
    });
  }

  for (const [title, text] of [
    ["an empty file", ""],
    ["a journal", '{"type":"run"}\n{"type":"end"}\n'],
    ["a list", "- 1\n"],
    ["what is no text", "\u0000\u0001\u0002"],
  ] as const)
    it(`refuses ${title}`, () => {
      const read = parseBaseline("b.yaml", text);
      expect(read.ok ? "it was read" : read.message).to.match(/^b\.yaml:\d+:\d+: /);
    });

  it("is whole with a comment or Windows line ends", () => {
    expect(parseBaseline("b.yaml", WHOLE.replaceAll("\n", "\r\n")).ok).to.equal(true);
    expect(parseBaseline("b.yaml", `# ours\n${WHOLE}`).ok).to.equal(true);
  });

  it("says what to name instead of no file or a folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "flashgate-baseline-"));
    try {
      const none = readBaseline(join(folder, "none.yaml"));
      expect(none.ok ? "" : none.message).to.match(
        /^there is no baseline .*none\.yaml; flashgate baseline accept RUN --baseline .*none\.yaml writes one$/,
      );
      const it = readBaseline(folder);
      expect(it.ok ? "" : it.message).to.match(/ is a folder; name the file of a baseline$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

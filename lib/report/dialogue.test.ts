import { expect } from "chai";
import type { CaseRecord, DialogueEvent } from "../runner/journal.js";
import { dialogueLines } from "./dialogue.js";
import { dialogue, passed } from "./sample-journal.test.js";

const lines = (
  events: DialogueEvent[],
  more: Partial<CaseRecord> = {},
  options: Partial<Parameters<typeof dialogueLines>[1]> = {},
): string[] => dialogueLines(passed("a.b.c", { dialogue: events, ...more }), { most: 40, ...options });

const event = (more: Partial<DialogueEvent>): DialogueEvent => ({
  at: 0,
  session: "main",
  channel: "control",
  side: "S",
  ...more,
});

/** Times are left out: they count the events. */
const TABLE: [title: string, events: DialogueEvent[], expected: string[]][] = [
  ["nothing", [], []],
  ["a command and its reply", dialogue("C NOOP\\r\\n", "S 200 OK\\r\\n"), ["C: NOOP", "S: 200 OK"]],
  [
    "several lines in one piece",
    dialogue("S 211-a\\r\\n b\\r\\n211 c\\r\\n"),
    ["S: 211-a", "S:  b", "S: 211 c"],
  ],
  ["one line in several pieces", dialogue("S 220 rea", "S dy\\r", "S \\n"), ["S: 220 ready (in 3 pieces)"]],
  [
    "the end of a line and the beginning of the next in one piece",
    dialogue("S 211-a\\r\\n211", "S  b\\r\\n"),
    ["S: 211-a", "S: 211 b (in 2 pieces)"],
  ],
  ["a bare LF", dialogue("S 200 OK\\n"), ["S: 200 OK\\n"]],
  ["a CR too many", dialogue("S 200 OK\\r\\r\\n"), ["S: 200 OK\\r"]],
  ["a CR inside", dialogue("C NO\\rOP\\r\\n"), ["C: NO\\rOP"]],
  ["NUL, Telnet and octets above 127", dialogue("C \\xff\\xf4\\0A\\xe9\\r\\n"), ["C: \\xff\\xf4\\0A\\xe9"]],
  ["an escaped backslash before r and n is no line end", dialogue("C A\\\\r\\\\n\\r\\n"), ["C: A\\\\r\\\\n"]],
  ["a blank at the end", dialogue("C PASS \\r\\n", "S 331  \\r\\n"), ["C: PASS\\x20", "S: 331 \\x20"]],
  ["an empty line", dialogue("C \\r\\n"), ["C:"]],
  ["no line end", dialogue("S 220 ready"), ["S: 220 ready (no line end)"]],
  [
    "the other side speaks in the middle of a line",
    dialogue("C NO", "S 220 ready\\r\\n", "C OP\\r\\n"),
    ["C: NO (no line end)", "S: 220 ready", "C: (goes on) OP"],
  ],
  [
    "a password that was sent octet by octet",
    dialogue("C PAS", "C S s", "C ecret\\r\\n", "S 230 PASS secret\\r\\n"),
    ["C: PASS **** (in 3 pieces)", "S: 230 PASS secret"],
  ],
  [
    "what was done instead of sending",
    [
      event({ side: "C", note: "connected to 127.0.0.1 port 21" }),
      event({ side: "S", note: "closed" }),
      event({ side: "-", note: "17 further octets were received and not kept" }),
    ],
    [
      "C  (connected to 127.0.0.1 port 21)",
      "S  (closed)",
      "-  (17 further octets were received and not kept)",
    ],
  ],
  [
    "data connections",
    [
      event({ channel: "data", side: "C", note: "connected to 127.0.0.1 port 9" }),
      event({ channel: "data", side: "C", note: "3 octets, CRC-32 00c0ffee", text: "a\\r\\n" }),
      event({ channel: "data", side: "S", note: "900 octets, CRC-32 00c0ffee", text: "\\x00".repeat(48) }),
      event({ channel: "data", side: "S", note: "0 octets, CRC-32 00000000", text: "" }),
      event({ channel: "data", side: "-", note: "refused" }),
    ],
    [
      "D> (connected to 127.0.0.1 port 9)",
      "D> 3 octets, CRC-32 00c0ffee: a\\r\\n",
      `D< 900 octets, CRC-32 00c0ffee: ${"\\0".repeat(24)}...`,
      "D< 0 octets, CRC-32 00000000",
      "D- (refused)",
    ],
  ],
  [
    "several sessions, whose lines do not mix",
    [
      event({ session: "main", text: "220 o" }),
      event({ session: "second", text: "220 two\\r\\n" }),
      event({ session: "main", text: "ne\\r\\n" }),
    ],
    ["main    S: 220 one (in 2 pieces)", "second  S: 220 two"],
  ],
  [
    "a text that is not escaped octets",
    [event({ text: "a\u001b[2J\u20ac" })],
    ["S: a\\x1b[2J\\xe2\\x82\\xac (no line end)"],
  ],
  ["control characters in a note", [event({ note: "\u001b[2J\n" })], ["S  (\\x1b[2J\\n)"]],
  [
    "a line without an end is cut",
    dialogue(`S 220 ${"x".repeat(1000)}\\r\\n`),
    [`S: 220 ${"x".repeat(236)}... (764 more octets)`],
  ],
];

describe("report/dialogue", () => {
  for (const [title, events, expected] of TABLE) {
    it(title, () => {
      expect(lines(events).map((line) => line.replace(/^ *[\d.]+ {2}/, ""))).to.deep.equal(expected);
    });
  }

  it("has the times in a column, which can be marked", () => {
    const events = dialogue("C NOOP\\r\\n", event({ at: 12345.678, text: "200 OK\\r\\n" }));
    expect(lines(events)).to.deep.equal(["    0.4  C: NOOP", "12345.7  S: 200 OK"]);
    expect(lines(events, {}, { dim: (text) => `<${text}>` })[0]).to.equal("<    0.4>  C: NOOP");
  });

  it("leaves the health probe out unless the device died", () => {
    const events = [event({ text: "220 a\\r\\n" }), event({ session: "health", text: "220 b\\r\\n" })];
    expect(lines(events)).to.deep.equal(["   0.0  S: 220 a"]);
    expect(lines(events, { died: true })).to.deep.equal([
      "   0.0  main    S: 220 a",
      "   0.0  health  S: 220 b",
    ]);
  });

  it("shows what was put back only when that did not succeed", () => {
    const events = [event({ text: "220 a\\r\\n" }), event({ session: "cleanup", text: "220 b\\r\\n" })];
    expect(lines(events)).to.have.length(1);
    expect(lines(events, { remarks: [{ kind: "cleanup", message: "no" }] })).to.have.length(2);
  });

  it("leaves out the middle of a long dialogue and says how much", () => {
    const events = dialogue(...Array.from({ length: 100 }, (_, index) => `S 200 ${index}\\r\\n`));
    const shown = lines(events);
    expect(shown).to.have.length(41);
    expect(shown[9]).to.contain("200 9");
    expect(shown[10]).to.equal("        ... 60 lines left out, the journal has all ...");
    expect(shown[11]).to.contain("200 70");
    expect(shown[40]).to.contain("200 99");
    expect(lines(events, {}, { most: 100 })).to.have.length(100);
    expect(lines(events, {}, { most: 0 })).to.deep.equal([
      "        ... 100 lines left out, the journal has all ...",
    ]);
  });

  it("goes on in the next line where columns end, and loses no character", () => {
    const text = `200 ${"0123456789 ".repeat(12)}end`;
    const shown = lines(dialogue(`S ${text}\\r\\n`), {}, { columns: 40 });
    expect(shown.every((line) => line.length <= 40)).to.equal(true);
    expect(shown.slice(1).every((line) => line.startsWith(" ".repeat(11)))).to.equal(true);
    expect(shown.map((line) => line.slice(11)).join("")).to.equal(text);
  });

  it("takes a megabyte of empty lines", () => {
    const shown = lines(dialogue(`S ${"\\r\\n".repeat(1 << 19)}`));
    expect(shown).to.have.length(41);
  });
});

import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import type { Journal } from "../runner/journal.js";
import {
  dialogue,
  failed,
  journalOf,
  type More,
  many,
  notRun,
  notSelected,
  passed,
} from "./sample-journal.test.js";
import { summaryText } from "./summary.js";

const FILES = ["reports/2026-11-20T21-10-00Z-embedded/journal.jsonl", "reports/x/junit.xml"];

function summary(journal: Journal, options: { colour?: boolean; columns?: number } = {}): string {
  return summaryText(journal, { colour: false, columns: 100, files: FILES, ...options });
}

/** The lines from the word that says whether it is green. */
function closing(journal: Journal): string[] {
  const lines = summary(journal).trimEnd().split("\n");
  return lines.slice(lines.findLastIndex((line) => /^(PASS|FAIL|INCOMPLETE):/.test(line)));
}

const kill: Partial<Journal> = { end: undefined };

describe("report/summary", () => {
  it("tells a failure from its purpose to its dialogue", () => {
    expect(
      summary(journalOf({ cases: [passed("dm724.sessions.user"), failed("dm724.sessions.quit")] })),
    ).to.equal(
      `FAIL dm724.sessions.quit
  purpose   QUIT ends the session with 221.
  clauses   Dm724-I 1.4.2, AMB-010 (must)
  case      suites/dm724/sessions.yaml:42, step at line 47
  expected  221 Goodbye.
        or  226
  received  500 'QUIT': command not understood
  dialogue  (times in ms)
     0.1  C  (connected to 127.0.0.1 port 4021)
     1.4  S: 220 R1 FTP server (V10.2) ready.
     2.4  C: QUIT
     3.4  S: 500 'QUIT': command not understood

FAIL: 1 of 2 selected cases failed
reference device: "R1 FTP server (V10.2) ready.", permits reboot, texts exact
1 passed, 1 failed, 0 inconclusive, 0 errors, 0 not selected, 0 not run in 1.9 s
  reports/2026-11-20T21-10-00Z-embedded/journal.jsonl
  reports/x/junit.xml
`,
    );
  });

  it("is short when everything passed", () => {
    expect(summary(journalOf({ cases: many(214, passed) }))).to.equal(
      `PASS: all 214 selected cases passed
reference device: "R1 FTP server (V10.2) ready.", permits reboot, texts exact
214 passed, 0 failed, 0 inconclusive, 0 errors, 0 not selected, 0 not run in 1.9 s
  reports/2026-11-20T21-10-00Z-embedded/journal.jsonl
  reports/x/junit.xml
`,
    );
  });

  it("tells the reason when it says more than the deviation", () => {
    const record = failed("a.b.c");
    const told = (more: More): string => summary(journalOf({ cases: [failed("a.b.c", more)] }));
    expect(told({})).not.to.contain("  reason ");
    expect(told({ reason: `${record.reason}; afterwards the device was dead: it refuses` })).to.contain(
      "  reason    expected 221",
    );
    expect(told({ reason: "the data stopped", deviation: undefined })).to.contain(
      "  reason    the data stopped\n",
    );
  });

  it("names the step of a failure only: a preamble's steps are in another file", () => {
    const record = failed("a.b.c", { verdict: "inconclusive", reason: "the preamble was not reached: no" });
    expect(summary(journalOf({ cases: [record] }))).to.contain("  case      suites/dm724/sessions.yaml:42\n");
  });

  it("shows the health probe of a device that died", () => {
    const text = summary(journalOf({ cases: [failed("a.b.c", { died: true })] }));
    expect(text).to.contain("     3.4  main    S: 500 'QUIT': command not understood\n");
    expect(text).to.contain("     9.5  health  S: 220 ready\n");
  });

  it("has failures first, then what is inconclusive, then errors, each by id", () => {
    const cases = [
      passed("a.b.e1", { verdict: "error", reason: "no" }),
      passed("a.b.i2", { verdict: "inconclusive", reason: "no" }),
      failed("a.b.f2"),
      passed("a.b.i1", { verdict: "inconclusive", reason: "no" }),
      failed("a.b.f1"),
    ];
    const heads = summary(journalOf({ cases })).match(/^(FAIL|INCONCLUSIVE|ERROR) .*/gm);
    expect(heads).to.deep.equal([
      "FAIL a.b.f1",
      "FAIL a.b.f2",
      "INCONCLUSIVE a.b.i1",
      "INCONCLUSIVE a.b.i2",
      "ERROR a.b.e1",
    ]);
  });

  it("groups what was not selected and what was not run by their reasons", () => {
    const text = summary(
      journalOf({
        cases: [passed("a.b.c")],
        notSelected: [
          notSelected("a.b.1", "its hazard is reboot and the device permits session"),
          ...Array.from({ length: 12 }, (_, index) => notSelected(`a.c.${index}`)),
        ],
        notRun: [notRun("a.d.1", "interrupted"), notRun("a.d.2", "interrupted")],
      }),
    );
    expect(text).to.contain(
      "12 not selected: help: 502 Help not available\n1 not selected: its hazard is reboot and the device permits session\n",
    );
    expect(text).to.contain("\n2 not run: interrupted\n");
  });

  it("groups remarks that differ in their numbers only, and shows ten kinds", () => {
    const remark = (message: string) => ({ remarks: [{ kind: "lenient" as const, message }] });
    const cases = [
      ...[40001, 40002, 40003].map((port) => passed(`a.b.port-${port}`, remark(`227 says port ${port}`))),
      passed("a.b.221", remark("221: there is a NUL octet")),
      passed("a.b.226", remark("226: there is a NUL octet")),
      ..."abcdefghij".split("").map((letter) => passed(`a.b.${letter}`, remark(`text ${letter}`))),
    ];
    const text = summary(journalOf({ cases }));
    expect(text).to.contain(
      "3 remarks, lenient: 227 says port 40001\n1 remark, lenient: 221: there is a NUL octet\n",
    );
    expect(text.match(/remarks?, lenient/g)).to.have.length(10);
    expect(text).to.contain("\n3 remarks of 3 more kinds\n");
  });

  const ends: [title: string, journal: Journal, expected: (string | RegExp)[]][] = [
    [
      "nothing selected is not green",
      journalOf({ notSelected: [notSelected("a.b.c")] }),
      [
        "INCOMPLETE: nothing was run",
        /^reference device/,
        "No case was run, so nothing is known about the device.",
        "0 passed, 0 failed, 0 inconclusive, 0 errors, 1 not selected, 0 not run in 1.9 s",
      ],
    ],
    [
      "a stopped run",
      journalOf({
        cases: [passed("a.b.c")],
        notRun: [notRun("a.b.d", "the device died in a.b.c")],
        end: { type: "end", finished: "", durationMs: 61_000, stopped: "the device died in a.b.c" },
      }),
      [
        "INCOMPLETE: 1 of 2 selected cases neither passed nor failed",
        /^reference device/,
        "The run was stopped before its end (the device died in a.b.c): 1 of 2 selected cases were not run.",
        "1 passed, 0 failed, 0 inconclusive, 0 errors, 0 not selected, 1 not run in 1 min 1 s",
      ],
    ],
    [
      "a killed run",
      journalOf({ cases: [passed("a.b.c")], header: { selected: 214 }, ...kill }),
      [
        "INCOMPLETE: 213 of 214 selected cases neither passed nor failed",
        /^reference device/,
        "The journal has no end, so the run was killed: 213 of 214 selected cases were not run.",
        "1 passed, 0 failed, 0 inconclusive, 0 errors, 0 not selected, 213 not run",
      ],
    ],
    [
      "strictness and a device that says nothing",
      journalOf({
        cases: [passed("a.b.c")],
        header: { strict: true, device: { greeting: "", system: "", work: "/" } },
      }),
      [
        "PASS: the selected case passed",
        "reference device: no greeting, permits reboot, texts exact, strict",
        "1 passed, 0 failed, 0 inconclusive, 0 errors, 0 not selected, 0 not run in 1.9 s",
      ],
    ],
  ];
  for (const [title, journal, expected] of ends) {
    it(title, () => {
      const lines = closing(journal);
      expect(lines.slice(expected.length)).to.deep.equal(FILES.map((file) => `  ${file}`));
      for (const [index, line] of expected.entries()) {
        if (typeof line === "string") expect(lines[index]).to.equal(line);
        else expect(lines[index]).to.match(line);
      }
    });
  }

  for (const columns of [40, 80, 200]) {
    it(`keeps to ${columns} columns but for what has no blank, the counts and the files`, () => {
      const long = "several words that go on and on, and then on again ".repeat(6).trimEnd();
      const journal = journalOf({
        cases: [
          failed("dm724.reply-119.savebuffer-announced", {
            purpose: long,
            reason: long,
            remarks: [{ kind: "text", message: long }],
            dialogue: dialogue(`S 220 ${"x y".repeat(70)}\\r\\n`),
          }),
        ],
        notSelected: [notSelected("a.b.c", long)],
        notRun: [notRun("a.b.d", long)],
        end: { type: "end", finished: "", durationMs: 1, stopped: long },
      });
      for (const line of summary(journal, { columns }).split("\n")) {
        const whole = /^(FAIL dm724|0 passed| {2}reports| {2}case)/.test(line) || /^ +[^ ]+$/.test(line);
        if (!whole) expect(line.length, line).to.be.at.most(columns);
      }
    });
  }

  it("tells fifty cases at length and the others in a line", () => {
    const text = summary(journalOf({ cases: many(3000, failed) }));
    expect(text.match(/^ {2}purpose/gm)).to.have.length(50);
    expect(text.match(/^FAIL dm724/gm)).to.have.length(3000);
    expect(text).to.contain("\nFAIL: 3000 of 3000 selected cases failed\n");
  });

  it("lets no control character through", () => {
    const evil = "\u001b[2J\u0000\r\n\u009b\u202e";
    const text = summary(
      journalOf({
        cases: [
          failed(`a.b.${evil}`, {
            purpose: evil,
            covers: [evil],
            file: evil,
            reason: evil,
            deviation: { line: 1, expected: [evil], received: evil },
            remarks: [{ kind: "text", message: evil }],
            dialogue: [{ at: 0, session: evil, channel: "control", side: "S", text: evil }],
          }),
        ],
        notSelected: [notSelected("a.b.c", evil)],
        notRun: [notRun("a.b.d", evil)],
        end: { type: "end", finished: "", durationMs: 1, stopped: evil },
        header: {
          target: { kind: "target", name: evil },
          device: { greeting: evil, system: evil, work: evil },
        },
      }),
    );
    expect(text).to.match(/^[\n\x20-\x7e]*$/);
  });

  it("colours the words and dims the times when it is told to, and nothing else changes", () => {
    const journal = journalOf({ cases: [failed("a.b.c"), ...many(60, (id) => failed(id))] });
    const coloured = summary(journal, { colour: true });
    expect(coloured).to.contain(
      "\u001b[31m\u001b[1mFAIL: 61 of 61 selected cases failed\u001b[22m\u001b[39m",
    );
    expect(coloured).to.contain("\u001b[2m   1.4\u001b[22m  S: 220");
    expect(stripVTControlCharacters(coloured)).to.equal(summary(journal));
  });

  it("says what several failures have in common, right above the answer", () => {
    const lines = summary(journalOf({ cases: many(5, failed) })).split("\n");
    const at = lines.findIndex((line) => line.startsWith("FAIL: "));
    expect(lines.slice(at - 4, at)).to.deep.equal([
      "",
      "5 cases: QUIT is not known (500)",
      "    dm724.topic-0.case-0000, dm724.topic-1.case-0001, dm724.topic-2.case-0002 and 2 more",
      "",
    ]);
  });

  it("gives the most frequent reasons for what was not run, and counts the others", () => {
    const left = Array.from({ length: 30 }, (_, at) => notSelected(`d.a.case-${at}`, `reason ${at}`));
    const lines = summary(journalOf({ cases: [passed("d.a.ok")], notSelected: left })).split("\n");
    expect(lines.filter((line) => line.startsWith("1 not selected: reason "))).to.have.length(20);
    expect(lines).to.include("10 not selected: for 10 other reasons");
  });
});

import { expect } from "chai";
import type { CaseRecord, DialogueEvent, Journal } from "../runner/journal.js";
import { causesOf, causeText, examplesOf } from "./causes.js";
import { dialogue, failed, journalOf, type More, many, passed } from "./sample-journal.test.js";

const CONNECTED: DialogueEvent = {
  at: 0,
  session: "main",
  channel: "control",
  side: "C",
  note: "connected to 127.0.0.1 port 21",
};

/** What a command came to: `NOOP`, `502 No.` */
function spoke(...events: string[]): DialogueEvent[] {
  return dialogue(CONNECTED, "S 220 ready\\r\\n", ...events.map((event) => `${event}\\r\\n`));
}

let counter = 0;
/** A case that failed for this reason, with another number of its own each time. */
function case_(reason: string, received?: string, events: DialogueEvent[] = [], more: More = {}) {
  counter += 1;
  return failed(`d.a.case-${String(counter).padStart(3, "0")}`, {
    reason,
    deviation: received === undefined ? undefined : { line: 1, expected: ["200"], received },
    dialogue: events,
    ...more,
  });
}

/** As the runner words a reply that was not expected. */
function replied(received: string, ...events: string[]): CaseRecord {
  return case_(`expected 200; received ${received}`, received, spoke(...events));
}

const NOOP = (text = "502 No."): CaseRecord =>
  replied(text, "C USER x", "S 230 in", "C NOOP", `S ${text}`, "C QUIT", "S 221 bye");

function told(...cases: CaseRecord[]): string[] {
  return causesOf(journalOf({ cases })).map(causeText);
}

describe("report/causes", () => {
  const shapes: [why: string, cases: CaseRecord[], expected: string[]][] = [
    ["a command that is not known", [NOOP(), NOOP("502 NOOP what?")], ["2 cases: NOOP is not known (502)"]],
    [
      "a command that the device has obeyed elsewhere is known",
      [
        passed("d.a.ok", { dialogue: spoke("C EPRT |1|127.0.0.1|4000|", "S 200 OK") }),
        replied("500 Bad EPRT command.", "C EPRT !", "S 500 Bad EPRT command."),
        replied("500 Bad EPRT command.", "C EPRT ~", "S 500 Bad EPRT command."),
      ],
      ["2 cases: EPRT was answered with 500 Bad EPRT command."],
    ],
    [
      "superfluous is not obeyed",
      [passed("d.a.ok", { dialogue: spoke("C NOOP", "S 202 superfluous") }), NOOP(), NOOP()],
      ["2 cases: NOOP is not known (502)"],
    ],
    [
      "another reply than expected, in the same words but for numbers",
      [
        replied("227 Entering (127,0,0,1,4,1)", "C PASV", "S 227 Entering (127,0,0,1,4,1)"),
        replied("227 Entering (127,0,0,1,99,2)", "C PASV", "S 227 Entering (127,0,0,1,99,2)"),
      ],
      ["2 cases: PASV was answered with 227 Entering (127,0,0,1,4,1)"],
    ],
    [
      "in other words, by its code",
      [replied("550 No a", "C DELE a", "S 550 No a"), replied("550 Nope", "C DELE b", "S 550 Nope")],
      ["2 cases: DELE was answered with 550"],
    ],
    [
      "the reply that is told, not the last one",
      [
        replied("504 No", "C MODE B", "S 504 No", "C SYST", "S 215 x", "C QUIT", "S 221 bye"),
        replied("504 No", "C MODE C", "S 504 No", "C QUIT", "S 500 QUIT?"),
      ],
      ["2 cases: MODE was answered with 504 No"],
    ],
    [
      "pipelined commands are answered in turn",
      [1, 2].map(() => replied("500 b", "C NOOP", "C XA", "S 200 a", "S 500 b")),
      ["2 cases: XA is not known (500)"],
    ],
    [
      "the documented code in other words",
      ["a", "b"]
        .map((verb) =>
          case_("expected 500 Unknown; received 500 What?", "500 What?", spoke(`C ${verb}`, "S 500 What?"), {
            deviation: { line: 1, expected: ["500 Unknown"], received: "500 What?" },
          }),
        )
        .concat(
          ["500 What? 1", "500 Eh?"].map((text) =>
            case_(`expected 500 Unknown; received ${text}`, text, spoke("C XYZZY", `S ${text}`), {
              deviation: { line: 1, expected: ["500 Unknown"], received: text },
            }),
          ),
        ),
      ["2 cases: XYZZY was answered in other words than expected"],
    ],
    [
      "SITE and its word are one command",
      [1, 2].map(() => replied("502 no", "C SITE BACKUP x", "S 502 no")),
      ["2 cases: SITE BACKUP is not known (502)"],
    ],
    [
      "a refused login, of whomever",
      [
        case_("the login as ROOT was refused: 530 No.", "530 No.", [], { verdict: "inconclusive" }),
        case_("the preamble was not reached: the login as guest was refused: 530 No.", "530 No."),
      ],
      ["2 cases: the login was refused: 530 No."],
    ],
    [
      "a preamble that was not reached has the cause of its step",
      [
        NOOP(),
        case_(
          "the preamble was not reached: expected 200; received 502 No.",
          "502 No.",
          spoke("C NOOP", "S 502 No."),
        ),
      ],
      ["2 cases: NOOP is not known (502)"],
    ],
    [
      "silence, from the command that it followed",
      [3000, 20000].map((ms) =>
        case_(`expected 215; received no reply within ${ms} ms`, `no reply within ${ms} ms`, spoke("C SYST")),
      ),
      ["2 cases: no reply to SYST came"],
    ],
    [
      "silence after the preliminary reply",
      [1, 2].map(() =>
        case_(
          "expected 226; received no reply within 9 ms",
          "no reply within 9 ms",
          spoke("C STOR a", "S 150 go"),
        ),
      ),
      ["2 cases: no final reply to STOR came"],
    ],
    [
      "no greeting",
      [1, 2].map(() =>
        case_("expected 220; received no reply within 9 ms", "no reply within 9 ms", dialogue(CONNECTED)),
      ),
      ["2 cases: no greeting came"],
    ],
    [
      "a greeting that is none",
      [1, 2].map(() =>
        case_("expected 220; received 421 full", "421 full", dialogue(CONNECTED, "S 421 full\\r\\n")),
      ),
      ["2 cases: a new session was greeted with 421 full"],
    ],
    [
      "a connection that ends",
      [1, 2].map(() =>
        case_(
          "expected 200; received the control connection was reset",
          "the control connection was reset",
          spoke("C HELP"),
        ),
      ),
      ["2 cases: the control connection was reset where the reply to HELP was due"],
    ],
    [
      "a device that died, of whatever",
      [
        case_("expected 2; received 5; afterwards the device was dead: no greeting", "5", [], { died: true }),
        case_("afterwards the device was dead: refused", undefined, [], { died: true }),
      ],
      ["2 cases: afterwards the device was dead"],
    ],
    [
      "any other reason, without what varies",
      [
        case_("the device left the data connection open for 20000 ms", "still open"),
        case_("the device left the data connection open for 20001 ms", "still open"),
        case_("FG12ab.TXT is not listed with 12 octets", "x"),
        case_("FG99.BIN is not listed with 4096 octets", "x"),
        case_('a line of the list is in no known format: "abc"', "x"),
        case_('a line of the list is in no known format: "x y z"', "x"),
        case_("the harness failed: x", undefined, [], { verdict: "error" }),
      ],
      [
        "2 cases: FG12ab.TXT is not listed with 12 octets",
        '2 cases: a line of the list is in no known format: "abc"',
        "2 cases: the device left the data connection open for 20000 ms",
      ],
    ],
    [
      "a journal without dialogues",
      [1, 2].map(() => case_("expected 200; received 502 No.", "502 No.")),
      ["2 cases: expected 200; received 502 No."],
    ],
    ["what stands alone is no group", [NOOP(), replied("550 x", "C CWD a", "S 550 x")], []],
  ];
  for (const [why, cases, expected] of shapes) {
    it(why, () => expect(told(...cases)).to.deep.equal(expected));
  }

  it("begins with the largest, and a case is counted once", () => {
    const login = (id: string) =>
      failed(id, {
        verdict: "inconclusive",
        reason: "the login as root was refused: 530 no",
        deviation: undefined,
      });
    const cases = [NOOP(), NOOP(), ...many(12, login)];
    const causes = causesOf(journalOf({ cases }));
    expect(causes.map(causeText)).to.deep.equal([
      "12 cases: the login was refused: 530 no",
      "2 cases: NOOP is not known (502)",
    ]);
    expect(causes.flatMap((cause) => cause.cases)).to.have.members(cases.map(({ id }) => id));
    expect(examplesOf(causes[0] as NonNullable<(typeof causes)[0]>)).to.deep.equal({
      ids: cases
        .slice(2)
        .map(({ id }) => id)
        .toSorted()
        .slice(0, 3),
      more: 9,
    });
  });

  it("counts neither what passed nor what a baseline accepts", () => {
    const [one, two, three] = [NOOP(), NOOP(), NOOP()];
    const journal: Journal = {
      ...journalOf({ cases: [one, two, three, passed("d.a.ok")] }),
      gate: {
        type: "gate",
        baseline: "b.yaml",
        day: "2026-11-20",
        exit: 1,
        said: "FAIL: 1 new",
        accepted: [{ id: one.id, reason: "known", expires: "2027-01-01" }],
      },
    };
    expect(causesOf(journal)).to.deep.equal([
      { cause: "NOOP is not known (502)", cases: [two.id, three.id] },
    ]);
  });

  it("is one line of what can be printed, whatever the device said", () => {
    const said = `550 ${"x".repeat(500)}\x1b[2J\n::error::`;
    const causes = told(...[1, 2].map(() => case_(`the login as r was refused: ${said}`, said)));
    expect(causes).to.have.length(1);
    expect(causes[0]).to.match(/^[^\p{Cc}]{100,300}$/u);
  });
});

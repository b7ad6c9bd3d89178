/** Journals for the tests of the reports. */

import type {
  CaseRecord,
  DialogueEvent,
  Journal,
  NotRunRecord,
  NotSelectedRecord,
  RunHeader,
} from "../runner/journal.js";
import type { Deviation, Verdict } from "../suite/verdict.js";

export function header(more: Partial<RunHeader> = {}): RunHeader {
  return {
    type: "run",
    format: 1,
    flashgate: "0.1.0",
    started: "2026-11-20T21:10:00.123Z",
    suites: { digest: "5f1d".repeat(16), cases: 217 },
    target: { kind: "embedded", name: "reference device" },
    device: {
      greeting: "R1 FTP server (V10.2) ready.\nSecond line",
      system: "215 UNIX Type: L8",
      work: "/MEM",
    },
    capabilities: {},
    claims: {
      configured: [],
      arranged: [],
      provokes: [],
      images: {},
      users: { root: "root", guest: null },
      series: {},
    },
    permit: "reboot",
    texts: "exact",
    strict: false,
    selected: 1,
    ...more,
  };
}

/** What went over the control connection of `main`, `C` or `S` first: `C USER root\r\n`. A millisecond passes each time. */
export function dialogue(...events: (string | DialogueEvent)[]): DialogueEvent[] {
  return events.map((event, at) =>
    typeof event === "string"
      ? {
          at: at + 0.4,
          session: "main",
          channel: "control",
          side: event.startsWith("C") ? "C" : "S",
          text: event.slice(2),
        }
      : event,
  );
}

/** What a test says otherwise about a record. */
export type More = Partial<Omit<CaseRecord, "verdict" | "deviation" | "died">> & {
  verdict?: Verdict;
  deviation?: Deviation | undefined;
  died?: boolean | undefined;
};

export function passed(id: string, more: More = {}): CaseRecord {
  return {
    type: "case",
    id,
    suite: id.split(".").slice(0, 2).join("."),
    purpose: "QUIT ends the session with 221.",
    covers: ["Dm724-I 1.4.2", "AMB-010"],
    strength: "must",
    asks: [],
    hazard: "session",
    file: "suites/dm724/sessions.yaml:42",
    verdict: "pass",
    reason: "",
    remarks: [],
    observed: [],
    durationMs: 8.25,
    attempts: 1,
    dialogue: [],
    ...more,
  } as CaseRecord;
}

export function failed(id: string, more: More = {}): CaseRecord {
  const deviation = {
    line: 47,
    expected: ["221 Goodbye.", "226"],
    received: "500 'QUIT': command not understood",
  };
  return passed(id, {
    verdict: "fail",
    reason: `expected ${deviation.expected.join(" or ")}; received ${deviation.received}`,
    deviation,
    dialogue: dialogue(
      { at: 0.1, session: "main", channel: "control", side: "C", note: "connected to 127.0.0.1 port 4021" },
      "S 220 R1 FTP server (V10.2) ready.\\r\\n",
      "C QUIT\\r\\n",
      "S 500 'QUIT': command not understood\\r\\n",
      { at: 9, session: "health", channel: "control", side: "C", note: "connected to 127.0.0.1 port 4021" },
      { at: 9.5, session: "health", channel: "control", side: "S", text: "220 ready\\r\\n" },
    ),
    ...more,
  });
}

export function notSelected(id: string, reason = "help: 502 Help not available"): NotSelectedRecord {
  const { suite, purpose, covers, strength, asks } = passed(id);
  return {
    type: "not-selected",
    id,
    suite,
    purpose,
    covers,
    strength,
    asks,
    reason,
    missing: { capability: "help" },
  };
}

export function notRun(id: string, reason: string): NotRunRecord {
  const { suite, purpose, covers, strength, asks } = passed(id);
  return { type: "not-run", id, suite, purpose, covers, strength, asks, reason };
}

/** A journal that went to its end, with everything selected that has a record. */
export function journalOf(more: Omit<Partial<Journal>, "header"> & { header?: Partial<RunHeader> }): Journal {
  const cases = more.cases ?? [];
  const left = more.notRun ?? [];
  return {
    cases,
    notSelected: [],
    notRun: left,
    end: { type: "end", finished: "2026-11-20T21:10:02.000Z", durationMs: 1900 },
    ...more,
    header: header({ selected: cases.length + left.length, ...more.header }),
  };
}

/** `count` cases in ten topics, made by `make`. */
export function many(count: number, make: (id: string) => CaseRecord): CaseRecord[] {
  return Array.from({ length: count }, (_, index) =>
    make(`dm724.topic-${index % 10}.case-${String(index).padStart(4, "0")}`),
  );
}

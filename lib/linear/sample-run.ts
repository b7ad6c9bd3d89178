/** A run of one case in which a device has said what is to be tried, everywhere where a journal has words of it. */
import { visible } from "../octets/text.js";
import type { CaseRecord, DialogueEvent, Journal, RunHeader } from "../runner/journal.js";

/** @param text latin1 */
export function recordWith(text: string): CaseRecord {
  const shown = visible(text);
  const said = (side: "C" | "S", what: string): DialogueEvent => ({
    at: 1,
    session: "main",
    connection: 1,
    channel: "control",
    side,
    text: what,
  });
  const pieces = shown.match(/(?:\\x..|\\[^]|[^\\]){1,900}/g) ?? [];
  return {
    type: "case",
    id: "dm724.a.one",
    suite: "dm724.a",
    purpose: "QUIT ends the session with 221.",
    covers: ["Dm724-I 1.4.2"],
    strength: "must",
    asks: [],
    hazard: "session",
    file: "suites/dm724/sessions.yaml:42",
    verdict: "fail",
    reason: `expected 221; received ${text}`,
    deviation: { line: 47, expected: [text], received: text },
    remarks: [{ kind: "text", message: text }],
    observed: [],
    durationMs: 1,
    attempts: 1,
    dialogue: [said("S", "220 a\\r\\n"), said("C", "QUIT\\r\\n"), ...pieces.map((piece) => said("S", piece))],
  };
}

function headerWith(text: string): RunHeader {
  return {
    type: "run",
    format: 1,
    flashgate: "0.1.0",
    started: "2026-11-20T21:10:00.123Z",
    suites: { digest: "5f1d".repeat(16), cases: 1 },
    target: { kind: "target", name: "a device" },
    device: { greeting: text, system: text, work: "/MEM" },
    capabilities: { help: { value: "no", reason: text } },
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
  } as unknown as RunHeader;
}

export function journalWith(text: string): Journal {
  const record = recordWith(text);
  return {
    header: headerWith(text),
    cases: [
      record,
      { ...record, id: "dm724.a.two", verdict: "pass", reason: "", deviation: undefined, died: undefined },
    ],
    notSelected: [],
    notRun: [],
    end: { type: "end", finished: "2026-11-20T21:10:02.000Z", durationMs: 1900 },
  };
}

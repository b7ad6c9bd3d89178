/** What the journal keeps of a case and its trace. */
import type { Trace, TraceEvent } from "../net/trace.js";
import { textOf, visible } from "../octets/text.js";
import type { Case } from "../suite/case.js";
import { repliesAskedBy } from "../suite/documented.js";
import type { CaseIdentity, CaseRecord, DialogueEvent } from "./journal.js";
import type { CaseResult } from "./run-case.js";
import { maskedPieces, withoutSecrets } from "./secrets.js";

/** The trace as the journal keeps it. @param secrets passwords that are taken out wherever they stand */
export function dialogueOf(trace: Trace, secrets: readonly string[] = []): DialogueEvent[] {
  const texts = maskedTexts(trace.events, secrets);
  const events = trace.events.map((event): DialogueEvent => {
    const { octets: _, connection, ...rest } = event;
    const text = texts.get(event);
    return {
      ...rest,
      ...(connection !== 0 && { connection }),
      ...(text !== undefined && { text: visible(text) }),
    };
  });
  if (trace.dropped === 0) return events;
  const note = `${trace.dropped} further octets were received and not kept`;
  const where = { session: "main", channel: "control", side: "-" } as const;
  return [...events, { at: trace.elapsed(), ...where, is: "dropped", note }];
}

/** A password may come in pieces, so each side of each connection is looked at as a whole. */
function maskedTexts(events: readonly TraceEvent[], secrets: readonly string[]): Map<TraceEvent, string> {
  const texts = new Map<TraceEvent, string>();
  const sides = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (event.octets === undefined) continue;
    // The tester's own answers to Telnet are no part of a command.
    if (event.channel === "data" || event.is === "telnet") texts.set(event, textOf(event.octets));
    else {
      const key = `${event.connection} ${event.side}`;
      const said = sides.get(key);
      if (said === undefined) sides.set(key, [event]);
      else said.push(event);
    }
  }
  for (const said of sides.values()) {
    const pieces = said.map(({ octets }) => textOf(octets ?? Buffer.alloc(0)));
    const masked = maskedPieces(pieces, secrets, said[0]?.side === "C");
    for (const [index, event] of said.entries()) texts.set(event, masked[index] ?? "");
  }
  return texts;
}

export function caseIdentity(item: Case): CaseIdentity {
  const { id, suite, purpose, covers, strength } = item;
  return { id, suite, purpose, covers, strength, asks: repliesAskedBy(item) };
}

/** What the journal keeps of a case that was run. @param attempts how often */
export function recordOf(
  item: Case,
  result: CaseResult,
  attempts: number,
  secrets: readonly string[],
): CaseRecord {
  const { trace, absent: _, ...outcome } = result;
  return {
    type: "case",
    ...caseIdentity(item),
    hazard: item.hazard,
    file: `${item.file}:${item.line}`,
    ...withoutSecrets(outcome, secrets),
    attempts,
    dialogue: dialogueOf(trace, secrets),
  };
}

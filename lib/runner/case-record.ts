/** What the journal keeps of a case and its trace. */
import type { Trace } from "../net/trace.js";
import { textOf, visible } from "../octets/text.js";
import type { Case } from "../suite/case.js";
import { repliesAskedBy } from "../suite/documented.js";
import type { CaseIdentity, DialogueEvent } from "./journal.js";
import { PasswordMask } from "./password-mask.js";

/** The trace as the journal keeps it. */
export function dialogueOf(trace: Trace): DialogueEvent[] {
  const masks = new Map<string, PasswordMask>();
  const events = trace.events.map(({ octets, connection, ...rest }): DialogueEvent => {
    const event = connection === 0 ? rest : { ...rest, connection };
    if (octets === undefined) return event;
    if (event.side !== "C" || event.channel !== "control") return { ...event, text: visible(octets) };
    const mask = masks.get(event.session) ?? new PasswordMask();
    masks.set(event.session, mask);
    return { ...event, text: visible(mask.apply(textOf(octets))) };
  });
  if (trace.dropped === 0) return events;
  const note = `${trace.dropped} further octets were received and not kept`;
  const where = { session: "main", channel: "control", side: "-" } as const;
  return [...events, { at: trace.elapsed(), ...where, is: "dropped", note }];
}

export function caseIdentity(item: Case): CaseIdentity {
  const { id, suite, purpose, covers, strength } = item;
  return { id, suite, purpose, covers, strength, asks: repliesAskedBy(item) };
}

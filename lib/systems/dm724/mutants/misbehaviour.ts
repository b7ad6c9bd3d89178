import type { Ending, Opening, Outcome, Sink, Source, Transfer } from "../../../device/outcome.js";
import { type DeviceReply, worded } from "../../../device/reply.js";
import { printReply } from "../../../ftp/reply.js";
import type { Interference, Parts } from "../device/parts.js";

/**
 * One way in which a device is wrong, for tests of whoever is to find it out. A device is made with it, so that a device
 * which is right runs none of this.
 */
export interface Misbehaviour {
  /** what the manual says instead stands there: `3.5`, `AMB-029` */
  readonly clause: string;
  /** one sentence: what is wrong */
  readonly says: string;
  /** what one such device is made of; made afresh for each, since it may remember things */
  readonly parts: () => Parts;
}

/** Misbehaviours by permanent name. */
export type MisbehaviourFamily = Readonly<Record<string, Misbehaviour>>;

/** Interferes with every command. */
export function onEvery(interference: Interference): Parts {
  return { interference };
}

/** Interferes with lines that begin so: `STOR`, `SITE SAVEBUFFER`. */
export function on(beginnings: readonly string[], how: Interference): Parts {
  return onEvery((session, command, carryOut) => {
    const line = `${command.verb} ${(command.argument ?? "").trim().toUpperCase()}`.trim();
    const meant = beginnings.some((beginning) => line === beginning || line.startsWith(`${beginning} `));
    return meant ? how(session, command, carryOut) : carryOut(command);
  });
}

/** Does something behind which these are again what they were in front of it. */
export function keeping<Owner extends object, Result>(
  owner: Owner,
  names: readonly (keyof Owner)[],
  act: () => Result,
): Result {
  const kept = names.map((name) => keeper(owner, name));
  try {
    return act();
  } finally {
    for (const putBack of kept) putBack();
  }
}

function keeper<Owner extends object, Name extends keyof Owner>(owner: Owner, name: Name): () => void {
  const { [name]: value } = owner;
  return () => {
    owner[name] = value;
  };
}

/** Changes the text of single-line replies; code and entry stay. */
export function reworded(outcome: Outcome, change: (text: string) => string): Outcome {
  if (outcome.kind !== "reply" || outcome.lines.length !== 1) return outcome;
  return rewordedReply(outcome, change);
}

function rewordedReply(reply: DeviceReply, change: (text: string) => string): DeviceReply {
  const lines = reply.lines.map(change);
  return worded({ ...reply, lines }, printReply(reply.code, lines));
}

/** Changes what a transfer sends. */
export function withSource(outcome: Outcome, change: (source: Source) => Source): Outcome {
  return withOpening(outcome, (opening) =>
    opening.kind === "send" ? { kind: "send", source: change(opening.source) } : opening,
  );
}

/** Changes what becomes of what a transfer receives. */
export function withSink(outcome: Outcome, change: (sink: Sink) => Sink): Outcome {
  return withOpening(outcome, (opening) =>
    opening.kind === "receive" ? { kind: "receive", sink: change(opening.sink) } : opening,
  );
}

function withOpening(outcome: Outcome, change: (opening: Opening) => Opening): Outcome {
  if (outcome.kind !== "transfer") return outcome;
  const transfer: Transfer = { ...outcome, open: () => change(outcome.open()) };
  return transfer;
}

/** Changes a transfer as a whole: its replies, how its data is represented. */
export function withTransfer(outcome: Outcome, change: (transfer: Transfer) => Transfer): Outcome {
  return outcome.kind === "transfer" ? change(outcome) : outcome;
}

/** Changes the reply with which a transfer that was opened ends well. */
export function withEnd(
  outcome: Outcome,
  change: (end: (ending: Ending) => DeviceReply) => Source["end"],
): Outcome {
  return withOpening(outcome, (opening) => {
    if (opening.kind === "refused") return opening;
    if (opening.kind === "receive") {
      const { sink } = opening;
      return { kind: "receive", sink: { ...sink, end: change((ending) => sink.end(ending)) } };
    }
    const { source } = opening;
    return {
      kind: "send",
      source: {
        next: () => source.next(),
        // It changes with every piece, so that it cannot be copied.
        get position() {
          return source.position;
        },
        end: change((ending) => source.end(ending)),
      },
    };
  });
}

/** A reply that the manual has not got. */
export function invented(verb: string, code: number, text: string): DeviceReply {
  return { kind: "reply", verb, code, lines: [text], entry: "", octets: printReply(code, text) };
}

/** Nothing is sent where this reply belongs. */
export function unsaid(reply: DeviceReply): DeviceReply {
  return worded(reply, Buffer.alloc(0));
}

/** Changes what is sent of a reply, however many lines it has. */
export function rewritten(reply: DeviceReply, change: (text: string) => string): DeviceReply {
  return worded(reply, Buffer.from(change(reply.octets.toString("latin1")), "latin1"));
}

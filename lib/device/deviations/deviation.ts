import { printReply } from "../../ftp/reply.js";
import type { Device, Interference } from "../device.js";
import type { Opening, Outcome, Sink, Source, Transfer } from "../outcome.js";
import { type Reply, worded } from "../reply.js";

/**
 * One way in which a device is wrong, for tests of whoever is to find it out. It is put on a finished device from
 * outside, so that a device which is right runs none of this.
 */
export interface Deviation {
  /** what the manual says instead stands there: `3.5`, `AMB-029` */
  readonly clause: string;
  /** one sentence: what is wrong */
  readonly says: string;
  apply(device: Device): void;
}

/** Deviations by permanent name. */
export type DeviationFamily = Readonly<Record<string, Deviation>>;

/** Stands between commands and the device, in front of whatever stands there already. */
export function interfere(device: Device, how: Interference): void {
  const before = device.interference;
  device.interference = (session, command, carryOut) =>
    how(session, command, () => (before === undefined ? carryOut() : before(session, command, carryOut)));
}

/** Interferes with lines that begin so: `STOR`, `SITE SAVEBUFFER`. */
export function interfereWith(device: Device, beginnings: readonly string[], how: Interference): void {
  interfere(device, (session, command, carryOut) => {
    const line = `${command.verb} ${(command.argument ?? "").trim().toUpperCase()}`.trim();
    const meant = beginnings.some((beginning) => line === beginning || line.startsWith(`${beginning} `));
    return meant ? how(session, command, carryOut) : carryOut();
  });
}

/** Changes the text of single-line replies; code and entry stay. */
export function reworded(outcome: Outcome, change: (text: string) => string): Outcome {
  if (outcome.kind !== "reply" || outcome.lines.length !== 1) return outcome;
  return rewordedReply(outcome, change);
}

function rewordedReply(reply: Reply, change: (text: string) => string): Reply {
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

import type { DeviceFault } from "../../../catalogue/faults.js";
import type { Opening, Outcome, Transfer } from "../../../device/outcome.js";
import type { DeviceReply } from "../../../device/reply.js";
import type { CommandLine } from "../../../ftp/command.js";
import { catalogue } from "../catalogue.js";
import type { Device } from "./device.js";
import type { Interference } from "./parts.js";
import { say } from "./say.js";
import type { Session } from "./session.js";

/** Milliseconds that a slow command takes: long enough for an ABOR to find it. */
const SLOW = 3_000;

/**
 * A fault, how often it strikes, and at which command.
 * @since 0.1.0
 */
export interface Provocation {
  /** one of the catalogue's faults */
  readonly fault: string;
  /** times that it strikes, 1 when left out */
  readonly count?: number;
  /** strikes this command alone, of those that it can strike: `SITE BACKUP` */
  readonly on?: string;
}

/**
 * Makes a device fail from now on. A device that nobody has provoked runs none of this: it has no interference, and
 * loses it again with the last strike.
 * @returns one sentence when there is no such fault or it does not strike that command
 * @since 0.1.0
 */
export function provoke(device: Device, { fault: name, count = 1, on }: Provocation): string | undefined {
  const fault = catalogue.faults.get(name);
  if (fault === undefined) return `there is no fault "${name}"`;
  const struck = on?.toUpperCase();
  if (struck !== undefined && !fault.on.includes("*") && !fault.on.includes(struck)) {
    return `the fault ${name} strikes ${fault.on.join(", ")}, not ${struck}`;
  }
  const before = device.interference;
  let left = count;
  const failing: Interference = (session, command, carryOut) => {
    const next = (): Outcome =>
      before === undefined ? carryOut(command) : before(session, command, carryOut);
    if (left <= 0 || !strikes(struck === undefined ? fault.on : [struck], command)) return next();
    const spoiled = spoil(fault, session, next);
    if (spoiled.struck) left--;
    if (left === 0 && before === undefined) device.interference = undefined;
    return spoiled.outcome;
  };
  device.interference = failing;
  return undefined;
}

function strikes(on: readonly string[], { verb, argument }: CommandLine): boolean {
  const [word = ""] = (argument ?? "").trim().split(/ +/);
  return on.includes("*") || on.includes(verb) || on.includes(`${verb} ${word.toUpperCase()}`);
}

interface Spoiled {
  readonly outcome: Outcome;
  /** false: the command did not get so far */
  readonly struck: boolean;
}

function spoil({ entry, point }: DeviceFault, session: Session, carryOut: () => Outcome): Spoiled {
  const reply = say(entry.verbs[0] ?? entry.command, entry.code, entry.text);
  if (point === "order") return { outcome: reply, struck: true };
  if (point === "slow") return { outcome: slowly(reply, carryOut), struck: true };
  const outcome = carryOut();
  if (point === "task") {
    if (outcome.kind !== "work") return { outcome, struck: false };
    return { outcome: { ...outcome, task: { ...outcome.task, finish: () => reply } }, struck: true };
  }
  if (outcome.kind === "transfer") {
    return { outcome: { ...outcome, open: () => spoiledOpening(outcome, point, reply) }, struck: true };
  }
  if (outcome.kind !== "reply" || outcome.code >= 400) return { outcome, struck: false };
  session.renaming = undefined;
  return { outcome: reply, struck: true };
}

function slowly(aborted: DeviceReply, carryOut: () => Outcome): Outcome {
  const finish = (): DeviceReply => {
    const outcome = carryOut();
    if (outcome.kind !== "reply")
      throw new Error(`only a command with one reply can be slow, not ${outcome.kind}`);
    return outcome;
  };
  return {
    kind: "work",
    announcement: undefined,
    aborted,
    task: { name: "slow command", uses: [], duration: SLOW, finish },
  };
}

function spoiledOpening(transfer: Transfer, point: DeviceFault["point"], reply: DeviceReply): Opening {
  if (point === "open") return { kind: "refused", reply };
  const opening = transfer.open();
  if (opening.kind === "refused") return opening;
  if (opening.kind === "receive") {
    const { sink } = opening;
    const end = (): DeviceReply => {
      sink.cut();
      return reply;
    };
    return { kind: "receive", sink: { ...sink, end } };
  }
  const { source } = opening;
  if (point === "end") return { kind: "send", source: { ...source, position: 0, end: () => reply } };
  let pieces = 0;
  const next = (): Buffer | DeviceReply | undefined => (pieces++ === 0 ? (source.next() ?? reply) : reply);
  return { kind: "send", source: { ...source, position: 0, next } };
}

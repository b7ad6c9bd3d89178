/** What an event of a dialogue must look like: its note says what its kind is, and its octets are those of its figures. */
import { crc32 } from "node:zlib";
import type { EventKind, Side } from "../../net/trace.js";
import type { DialogueEvent } from "../journal.js";

/** As the trace keeps data: whole up to here, else its beginning. */
const WHOLE_OCTETS = 16 << 10;
const BEGINNING = 48;

const FAILED: readonly [RegExp, readonly Side[]] = [
  /^(\S+ (refused the connection|did not answer within \d+ ms|cannot be reached \(.+\))|the host of \S+ is not known|stopped)$/,
  ["-"],
];

const NOTES: Readonly<Record<Exclude<EventKind, "telnet">, readonly [RegExp, readonly Side[]]>> = {
  connected: [/^connected to \S+ port \d+( from \S*)?$/, ["C"]],
  refused: FAILED,
  timeout: FAILED,
  unreachable: FAILED,
  "unknown-host": FAILED,
  stopped: FAILED,
  listening: [/^listening at \S+ port \d+$/, ["C"]],
  accepted: [/^connected from \S+ port \d+$/, ["S"]],
  nobody: [/^nobody connected within \d+ ms$/, ["-"]],
  closed: [/^closed$/, ["C", "S"]],
  "half-closed": [/^closed its side$/, ["C"]],
  reset: [/^reset$/, ["C", "S"]],
  silence: [/^nothing within \d+(\.\d+)? ms$/, ["-"]],
  open: [/^still open after \d+(\.\d+)? ms$/, ["-"]],
  flood: [/^does not stop sending: \d+ octets so far$/, ["S"]],
  passed: [/^\S+ passed$/, ["-"]],
  "gave-up": [/^is not asked again$/, ["-"]],
  "too-long": [/^is not waited for any longer$/, ["-"]],
  "no-address": [/^the device has no IPv[46] address to connect to$/, ["-"]],
  provoked: [/^the fault \S+ is provoked$/, ["-"]],
  "not-provoked": [/^/, ["-"]],
  dropped: [/^\d+ further octets were received and not kept$/, ["-"]],
};

/** @returns what is wrong, as the end of a sentence about the event */
export function wrongEvent(event: DialogueEvent, octets: Buffer | undefined): string | undefined {
  const { is, side, channel, note, data } = event;
  if (channel !== "control" && channel !== "data") return "is on no channel";
  if (data !== undefined) return wrongData(event, octets);
  if (octets !== undefined) {
    if (channel !== "control" || (side !== "C" && side !== "S")) return "has octets that nobody sent";
    if (note !== undefined || (is !== undefined && (is !== "telnet" || side !== "C")))
      return "is octets and more";
    return undefined;
  }
  if (is === undefined || is === "telnet" || !Object.hasOwn(NOTES, is)) return "is nothing";
  const [pattern, sides] = NOTES[is];
  if (!sides.includes(side) || !pattern.test(note ?? "")) return `says "${note}" and is "${is}" of ${side}`;
  return undefined;
}

function wrongData(
  { channel, side, is, note, data }: DialogueEvent,
  octets: Buffer | undefined,
): string | undefined {
  if (data === undefined || octets === undefined || channel !== "data" || side === "-" || is !== undefined)
    return "is data that nobody sent";
  const sum = data.crc32.toString(16).padStart(8, "0");
  if (note !== `${data.length} octets, CRC-32 ${sum}`) return `says "${note}" of other data`;
  if (octets.length === data.length)
    return crc32(octets) === data.crc32 ? undefined : "has data of another checksum";
  const kept = side === "S" && data.length <= WHOLE_OCTETS ? data.length : Math.min(BEGINNING, data.length);
  return octets.length === kept ? undefined : "has other data than its figures say";
}

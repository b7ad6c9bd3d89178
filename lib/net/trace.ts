import { performance } from "node:perf_hooks";
import { crc32 } from "node:zlib";

/** Who did it: C the client (the tester), S the server (the device under test), `-` neither. */
export type Side = "C" | "S" | "-";

export interface TraceEvent {
  /** milliseconds since the trace began */
  at: number;
  session: string;
  channel: "control" | "data";
  side: Side;
  /** what went over the control connection, in one piece as it was written or read */
  octets?: Buffer;
  /** what happened instead of octets: opened, closed, reset, or data in summary */
  note?: string;
}

/** A device that never stops sending must not fill this end's memory: the rest is counted and not kept. */
const KEPT_CONTROL_OCTETS = 1 << 20;

/** Both directions of a case's connections, with times. */
export class Trace {
  readonly events: TraceEvent[] = [];
  readonly #start = performance.now();
  #kept = 0;
  #dropped = 0;

  control(session: string, side: "C" | "S", octets: Buffer): void {
    if (this.#kept + octets.length > KEPT_CONTROL_OCTETS) {
      this.#dropped += octets.length;
      return;
    }
    this.#kept += octets.length;
    this.#add({ session, channel: "control", side, octets });
  }

  note(session: string, side: Side, note: string): void {
    this.#add({ session, channel: "control", side, note });
  }

  /** Data is told by length and checksum, with its beginning: enough to recognise it, little enough to keep. */
  data(session: string, side: "C" | "S", octets: Buffer): void {
    const sum = crc32(octets).toString(16).padStart(8, "0");
    const start = octets.subarray(0, 48);
    this.#add({
      session,
      channel: "data",
      side,
      note: `${octets.length} octets, CRC-32 ${sum}`,
      octets: start,
    });
  }

  dataNote(session: string, side: Side, note: string): void {
    this.#add({ session, channel: "data", side, note });
  }

  /** control octets beyond what is kept */
  get dropped(): number {
    return this.#dropped;
  }

  elapsed(): number {
    return Math.round((performance.now() - this.#start) * 1000) / 1000;
  }

  #add(event: Omit<TraceEvent, "at">): void {
    this.events.push({ at: this.elapsed(), ...event });
  }
}

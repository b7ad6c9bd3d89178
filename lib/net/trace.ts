import { performance } from "node:perf_hooks";
import { crc32 } from "node:zlib";

/** Who did it: C the client (the tester), S the server (the device under test), `-` neither. */
export type Side = "C" | "S" | "-";

/**
 * What an event is, for programs; octets need no name but for those of Telnet. What a wait came to is an event too, so that a dialogue can be judged
 * again without a clock: after `silence`, `open`, `nobody`, `gave-up` and `too-long` the tester had waited in vain.
 */
export type EventKind =
  | "connected"
  | "telnet"
  | "refused"
  | "timeout"
  | "unreachable"
  | "unknown-host"
  | "stopped"
  | "listening"
  | "accepted"
  | "nobody"
  | "closed"
  | "half-closed"
  | "reset"
  | "silence"
  | "open"
  | "flood"
  | "passed"
  | "gave-up"
  | "too-long"
  | "no-address"
  | "provoked"
  | "not-provoked"
  | "dropped";

/** What is known of data: all of it when it is short, else enough to hold it against what was expected. */
export interface DataFacts {
  length: number;
  crc32: number;
  /** how it ended, for data that was received */
  how?: string | undefined;
  /** octets after compression, where that was asked for */
  deflated?: number | undefined;
  /** how long it took, for data that came too slowly */
  seconds?: number | undefined;
}

export interface TraceEvent {
  /** milliseconds since the trace began */
  at: number;
  session: string;
  /** which connection of this trace, control or data, in the order in which they were asked for; 0: none */
  connection: number;
  channel: "control" | "data";
  side: Side;
  /** what went over the control connection, in one piece as it was written or read; of data the beginning, or all of it */
  octets?: Buffer;
  /** what happened instead of octets, for people */
  note?: string;
  is?: EventKind;
  data?: DataFacts;
}

/** A device that never stops sending must not fill this end's memory: the rest is counted and not kept. */
const KEPT_CONTROL_OCTETS = 1 << 20;
/** Data up to this size is kept whole: short texts are judged by what they say. */
export const KEPT_DATA_OCTETS = 16 << 10;
/** Lists, and data that has to be decoded before it can be judged, are kept up to this size. */
export const KEPT_CODED_OCTETS = 1 << 20;
const DATA_BEGINNING = 48;

/** Both directions of a case's connections, with times. */
export class Trace {
  readonly events: TraceEvent[] = [];
  readonly #start = performance.now();
  #connections = 0;
  #kept = 0;
  #dropped = 0;

  /** @returns where the next connection tells what happens on it */
  open(session: string, channel: "control" | "data"): TraceLine {
    this.#connections += 1;
    return new TraceLine(this, session, this.#connections, channel);
  }

  /** What happens on no connection. */
  note(session: string, is: EventKind, note: string): void {
    this.add({ session, connection: 0, channel: "control", side: "-", is, note });
  }

  /** control octets beyond what is kept */
  get dropped(): number {
    return this.#dropped;
  }

  elapsed(): number {
    return Math.round((performance.now() - this.#start) * 1000) / 1000;
  }

  /** For a TraceLine. */
  add(event: Omit<TraceEvent, "at">): void {
    if (event.channel === "control" && event.octets !== undefined) {
      if (this.#kept + event.octets.length > KEPT_CONTROL_OCTETS) {
        this.#dropped += event.octets.length;
        return;
      }
      this.#kept += event.octets.length;
    }
    this.events.push({ at: this.elapsed(), ...event });
  }
}

/** One connection in a trace. */
export class TraceLine {
  constructor(
    readonly trace: Trace,
    readonly session: string,
    readonly connection: number,
    readonly channel: "control" | "data",
  ) {}

  /** @param is `telnet` for an answer that the protocol gives by itself */
  octets(side: "C" | "S", octets: Buffer, is?: "telnet"): void {
    const { session, connection, channel } = this;
    this.trace.add({ session, connection, channel, side, octets, ...(is !== undefined && { is }) });
  }

  note(side: Side, is: EventKind, note: string): void {
    const { session, connection, channel } = this;
    this.trace.add({ session, connection, channel, side, is, note });
  }

  /** Data that was sent: what it was is known from the case. */
  sent(octets: Buffer): DataFacts {
    return this.#data(
      "C",
      { length: octets.length, crc32: crc32(octets) },
      octets.subarray(0, DATA_BEGINNING),
    );
  }

  /** @param kept all of the data, or its beginning where it was too long to be kept */
  received(facts: DataFacts, kept: Buffer): DataFacts {
    return this.#data("S", facts, kept.length === facts.length ? kept : kept.subarray(0, DATA_BEGINNING));
  }

  #data(side: "C" | "S", data: DataFacts, octets: Buffer): DataFacts {
    const { session, connection, channel } = this;
    this.trace.add({
      session,
      connection,
      channel,
      side,
      note: `${data.length} octets, CRC-32 ${data.crc32.toString(16).padStart(8, "0")}`,
      octets,
      data,
    });
    return data;
  }
}

import type { CommandLine } from "../ftp/command.js";
import type { Endpoint } from "../ftp/endpoint.js";
import type { Clock } from "../net/clock.js";
import type { Jobs } from "./jobs.js";
import type { Outcome } from "./outcome.js";
import type { Power } from "./power.js";
import type { DeviceReply } from "./reply.js";

/** The two ends of the control connection. */
export interface Peer {
  /** the client's; IPv6 in the form of RFC 5952, IPv4 as dotted decimal */
  client: Endpoint;
  /** the device's own address on this connection */
  host: string;
}

/** What becomes of a client that connects. */
export type Admission<Session extends ServedSession = ServedSession> =
  | { readonly kind: "session"; readonly session: Session; readonly greeting: DeviceReply }
  | { readonly kind: "full"; readonly reply: DeviceReply }
  /** the service does not run: the connection is closed without a word */
  | { readonly kind: "stopped" };

/** What a front end puts on the network: whatever it is, it takes clients and has a power switch. */
export interface Served {
  readonly clock: Clock;
  readonly power: Power;
  /** sessions that are open now */
  readonly sessions: number;
  /** how many may be open at once; 0 when the service does not run */
  readonly clients: number;
  /** A client has connected. Every session that is handed out must be ended with `end`. */
  admit(peer: Peer): Admission;
}

/** One client's conversation with what is served. */
export interface ServedSession {
  readonly peer: Peer;
  /** milliseconds without a command after which the session is over; 0: never */
  readonly patience: number;
  /** octets of a command line that are kept, its CR LF included */
  readonly longestLine: number;
  /** whether data connections keep themselves alive (SO_KEEPALIVE) */
  readonly keepalive: boolean;
  /** where transfers and other work are entered while they run */
  readonly jobs: Jobs;
  /** Carries out one command line. Never throws on account of what a client sends. */
  execute(command: CommandLine): Outcome;
  /** What a command gets that comes while the session is at work; undefined when it waits. */
  refuseBusy(command: CommandLine): DeviceReply | undefined;
  /** the last word to a client that has said nothing for `patience` */
  expired(): DeviceReply;
  /** The control connection is gone, or is about to go. @param by who closes it first */
  end(by: "client" | "server"): void;
}

/**
 * What a case needs of the network: connections, and waiting. The tester's own wire has sockets; a recorded one (runner)
 * plays a journal's dialogue again, so that a verdict can be judged without the device.
 */
import type { Endpoint } from "../ftp/endpoint.js";
import type { Reply } from "../ftp/reply.js";
import type { ConnectFault } from "../net/tcp.js";
import type { Trace } from "../net/trace.js";
import { DataConnection, type DataContext, DataListener, type DataReceived } from "./ftp/user-dtp.js";
import { type ReplyOutcome, UserPi, type UserPiOptions } from "./ftp/user-pi.js";

/** A control connection; UserPi says what each does. */
export interface ControlLink {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly ended: "end" | "reset" | undefined;
  readonly finished: boolean;
  readonly unfinished: boolean;
  readonly unread: readonly Reply[];
  send(octets: Buffer, written?: string): void;
  sendSplit(octets: Buffer, written?: string): Promise<void>;
  nextReply(timeoutMs: number): Promise<ReplyOutcome>;
  waitHeard(timeoutMs: number): Promise<void>;
  waitClosed(timeoutMs: number): Promise<"end" | "reset" | undefined>;
  finish(): void;
  reset(): void;
  close(): void;
}

/** A data connection; DataConnection says what each does. */
export interface DataLink {
  readonly port: number | undefined;
  send(octets: Buffer): Promise<unknown>;
  receive(
    limit: number,
    enough?: number | ((chunks: readonly Buffer[]) => boolean),
    deflate?: boolean,
    whole?: boolean,
  ): Promise<DataReceived>;
  waitClosed(timeoutMs: number): Promise<"end" | "reset" | undefined>;
  close(): Promise<void>;
  reset(): void;
  destroy(): void;
}

/** Where the device is told to connect to. */
export interface DataPort {
  readonly endpoint: Endpoint;
  accept(): Promise<DataLink | undefined>;
  close(): void;
}

type Failed = { ok: false; fault: ConnectFault; message: string };
type OpenedControl = { ok: true; pi: ControlLink } | Failed;
export type OpenedData = { ok: true; data: DataLink } | Failed;

export interface Wire {
  control(options: UserPiOptions): Promise<OpenedControl>;
  data(endpoint: Endpoint, context: DataContext, from?: string): Promise<OpenedData>;
  listen(host: string, context: DataContext): Promise<DataPort>;
  /** Waits until the stop comes, at most. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /**
   * Waits before another attempt, unless that would be too late.
   * @param left milliseconds until too late
   * @returns whether to try again
   */
  again(trace: Trace, wait: number, left: number, signal: AbortSignal): Promise<boolean>;
  /**
   * Whether an exchange that has not come to its end may go on.
   * @param left milliseconds until it has taken too long
   */
  goesOn(trace: Trace, left: number): boolean;
}

export const liveWire: Wire = {
  control: (options) => UserPi.open(options),
  data: (endpoint, context, from) => DataConnection.connect(endpoint, context, from),
  listen: (host, context) => DataListener.open(host, context),
  pause,
  again: async (trace, wait, left, signal) => {
    if (wait > left) {
      trace.note("main", "gave-up", "is not asked again");
      return false;
    }
    await pause(wait, signal);
    return true;
  },
  goesOn: (trace, left) => {
    if (left > 0) return true;
    trace.note("main", "too-long", "is not waited for any longer");
    return false;
  },
};

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}

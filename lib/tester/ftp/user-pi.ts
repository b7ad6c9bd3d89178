import type { Socket } from "node:net";
import { type Fragment, type Reply, ReplyReader } from "../../ftp/reply.js";
import { telnetAnswers } from "../../ftp/telnet.js";
import { type ConnectFault, connectTcp, resetTcp, wasReset } from "../../net/tcp.js";
import type { Trace, TraceLine } from "../../net/trace.js";
import { Waiter } from "../waiter.js";

/** Stands between the tester and the wire: what it refuses is never written. */
export interface WireGuard {
  /**
   * @param written the same octets as whoever sends them wrote them, latin1, without what a device filled in; left out: a line
   * @returns why these octets must not be sent, or undefined
   */
  refusal(session: string, octets: Buffer, written?: string): string | undefined;
  /** what the device answered, so that the guard knows the session's state */
  heard(session: string, reply: Reply): void;
}

/** Thrown by `send`: a case, a seed or a flag asked for more than the profile permits. */
export class HazardRefused extends Error {
  override readonly name = "HazardRefused";
}

export interface UserPiOptions {
  host: string;
  port: number;
  session: string;
  trace: Trace;
  guard: WireGuard;
  timeoutMs: number;
  from?: string | undefined;
  signal?: AbortSignal | undefined;
}

export type OpenedPi = { ok: true; pi: UserPi } | { ok: false; fault: ConnectFault; message: string };

/** What came of waiting for a reply. `fragment` is what arrived and is no reply. */
export type ReplyOutcome =
  | { kind: "reply"; reply: Reply }
  | { kind: "silence"; milliseconds: number; fragment: Fragment | undefined }
  | { kind: "closed"; how: "end" | "reset"; fragment: Fragment | undefined }
  | { kind: "flood"; octets: number }
  | { kind: "stopped" };

/** More unread replies or octets than any exchange has: the device does not stop sending. */
const FLOOD_REPLIES = 4096;
const FLOOD_OCTETS = 8 << 20;
const LF = 0x0a;

/**
 * The user-PI: sends anything, in any pieces, and waits for replies without ever hanging. It draws no conclusions: what
 * arrives is kept octet by octet, and a server that stalls, floods, splits, repeats itself or closes is an outcome.
 */
export class UserPi {
  readonly #reader = new ReplyReader();
  readonly #replies: Reply[] = [];
  #sinceReply = 0;
  #ended: "end" | "reset" | undefined;
  #finished = false;
  #unfinished = false;
  #flooded = false;
  readonly #waiter: Waiter;

  static async open(options: UserPiOptions): Promise<OpenedPi> {
    const line = options.trace.open(options.session, "control");
    const connected = await connectTcp(options);
    if (!connected.ok) {
      line.note("-", connected.fault, connected.message);
      return connected;
    }
    const { remoteAddress = options.host, localAddress = "" } = connected.socket;
    line.note("C", "connected", `connected to ${remoteAddress} port ${options.port} from ${localAddress}`);
    return { ok: true, pi: new UserPi(connected.socket, options, line) };
  }

  private constructor(
    readonly socket: Socket,
    readonly options: UserPiOptions,
    readonly line: TraceLine,
  ) {
    this.#waiter = new Waiter(options.signal);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    socket.on("end", () => this.#end(wasReset(socket) ? "reset" : "end"));
    socket.on("error", () => this.#end("reset"));
    socket.on("close", () => {
      this.#end("end");
      this.#waiter.close();
    });
    socket.resume();
  }

  get localAddress(): string {
    return this.socket.localAddress ?? this.options.host;
  }

  get remoteAddress(): string {
    return this.socket.remoteAddress ?? this.options.host;
  }

  /** how the server ended the connection, if it did */
  get ended(): "end" | "reset" | undefined {
    return this.#ended;
  }

  /** whether this end has said that it sends nothing more */
  get finished(): boolean {
    return this.socket.writableEnded;
  }

  /** whether what was sent last is a command line without its end: nothing else can be said before that */
  get unfinished(): boolean {
    return this.#unfinished;
  }

  /** replies that have arrived and that nobody has asked for */
  get unread(): readonly Reply[] {
    return this.#replies;
  }

  /**
   * One write, so that a server which takes a segment for a line sees one. Throws HazardRefused, and nothing is written.
   * @param written what of it is the sender's own (WireGuard)
   */
  send(octets: Buffer, written?: string): void {
    const refusal = this.options.guard.refusal(this.options.session, octets, written);
    if (refusal !== undefined) throw new HazardRefused(refusal);
    this.#write(octets);
  }

  /** Octet by octet, each in a write of its own. The whole is judged before the first octet leaves. */
  async sendSplit(octets: Buffer, written?: string): Promise<void> {
    const refusal = this.options.guard.refusal(this.options.session, octets, written);
    if (refusal !== undefined) throw new HazardRefused(refusal);
    for (const octet of octets) {
      this.#write(Buffer.of(octet));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** @returns the next reply, or why there is none; waits `timeoutMs` at most. */
  async nextReply(timeoutMs: number): Promise<ReplyOutcome> {
    await this.#waiter.until(
      () => this.#replies.length > 0 || this.#ended !== undefined || this.#flooded,
      timeoutMs,
    );
    const reply = this.#replies.shift();
    if (reply !== undefined) {
      if (this.#flooded && this.#replies.length === 0) this.#resume();
      this.options.guard.heard(this.options.session, reply);
      return { kind: "reply", reply };
    }
    if (this.#flooded) {
      this.line.note("S", "flood", `does not stop sending: ${this.#sinceReply} octets so far`);
      return { kind: "flood", octets: this.#sinceReply };
    }
    if (this.#ended !== undefined) return { kind: "closed", how: this.#ended, fragment: this.#reader.end() };
    if (this.options.signal?.aborted === true) return { kind: "stopped" };
    this.line.note("-", "silence", `nothing within ${timeoutMs} ms`);
    return { kind: "silence", milliseconds: timeoutMs, fragment: this.#fragment() };
  }

  /** Waits until the server says something or closes; what it says stays unread. */
  async waitHeard(timeoutMs: number): Promise<void> {
    await this.#waiter.until(() => this.#replies.length > 0 || this.#ended !== undefined, timeoutMs);
  }

  /** Waits for the server to close. Replies that arrive meanwhile stay unread. */
  async waitClosed(timeoutMs: number): Promise<"end" | "reset" | undefined> {
    await this.#waiter.until(() => this.#ended !== undefined, timeoutMs);
    if (this.#ended === undefined) this.line.note("-", "open", `still open after ${timeoutMs} ms`);
    return this.#ended;
  }

  /** Half-closes: no more commands, replies are still read. */
  finish(): void {
    this.#finished = true;
    this.line.note("C", "half-closed", "closed its side");
    this.socket.end();
  }

  reset(): void {
    this.line.note("C", "reset", "reset");
    resetTcp(this.socket);
  }

  close(): void {
    if (!this.#finished && !this.socket.destroyed && this.#ended === undefined) {
      this.line.note("C", "closed", "closed");
    }
    this.socket.destroy();
  }

  #write(octets: Buffer, is?: "telnet"): void {
    if (this.socket.writableEnded || this.socket.destroyed) return;
    // What the protocol answers by itself is no part of a command line.
    if (is === undefined && octets.length > 0) this.#unfinished = octets.at(-1) !== LF;
    this.line.octets("C", octets, is);
    this.socket.write(octets);
  }

  #receive(chunk: Buffer): void {
    this.line.octets("S", chunk);
    const answers = chunk.includes(0xff) ? telnetAnswers(chunk) : undefined;
    // RFC 1123 4.1.2.12: options are refused. It is the protocol's own answer, so the guard has no say in it.
    if (answers !== undefined && answers.length > 0) this.#write(answers, "telnet");
    const replies = this.#reader.push(chunk);
    this.#sinceReply = replies.length > 0 ? 0 : this.#sinceReply + chunk.length;
    for (const reply of replies) this.#replies.push(reply);
    if (this.#replies.length > FLOOD_REPLIES || this.#sinceReply > FLOOD_OCTETS) {
      this.#flooded = true;
      this.#sinceReply = Math.max(this.#sinceReply, this.socket.bytesRead);
      this.socket.pause();
    }
    if (replies.length > 0 || this.#flooded) this.#waiter.changed();
  }

  #resume(): void {
    this.#flooded = false;
    this.socket.resume();
  }

  #end(how: "end" | "reset"): void {
    if (this.#ended !== undefined) return;
    this.#ended = how;
    if (!this.socket.destroyed || how === "reset") {
      if (how === "reset") this.line.note("S", "reset", "reset");
      else this.line.note("S", "closed", "closed");
    }
    this.#waiter.changed();
  }

  #fragment(): Fragment | undefined {
    const pending = this.#reader.pending;
    return pending.length === 0 ? undefined : { octets: pending, irregularities: ["no-final-line"] };
  }
}

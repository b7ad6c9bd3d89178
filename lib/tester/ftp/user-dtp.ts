import type { Socket } from "node:net";
import type { Endpoint } from "../../ftp/endpoint.js";
import { ReadingSocket, thrownAway } from "../../net/reading.js";
import { type Connected, connectTcp, type Listener, listenTcp, resetTcp, wasReset } from "../../net/tcp.js";
import { KEPT_CODED_OCTETS, KEPT_DATA_OCTETS, type Trace, type TraceLine } from "../../net/trace.js";
import { TransferLimit } from "../transfer-limit.js";
import { Waiter } from "../waiter.js";
import { DataIntake } from "./data-intake.js";

export interface DataReceived {
  length: number;
  crc32: number;
  /** undefined for data that is too long to be kept: then its length and its checksum are all that is known */
  octets: Buffer | undefined;
  /** how many there are after compression; measured where it was asked for */
  deflated: number | undefined;
  /** how long it took, when it came too slowly */
  seconds: number | undefined;
  /**
   * how it ended: the server closed, reset, stalled, never stalled and yet took too long, sent more than the limit, or sent
   * as much as was asked for
   */
  how: "end" | "reset" | "stalled" | "drip" | "limit" | "enough" | "stopped";
}

export interface DataSent {
  /** octets handed to the network; less than all when the server closed or stopped reading */
  sent: number;
  how: "all" | "closed" | "stalled" | "stopped";
}

export interface DataContext {
  session: string;
  trace: Trace;
  /** milliseconds in which something has to move */
  timeoutMs: number;
  /**
   * milliseconds that a whole `receive` or `send` may take; left out: three times `timeoutMs`, and one more for every octet
   * that has moved (transfer-limit)
   */
  limitMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

const WRITE_OCTETS = 64 << 10;

/** One data connection of the user-DTP, whoever opened it. Reads only when asked to, so that back-pressure can be tested. */
export class DataConnection {
  #ended: "end" | "reset" | undefined;
  readonly #waiter: Waiter;

  private constructor(
    readonly socket: ReadingSocket,
    readonly context: DataContext,
    readonly line: TraceLine,
  ) {
    this.#waiter = new Waiter(context.signal);
    socket.pause();
    socket.on("end", () => this.#end(wasReset(socket) ? "reset" : "end"));
    socket.on("error", () => this.#end("reset"));
    socket.on("close", () => {
      this.#end("end");
      this.#waiter.close();
    });
    socket.on("drain", () => this.#waiter.changed());
    socket.on("finish", () => this.#waiter.changed());
  }

  /** Connects to where the server listens (PASV, EPSV). */
  static async connect(
    endpoint: Endpoint,
    context: DataContext,
    from?: string,
  ): Promise<{ ok: true; data: DataConnection } | Extract<Connected, { ok: false }>> {
    const line = context.trace.open(context.session, "data");
    const socket = new ReadingSocket();
    const connected = await connectTcp({ ...endpoint, ...context, from, socket });
    if (!connected.ok) {
      line.note("-", connected.fault, connected.message);
      return connected;
    }
    line.note("C", "connected", `connected to ${endpoint.host} port ${endpoint.port}`);
    return { ok: true, data: new DataConnection(socket, context, line) };
  }

  /** Takes a connection that the server opened (PORT, EPRT). */
  static accepted(accepted: Socket, context: DataContext, line: TraceLine): DataConnection {
    const socket = ReadingSocket.takeOver(accepted);
    line.note("S", "accepted", `connected from ${socket.remoteAddress} port ${socket.remotePort}`);
    return new DataConnection(socket, context, line);
  }

  /** the port of the other end */
  get port(): number | undefined {
    return this.socket.remotePort;
  }

  /** Sends everything unless the server closes, stops reading for `timeoutMs`, or takes longer than the whole may. */
  async send(octets: Buffer): Promise<DataSent> {
    const limit = new TransferLimit(this.context.timeoutMs, this.context.limitMs);
    let sent = 0;
    let how: DataSent["how"] = "all";
    while (sent < octets.length) {
      if (this.#ended !== undefined || this.socket.destroyed) {
        how = "closed";
        break;
      }
      const piece = octets.subarray(sent, sent + WRITE_OCTETS);
      const free = this.socket.write(piece);
      sent += piece.length;
      if (free) continue;
      const drained = await this.#wait(
        () => this.socket.writableLength === 0 || this.#ended !== undefined,
        Math.max(0, limit.wait(sent)),
      );
      if (!drained) {
        how = this.context.signal?.aborted === true ? "stopped" : "stalled";
        break;
      }
    }
    this.line.sent(octets.subarray(0, sent));
    return { sent, how };
  }

  /**
   * Reads to the end, up to `limit` octets, or until there is enough: so many octets, or what a look at the chunks so far
   * says. Gives up when nothing comes for `timeoutMs`, and when the whole takes longer than it may.
   * @param deflate measures how far the data can be compressed
   * @param whole keeps up to 1 MiB, for what it says is judged, and not 16 KiB; so does a look at the chunks
   */
  async receive(
    limit: number,
    enough: number | ((chunks: readonly Buffer[]) => boolean) = Number.POSITIVE_INFINITY,
    deflate = false,
    whole = false,
  ): Promise<DataReceived> {
    const most = whole || typeof enough === "function" ? KEPT_CODED_OCTETS : KEPT_DATA_OCTETS;
    const intake = new DataIntake(most, deflate);
    const chunks: Buffer[] = [];
    let satisfied = false;
    const take = (octets: Buffer): void => {
      intake.add(octets);
      if (typeof enough === "number") satisfied = intake.length >= enough;
      else {
        chunks.push(Buffer.from(octets));
        satisfied = enough(chunks);
      }
      if (intake.length > limit || satisfied || intake.behind) this.socket.pause();
      this.#waiter.changed();
    };
    this.socket.takenBy({ take });
    this.socket.resume();
    const allowed = new TransferLimit(this.context.timeoutMs, this.context.limitMs);
    let how: DataReceived["how"] = "stalled";
    for (;;) {
      const before = intake.length;
      const wait = allowed.wait(before);
      const moved =
        wait > 0 && (await this.#wait(() => intake.length > before || this.#ended !== undefined, wait));
      if (intake.length > limit) how = "limit";
      else if (satisfied) how = "enough";
      else if (this.#ended !== undefined) how = this.#ended;
      else if (moved) {
        if (!intake.behind) continue;
        await intake.caughtUp();
        this.socket.resume();
        continue;
      } else if (this.context.signal?.aborted === true) how = "stopped";
      else if (wait < this.context.timeoutMs) how = "drip";
      break;
    }
    this.socket.pause();
    this.socket.takenBy(undefined);
    const { length, crc32 } = intake;
    const seconds = how === "drip" ? Math.round(allowed.elapsed / 1000) : undefined;
    const deflated = await intake.deflated();
    const kept = intake.take();
    const measures = {
      ...(deflated !== undefined && { deflated }),
      ...(seconds !== undefined && { seconds }),
    };
    this.line.received({ length, crc32, how, ...measures }, kept);
    return { length, crc32, octets: kept.length === length ? kept : undefined, deflated, seconds, how };
  }

  /** Waits for the server to close its side, throwing away what it still sends. */
  async waitClosed(timeoutMs: number): Promise<"end" | "reset" | undefined> {
    this.socket.takenBy(thrownAway);
    this.socket.resume();
    await this.#wait(() => this.#ended !== undefined, timeoutMs);
    if (this.#ended === undefined) this.line.note("-", "open", `still open after ${timeoutMs} ms`);
    return this.#ended;
  }

  /** Ends the file (RFC 959 3.2: in stream mode the close is the end of file) and lets go of the connection. */
  async close(): Promise<void> {
    if (this.socket.destroyed) return;
    this.line.note("C", "closed", "closed");
    this.socket.end();
    this.socket.takenBy(thrownAway);
    this.socket.resume();
    await this.#wait(() => this.socket.writableFinished || this.#ended !== undefined);
  }

  reset(): void {
    this.line.note("C", "reset", "reset");
    resetTcp(this.socket);
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** @returns whether the condition came true before the time was up */
  #wait(condition: () => boolean, timeoutMs = this.context.timeoutMs): Promise<boolean> {
    return this.#waiter.until(condition, timeoutMs);
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
}

/** Where the server is told to connect to (PORT, EPRT). */
export class DataListener {
  private constructor(
    readonly listener: Listener,
    readonly context: DataContext,
    readonly line: TraceLine,
  ) {}

  static async open(host: string, context: DataContext): Promise<DataListener> {
    const line = context.trace.open(context.session, "data");
    const listener = await listenTcp(host);
    line.note("C", "listening", `listening at ${listener.host} port ${listener.port}`);
    return new DataListener(listener, context, line);
  }

  get endpoint(): Endpoint {
    return { host: this.listener.host, port: this.listener.port };
  }

  async accept(timeoutMs = this.context.timeoutMs): Promise<DataConnection | undefined> {
    const socket = await this.listener.accept(timeoutMs, this.context.signal);
    if (socket !== undefined) return DataConnection.accepted(socket, this.context, this.line);
    this.line.note("-", "nobody", `nobody connected within ${timeoutMs} ms`);
    return undefined;
  }

  close(): void {
    this.listener.close();
  }
}

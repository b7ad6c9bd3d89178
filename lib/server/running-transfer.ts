import type { Socket } from "node:net";
import type { Opening, Sink, Source, Transfer } from "../device/outcome.js";
import type { Reply } from "../device/reply.js";
import type { Clock } from "../net/clock.js";
import { wasReset } from "../net/tcp.js";
import { Patience } from "./patience.js";
import type { DataConnection, ServerDtp } from "./server-dtp.js";

/** Pieces that are sent before other connections of the process get their turn. */
const TURN = 16;

export interface TransferOptions {
  clock: Clock;
  /** milliseconds without an octet after which the connection counts as broken; 0: for ever */
  patience: number;
  /** whether the system asks now and then if the peer is still there (SITE KEEPALIVE) */
  keepalive: boolean;
  /** gets 125 or 150 */
  preliminary: (reply: Reply) => void;
  /** The transfer is over, and nothing more comes from it. */
  done: (reply: Reply) => void;
}

/** One transfer, from the wish for a data connection to its last reply. */
export class RunningTransfer {
  #over = false;
  #socket: Socket | undefined;
  #sink: Sink | undefined;
  readonly #patience: Patience;

  constructor(
    private readonly transfer: Transfer,
    private readonly dtp: ServerDtp,
    private readonly options: TransferOptions,
  ) {
    // A client that neither takes nor gives anything for as long as a session may stand still is gone.
    this.#patience = new Patience(options.clock, options.patience, () => this.#end(transfer.broken));
  }

  start(): void {
    this.dtp.open((connection) => this.#connected(connection));
  }

  /** Ends the transfer from outside. @returns what ABOR says first */
  abort(): Reply {
    this.#finish();
    this.dtp.drop();
    return this.transfer.aborted;
  }

  #connected(connection: DataConnection): void {
    if (this.#over) return void connection?.socket.destroy();
    if (connection === undefined) return this.#end(this.transfer.unopened);
    const { socket, already } = connection;
    this.#socket = socket;
    if (this.options.keepalive) socket.setKeepAlive(true);
    socket.once("close", () => this.#end(this.transfer.broken));
    this.options.preliminary(already ? this.transfer.already : this.transfer.opened);
    const opening: Opening = this.transfer.open();
    // Closing the connection becomes a reset when the client has sent something already (I7).
    if (opening.kind === "refused") return this.#end(opening.reply);
    this.#patience.start();
    if (opening.kind === "send") this.#send(socket, opening.source);
    else this.#receive(socket, opening.sink);
  }

  #send(socket: Socket, source: Source): void {
    // What a client sends here means nothing, but unread it would turn the close into a reset.
    socket.resume();
    socket.once("finish", () => this.#sent(socket, source));
    let pieces = 0;
    const later = (): void => void setImmediate(pump);
    const pump = (): void => {
      while (!this.#over) {
        const piece = source.next();
        if (piece === undefined) return void socket.end();
        this.#patience.sign();
        const again = ++pieces % TURN === 0 ? later : pump;
        if (!socket.write(piece)) return void socket.once("drain", again);
        if (again === later) return later();
      }
    };
    pump();
  }

  /** 226 comes behind the end of the data (RFC 959 5.2). */
  #sent(socket: Socket, source: Source): void {
    if (this.#over) return;
    this.#socket = undefined;
    this.#end(source.end());
    this.dtp.linger(socket);
  }

  #receive(socket: Socket, sink: Sink): void {
    this.#sink = sink;
    socket.on("data", (octets: Buffer) => {
      if (this.#over) return;
      this.#patience.sign();
      const refusal = sink.write(octets);
      if (refusal === undefined) return;
      this.#sink = undefined;
      this.#end(refusal);
    });
    socket.once("end", () => {
      if (this.#over) return;
      // A file that was cut off must not pass for a whole one.
      if (wasReset(socket)) return this.#end(this.transfer.broken);
      this.#sink = undefined;
      this.#socket = undefined;
      // Both directions are done, so this closes the connection in order, before the 226.
      socket.destroy();
      this.#end(sink.end());
    });
    socket.resume();
  }

  #end(reply: Reply): void {
    if (this.#over) return;
    this.#finish();
    this.options.done(reply);
  }

  /** Whatever still runs ends here. */
  #finish(): void {
    this.#over = true;
    this.#patience.stop();
    this.#sink?.cut();
    this.#sink = undefined;
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}

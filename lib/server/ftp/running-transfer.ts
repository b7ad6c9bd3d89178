import type { Ending, Opening, Sink, Source, Transfer } from "../../device/outcome.js";
import type { DeviceReply } from "../../device/reply.js";
import { isPlain } from "../../ftp/data-coding.js";
import type { Clock } from "../../net/clock.js";
import { type ReadingSocket, thrownAway } from "../../net/reading.js";
import { wasReset } from "../../net/tcp.js";
import { Patience } from "../patience.js";
import { ReceiveCoder, SendCoder } from "./data-coder.js";
import type { DataSocket, ServerDtp } from "./server-dtp.js";

/** Octets that are sent before other connections of the process get their turn. */
const TURN = 4 * 1024 * 1024;

export interface TransferOptions {
  clock: Clock;
  /** milliseconds without an octet after which the connection counts as broken; 0: for ever */
  patience: number;
  /** whether the system asks now and then if the peer is still there (SITE KEEPALIVE) */
  keepalive: boolean;
  /** gets 125 or 150, and a 110 for each restart marker */
  preliminary: (reply: DeviceReply) => void;
  /** @returns what ends the session when it throws, and nothing else */
  guarded: <Given extends unknown[]>(act: (...given: Given) => void) => (...given: Given) => void;
  /** The transfer is over, and nothing more comes from it. */
  done: (reply: DeviceReply) => void;
}

/** One transfer, from the wish for a data connection to its last reply. */
export class RunningTransfer {
  #over = false;
  #socket: ReadingSocket | undefined;
  #sink: Sink | undefined;
  readonly #patience: Patience;
  /** undoes what was asked of the socket, for a connection that is left open is the next transfer's */
  #release: () => void = () => {};
  readonly #broke: () => void;

  constructor(
    private readonly transfer: Transfer,
    private readonly dtp: ServerDtp,
    private readonly options: TransferOptions,
  ) {
    this.#broke = options.guarded(() => this.#end(transfer.broken));
    // A client that neither takes nor gives anything for as long as a session may stand still is gone.
    this.#patience = new Patience(options.clock, options.patience, this.#broke);
  }

  start(): void {
    this.dtp.open(this.options.guarded((connection: DataSocket) => this.#connected(connection)));
  }

  /** Ends the transfer from outside. @returns what ABOR says first */
  abort(): DeviceReply {
    this.#finish();
    this.dtp.drop();
    return this.transfer.aborted;
  }

  #connected(connection: DataSocket): void {
    if (this.#over) return void connection?.socket.destroy();
    if (connection === undefined) return this.#end(this.transfer.unopened);
    const { socket, already } = connection;
    this.#socket = socket;
    if (this.options.keepalive) socket.setKeepAlive(true);
    socket.once("close", this.#broke);
    this.options.preliminary(already ? this.transfer.already : this.transfer.opened);
    const opening: Opening = this.transfer.open();
    // Closing the connection becomes a reset when the client has sent something already (I7).
    if (opening.kind === "refused") return this.#end(opening.reply);
    this.#patience.start();
    if (opening.kind === "send") this.#send(socket, opening.source);
    else this.#receive(socket, opening.sink);
  }

  /** In block and compressed mode a mark ends the file and the connection serves the next transfer (AMB-018). */
  get #ending(): Ending {
    return this.transfer.representation.mode === "S" ? "closed" : "open";
  }

  #send(socket: ReadingSocket, source: Source): void {
    const { representation } = this.transfer;
    const coder = isPlain(representation) ? undefined : new SendCoder(representation);
    // What a client sends here means nothing, but unread it would turn the close into a reset.
    socket.takenBy(thrownAway);
    socket.resume();
    let inTurn = 0;
    const later = (): void => void setImmediate(pump);
    const pump = this.options.guarded(() => {
      while (!this.#over) {
        const piece = source.next();
        if (piece === undefined) return this.#sentAll(socket, source, coder);
        if (!Buffer.isBuffer(piece)) return this.#end(piece);
        this.#patience.sign();
        const octets = coder === undefined ? piece : coder.push(piece, source.position);
        inTurn += octets.length;
        const again = inTurn >= TURN ? later : pump;
        if (again === later) inTurn = 0;
        if (!socket.write(octets)) return void socket.once("drain", again);
        if (again === later) return later();
      }
    });
    pump();
  }

  #sentAll(socket: ReadingSocket, source: Source, coder: SendCoder | undefined): void {
    const last = coder?.end() ?? Buffer.alloc(0);
    const done = this.options.guarded(() => this.#done(socket, source));
    if (this.#ending === "closed") {
      // 226 comes behind the end of the data (RFC 959 5.2).
      socket.once("finish", done);
      return void socket.end(last);
    }
    socket.write(last, done);
  }

  #receive(socket: ReadingSocket, sink: Sink): void {
    this.#sink = sink;
    const { representation } = this.transfer;
    const coder = isPlain(representation) ? undefined : new ReceiveCoder(representation);
    const write = (octets: Buffer): void => {
      const refusal = sink.write(octets);
      if (refusal === undefined) return;
      this.#sink = undefined;
      this.#end(refusal);
    };
    const take = this.options.guarded((octets: Buffer) => {
      if (this.#over) return;
      this.#patience.sign();
      if (coder === undefined) return write(octets);
      for (const part of coder.push(octets)) {
        if (this.#over) return;
        if (part.kind === "octets") write(part.octets);
        else this.options.preliminary(sink.mark(part.text));
      }
      if (this.#over) return;
      if (coder.broken) return this.#broke();
      if (coder.ended) this.#done(socket, sink);
    });
    const end = this.options.guarded(() => {
      if (this.#over) return;
      // A file that was cut off must not pass for a whole one.
      if (wasReset(socket) || coder !== undefined) return this.#broke();
      this.#done(socket, sink);
    });
    socket.once("end", end);
    this.#release = () => socket.off("end", end).takenBy(undefined);
    socket.takenBy({ take, room: coder === undefined ? () => this.#sink?.room?.() : undefined });
    if (!this.#over) socket.resume();
  }

  /** All of the file is on its way or has arrived. */
  #done(socket: ReadingSocket, file: Source | Sink): void {
    if (this.#over) return;
    this.#sink = undefined;
    this.#socket = undefined;
    const reply = file.end(this.#ending);
    socket.off("close", this.#broke);
    this.#release();
    if (this.#ending === "open" && reply.code < 300) this.dtp.keep(socket);
    // Both directions are done when the client has closed first, so that this closes in order, before the 226.
    else if (socket.readableEnded && "write" in file) socket.destroy();
    else {
      socket.end();
      this.dtp.linger(socket);
    }
    this.#end(reply);
  }

  #end(reply: DeviceReply): void {
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

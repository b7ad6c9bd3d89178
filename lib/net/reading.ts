/**
 * Data connections that are read into one piece of memory again and again. A `data` event takes fresh memory for every
 * read, and where page faults are slow that costs more than the copy (docs/benchmarks.md).
 */
import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net";

/** Who takes what arrives. */
export interface Taker {
  /** @param octets in memory that the next ones overwrite: nobody may hold on to it when this returns */
  take(octets: Buffer): void;
  /** @returns memory of the taker's own for the next octets, which spares a copy; undefined: any will do */
  room?: (() => Buffer | undefined) | undefined;
}

/** For whom octets mean nothing. */
export const thrownAway: Taker = { take: () => {} };

/** More is not read faster: what is read is still in the processor's cache when it is looked at. */
const COMMON_OCTETS = 64 * 1024;
/** Whoever reads is done with it before anybody else reads: one is enough for all connections. */
let common: Buffer | undefined;

/** What arrives at one connection, and who takes it. Without a taker the connection is read no further. */
class Intake {
  taker: Taker | undefined;
  readonly #held: Buffer[] = [];
  readonly onread: OnReadOpts = {
    buffer: () => {
      common ??= Buffer.allocUnsafeSlow(COMMON_OCTETS);
      const own = this.taker?.room?.();
      return own !== undefined && own.length > 0 ? own : common;
    },
    callback: (count, memory) => this.#arrived(Buffer.from(memory.buffer, memory.byteOffset, count)),
  };

  /** Hands over what came when nobody took it. */
  handOver(): void {
    for (let next = this.#held.shift(); next !== undefined; next = this.#held.shift()) this.taker?.take(next);
  }

  /** @returns whether to read on */
  #arrived(octets: Buffer): boolean {
    if (this.taker !== undefined) this.taker.take(octets);
    else this.#held.push(Buffer.from(octets));
    return this.taker !== undefined;
  }
}

/** What Node's own server passes to the sockets that it makes; it is in no type. */
interface FromHandle extends SocketConstructorOpts {
  handle: unknown;
  pauseOnCreate: boolean;
}

/** A TCP connection, half-open and without Nagle's delay, whose octets go to a taker. It is read while it flows (`resume`). */
export class ReadingSocket extends Socket {
  readonly #intake: Intake;

  constructor(options: Partial<FromHandle> = {}) {
    const intake = new Intake();
    super({ allowHalfOpen: true, noDelay: true, ...options, onread: intake.onread } as SocketConstructorOpts);
    this.#intake = intake;
  }

  /**
   * Takes over a connection that a listener has accepted with `pauseOnConnect`: memory to read into can be given only when
   * a socket is made. The other socket is closed and means nothing any more.
   */
  static takeOver(accepted: Socket): ReadingSocket {
    const holder = accepted as Socket & { _handle: unknown };
    const handle = holder._handle;
    holder._handle = null;
    const socket = new ReadingSocket({ handle, pauseOnCreate: true });
    accepted.destroy();
    return socket;
  }

  /** Octets that came while there was no taker go to the new one at once. @param taker undefined: what comes waits */
  takenBy(taker: Taker | undefined): void {
    this.#intake.taker = taker;
    if (taker !== undefined) this.#intake.handOver();
  }
}

import { type AddressInfo, createServer, isIPv6, type Server, type Socket } from "node:net";
import type { Peer } from "../../device/served.js";
import type { Endpoint } from "../../ftp/endpoint.js";
import type { Clock } from "../../net/clock.js";
import { ReadingSocket, thrownAway } from "../../net/reading.js";
import { keepUrgentInline } from "../../net/urgent.js";
import { type OpenSockets, stopListening } from "../open-sockets.js";
import { Patience } from "../patience.js";
import { hostOf } from "./address.js";

/** What became of the wish for a data connection: nothing, when there is none in time. */
export type DataSocket = { socket: ReadingSocket; already: boolean } | undefined;

/** Milliseconds that a data connection may take to come about. */
export const DATA_CONNECTION_TIMEOUT = 10_000;
/** What the system says of a port that cannot be had. */
const PORT_FAULTS: readonly string[] = ["EACCES", "EADDRINUSE", "EADDRNOTAVAIL"];
/** Any port that is free. */
const NO_PORT = 0;
/** Milliseconds that a peer has for closing its half, after the transfer is over. */
const LINGER = 5_000;

/**
 * The data connections of one session: one at a time, opened to the client or awaited from it. A wish for one is
 * answered once, or not at all when it is dropped.
 */
export class ServerDtp {
  /** where PORT or EPRT points; otherwise the client's own port (RFC 959 3.2) */
  #target: Endpoint | undefined;
  #listener: Server | undefined;
  /** connected, and no transfer has asked for it yet; or left open by the last one */
  #waiting: ReadingSocket | undefined;
  /** undoes what was asked of `#waiting` */
  #release: () => void = () => {};
  /** a transfer waits for a connection */
  #wish: { done: (connection: DataSocket) => void; patience: Patience } | undefined;
  /** a connection that is being made */
  #connecting: ReadingSocket | undefined;

  /**
   * @param timeout milliseconds that a connection may take to come about
   * @param port from which connections are made, when the system lets us have it
   */
  constructor(
    private readonly peer: Peer,
    private readonly sockets: OpenSockets,
    private readonly clock: Clock,
    private readonly timeout: number,
    private readonly port: number | undefined,
  ) {}

  /** Opens connections to this endpoint from now on; gives up what is open or awaited (RFC 959 3.2). */
  connectTo(endpoint: Endpoint): void {
    this.drop();
    this.#target = endpoint;
  }

  /**
   * Listens, on the address of the control connection, for the next data connection.
   * @param anyHost otherwise the client's host alone is accepted (RFC 2577 4)
   * @param done gets where, or undefined when the system refuses
   */
  listen(anyHost: boolean, done: (endpoint: Endpoint | undefined) => void): void {
    this.drop();
    const listener = this.sockets.add(
      createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }),
    );
    this.#listener = listener;
    listener.on("connection", (accepted: Socket) => {
      const socket = this.sockets.add(ReadingSocket.takeOver(accepted));
      const foreign = hostOf(socket.remoteAddress) !== this.peer.client.host;
      if (this.#listener !== listener || (foreign && !anyHost)) return void socket.destroy();
      this.#stopListening();
      if (this.#wish === undefined) this.#waiting = socket;
      else this.#fulfil({ socket, already: false });
    });
    listener.on("error", () => {
      if (this.#listener !== listener) return;
      this.#listener = undefined;
      done(undefined);
    });
    listener.listen({ port: 0, host: this.peer.host }, () => {
      if (this.#listener !== listener) return;
      keepUrgentInline(listener);
      done({ host: this.peer.host, port: (listener.address() as AddressInfo).port });
    });
  }

  /**
   * Gets the connection for one transfer: the one that is there already, the one that PASV waits for, or a new one.
   * @param done gets it paused; or undefined, when there is none before the time-out
   */
  open(done: (connection: DataSocket) => void): void {
    if (this.#waiting !== undefined) {
      const socket = this.#waiting;
      this.#waiting = undefined;
      this.#release();
      return done(socket.destroyed ? undefined : { socket, already: true });
    }
    const patience = new Patience(this.clock, this.timeout, () => this.#fulfil(undefined));
    this.#wish = { done, patience };
    patience.start();
    if (this.#listener === undefined) this.#connect(this.#target ?? this.peer.client);
  }

  /** Gives up what is open or awaited; a transfer that waits is not answered any more. */
  drop(): void {
    this.#wish?.patience.stop();
    this.#wish = undefined;
    this.#stopListening();
    this.#dropWaiting();
    this.#connecting?.destroy();
    this.#connecting = undefined;
  }

  /** `drop`, and forgets the target too (REIN). */
  reset(): void {
    this.drop();
    this.#target = undefined;
  }

  /** Takes over a connection that the next transfer uses too (AMB-018). The client may close it meanwhile. */
  keep(socket: ReadingSocket): void {
    if (socket.destroyed || socket.readableEnded) return void socket.destroy();
    this.#waiting = socket;
    const gone = (): void => this.#dropWaiting();
    socket.once("end", gone).once("close", gone);
    this.#release = () => socket.off("end", gone).off("close", gone).pause();
    // Octets that come before the next command wait for it.
    socket.takenBy(undefined);
    socket.resume();
  }

  /** Takes over a connection whose octets are all sent: waits a while for the client to close its half. */
  linger(socket: ReadingSocket): void {
    if (socket.destroyed) return;
    socket.takenBy(thrownAway);
    const patience = new Patience(this.clock, LINGER, () => socket.destroy());
    patience.start();
    socket.once("close", () => patience.stop());
    socket.resume();
  }

  #dropWaiting(): void {
    this.#release();
    this.#waiting?.destroy();
    this.#waiting = undefined;
  }

  #fulfil(connection: DataSocket): void {
    const wish = this.#wish;
    this.#wish = undefined;
    wish?.patience.stop();
    if (connection === undefined) this.drop();
    wish?.done(connection);
  }

  /**
   * From the address of the control connection (RFC 1123 4.1.2.12) and the data port (RFC 959 3.2, Dm724-I 2.1.7), or
   * from any port when that one cannot be had: below 1024 it takes rights, and it may be in use.
   */
  #connect({ host, port }: Endpoint, localPort = this.port): void {
    const sameFamily = isIPv6(host) === isIPv6(this.peer.host);
    const from = sameFamily && {
      localAddress: this.peer.host,
      ...(localPort !== undefined && localPort > 0 && { localPort }),
    };
    const socket = this.sockets.add(new ReadingSocket());
    socket.connect({ host, port, ...from });
    this.#connecting = socket;
    const settle = (connection: DataSocket): void => {
      if (this.#connecting !== socket) return void socket.destroy();
      this.#connecting = undefined;
      this.#fulfil(connection);
    };
    socket.once("connect", () => {
      keepUrgentInline(socket);
      settle({ socket: socket.pause(), already: false });
    });
    socket.once("error", ({ code = "" }: NodeJS.ErrnoException) => {
      const again = (localPort ?? 0) > 0 && this.#connecting === socket && PORT_FAULTS.includes(code);
      if (!again) return settle(undefined);
      this.#connecting = undefined;
      this.#connect({ host, port }, NO_PORT);
    });
  }

  #stopListening(): void {
    const listener = this.#listener;
    this.#listener = undefined;
    if (listener !== undefined) stopListening(listener);
  }
}

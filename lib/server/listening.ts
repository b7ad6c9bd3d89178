import { type AddressInfo, createServer, type Server } from "node:net";
import type { Power } from "../device/power.js";
import { systemClock } from "../net/clock.js";
import { measureLag } from "../net/lag.js";
import { ReadingSocket } from "../net/reading.js";
import { keepUrgentInline } from "../net/urgent.js";
import { OpenSockets, stopListening } from "./open-sockets.js";

/** One connection to a client, for as long as whoever took it serves it. */
export interface Connection {
  /** Cuts it: the device goes down, or the front end closes. */
  cut(): void;
}

export interface ListeningOptions {
  /** address to listen on; "::1" for IPv6 */
  host: string;
  /** of what is served: while it is not on, nobody listens and no connection stays */
  power: Power;
  /** Takes a client that has connected, and enters it among the connections for as long as it is served. */
  accept: (socket: ReadingSocket, port: Listening) => void;
}

/** Milliseconds, the longest that a timer takes. */
const EVER = 2 ** 31 - 1;
/** Milliseconds after which a rebooted device asks again for its port, when somebody else has it. */
const AGAIN = 200;

/**
 * A port at which something with a power switch is served, whatever protocol is spoken there: connections are cut and the
 * port is closed while it is down, and opened again when it is back.
 */
export class Listening {
  readonly sockets = new OpenSockets();
  readonly connections = new Set<Connection>();
  readonly #unwatch: () => void;
  #listener: Server | undefined;
  #port = 0;
  #urgentInline = false;
  /** keeps the process alive while nobody listens: a device that reboots is not gone */
  #awake: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  constructor(private readonly options: ListeningOptions) {
    measureLag();
    this.#unwatch = options.power.watch((state) => (state === "on" ? this.#comeBack() : this.#goAway()));
  }

  /** whether the system leaves urgent octets in the stream of what is accepted */
  get urgentInline(): boolean {
    return this.#urgentInline;
  }

  /** @param port 0: a free one @returns the port @throws the system's error when it cannot listen */
  listen(port: number): Promise<number> {
    // Half-open: a client that has said its last command still gets the replies.
    const listener = this.sockets.add(
      createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }),
    );
    this.#listener = listener;
    listener.on("connection", (accepted) =>
      this.options.accept(this.sockets.add(ReadingSocket.takeOver(accepted)), this),
    );
    return new Promise((resolve, reject) => {
      listener.once("error", reject);
      listener.listen(port, this.options.host, () => {
        // An accept that fails later (no descriptors left) is no reason to stop.
        listener.off("error", reject);
        this.#port = (listener.address() as AddressInfo).port;
        this.#urgentInline = keepUrgentInline(listener);
        clearInterval(this.#awake);
        this.#awake = undefined;
        resolve(this.#port);
      });
    });
  }

  /** @returns when every socket and listener is gone */
  close(): Promise<void> {
    if (this.#closed === undefined) {
      this.#unwatch();
      clearInterval(this.#awake);
      this.#cutAll();
      this.#closed = this.sockets.close();
    }
    return this.#closed;
  }

  #goAway(): void {
    if (this.#listener !== undefined) stopListening(this.#listener);
    this.#listener = undefined;
    this.#awake ??= setInterval(() => {}, EVER);
    this.#cutAll();
  }

  #comeBack(): void {
    this.listen(this.#port).catch(() => {
      systemClock.after(AGAIN, () => {
        if (this.#closed === undefined && this.options.power.state === "on") this.#comeBack();
      });
    });
  }

  #cutAll(): void {
    for (const connection of this.connections) connection.cut();
  }
}

import { type AddressInfo, createServer, type Server } from "node:net";
import type { Device } from "../device/device.js";
import type { Peer } from "../device/session.js";
import { systemClock } from "../net/clock.js";
import { measureLag } from "../net/lag.js";
import { ReadingSocket, thrownAway } from "../net/reading.js";
import { keepUrgentInline } from "../net/urgent.js";
import { hostOf } from "./address.js";
import { OpenSockets, stopListening } from "./open-sockets.js";
import type { Rewrite } from "./reply-writer.js";
import { DATA_CONNECTION_TIMEOUT } from "./server-dtp.js";
import { ServerPi } from "./server-pi.js";

export interface FtpServerOptions {
  /** address to listen on, 127.0.0.1 when left out; "::1" for IPv6 */
  host?: string;
  /** 0, or left out: a free one */
  port?: number;
  /** for tests of the suite itself: what is written instead of a reply; undefined as is, empty nothing */
  rewrite?: Rewrite;
  /** for tests of the suite itself: what the server takes for what was sent */
  hears?: (octets: Buffer) => Buffer;
  /** from which data connections are made, when the system allows it; left out: any (Dm724-I 2.1.7) */
  dataPort?: number;
  /** hears of what ended a session that should not have been; left out: a line on standard error */
  onFault?: (fault: unknown, session: number) => void;
  /** milliseconds that a data connection may take to come about, before 425 */
  dataConnectionTimeout?: number;
}

export interface FtpServer {
  readonly host: string;
  readonly port: number;
  /** sessions that are open now */
  readonly sessions: number;
  /** @returns when every socket and listener is gone */
  close(): Promise<void>;
}

/**
 * Puts a device on the network. While the device reboots nobody listens at its port (Dm724-I 3.10).
 * @throws the system's error when it cannot listen
 */
export async function startFtpServer(device: Device, options: FtpServerOptions = {}): Promise<FtpServer> {
  const { host = "127.0.0.1", port = 0 } = options;
  measureLag();
  const front = new FrontEnd(device, options, host);
  const listening = await front.listen(port);
  return {
    host,
    port: listening,
    get sessions() {
      return front.sessions.size;
    },
    close: () => front.close(),
  };
}

function logged(fault: unknown, session: number): void {
  const what = fault instanceof Error ? fault.message : String(fault);
  process.stderr.write(`session ${session} has ended with 421, for the device itself went wrong: ${what}\n`);
}

/** Milliseconds, the longest that a timer takes. */
const EVER = 2 ** 31 - 1;
/** Milliseconds after which a rebooted device asks again for its port, when somebody else has it. */
const AGAIN = 200;

class FrontEnd {
  readonly sessions = new Set<ServerPi>();
  readonly #sockets = new OpenSockets();
  readonly #unwatch: () => void;
  #listener: Server | undefined;
  #port = 0;
  #urgentInline = false;
  /** keeps the process alive while nobody listens: a device that reboots is not gone */
  #awake: NodeJS.Timeout | undefined;
  #count = 0;
  #closed: Promise<void> | undefined;

  constructor(
    private readonly device: Device,
    private readonly options: FtpServerOptions,
    private readonly host: string,
  ) {
    this.#unwatch = device.power.watch((state) => (state === "on" ? this.#comeBack() : this.#goAway()));
  }

  /** @returns the port */
  listen(port: number): Promise<number> {
    // Half-open: a client that has said its last command still gets the replies.
    const listener = this.#sockets.add(
      createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }),
    );
    this.#listener = listener;
    listener.on("connection", (accepted) => this.#accept(ReadingSocket.takeOver(accepted)));
    return new Promise((resolve, reject) => {
      listener.once("error", reject);
      listener.listen(port, this.host, () => {
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

  close(): Promise<void> {
    if (this.#closed === undefined) {
      this.#unwatch();
      clearInterval(this.#awake);
      for (const session of this.sessions) session.cut();
      this.#closed = this.#sockets.close();
    }
    return this.#closed;
  }

  #goAway(): void {
    if (this.#listener !== undefined) stopListening(this.#listener);
    this.#listener = undefined;
    this.#awake ??= setInterval(() => {}, EVER);
    for (const session of this.sessions) session.cut();
  }

  #comeBack(): void {
    this.listen(this.#port).catch(() => {
      systemClock.after(AGAIN, () => {
        if (this.#closed === undefined && this.device.power.state === "on") this.#comeBack();
      });
    });
  }

  #accept(socket: ReadingSocket): void {
    this.#sockets.add(socket);
    const peer: Peer = {
      client: { host: hostOf(socket.remoteAddress), port: socket.remotePort ?? 0 },
      host: hostOf(socket.localAddress),
    };
    const { clients } = this.device.configuration;
    // A client that leaves and comes back at once must not find its own place still taken: the end of its old connection
    // may be waiting in the same turn.
    if (clients > 0 && this.device.sessions >= clients) setImmediate(() => this.#admit(socket, peer));
    else this.#admit(socket, peer);
  }

  #admit(socket: ReadingSocket, peer: Peer): void {
    if (socket.destroyed) return;
    const number = this.#count + 1;
    try {
      this.#open(socket, peer);
    } catch (fault) {
      this.#fault(fault, number);
      socket.destroy();
    }
  }

  #fault(fault: unknown, session: number): void {
    (this.options.onFault ?? logged)(fault, session);
  }

  #open(socket: ReadingSocket, peer: Peer): void {
    const admission = this.device.admit(peer);
    if (admission.kind === "stopped") return void socket.destroy();
    if (admission.kind === "full") {
      const { reply } = admission;
      const { code, octets } = reply;
      socket.end(this.options.rewrite?.({ reply, code, octets, session: 0 }) ?? octets);
      socket.takenBy(thrownAway);
      return void socket.resume();
    }
    const number = ++this.#count;
    const session: ServerPi = new ServerPi(socket, admission.session, {
      sockets: this.#sockets,
      number,
      onFault: (fault) => this.#fault(fault, number),
      clock: this.device.clock,
      dataConnectionTimeout: this.options.dataConnectionTimeout ?? DATA_CONNECTION_TIMEOUT,
      dataPort: this.options.dataPort,
      rewrite: this.options.rewrite,
      hears: this.options.hears,
      urgentInline: this.#urgentInline,
      onEnd: () => this.sessions.delete(session),
    });
    this.sessions.add(session);
    session.start(admission.greeting);
  }
}

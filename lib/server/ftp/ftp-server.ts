import type { Peer, Served } from "../../device/served.js";
import { ReadingSocket, thrownAway } from "../../net/reading.js";
import { Listening } from "../listening.js";
import { hostOf } from "./address.js";
import type { Rewrite } from "./reply-writer.js";
import { DATA_CONNECTION_TIMEOUT } from "./server-dtp.js";
import { ServerPi } from "./server-pi.js";

/**
 * How `startFtpServer` listens.
 * @since 0.1.0
 */
export interface FtpServerOptions {
  /** address to listen on, 127.0.0.1 when left out; "::1" for IPv6 */
  host?: string;
  /** 0, or left out: a free one */
  port?: number;
  /** for tests of the suite itself: what is written instead of a reply; undefined as is, empty nothing */
  rewrite?: Rewrite;
  /** for tests of the suite itself: what the server takes for what was sent */
  hears?: (octets: Buffer) => Buffer;
  /** from which data connections are made, when the system allows it; left out: any */
  dataPort?: number;
  /** hears of what ended a session that should not have been; left out: a line on standard error */
  onFault?: (fault: unknown, session: number) => void;
  /** milliseconds that a data connection may take to come about, before 425 */
  dataConnectionTimeout?: number;
}

/**
 * A reference device on the network.
 * @since 0.1.0
 */
export interface FtpServer {
  readonly host: string;
  readonly port: number;
  /** sessions that are open now */
  readonly sessions: number;
  /** @returns when every socket and listener is gone */
  close(): Promise<void>;
}

/**
 * Puts what is served on the network. While it reboots nobody listens at its port.
 * @throws the system's error when it cannot listen
 * @since 0.1.0
 */
export async function startFtpServer(served: Served, options: FtpServerOptions = {}): Promise<FtpServer> {
  const { host = "127.0.0.1", port = 0 } = options;
  const sessions = new Admitting(served, options);
  const listening = new Listening({
    host,
    power: served.power,
    accept: (socket, at) => sessions.accept(socket, at),
  });
  const listensAt = await listening.listen(port);
  return {
    host,
    port: listensAt,
    get sessions() {
      return listening.connections.size;
    },
    close: () => listening.close(),
  };
}

function logged(fault: unknown, session: number): void {
  const what = fault instanceof Error ? fault.message : String(fault);
  process.stderr.write(`session ${session} has ended with 421, for the device itself went wrong: ${what}\n`);
}

/** Makes sessions of the clients that connect. */
class Admitting {
  #count = 0;

  constructor(
    private readonly served: Served,
    private readonly options: FtpServerOptions,
  ) {}

  accept(socket: ReadingSocket, at: Listening): void {
    const peer: Peer = {
      client: { host: hostOf(socket.remoteAddress), port: socket.remotePort ?? 0 },
      host: hostOf(socket.localAddress),
    };
    const { clients, sessions } = this.served;
    // A client that leaves and comes back at once must not find its own place still taken: the end of its old connection
    // may be waiting in the same turn.
    if (clients > 0 && sessions >= clients) setImmediate(() => this.#admit(socket, peer, at));
    else this.#admit(socket, peer, at);
  }

  #admit(socket: ReadingSocket, peer: Peer, at: Listening): void {
    if (socket.destroyed) return;
    const number = this.#count + 1;
    try {
      this.#open(socket, peer, at);
    } catch (fault) {
      this.#fault(fault, number);
      socket.destroy();
    }
  }

  #fault(fault: unknown, session: number): void {
    (this.options.onFault ?? logged)(fault, session);
  }

  #open(socket: ReadingSocket, peer: Peer, at: Listening): void {
    const { dataConnectionTimeout = DATA_CONNECTION_TIMEOUT, dataPort, rewrite, hears } = this.options;
    const admission = this.served.admit(peer);
    if (admission.kind === "stopped") return void socket.destroy();
    if (admission.kind === "full") {
      const { reply } = admission;
      const { code, octets } = reply;
      socket.end(rewrite?.({ reply, code, octets, session: 0 }) ?? octets);
      socket.takenBy(thrownAway);
      return void socket.resume();
    }
    const number = ++this.#count;
    const session: ServerPi = new ServerPi(socket, admission.session, {
      sockets: at.sockets,
      number,
      onFault: (fault) => this.#fault(fault, number),
      clock: this.served.clock,
      dataConnectionTimeout,
      dataPort,
      rewrite,
      hears,
      urgentInline: at.urgentInline,
      onEnd: () => at.connections.delete(session),
    });
    at.connections.add(session);
    session.start(admission.greeting);
  }
}

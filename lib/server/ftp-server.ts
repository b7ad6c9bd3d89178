import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Device } from "../device/device.js";
import type { Peer } from "../device/session.js";
import { hostOf } from "./address.js";
import { OpenSockets } from "./open-sockets.js";
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
 * Puts a device on the network.
 * @throws the system's error when it cannot listen
 */
export async function startFtpServer(device: Device, options: FtpServerOptions = {}): Promise<FtpServer> {
  const { host = "127.0.0.1", port = 0 } = options;
  const front = new FrontEnd(device, options);
  await new Promise<void>((resolve, reject) => {
    front.listener.once("error", reject);
    front.listener.listen(port, host, () => {
      // An accept that fails later (no descriptors left) is no reason to stop.
      front.listener.off("error", reject);
      resolve();
    });
  });
  return {
    host,
    port: (front.listener.address() as AddressInfo).port,
    get sessions() {
      return front.sessions.size;
    },
    close: () => front.close(),
  };
}

class FrontEnd {
  readonly listener: Server;
  readonly sessions = new Set<ServerPi>();
  readonly #sockets = new OpenSockets();
  #count = 0;
  #closed: Promise<void> | undefined;

  constructor(
    private readonly device: Device,
    private readonly options: FtpServerOptions,
  ) {
    // Half-open: a client that has said its last command still gets the replies.
    this.listener = this.#sockets.add(createServer({ allowHalfOpen: true, noDelay: true }));
    this.listener.on("connection", (socket) => this.#accept(socket));
  }

  close(): Promise<void> {
    if (this.#closed === undefined) {
      for (const session of this.sessions) session.cut();
      this.#closed = this.#sockets.close();
    }
    return this.#closed;
  }

  #accept(socket: Socket): void {
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

  #admit(socket: Socket, peer: Peer): void {
    if (socket.destroyed) return;
    const admission = this.device.admit(peer);
    if (admission.kind === "stopped") return void socket.destroy();
    if (admission.kind === "full") {
      const { verb, code, octets } = admission.reply;
      socket.end(this.options.rewrite?.({ verb, code, octets, session: 0 }) ?? octets);
      return void socket.resume();
    }
    const session: ServerPi = new ServerPi(socket, admission.session, {
      sockets: this.#sockets,
      number: ++this.#count,
      clock: this.device.clock,
      dataConnectionTimeout: this.options.dataConnectionTimeout ?? DATA_CONNECTION_TIMEOUT,
      rewrite: this.options.rewrite,
      onEnd: () => this.sessions.delete(session),
    });
    this.sessions.add(session);
    session.start(admission.greeting);
  }
}

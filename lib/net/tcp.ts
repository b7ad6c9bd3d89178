import { type AddressInfo, createServer, type Server, Socket } from "node:net";
import { afterOwnTime } from "./lag.js";
import { keepUrgentInline } from "./urgent.js";

export type ConnectFault = "refused" | "timeout" | "unreachable" | "unknown-host" | "stopped";

export type Connected = { ok: true; socket: Socket } | { ok: false; fault: ConnectFault; message: string };

export interface ConnectOptions {
  host: string;
  port: number;
  timeoutMs: number;
  /** the address of this end, to speak from another loopback address */
  from?: string | undefined;
  signal?: AbortSignal | undefined;
  /** the socket to connect, one that nothing was done with; left out: a new one */
  socket?: Socket | undefined;
}

/**
 * Opens a TCP connection and hands over the socket, paused, without Nagle's delay and half-open: what the peer still sends
 * after this end has finished must not be lost. Never throws, never waits longer than `timeoutMs`.
 */
export function connectTcp(options: ConnectOptions): Promise<Connected> {
  const { host, port, timeoutMs, from, signal } = options;
  const where = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve({ ok: false, fault: "stopped", message: "stopped" });
    const socket = options.socket ?? new Socket({ allowHalfOpen: true });
    socket.setNoDelay(true).connect({ host, port, ...(from && { localAddress: from }) });
    const settle = (result: Connected): void => {
      timer.cancel();
      signal?.removeEventListener("abort", stop);
      socket.off("connect", connected);
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const connected = (): void => {
      socket.pause();
      keepUrgentInline(socket);
      settle({ ok: true, socket });
    };
    const stop = (): void => settle({ ok: false, fault: "stopped", message: "stopped" });
    const timer = afterOwnTime(timeoutMs, () =>
      settle({ ok: false, fault: "timeout", message: `${where} did not answer within ${timeoutMs} ms` }),
    );
    socket.once("connect", connected);
    // Stays for the life of the socket: an error without a listener would end the process.
    socket.on("error", (error: NodeJS.ErrnoException) => settle(faultOf(error, where)));
    signal?.addEventListener("abort", stop, { once: true });
  });
}

function faultOf(error: NodeJS.ErrnoException, where: string): Connected {
  if (error.code === "ECONNREFUSED") {
    return { ok: false, fault: "refused", message: `${where} refused the connection` };
  }
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN") {
    return { ok: false, fault: "unknown-host", message: `the host of ${where} is not known` };
  }
  return {
    ok: false,
    fault: "unreachable",
    message: `${where} cannot be reached (${error.code ?? error.message})`,
  };
}

/**
 * Sends RST and nothing before it. Node's own `resetAndDestroy` finishes the writing side first, so that the peer sees an
 * orderly end of file when it reads before the reset arrives.
 */
export function resetTcp(socket: Socket): void {
  // While its end is on the way the system refuses to reset it, and the handle would stay.
  const ending = socket.writableEnded && !socket.writableFinished;
  (socket as Socket & { resetAndClosing: boolean }).resetAndClosing = !ending;
  socket.destroy();
}

/**
 * Whether the end of file that a socket has just reported was a reset. Node reports an end when the reset arrives together
 * with the last data; the system knows better: a connection that was reset has no peer any more.
 */
export function wasReset(socket: Socket): boolean {
  const { _handle: handle } = socket as Socket & { _handle?: { getpeername(out: object): number } | null };
  return handle !== undefined && handle !== null && handle.getpeername({}) !== 0;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** @returns the next connection, or undefined when none came in time */
  accept(timeoutMs: number, signal?: AbortSignal): Promise<Socket | undefined>;
  close(): void;
}

/** Listens on a free port of `host`; connections wait, paused, until they are accepted. Throws when it cannot listen. */
export async function listenTcp(host: string): Promise<Listener> {
  const waiting: Socket[] = [];
  let arrived: (() => void) | undefined;
  const server: Server = createServer(
    { allowHalfOpen: true, pauseOnConnect: true, noDelay: true },
    (socket) => {
      socket.on("error", () => {});
      waiting.push(socket);
      arrived?.();
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  keepUrgentInline(server);
  const { address, port } = server.address() as AddressInfo;
  return {
    host: address,
    port,
    accept: (timeoutMs, signal) =>
      new Promise((resolve) => {
        const settle = (): void => {
          timer.cancel();
          signal?.removeEventListener("abort", settle);
          arrived = undefined;
          resolve(waiting.shift());
        };
        const timer = afterOwnTime(timeoutMs, settle);
        arrived = settle;
        signal?.addEventListener("abort", settle, { once: true });
        if (waiting.length > 0 || signal?.aborted === true) settle();
      }),
    close: () => {
      server.close();
      for (const socket of waiting.splice(0)) socket.destroy();
    },
  };
}

import { Server, type Socket } from "node:net";

/** Closes a listener, also one that the system has not given its port yet: to close that now would not stop it. */
export function stopListening(listener: Server): void {
  if (listener.listening) listener.close();
  else listener.once("listening", () => listener.close());
}

/** Everything that one server has open, so that `close` can end it all and knows when it is gone. */
export class OpenSockets {
  readonly #open = new Set<Socket | Server>();
  #empty: (() => void) | undefined;

  /** Keeps an eye on a socket or a listener until it is closed. An error closes it and nothing else. */
  add<Kind extends Socket | Server>(opened: Kind): Kind {
    this.#open.add(opened);
    opened.on("error", () => {
      // A listener that never came about is not closed either.
      if (opened instanceof Server && !opened.listening) this.#forget(opened);
    });
    opened.once("close", () => this.#forget(opened));
    return opened;
  }

  /** Destroys every socket and closes every listener. @returns when all are gone */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#open.size === 0) return resolve();
      this.#empty = resolve;
      for (const opened of this.#open) {
        if (opened instanceof Server) stopListening(opened);
        else opened.destroy();
      }
    });
  }

  #forget(closed: Socket | Server): void {
    this.#open.delete(closed);
    if (this.#open.size === 0) this.#empty?.();
  }
}

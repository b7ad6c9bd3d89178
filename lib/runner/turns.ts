/**
 * Runs on one machine that have the same device take turns, a case each: its temporary buffer and its modes are there once,
 * and every case puts them back. Nothing of it is on the device or in a file. The turn is a listening socket in Linux's
 * abstract namespace, so it ends with the process that has it, however that ends; elsewhere nobody waits.
 */
import { connect, createServer, type Server, type Socket } from "node:net";

/** A case of another run that takes longer is not waited for: what two runs store has different names anyway. */
const MOST_MS = 30_000;
/** Whoever has just had a turn leaves a moment to those who waited for it. */
const COURTESY_MS = 20;

export class Turns {
  readonly #path: string;
  #held: Server | undefined;
  readonly #waiting = new Set<Socket>();
  #polite = false;

  /** @param device what tells devices apart, such as host and port */
  constructor(device: string) {
    this.#path = `\0flashgate ${device.toLowerCase()}`.slice(0, 100);
  }

  /** Resolves when it is this run's turn, when it has waited long enough, or when the run is stopped. */
  async take(signal?: AbortSignal): Promise<void> {
    if (process.platform !== "linux") return;
    const stop = AbortSignal.any([AbortSignal.timeout(MOST_MS), ...(signal === undefined ? [] : [signal])]);
    if (this.#polite) await moment(stop);
    this.#polite = false;
    while (!stop.aborted && !(await this.#listen())) await this.#released(stop);
  }

  give(): void {
    const held = this.#held;
    this.#held = undefined;
    this.#polite = this.#waiting.size > 0;
    held?.close();
    for (const socket of this.#waiting) socket.destroy();
    this.#waiting.clear();
  }

  #listen(): Promise<boolean> {
    const server = createServer((socket) => {
      this.#waiting.add(socket);
      socket.unref().on("error", () => {});
      socket.on("close", () => this.#waiting.delete(socket));
    });
    return new Promise((resolve) => {
      server.once("error", () => resolve(false));
      server.listen({ path: this.#path }, () => {
        server.unref();
        this.#held = server;
        resolve(true);
      });
    });
  }

  /** Waits until whoever has the turn gives it, and no longer than `stop`. */
  #released(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect({ path: this.#path });
      const done = (): void => {
        stop.removeEventListener("abort", done);
        socket.destroy();
        resolve();
      };
      stop.addEventListener("abort", done, { once: true });
      socket.on("error", () => {});
      socket.on("close", done);
      if (stop.aborted) done();
    });
  }
}

function moment(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, COURTESY_MS);
    function done(): void {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    }
    stop.addEventListener("abort", done, { once: true });
  });
}

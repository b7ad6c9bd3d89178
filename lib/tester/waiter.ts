import { performance } from "node:perf_hooks";
import { lagSoFar, measureLag, ownTime, socketsRead } from "../net/lag.js";

/**
 * Waits for one condition at a time, to the time limit or until the run is stopped. A tester waits once a command, so the
 * timer is kept from wait to wait and set again only when it fires too early.
 *
 * Time in which the tester did not run is not the device's: it is taken off, and a wait ends in vain only after the sockets
 * have been read once more.
 */
export class Waiter {
  #condition: (() => boolean) | undefined;
  #settle: ((met: boolean) => void) | undefined;
  #limit = 0;
  #began = 0;
  #lagBefore = 0;
  #timer: NodeJS.Timeout | undefined;
  #fires = 0;
  readonly #stop = (): void => this.#end(false);

  constructor(readonly signal?: AbortSignal) {
    measureLag();
    signal?.addEventListener("abort", this.#stop);
  }

  /** @returns whether the condition came true, within `timeoutMs` milliseconds of the tester's own time */
  until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    if (condition()) return RIGHT_AWAY;
    if (this.signal?.aborted === true) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#condition = condition;
      this.#settle = resolve;
      this.#limit = timeoutMs;
      this.#began = performance.now();
      this.#lagBefore = lagSoFar();
      if (this.#timer === undefined || this.#fires > this.#began + timeoutMs) this.#arm(timeoutMs);
    });
  }

  /** Something has happened: looks at the condition again. */
  changed(): void {
    if (this.#condition?.() === true) this.#end(true);
  }

  /** Nobody waits any more. */
  close(): void {
    this.signal?.removeEventListener("abort", this.#stop);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#end(this.#condition?.() === true);
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer);
    this.#fires = performance.now() + ms;
    this.#timer = setTimeout(() => void this.#fired(), ms);
  }

  async #fired(): Promise<void> {
    this.#timer = undefined;
    const waiting = this.#settle;
    if (waiting === undefined) return;
    const left = this.#left();
    if (left > 0) return this.#arm(Math.ceil(left));
    await socketsRead();
    // What was waited for may have come, and something else may be waited for by now.
    if (this.#settle === undefined) return;
    if (this.#settle === waiting) return this.#end(this.#condition?.() === true);
    if (this.#timer === undefined) this.#arm(Math.max(1, Math.ceil(this.#left())));
  }

  /** milliseconds of the tester's own time until the limit */
  #left(): number {
    return this.#limit - ownTime(this.#began, this.#lagBefore);
  }

  #end(met: boolean): void {
    const settle = this.#settle;
    this.#condition = undefined;
    this.#settle = undefined;
    settle?.(met);
  }
}

const RIGHT_AWAY = Promise.resolve(true);

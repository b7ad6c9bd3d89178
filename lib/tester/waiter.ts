/**
 * Waits for one condition at a time, to the time limit or until the run is stopped. A tester waits once a command, so the
 * timer is kept from wait to wait and set again only when it fires too early.
 */
export class Waiter {
  #condition: (() => boolean) | undefined;
  #settle: ((met: boolean) => void) | undefined;
  #deadline = 0;
  #timer: NodeJS.Timeout | undefined;
  #fires = 0;
  readonly #stop = (): void => this.#end(false);

  constructor(readonly signal?: AbortSignal) {
    signal?.addEventListener("abort", this.#stop);
  }

  /** @returns whether the condition came true, `timeoutMs` milliseconds at most after the call */
  until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    if (condition()) return RIGHT_AWAY;
    if (this.signal?.aborted === true) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#condition = condition;
      this.#settle = resolve;
      this.#deadline = performance.now() + timeoutMs;
      if (this.#timer === undefined || this.#fires > this.#deadline) this.#arm(timeoutMs);
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
    this.#timer = setTimeout(() => this.#fired(), ms);
  }

  #fired(): void {
    this.#timer = undefined;
    if (this.#settle === undefined) return;
    const left = this.#deadline - performance.now();
    if (left > 0) this.#arm(Math.ceil(left));
    else this.#end(false);
  }

  #end(met: boolean): void {
    const settle = this.#settle;
    this.#condition = undefined;
    this.#settle = undefined;
    settle?.(met);
  }
}

const RIGHT_AWAY = Promise.resolve(true);

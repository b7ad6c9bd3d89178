import { setMaxListeners } from "node:events";
import { afterOwnTime, type OwnTimer } from "../net/lag.js";

/** The longest that a case may take, as a stop of its own. 0: for ever (a recorded run takes no time). */
export class CaseLimit {
  readonly #own = new AbortController();
  readonly #timer: OwnTimer | undefined;
  readonly signal: AbortSignal;
  readonly #stop = (): void => this.#own.abort();

  constructor(
    milliseconds: number,
    readonly stop: AbortSignal,
  ) {
    this.signal = this.#own.signal;
    setMaxListeners(0, this.signal);
    stop.addEventListener("abort", this.#stop, { once: true });
    if (stop.aborted) this.#own.abort();
    if (milliseconds > 0) this.#timer = afterOwnTime(milliseconds, this.#stop);
  }

  get reached(): boolean {
    return this.signal.aborted && !this.stop.aborted;
  }

  over(): void {
    this.#timer?.cancel();
    this.stop.removeEventListener("abort", this.#stop);
  }
}

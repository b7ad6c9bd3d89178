import { lagSoFar, measureLag } from "../net/lag.js";

/** Of the time between two looks, the share in which this process did not run: above the first fewer cases run at once, below the second more. */
const BUSY = 0.5;
const IDLE = 0.2;
/** Between two looks, in milliseconds. */
const LOOK_MS = 250;

/**
 * How many cases run at once: as many as are allowed while this process runs, and fewer the more it lags behind, so that a
 * case on a busy machine waits for the machine and not for its neighbours as well.
 */
export class Pace {
  #now: number;
  #at = performance.now();
  #lag: number;

  /** @param most cases at once, at least 1 */
  constructor(readonly most: number) {
    measureLag();
    this.#lag = lagSoFar();
    this.#now = most;
  }

  /** @returns how many cases may run now */
  get now(): number {
    const at = performance.now();
    if (at - this.#at < LOOK_MS) return this.#now;
    const lag = lagSoFar();
    const share = (lag - this.#lag) / (at - this.#at);
    if (share > BUSY) this.#now = Math.max(1, Math.floor(this.#now / 2));
    else if (share < IDLE) this.#now = Math.min(this.most, this.#now + Math.max(1, this.#now >> 1));
    this.#at = at;
    this.#lag = lag;
    return this.#now;
  }
}

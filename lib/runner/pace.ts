import { lagSoFar, measureLag } from "../net/lag.js";

/** Of the time between two looks, the share in which this process did not run: above the first fewer cases run at once, below the second more. */
const BUSY = 0.5;
const IDLE = 0.2;
/** Between two looks, in milliseconds. */
const LOOK_MS = 250;

/** Both in milliseconds. */
interface Look {
  readonly at: number;
  readonly lag: number;
}

const ownLook = (): Look => ({ at: performance.now(), lag: lagSoFar() });

/**
 * How many cases run at once: as many as are allowed while this process runs, and fewer the more it lags behind, so that a
 * case on a busy machine waits for the machine and not for its neighbours as well.
 */
export class Pace {
  #now: number;
  #before: Look;

  /** @param most cases at once, at least 1 @param look at the time and the lag so far */
  constructor(
    readonly most: number,
    readonly look: () => Look = ownLook,
  ) {
    measureLag();
    this.#before = look();
    this.#now = most;
  }

  /** @returns how many cases may run now */
  get now(): number {
    const look = this.look();
    const passed = look.at - this.#before.at;
    if (passed < LOOK_MS) return this.#now;
    const share = (look.lag - this.#before.lag) / passed;
    if (share > BUSY) this.#now = Math.max(1, Math.floor(this.#now / 2));
    else if (share < IDLE) this.#now = Math.min(this.most, this.#now + Math.max(1, this.#now >> 1));
    this.#before = look;
    return this.#now;
  }
}

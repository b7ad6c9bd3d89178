import type { Clock, Timer } from "../net/clock.js";
import { socketsRead } from "../net/lag.js";

/**
 * Waits for signs of life and says when there was none for too long. A sign costs a look at the clock and no new timer,
 * since there is one for every command and every piece of a file. Time in which this process did not run does not count,
 * and before the verdict the sockets are read once more: what a client has said meanwhile is a sign.
 */
export class Patience {
  #lastSign = 0;
  #lagBefore = 0;
  #timer: Timer | undefined;
  /** counts starts and stops, for a look at the sockets is over a little later */
  #round = 0;

  /**
   * @param milliseconds 0: for ever
   * @param lost called once per `start`
   */
  constructor(
    private readonly clock: Clock,
    private readonly milliseconds: number,
    private readonly lost: () => void,
  ) {}

  start(): void {
    this.stop();
    this.sign();
    if (this.milliseconds > 0) this.#await(this.milliseconds);
  }

  sign(): void {
    this.#lastSign = this.clock.now();
    this.#lagBefore = this.clock.lag?.() ?? 0;
  }

  stop(): void {
    this.#round++;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** milliseconds that are left */
  get #rest(): number {
    const lag = (this.clock.lag?.() ?? 0) - this.#lagBefore;
    return this.#lastSign + this.milliseconds + lag - this.clock.now();
  }

  #await(left: number): void {
    this.#timer = this.clock.after(left, () => {
      this.#timer = undefined;
      if (this.#rest > 0) this.#await(this.#rest);
      // A clock without lag is moved by hand, and nothing happens behind its back.
      else if (this.clock.lag === undefined) this.lost();
      else this.#lookAgain();
    });
  }

  #lookAgain(): void {
    const round = this.#round;
    void socketsRead().then(() => {
      if (round !== this.#round) return;
      if (this.#rest > 0) this.#await(this.#rest);
      else this.lost();
    });
  }
}

import type { Clock, Timer } from "../net/clock.js";

/**
 * Waits for signs of life and says when there was none for too long. A sign costs a look at the clock and no new timer,
 * since there is one for every command and every piece of a file.
 */
export class Patience {
  #lastSign = 0;
  #timer: Timer | undefined;

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
    this.sign();
    if (this.milliseconds > 0) this.#await(this.milliseconds);
  }

  sign(): void {
    this.#lastSign = this.clock.now();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #await(left: number): void {
    this.stop();
    this.#timer = this.clock.after(left, () => {
      const rest = this.#lastSign + this.milliseconds - this.clock.now();
      if (rest > 0) return this.#await(rest);
      this.#timer = undefined;
      this.lost();
    });
  }
}

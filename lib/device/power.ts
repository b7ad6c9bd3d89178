import type { Clock, Timer } from "../net/clock.js";
import type { Jobs } from "./jobs.js";

/**
 * `on`; `booting`: nothing answers; `off`: it could not boot and does not come back
 * @since 0.1.0
 */
export type PowerState = "on" | "booting" | "off";

/** The simulated reboot of Dm724-I 3.10: connections drop, the port is closed meanwhile, and then it is back or not. */
export class Power {
  #state: PowerState = "on";
  #fault: string | undefined;
  #planned: Timer | undefined;
  readonly #listeners = new Set<(state: PowerState) => void>();

  /** @param start makes everything as it is after a start, and says why the device does not come up */
  constructor(
    private readonly clock: Clock,
    private readonly boot: { readonly seconds: number },
    private readonly start: () => string | undefined,
  ) {}

  get state(): PowerState {
    return this.#state;
  }

  /** why it is off */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** Calls at each change, until the returned function is called. */
  watch(listener: (state: PowerState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A reboot that comes of itself after a while. */
  later(milliseconds: number, reboot: () => void): void {
    this.#planned?.cancel();
    this.#planned = this.clock.after(milliseconds, reboot);
  }

  /** Reboots now; whatever runs is lost. */
  cycle(jobs: Jobs): void {
    if (this.#state !== "on") return;
    this.#planned?.cancel();
    jobs.stop();
    this.#become("booting");
    this.clock.after(this.boot.seconds * 1000, () => {
      this.#fault = this.start();
      this.#become(this.#fault === undefined ? "on" : "off");
    });
  }

  #become(state: PowerState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

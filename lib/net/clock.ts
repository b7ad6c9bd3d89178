import { lagSoFar } from "./lag.js";

/** Something that was ordered for later and can be called off. */
export interface Timer {
  cancel(): void;
}

/** Time and waiting as a value, so that a test can make six minutes pass at once. */
export interface Clock {
  /** Milliseconds since 1970-01-01 00:00 UTC. */
  now(): number;
  /** Calls `call` once, `milliseconds` from now; does not keep the process alive. */
  after(milliseconds: number, call: () => void): Timer;
  /** Milliseconds so far in which this process did not run (net/lag); left out: this time stands still meanwhile. */
  lag?: (() => number) | undefined;
}

/** The time of this computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timeout = setTimeout(call, milliseconds);
    timeout.unref();
    return { cancel: () => clearTimeout(timeout) };
  },
  lag: lagSoFar,
};

/** The time of this computer, which can be set forward: what falls due by that happens at once. */
export class ForwardClock implements Clock {
  #ahead = 0;
  readonly #appointments = new Map<Appointment, Timer>();

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  lag(): number {
    return lagSoFar();
  }

  after(milliseconds: number, call: () => void): Timer {
    const appointment = { at: this.now() + Math.max(0, milliseconds), call };
    this.#order(appointment);
    return {
      cancel: () => {
        this.#appointments.get(appointment)?.cancel();
        this.#appointments.delete(appointment);
      },
    };
  }

  /** Makes the calls that fall due, in the order of their times; what they order in turn counts from their own time. */
  forward(milliseconds: number): void {
    const until = this.now() + milliseconds;
    for (;;) {
      const next = [...this.#appointments.keys()].reduce<Appointment | undefined>(
        (first, one) => (one.at <= until && (first === undefined || one.at < first.at) ? one : first),
        undefined,
      );
      if (next === undefined) break;
      this.#ahead += Math.max(0, next.at - this.now());
      this.#appointments.get(next)?.cancel();
      this.#appointments.delete(next);
      next.call();
    }
    this.#ahead += Math.max(0, until - this.now());
    for (const [appointment, timer] of this.#appointments) {
      timer.cancel();
      this.#order(appointment);
    }
  }

  #order(appointment: Appointment): void {
    const timer = systemClock.after(appointment.at - this.now(), () => {
      this.#appointments.delete(appointment);
      appointment.call();
    });
    this.#appointments.set(appointment, timer);
  }
}

interface Appointment {
  at: number;
  call: () => void;
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: number;
  #appointments = new Set<Appointment>();

  constructor(now: number = Date.UTC(2026, 10, 20, 21, 10)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, call: () => void): Timer {
    const appointment = { at: this.#now + Math.max(0, milliseconds), call };
    this.#appointments.add(appointment);
    return { cancel: () => void this.#appointments.delete(appointment) };
  }

  /** How many calls are still to come. */
  get pending(): number {
    return this.#appointments.size;
  }

  /** Moves on and makes the calls that fall due, in the order of their times, each at its own time. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#appointments.delete(next);
      this.#now = next.at;
      next.call();
    }
    this.#now = until;
  }

  #next(until: number): Appointment | undefined {
    let earliest: Appointment | undefined;
    for (const appointment of this.#appointments) {
      if (appointment.at <= until && (earliest === undefined || appointment.at < earliest.at)) {
        earliest = appointment;
      }
    }
    return earliest;
  }
}

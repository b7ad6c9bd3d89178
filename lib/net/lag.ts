/**
 * Time in which this process did not run. On a busy machine, or behind a long computation of our own, a timer fires before
 * the sockets are read: what the other end sent long ago has not been seen yet, and its silence is ours.
 */
import { performance } from "node:perf_hooks";

/** Between two looks at the clock, in milliseconds. */
const TICK_MS = 20;
/** A timer that is late by less is as punctual as timers are. */
const PUNCTUAL_MS = 5;

let lost = 0;
let worst = 0;
let last = performance.now();
let ticking: NodeJS.Timeout | undefined;

/** Begins to measure, the first time it is called. Does not keep the process alive. */
export function measureLag(): void {
  if (ticking !== undefined) return;
  last = performance.now();
  ticking = setInterval(tick, TICK_MS).unref();
}

/** @returns milliseconds since the measuring began in which this process did not run, those of this very moment included */
export function lagSoFar(): number {
  return lost + missing();
}

/** @returns the longest time in milliseconds for which this process did not run at a stretch */
export function worstLag(): number {
  return Math.max(worst, missing());
}

function tick(): void {
  const late = missing();
  lost += late;
  worst = Math.max(worst, late);
  last = performance.now();
}

function missing(): number {
  if (ticking === undefined) return 0;
  const late = performance.now() - last - TICK_MS;
  return late > PUNCTUAL_MS ? late : 0;
}

/**
 * Lets the sockets be read: what had arrived when this was called has been seen when it is over. Timers come before sockets
 * in a turn of the event loop, and immediates behind them.
 */
export function socketsRead(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

/** Something that was ordered for later and can be called off. */
export interface OwnTimer {
  cancel(): void;
}

/**
 * Calls `call` once this process has run for `milliseconds`, and not before the sockets have been read: a wait for the other
 * end that is over by the clock alone may be over for our own lag.
 */
export function afterOwnTime(milliseconds: number, call: () => void): OwnTimer {
  measureLag();
  const began = performance.now();
  const before = lagSoFar();
  let cancelled = false;
  let timer: NodeJS.Timeout;
  const fired = async (): Promise<void> => {
    const left = milliseconds - ownTime(began, before);
    if (left > 0) return arm(left);
    await socketsRead();
    if (!cancelled) call();
  };
  const arm = (ms: number): void => {
    timer = setTimeout(() => void fired(), Math.ceil(ms));
  };
  arm(milliseconds);
  return {
    cancel: () => {
      cancelled = true;
      clearTimeout(timer);
    },
  };
}

/** @returns milliseconds for which this process has run since a moment, given by its time and the lag until then */
export function ownTime(began: number, lagBefore: number): number {
  return performance.now() - began - (lagSoFar() - lagBefore);
}

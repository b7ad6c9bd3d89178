/** Where one run took much longer than the other. */
import type { Exchange } from "./exchanges.js";
import type { Pair } from "./pair.js";

export interface TimeChange {
  /** a case, or the verb of a command */
  of: string;
  /** milliseconds; of a verb the median from the command to its first reply */
  aMs: number;
  bMs: number;
  /** commands of the verb in each run */
  samples?: { a: number; b: number };
}

export interface Times {
  factor: number;
  /** how many times as long a case takes in B: the median of those that pass in both; 1 when there are too few to tell */
  overall: number;
  cases: TimeChange[];
  verbs: TimeChange[];
}

/** Below these differences a factor says more about the machine than about the device. */
const CASE_FLOOR_MS = 50;
const VERB_FLOOR_MS = 5;
/** A median of fewer is chance. */
const FEWEST_COMMANDS = 3;
const FEWEST_CASES = 10;
/** What a case sends that is no command has no verb worth a line. */
const VERB = /^(?:\(connect\)|[A-Z][A-Z0-9]{2,7}(?: [A-Z]+)?)$/;

/**
 * What is beyond the factor, above a floor, and beyond the factor also for a run that is as slow as this one: a device, a
 * line or a machine that is slow throughout is told once.
 */
export function timesOf(pairs: readonly Pair[], factor: number): Times {
  const cases = caseTimes(pairs);
  const overall =
    cases.length < FEWEST_CASES ? 1 : median(cases.map(({ aMs, bMs }) => bMs / Math.max(aMs, 0.001)));
  const far =
    (floorMs: number) =>
    ({ aMs, bMs }: TimeChange): boolean =>
      Math.abs(aMs - bMs) > floorMs &&
      (bMs > factor * aMs * Math.max(1, overall) || aMs * Math.min(1, overall) > factor * bMs);
  return {
    factor,
    overall,
    cases: cases.filter(far(CASE_FLOOR_MS)).sort(slowestFirst),
    verbs: verbTimes(pairs).filter(far(VERB_FLOOR_MS)).sort(slowestFirst),
  };
}

/** Only cases that pass in both: what fails waits for what does not come. */
function caseTimes(pairs: readonly Pair[]): TimeChange[] {
  return pairs
    .filter(({ a, b }) => a.verdict === "pass" && b.verdict === "pass")
    .map(({ a, b }) => ({ of: a.id, aMs: a.durationMs, bMs: b.durationMs }));
}

function verbTimes(pairs: readonly Pair[]): TimeChange[] {
  const second = latencies(pairs.flatMap(({ inB }) => inB));
  return [...latencies(pairs.flatMap(({ inA }) => inA))].flatMap(([verb, a]) => {
    const b = second.get(verb) ?? [];
    if (a.length < FEWEST_COMMANDS || b.length < FEWEST_COMMANDS) return [];
    return [{ of: verb, aMs: median(a), bMs: median(b), samples: { a: a.length, b: b.length } }];
  });
}

function latencies(exchanges: readonly Exchange[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { verb, latencyMs } of exchanges) {
    if (latencyMs === undefined || !VERB.test(verb)) continue;
    const known = found.get(verb);
    if (known === undefined) found.set(verb, [latencyMs]);
    else known.push(latencyMs);
  }
  return found;
}

/** @param values at least one */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

function slowestFirst(one: TimeChange, other: TimeChange): number {
  const slower = (change: TimeChange): number => change.bMs / Math.max(change.aMs, 0.001);
  return slower(other) - slower(one) || (one.of < other.of ? -1 : 1);
}

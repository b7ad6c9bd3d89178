import type { CaseRecord, Journal } from "../../runner/journal.js";
import { type Exchange, exchangesOf } from "./exchanges.js";

/** A case that has a verdict in both runs. */
export interface Pair {
  a: CaseRecord;
  b: CaseRecord;
  inA: readonly Exchange[];
  inB: readonly Exchange[];
}

/** @returns the pairs, sorted by case */
export function pairsOf(a: Journal, b: Journal): Pair[] {
  const others = new Map(b.cases.map((record) => [record.id, record]));
  return a.cases
    .flatMap((one) => {
      const other = others.get(one.id);
      if (other === undefined) return [];
      return [{ a: one, b: other, inA: exchangesOf(one), inB: exchangesOf(other) }];
    })
    .sort((one, other) => (one.a.id < other.a.id ? -1 : 1));
}

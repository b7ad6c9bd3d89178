/** One part of a run that is divided over several machines: which cases are whose is the same everywhere. */
import { createHash } from "node:crypto";
import type { Case } from "./case.js";

export interface Shard {
  /** from 1 */
  readonly index: number;
  readonly of: number;
}

/** @param text `2/3` */
export function parseShard(text: string): Shard | undefined {
  const [, index, of] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []).map(Number);
  if (index === undefined || of === undefined || index > of) return undefined;
  return { index, of };
}

/** The cases of one shard. A refusal is judged beside its twin, so both are in the same one. */
export function shardOf(cases: readonly Case[], { index, of }: Shard): Case[] {
  return cases.filter(({ id, twin }) => placeOf(twin ?? id, of) === index - 1);
}

/** By the name and not by the place in the suite, so that a new case moves no other one. */
function placeOf(name: string, of: number): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) % of;
}

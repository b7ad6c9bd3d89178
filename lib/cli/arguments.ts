/** What stands behind an option, read. A text that is none is refused in one sentence. */
import { InvalidArgumentError } from "commander";
import { DURATION, milliseconds } from "../suite/duration.js";
import { parseShard, type Shard } from "../suite/shard.js";

/** Cases that run at once: more are no faster on any machine, and each has its sockets. */
const MOST_JOBS = 1000;

/** How many cases may run at once. The run itself never takes more than it has cases. */
export function jobs(text: string): number {
  const value = numberIn(text);
  if (!(value >= 1 && value <= MOST_JOBS))
    throw new InvalidArgumentError(`write a whole number from 1 to ${MOST_JOBS}.`);
  return value;
}

/** Digits alone: Number() also takes blanks, 0x10 and 1e3. */
function numberIn(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

export function shard(text: string): Shard {
  const parsed = parseShard(text);
  if (parsed === undefined)
    throw new InvalidArgumentError("write I/N, such as 2/3 for the second of three parts.");
  return parsed;
}

/** @returns milliseconds */
export function duration(text: string): number {
  const value = DURATION.test(text) ? milliseconds(text) : 0;
  if (value === 0) throw new InvalidArgumentError("write a length of time such as 90s, 15m or 2h.");
  return value;
}

export function whole(text: string): number {
  const value = numberIn(text);
  if (!(value <= 0xffff_ffff)) throw new InvalidArgumentError("write a whole number from 0 to 4294967295.");
  return value;
}

export function port(text: string): number {
  const value = numberIn(text);
  if (!(value <= 65535)) throw new InvalidArgumentError("write a port from 0 to 65535.");
  return value;
}

export function collect(text: string, before: string[]): string[] {
  return [...before, text];
}

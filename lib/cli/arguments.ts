/** What stands behind an option, read. A text that is none is refused in one sentence. */
import { InvalidArgumentError } from "commander";
import { DURATION, milliseconds } from "../suite/duration.js";
import { parseShard, type Shard } from "../suite/shard.js";

export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("write a whole number from 1 up.");
  return value;
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
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || value > 0xffff_ffff)
    throw new InvalidArgumentError("write a whole number from 0 to 4294967295.");
  return value;
}

export function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError("write a port from 0 to 65535.");
  return value;
}

export function collect(text: string, before: string[]): string[] {
  return [...before, text];
}

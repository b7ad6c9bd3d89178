/** How much memory processes hold, as Linux counts it. */
import { readFileSync } from "node:fs";

const KIBI = 1024;

/** What a process has started, and what that has started. */
export function descendants(pid: number): number[] {
  const children = (read(`/proc/${pid}/task/${pid}/children`) ?? "").split(" ").filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** MiB that the processes of one server hold together. */
export interface Held {
  /**
   * A page that several processes hold counts in parts (Pss), so that a server of 400 processes is not charged 400
   * times for one program; nor is one whose program others run too, such as Node.
   */
  proportional: number;
  /** what each process has for itself, and what the one that shares most shares: whoever else runs does not matter */
  resident: number;
}

export function heldBy(pids: readonly number[]): Held {
  const rollups = pids.map((pid) => read(`/proc/${pid}/smaps_rollup`) ?? "");
  return held(rollups);
}

/** @param rollups the texts of smaps_rollup; empty for a process that is gone */
export function held(rollups: readonly string[]): Held {
  let proportional = 0;
  let own = 0;
  let shared = 0;
  for (const rollup of rollups) {
    proportional += sizeOf(rollup, "Pss");
    own += sizeOf(rollup, "Private_Clean") + sizeOf(rollup, "Private_Dirty");
    shared = Math.max(shared, sizeOf(rollup, "Shared_Clean") + sizeOf(rollup, "Shared_Dirty"));
  }
  return { proportional, resident: own + shared };
}

function sizeOf(rollup: string, field: string): number {
  return Number(new RegExp(`^${field}: +(\\d+) kB$`, "m").exec(rollup)?.[1] ?? 0) / KIBI;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}

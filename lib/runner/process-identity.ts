/** Which process a process is. Its number alone says little: in a container it is often 1, and after a reboot anybody's. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface ProcessIdentity {
  readonly pid: number;
  /** when it began, in ticks since the system did (proc(5), field 22 of stat); empty where the system does not tell */
  readonly started: string;
  /** of the system, from its start to its end; empty where it does not tell */
  readonly boot: string;
  /** within which the number counts: the namespace of process ids; empty where the system has none */
  readonly space: string;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid), boot: bootId(), space: space() };
}

/** @param text what another process wrote of itself. @returns undefined when it says nothing */
export function identityIn(text: string): ProcessIdentity | undefined {
  let read: Partial<ProcessIdentity> | number | null;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  const {
    pid,
    started = "",
    boot = "",
    space: within = "",
  } = typeof read === "number" ? { pid: read } : (read ?? {});
  if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, started: String(started), boot: String(boot), space: String(within) };
}

/**
 * Whether a process is there that began when this one did. Systems that tell no beginnings are asked for the number alone.
 * A process of another machine, or of a container that cannot be seen from here, counts as gone.
 */
export function isAlive(process: ProcessIdentity): boolean {
  if (process.boot !== "" && process.boot !== bootId()) return false;
  if (process.space !== "" && process.space !== space()) return startsSeen().has(process.started);
  if (!answers(process.pid)) return false;
  // The first process of a system or a container never was a run that wrote its number alone.
  if (process.started === "") return process.pid !== 1;
  return startOf(process.pid) === process.started;
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process cannot be asked, and lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The name of a process stands in parentheses and may hold anything, so the fields are counted from its end. */
function startOf(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[22 - 3] ?? "";
}

function startsSeen(): ReadonlySet<string> {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Set(pids.map((pid) => startOf(Number(pid))));
}

function bootId(): string {
  return textOf("/proc/sys/kernel/random/boot_id").trim();
}

function space(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

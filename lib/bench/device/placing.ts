/**
 * Where the processes run. Left to itself the system now puts a server beside its client and now on the same CPU, and a
 * command in lock-step is six times as quick there, since no idle CPU has to be woken: that would be measured, by chance,
 * instead of the server. So the client has the first CPU for itself and the server has the others.
 */
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

const cpuCount = availableParallelism();
const TASKSET = "taskset";
let placed = false;

/** Puts this process, with all its threads, on the first CPU. @returns a sentence about what was done */
export function takeFirstCpu(): string {
  if (cpuCount < 2) return "client and servers share one CPU";
  try {
    execFileSync(TASKSET, ["-a", "-p", "-c", "0", String(process.pid)], { stdio: "ignore" });
  } catch {
    return "client and servers run wherever the system puts them: taskset is missing, or may not be used here";
  }
  placed = true;
  return "the client has CPU 0, the servers have the others";
}

/** What stands in front of a server's command line. */
export function onItsCpus(): string[] {
  return placed ? [TASKSET, "-c", `1-${cpuCount - 1}`] : [];
}

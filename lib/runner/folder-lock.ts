/** One run at a time in a folder: two that write one journal leave none. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LOCK_FILE = ".flashgate.lock";

export type Locked = { ok: true; release: () => void } | { ok: false; message: string };

/** @returns what lets go of it, or one sentence. A lock whose process is gone, killed perhaps, is nobody's. */
export function lockFolder(folder: string): Locked {
  const file = join(folder, LOCK_FILE);
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
      return { ok: true, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST")
        return {
          ok: false,
          message: `the folder ${folder} cannot be written (${code}); name another one with --out`,
        };
      const holder = holderOf(file);
      if (attempt > 0 || holder !== undefined)
        return {
          ok: false,
          message: `another run (process ${holder ?? "unknown"}) writes in ${folder}; wait for its end, or name another folder`,
        };
      rmSync(file, { force: true });
    }
  }
}

/** @returns the process that holds the lock and lives */
function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // Somebody else's process cannot be asked, and lives.
    return (error as NodeJS.ErrnoException).code === "EPERM" ? Number(readFileSync(file, "utf8")) : undefined;
  }
}

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseCases } from "../runner/choose-cases.js";
import { dropEmpty, makeFolder } from "../runner/folder.js";
import { type Locked, lockFolder } from "../runner/folder-lock.js";
import type { Case } from "../suite/case.js";
import { type Shard, shardOf } from "../suite/shard.js";
import { SYSTEMS } from "../systems/known.js";
import { contradictionIn, endsOf, readResumed } from "./run-ends.js";
import type { RunOptions } from "./run-options.js";
import { testbedOf } from "./run-testbed.js";
import { refuse } from "./say.js";

/** `flashgate run`. @returns the exit status of design C5. */
export async function runCommand(asked: readonly string[], options: RunOptions): Promise<number> {
  const contradiction = contradictionIn(asked, options);
  if (contradiction !== undefined) return refuse(contradiction, 2);
  const resumed = options.resume === undefined ? undefined : await readResumed(options.resume);
  if (resumed?.ok === false) return refuse(resumed.message, 2);
  const selectors = resumed?.journal.header.selectors ?? asked;
  const chosen = await chooseCases(selectors, options.suites, SYSTEMS);
  if (!chosen.ok) return refuse(chosen.message, chosen.exit);
  if (options.list === true) return list(chosen.cases, options.shard);
  const ends = await endsOf(options, chosen);
  if (typeof ends === "string") return refuse(ends, 2);
  const bed = await testbedOf(options);
  if (typeof bed === "string") return refuse(bed, 2);
  const folder = resumed?.folder ?? options.out ?? join("reports", folderName(new Date(), bed.kind));
  const tried = tryFolder(folder);
  if (!tried.ok) return refuse(tried.message, 2);
  const collision = options.junit === undefined ? undefined : await junitTaken(folder, options.junit);
  const lock: Locked = collision === undefined ? lockFolder(folder) : { ok: false, message: collision };
  // Also where the process ends before the run does: at the second Ctrl-C.
  const leave = (): void => {
    if (lock.ok) lock.release();
    dropEmpty(tried.made);
  };
  process.once("exit", leave);
  try {
    if (!lock.ok) return refuse(lock.message, 2);
    const { supervise } = await import("./supervise.js");
    return await supervise({ chosen, selectors, bed, folder, options, resumed: resumed?.journal, ends });
  } finally {
    leave();
    process.off("exit", leave);
  }
}

function list(cases: readonly Case[], shard: Shard | undefined): number {
  const listed = shard === undefined ? cases : shardOf(cases, shard);
  for (const item of listed)
    process.stdout.write(`${item.id}  [${item.strength}, ${item.hazard}]  ${item.purpose}\n`);
  process.stdout.write(
    `${listed.length} cases; what the device lacks or does not permit is left out when they run\n`,
  );
  return 0;
}

/**
 * Found out before anything is sent.
 * @returns the folders that were made for it, or one sentence when the run's results could not be kept there
 */
function tryFolder(folder: string): { ok: true; made: readonly string[] } | { ok: false; message: string } {
  let made: readonly string[] = [];
  try {
    made = makeFolder(folder);
    const probe = join(folder, `.flashgate-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
    return { ok: true, made };
  } catch (error) {
    dropEmpty(made);
    const { code } = error as NodeJS.ErrnoException;
    return {
      ok: false,
      message: `the folder ${folder} cannot be written (${code}); name another one with --out`,
    };
  }
}

function folderName(now: Date, kind: string): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `${stamp}-${kind}`;
}

/** Where reports may not go is known to those who write them, which takes a while to load. */
async function junitTaken(folder: string, junit: string): Promise<string | undefined> {
  const { junitCollides } = await import("../report/junit-place.js");
  return junitCollides(folder, junit);
}

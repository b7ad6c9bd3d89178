/** One run at a time in a folder: two that write one journal leave none. */
import { linkSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { identityIn, isAlive, ownIdentity } from "./process-identity.js";

const LOCK_FILE = ".flashgate.lock";
/** Held by who takes a lock away that is nobody's any more: of two that find it one does, and the other finds the new one. */
const TAKING_FILE = ".flashgate.lock.taking";
const MOST_OCTETS = 4096;
const MOST_ATTEMPTS = 500;
const PAUSE_MS = 10;

export type Locked = { ok: true; release: () => void } | { ok: false; message: string };

/** Locks of this process: its number in a file says nothing else, for an earlier container may have had it too. */
const own = new Set<string>();

/** @returns what lets go of it, or one sentence. A lock whose process is gone, killed perhaps, is nobody's. */
export function lockFolder(folder: string): Locked {
  const file = join(resolve(folder), LOCK_FILE);
  const text = `${JSON.stringify(ownIdentity())}\n`;
  let found: string | undefined;
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      if (created(file, text)) {
        own.add(file);
        return { ok: true, release: () => release(file, text) };
      }
      found = textOf(file);
      if (found === undefined) continue;
      if (isHeld(file, found)) break;
      if (!takenAway(file, found, text)) pause();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      ok: false,
      message: `the folder ${folder} cannot be written (${code}); name another one with --out`,
    };
  }
  const holder = identityIn(found ?? "")?.pid ?? "unknown";
  return {
    ok: false,
    message: `another run (process ${holder}) writes in ${folder}; wait for its end, or name another folder`,
  };
}

function release(file: string, text: string): void {
  own.delete(file);
  if (textOf(file) === text) rmSync(file, { force: true });
}

function isHeld(file: string, text: string): boolean {
  if (own.has(file)) return true;
  const holder = identityIn(text);
  // A process with this number in this place is this one, and it does not hold the lock.
  if (holder === undefined || (holder.pid === process.pid && isHere(holder.space))) return false;
  return isAlive(holder);
}

function isHere(space: string): boolean {
  return space === "" || space === ownIdentity().space;
}

/** @returns whether it is gone now; false while somebody else is about to take it away */
function takenAway(file: string, found: string, text: string): boolean {
  const guard = join(file, "..", TAKING_FILE);
  if (!created(guard, text)) {
    const taker = identityIn(textOf(guard) ?? "");
    if (taker === undefined || !isAlive(taker)) rmSync(guard, { force: true });
    return false;
  }
  try {
    if (textOf(file) === found) rmSync(file, { force: true });
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * Makes a file that is not there yet, with its text from the first moment: who reads it never finds half of it.
 * @returns false when there is one
 */
function created(file: string, text: string): boolean {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // A file system without links.
    return createdAlone(file, text);
  } finally {
    rmSync(beside, { force: true });
  }
}

function createdAlone(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A lock is a small file; a link is none, for it may lead to something without an end. */
function textOf(file: string): string | undefined {
  try {
    const about = lstatSync(file);
    if (about.isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
    return about.isFile() && about.size <= MOST_OCTETS ? readFileSync(file, "utf8") : "";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

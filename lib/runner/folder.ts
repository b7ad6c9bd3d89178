import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it; throws Node's error when one cannot be made, and leaves none then. Node's own recursive
 * form never returns where making a folder fails with ENOENT, as it does below /proc.
 * @returns the folders that it made, for `dropEmpty`
 */
export function makeFolder(path: string): string[] {
  const missing: string[] = [];
  let place = resolve(path);
  while (statSync(place, { throwIfNoEntry: false }) === undefined) {
    missing.push(place);
    place = dirname(place);
  }
  const made: string[] = [];
  try {
    for (const folder of missing.reverse()) {
      mkdirSync(folder);
      made.push(folder);
    }
    // Throws ENOTDIR when what is there is a file.
    statSync(`${resolve(path)}/.`);
    return made;
  } catch (error) {
    dropEmpty(made);
    throw error;
  }
}

/**
 * Takes folders away again for which there was no use. One that holds something by now stays, and so do those above it.
 * @param made what `makeFolder` returned
 */
export function dropEmpty(made: readonly string[]): void {
  try {
    for (const folder of made.toReversed()) rmdirSync(folder);
  } catch {
    // It is in use, or somebody else has taken it away.
  }
}

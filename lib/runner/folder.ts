import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it; throws Node's error when one cannot be made. Node's own recursive form never returns
 * where making a folder fails with ENOENT, as it does below /proc.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  let place = resolve(path);
  while (statSync(place, { throwIfNoEntry: false }) === undefined) {
    missing.push(place);
    place = dirname(place);
  }
  for (const folder of missing.reverse()) mkdirSync(folder);
  // Throws ENOTDIR when what is there is a file.
  statSync(`${resolve(path)}/.`);
}

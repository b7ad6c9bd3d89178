import { statSync } from "node:fs";

/**
 * Whether a path leads to something else than a file: a folder, or a pipe or a device, whose end may never come. What is not
 * there, or cannot be looked at, is said by who reads it.
 */
export function isNoFile(path: string): boolean {
  try {
    return !statSync(path).isFile();
  } catch {
    return false;
  }
}

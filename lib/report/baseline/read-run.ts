import { statSync } from "node:fs";
import { join } from "node:path";
import { JOURNAL_FILE, type ReadJournal, readJournal } from "../../runner/journal.js";

/** @param path the folder of a run, or its journal */
export function readRun(path: string): ReadJournal {
  return readJournal(isFolder(path) ? join(path, JOURNAL_FILE) : path);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Reading it says why.
    return false;
  }
}

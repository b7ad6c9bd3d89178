import { statSync } from "node:fs";
import { join } from "node:path";
import { JOURNAL_FILE, type ReadJournal, readJournal } from "../../runner/journal.js";
import { isNoFile } from "../plain-file.js";

/** @param path the folder of a run, or its journal */
export function readRun(path: string): ReadJournal {
  const file = journalAt(path);
  if (isNoFile(file))
    return { ok: false, message: `${file} is not a file; name the folder of a run or its journal` };
  return readJournal(file);
}

/** @param path the folder of a run, or its journal. @returns the journal */
export function journalAt(path: string): string {
  return isFolder(path) ? join(path, JOURNAL_FILE) : path;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Reading it says why.
    return false;
  }
}

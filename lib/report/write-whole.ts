/** A file that is written whole or not at all. */
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../runner/folder.js";

/**
 * A reader finds the whole text or the one before, never a part: it is written beside its place and then moved there.
 * A link stays one, and what it leads to is replaced.
 * @throws the file system's error, with its `code`
 */
export function writeWhole(path: string, text: string | Buffer): void {
  let beside: string | undefined;
  try {
    makeFolder(dirname(path));
    const present = statSync(path, { throwIfNoEntry: false });
    if (present !== undefined && !present.isFile()) {
      // A pipe or a terminal has to be written to, and a folder says itself that it cannot be.
      writeFileSync(path, text);
      return;
    }
    const place = present === undefined ? path : realpathSync(path);
    beside = join(dirname(place), `.${basename(place)}.${process.pid}`);
    writeFileSync(beside, text);
    renameSync(beside, place);
  } catch (error) {
    if (beside !== undefined) rmSync(beside, { force: true });
    throw error;
  }
}

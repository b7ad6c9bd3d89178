/** Files that are written whole or not at all. */
import {
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { dropEmpty, makeFolder } from "../runner/folder.js";

/** What is ready to take its place. */
export interface Draft {
  /** puts it there */
  readonly keep: () => void;
  /** takes it away, if it is not there yet */
  readonly drop: () => void;
}

/** A name that is as long as a name may be leaves no room for more. */
const NAME_CHARACTERS = 60;

/**
 * A reader finds the whole text or the one before, never a part: it is written beside its place and then moved there.
 * A link stays one, and what it leads to is replaced.
 * @throws the file system's error, with its `code`
 */
export function writeWhole(path: string, text: string | Buffer): void {
  const draft = draftOf(path, text);
  try {
    draft.keep();
  } catch (error) {
    draft.drop();
    throw error;
  }
}

/**
 * The text beside its place, where nobody sees it yet: several files can be made ready before the first is in its place.
 * @throws the file system's error, with its `code`; then nothing is left
 */
export function draftOf(path: string, text: string | Buffer): Draft {
  const made = makeFolder(dirname(path));
  const present = lookAt(path, made);
  if (present !== undefined && !present.isFile()) return intoStream(path, text);
  const place = present === undefined ? path : realpathSync(path);
  const beside = besideOf(place);
  const drop = (): void => {
    rmSync(beside, { force: true });
    dropEmpty(made);
  };
  try {
    writeFileSync(beside, text);
  } catch (error) {
    drop();
    throw error;
  }
  return { keep: () => renameSync(beside, place), drop };
}

/** Throws for a name that can be none, with its folders gone again. */
function lookAt(path: string, made: readonly string[]): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    dropEmpty(made);
    throw error;
  }
}

/** Where a file is written before it takes its place. */
export function besideOf(place: string): string {
  return join(dirname(place), `.${basename(place).slice(0, NAME_CHARACTERS)}.${process.pid}`);
}

/** A pipe or a terminal has to be written to. A folder says itself that it cannot be, and a pipe that nobody reads. */
function intoStream(path: string, text: string | Buffer): Draft {
  // An open that waited for a reader would wait for ever.
  let reached: number | undefined = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  const drop = (): void => {
    if (reached !== undefined) closeSync(reached);
    reached = undefined;
  };
  return {
    keep() {
      try {
        writeFileSync(path, text);
      } finally {
        drop();
      }
    },
    drop,
  };
}

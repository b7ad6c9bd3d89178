import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolder } from "../runner/folder.js";
import type { Journal } from "../runner/journal.js";
import { junitXml } from "./junit.js";

const JUNIT_FILE = "junit.xml";

/** A report could not be written. Its message is one sentence for the person who asked for it. */
export class ReportNotWritten extends Error {
  override readonly name = "ReportNotWritten";
}

/**
 * Writes the reports of a run into its folder, and the JUnit report to `options.junit` as well.
 * @returns the paths that were written, as they were given
 * @throws ReportNotWritten
 */
export function writeReports(folder: string, journal: Journal, options: { junit?: string } = {}): string[] {
  const xml = junitXml(journal);
  const paths = [join(folder, JUNIT_FILE)];
  if (options.junit !== undefined && resolve(options.junit) !== resolve(folder, JUNIT_FILE))
    paths.push(options.junit);
  for (const path of paths) writeWhole(path, xml);
  return paths;
}

/** A reader finds the whole report or the one before, never a part: it is written beside its place and then moved there. */
function writeWhole(path: string, text: string): void {
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
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ReportNotWritten(`the report ${path} cannot be written (${code}); name another place for it`);
  }
}

import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolder } from "../runner/folder.js";
import type { Journal } from "../runner/journal.js";
import { jsonReport } from "./json-report.js";
import { junitXml } from "./junit.js";
import { markdownReport } from "./markdown.js";

const JUNIT_FILE = "junit.xml";
const JSON_FILE = "report.json";
const MARKDOWN_FILE = "summary.md";

/** A report could not be written. Its message is one sentence for the person who asked for it. */
export class ReportNotWritten extends Error {
  override readonly name = "ReportNotWritten";
}

/**
 * Writes the reports of a run into its folder: JUnit, JSON and Markdown, and the JUnit report to `options.junit` as well.
 * @returns the paths that were written, as they were given
 * @throws ReportNotWritten
 */
export function writeReports(folder: string, journal: Journal, options: { junit?: string } = {}): string[] {
  const xml = junitXml(journal);
  const texts = new Map([
    [join(folder, JUNIT_FILE), xml],
    [join(folder, JSON_FILE), jsonReport(journal)],
    [join(folder, MARKDOWN_FILE), markdownReport(journal)],
  ]);
  if (options.junit !== undefined && resolve(options.junit) !== resolve(folder, JUNIT_FILE))
    texts.set(options.junit, xml);
  for (const [path, text] of texts) writeWhole(path, text);
  return [...texts.keys()];
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

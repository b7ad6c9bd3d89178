import { join, resolve } from "node:path";
import type { Journal } from "../runner/journal.js";
import { htmlReport } from "./html-report.js";
import { jsonReport } from "./json-report.js";
import { junitXml } from "./junit.js";
import { harmless } from "./log-line.js";
import { markdownReport } from "./markdown.js";
import { type Draft, draftOf } from "./write-whole.js";

const HTML_FILE = "report.html";
const JUNIT_FILE = "junit.xml";
const JSON_FILE = "report.json";
const MARKDOWN_FILE = "summary.md";
export const REPORT_FILES: readonly string[] = [JUNIT_FILE, JSON_FILE, MARKDOWN_FILE, HTML_FILE];

/** A report could not be written. Its message is one sentence for the person who asked for it. */
export class ReportNotWritten extends Error {
  override readonly name = "ReportNotWritten";
}

/** Every report of a run by the name of its file. The same journal gives the same texts. Pipelines print them in their logs. */
export function reportTexts(journal: Journal): ReadonlyMap<string, string> {
  return new Map([
    [JUNIT_FILE, harmless(junitXml(journal))],
    [JSON_FILE, jsonReport(journal)],
    [MARKDOWN_FILE, harmless(markdownReport(journal))],
    [HTML_FILE, htmlReport(journal)],
  ]);
}

/**
 * Writes the reports of a run into its folder: JUnit, JSON, Markdown and HTML, and the JUnit report to `options.junit` as well.
 * @returns the paths that were written, as they were given
 * @throws ReportNotWritten
 */
export function writeReports(folder: string, journal: Journal, options: { junit?: string } = {}): string[] {
  const reports = reportTexts(journal);
  const texts = new Map([...reports].map(([name, text]) => [join(folder, name), text]));
  if (options.junit !== undefined && resolve(options.junit) !== resolve(folder, JUNIT_FILE))
    texts.set(options.junit, reports.get(JUNIT_FILE) ?? "");
  writeAll(texts);
  return [...texts.keys()];
}

/** All of them or, where one cannot be written, none. */
function writeAll(texts: ReadonlyMap<string, string>): void {
  const drafts: { path: string; draft: Draft }[] = [];
  try {
    // What is furthest from the folder of the run comes first. It may be a pipe, which can fail to the last.
    for (const [path, text] of [...texts].toReversed())
      drafts.push({ path, draft: attempt(path, () => draftOf(path, text)) });
    for (const { path, draft } of drafts) attempt(path, draft.keep);
  } catch (error) {
    for (const { draft } of drafts) draft.drop();
    throw error;
  }
}

function attempt<Result>(path: string, what: () => Result): Result {
  try {
    return what();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ReportNotWritten(`the report ${path} cannot be written (${code}); name another place for it`);
  }
}

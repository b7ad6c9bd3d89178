import { join, resolve } from "node:path";
import type { Journal } from "../runner/journal.js";
import type { Systems } from "../suite/suite-system.js";
import { htmlReport } from "./html-report.js";
import { jsonReport } from "./json-report.js";
import { junitXml } from "./junit.js";
import { harmless } from "./log-line.js";
import { markdownReport } from "./markdown.js";
import { type Draft, draftOf } from "./write-whole.js";

export const JUNIT_FILE = "junit.xml";

/** Every report of a run: its file, and what stands there. One more is a line here. */
export const REPORTS: readonly { file: string; text: (journal: Journal, systems: Systems) => string }[] = [
  // Pipelines print JUnit and Markdown in their logs.
  { file: JUNIT_FILE, text: (journal) => harmless(junitXml(journal)) },
  { file: "report.json", text: jsonReport },
  { file: "summary.md", text: (journal) => harmless(markdownReport(journal)) },
  { file: "report.html", text: htmlReport },
];
export const REPORT_FILES: readonly string[] = REPORTS.map(({ file }) => file);

export interface ReportOptions {
  /** the JUnit report is written there as well */
  junit?: string | undefined;
  /** those whose manuals the reports tell of, where the run was about them */
  systems?: Systems | undefined;
}

/** A report could not be written. Its message is one sentence for the person who asked for it. */
export class ReportNotWritten extends Error {
  override readonly name = "ReportNotWritten";
}

/** Every report of a run by the name of its file. The same journal gives the same texts. */
export function reportTexts(journal: Journal, systems: Systems = new Map()): ReadonlyMap<string, string> {
  return new Map(REPORTS.map(({ file, text }) => [file, text(journal, systems)]));
}

/**
 * Writes the reports of a run into its folder, and the JUnit report to `options.junit` as well.
 * @returns the paths that were written, as they were given
 * @throws ReportNotWritten
 * @since 0.1.0
 */
export function writeReports(folder: string, journal: Journal, options: ReportOptions = {}): string[] {
  const reports = reportTexts(journal, options.systems);
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
    // The first may have made the folder of the others, and takes it away when it is empty.
    for (const { draft } of drafts.toReversed()) draft.drop();
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

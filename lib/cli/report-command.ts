import { statSync } from "node:fs";
import { join } from "node:path";
import { mergeJournals, type Part } from "../report/merge.js";
import { summaryText } from "../report/summary.js";
import { writeReports } from "../report/write-reports.js";
import { makeFolder } from "../runner/folder.js";
import { JOURNAL_FILE, type Journal, readJournal } from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import { exitCode } from "../runner/run.js";
import { tellGitHub } from "./github.js";
import { judging } from "./run-ends.js";
import { refuse, wantsColour } from "./say.js";

export interface ReportOptions {
  out?: string;
  junit?: string;
  baseline?: string;
}

/** `flashgate report DIR...`: every report again, from journals alone. @returns the exit status of the run they are of */
export async function reportCommand(paths: readonly string[], options: ReportOptions): Promise<number> {
  const parts: Part[] = [];
  for (const path of paths) {
    const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    const read = readJournal(folder ? join(path, JOURNAL_FILE) : path);
    if (!read.ok) return refuse(read.message, 2);
    parts.push({ path, journal: read.journal });
  }
  const merged = mergeJournals(parts);
  if (!merged.ok) return refuse(merged.message, 2);
  const [only] = paths;
  const out = options.out ?? (paths.length === 1 ? only : undefined);
  if (out === undefined)
    return refuse("several journals make one report; name the folder for it with --out", 2);
  if (paths.length > 1 && paths.includes(out))
    return refuse(
      `${out} holds one of the journals and is not overwritten; name another folder with --out`,
      2,
    );
  const judge =
    options.baseline === undefined
      ? undefined
      : await judging(options.baseline, merged.journal.header.suites.digest);
  if (typeof judge === "string") return refuse(judge, 2);
  const judged = judge?.(merged.journal, out);
  // Another baseline, or none, decides anew.
  const journal: Journal = { ...merged.journal, gate: judged?.gate ?? merged.journal.gate };
  const files: string[] = [];
  try {
    if (paths.length > 1) files.push(writeJournal(out, journal));
    const folder = statSync(out, { throwIfNoEntry: false })?.isFile() === true ? join(out, "..") : out;
    files.push(...writeReports(folder, journal, options.junit === undefined ? {} : { junit: options.junit }));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), 2);
  }
  const shown = { colour: wantsColour(process.stdout), columns: process.stdout.columns ?? 100, files };
  process.stdout.write(`${summaryText(journal, shown).trimEnd()}\n`);
  tellGitHub(journal, process.env);
  if (judged !== undefined) process.stdout.write(`\n${judged.lines.join("\n")}\n`);
  if (journal.gate !== undefined) return journal.gate.exit;
  const killed = journal.end === undefined ? "the run was killed" : journal.end.stopped;
  return exitCode([...journal.cases, ...journal.notRun], killed);
}

function writeJournal(folder: string, journal: Journal): string {
  makeFolder(folder);
  const file = join(folder, JOURNAL_FILE);
  const writer = new JournalWriter(file);
  const { header, cases, notSelected, notRun, end, gate } = journal;
  for (const record of [
    header,
    ...notSelected,
    ...cases,
    ...notRun,
    ...(end === undefined ? [] : [end]),
    ...(gate === undefined ? [] : [gate]),
  ])
    writer.write(record);
  writer.close();
  return file;
}

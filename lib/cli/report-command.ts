import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { journalAt, readRun } from "../report/baseline/read-run.js";
import { isSamePlace, junitCollides } from "../report/junit-place.js";
import { mergeJournals, type Part } from "../report/merge.js";
import { summaryText } from "../report/summary.js";
import { exitStatusOf } from "../report/tally.js";
import { ReportNotWritten, writeReports } from "../report/write-reports.js";
import { besideOf } from "../report/write-whole.js";
import { dropEmpty, makeFolder } from "../runner/folder.js";
import { JOURNAL_FILE, type Journal } from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import { SYSTEMS } from "../systems/known.js";
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
    const read = readRun(path);
    if (!read.ok) return refuse(read.message, 2);
    parts.push({ path, journal: read.journal });
  }
  const merged = mergeJournals(parts);
  if (!merged.ok) return refuse(merged.message, 2);
  const [only] = paths;
  const out = options.out ?? (paths.length === 1 ? only : undefined);
  if (out === undefined)
    return refuse("several journals make one report; name the folder for it with --out", 2);
  const folder = options.out === undefined ? dirname(journalAt(out)) : out;
  const unfit = unfitFolder(folder);
  if (unfit !== undefined) return refuse(unfit, 2);
  const overwritten =
    (paths.length > 1 ? journalIn(folder, paths) : undefined) ??
    (options.junit === undefined ? undefined : taken(options.junit, folder, paths));
  if (overwritten !== undefined) return refuse(overwritten, 2);
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
    files.push(...writeAll(folder, journal, paths.length, options.junit));
  } catch (error) {
    if (error instanceof ReportNotWritten) return refuse(error.message, 2);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse(`the folder ${folder} cannot be written (${code}); name another one with --out`, 2);
  }
  const shown = { colour: wantsColour(process.stdout), columns: process.stdout.columns ?? 100, files };
  process.stdout.write(`${summaryText(journal, shown).trimEnd()}\n`);
  tellGitHub(journal, process.env);
  if (judged !== undefined) process.stdout.write(`\n${judged.lines.join("\n")}\n`);
  return exitStatusOf(journal);
}

/** @returns one sentence when what stands there, or above it, is no folder. Nothing is made yet. */
function unfitFolder(folder: string): string | undefined {
  try {
    const there = statSync(folder, { throwIfNoEntry: false });
    if (there === undefined || there.isDirectory()) return undefined;
    return `${folder} is not a folder; name the folder for the reports with --out`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `the folder ${folder} cannot be written (${code}); name another one with --out`;
  }
}

/** @returns one sentence when the folder holds a journal that is not to be lost: any but one that was merged before */
function journalIn(folder: string, paths: readonly string[]): string | undefined {
  const file = join(folder, JOURNAL_FILE);
  if (paths.some((path) => isSamePlace(journalAt(path), file)))
    return `${folder} holds one of the journals and is not overwritten; name another folder with --out`;
  if (!existsSync(file)) return undefined;
  const there = readRun(folder);
  if (there.ok && MERGED in there.journal.header) return undefined;
  return `${file} is the journal of another run and is not overwritten; name another folder with --out, or remove it`;
}

/** @returns one sentence when the JUnit report would take the place of what it is made from, or of another report */
function taken(junit: string, folder: string, paths: readonly string[]): string | undefined {
  const journal = paths.map(journalAt).find((file) => isSamePlace(file, junit));
  if (journal !== undefined)
    return `--junit ${junit} would overwrite ${journal}; name another file for the JUnit report`;
  return junitCollides(folder, junit);
}

/** In the header of a journal that can be made again from others: how many they were. */
const MERGED = "merged";

/** The reports and, of several parts, the journal that they make: all of them or none. @returns their paths */
function writeAll(folder: string, journal: Journal, parts: number, junit: string | undefined): string[] {
  const options = { junit, systems: SYSTEMS };
  if (parts === 1) return writeReports(folder, journal, options);
  const made = makeFolder(folder);
  const file = join(folder, JOURNAL_FILE);
  const beside = besideOf(file);
  try {
    writeJournal(beside, journal, parts);
    const reports = writeReports(folder, journal, options);
    renameSync(beside, file);
    return [file, ...reports];
  } finally {
    rmSync(beside, { force: true });
    dropEmpty(made);
  }
}

function writeJournal(file: string, journal: Journal, merged: number): void {
  const writer = new JournalWriter(file);
  const { capabilities = [], cases, notSelected, notRun, end, gate } = journal;
  const header = { ...journal.header, [MERGED]: merged };
  for (const record of [
    header,
    ...capabilities,
    ...notSelected,
    ...cases,
    ...notRun,
    ...(end === undefined ? [] : [end]),
    ...(gate === undefined ? [] : [gate]),
  ])
    writer.write(record);
  writer.close();
}

/** What is made of a run when it is over: its reports, what they say in short, and its exit status. */
import type { JournalRecord } from "../runner/journal.js";
import { readJournal } from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import { SYSTEMS } from "../systems/known.js";
import type { Certified, Ends } from "./run-ends.js";
import { refuse, wantsColour } from "./say.js";

/** Every report is made from the journal as it stands in its file. @returns the exit status */
export async function reportRun(
  file: string,
  folder: string,
  junit: string | undefined,
  { certify, judge }: Ends,
): Promise<number> {
  const [{ writeReports }, { summaryText }, { exitStatusOf }, { tellGitHub }] = await Promise.all([
    import("../report/write-reports.js"),
    import("../report/summary.js"),
    import("../report/tally.js"),
    import("./github.js"),
  ]);
  const read = readJournal(file);
  if (!read.ok) return refuse(read.message, 3);
  const judged = judge?.(read.journal, folder);
  const journal = judged === undefined ? read.journal : { ...read.journal, gate: judged.gate };
  const files = [file];
  let unwritable: string | undefined;
  let certified: Certified | undefined;
  try {
    if (judged !== undefined) append(file, judged.gate);
    const reports = writeReports(folder, journal, { junit, systems: SYSTEMS });
    files.push(...reports);
    certified = certify?.(journal, folder);
    if (certified?.ok === true) files.push(certified.file);
  } catch (error) {
    unwritable = error instanceof Error ? error.message : String(error);
  }
  const options = { colour: wantsColour(process.stdout), columns: process.stdout.columns ?? 100, files };
  process.stdout.write(`${summaryText(journal, options).trimEnd()}\n`);
  tellGitHub(journal, process.env);
  if (unwritable !== undefined) return refuse(unwritable, 3);
  if (certified?.ok === false) return refuse(certified.message, certified.exit);
  if (judged !== undefined) process.stdout.write(`\n${judged.lines.join("\n")}\n`);
  return exitStatusOf(journal);
}

/** Reports are made from journals alone, so what is said of the run stands there too. */
function append(file: string, record: JournalRecord): void {
  const writer = new JournalWriter(file, true);
  writer.write(record);
  writer.close();
}

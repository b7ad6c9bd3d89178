import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Hazard } from "../catalogue/hazard-order.js";
import { junitCollides } from "../report/junit-place.js";
import { type ChosenCases, chooseCases } from "../runner/choose-cases.js";
import { makeFolder } from "../runner/folder.js";
import { lockFolder } from "../runner/folder-lock.js";
import {
  CERTIFICATE_FILE,
  JOURNAL_FILE,
  type Journal,
  type JournalRecord,
  readJournal,
} from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import type { Run, RunListener } from "../runner/run.js";
import type { Testbed } from "../runner/testbed.js";
import type { Case } from "../suite/case.js";
import { type Shard, shardOf } from "../suite/shard.js";
import { type Certified, contradictionIn, type Ends, endsOf, readResumed } from "./run-ends.js";
import { testbedOf } from "./run-testbed.js";
import { refuse, wantsColour } from "./say.js";

export interface RunOptions {
  target?: string;
  permit?: Hazard;
  strict?: boolean;
  out?: string;
  junit?: string;
  jobs?: number;
  device?: string;
  shard?: Shard;
  baseline?: string;
  certify?: boolean;
  key?: string;
  resume?: string;
  suites: string[];
  list?: boolean;
  quiet?: boolean;
}

/** `flashgate run`. @returns the exit status of design C5. */
export async function runCommand(asked: readonly string[], options: RunOptions): Promise<number> {
  const contradiction = contradictionIn(asked, options);
  if (contradiction !== undefined) return refuse(contradiction, 2);
  const resumed = options.resume === undefined ? undefined : await readResumed(options.resume);
  if (resumed?.ok === false) return refuse(resumed.message, 2);
  const selectors = resumed?.journal.header.selectors ?? asked;
  const chosen = await chooseCases(selectors, options.suites);
  if (!chosen.ok) return refuse(chosen.message, chosen.exit);
  if (options.list === true) return list(chosen.cases, options.shard);
  const ends = await endsOf(options, chosen);
  if (typeof ends === "string") return refuse(ends, 2);
  const bed = await testbedOf(options);
  if (typeof bed === "string") return refuse(bed, 2);
  const folder = resumed?.folder ?? options.out ?? join("reports", folderName(new Date(), bed.kind));
  const unwritable = tryFolder(folder);
  if (unwritable !== undefined) return refuse(unwritable, 2);
  const collision = options.junit === undefined ? undefined : junitCollides(folder, options.junit);
  if (collision !== undefined) return refuse(collision, 2);
  const lock = lockFolder(folder);
  if (!lock.ok) return refuse(lock.message, 2);
  try {
    return await supervise({ chosen, selectors, bed, folder, options, resumed: resumed?.journal, ends });
  } finally {
    lock.release();
  }
}

function list(cases: readonly Case[], shard: Shard | undefined): number {
  const listed = shard === undefined ? cases : shardOf(cases, shard);
  for (const item of listed)
    process.stdout.write(`${item.id}  [${item.strength}, ${item.hazard}]  ${item.purpose}\n`);
  process.stdout.write(
    `${listed.length} cases; what the device lacks or does not permit is left out when they run\n`,
  );
  return 0;
}

interface Task {
  chosen: Extract<ChosenCases, { ok: true }>;
  selectors: readonly string[];
  bed: Testbed;
  folder: string;
  options: RunOptions;
  resumed: Journal | undefined;
  ends: Ends;
}

/** Runs, reports, and keeps what there is when Ctrl-C comes. */
async function supervise({ chosen, selectors, bed, folder, options, resumed, ends }: Task): Promise<number> {
  const looking = new AbortController();
  let run: Run | undefined;
  const interrupt = (): void => {
    if (looking.signal.aborted) process.exit(130);
    looking.abort();
    run?.stop("interrupted");
    process.stderr.write("\nflashgate: stopping; what has a verdict is kept\n");
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    const file = join(folder, JOURNAL_FILE);
    const listener: RunListener = {};
    let journal: JournalWriter | undefined;
    const { prepareRun } = await import("../runner/prepare.js");
    const shard = resumed?.header.shard ?? options.shard;
    const prepared = await prepareRun({
      chosen,
      selectors,
      bed,
      strict: options.strict === true,
      ...(shard !== undefined && { shard }),
      resumed,
      identifyAfter: options.certify,
      signal: looking.signal,
      write: (record) => {
        if (journal === undefined) {
          // The certificate of the journal that goes would be taken for this one's.
          rmSync(join(folder, CERTIFICATE_FILE), { force: true });
          journal = new JournalWriter(file, resumed !== undefined);
        }
        journal.write(record);
      },
      listener,
    });
    if (looking.signal.aborted) return refuse("interrupted before the first case; nothing was run", 3);
    if (!prepared.ok) return refuse(prepared.message, prepared.exit);
    run = prepared.run;
    Object.assign(listener, await progressOf(run, options.quiet === true));
    const { runUnderMocha } = await import("../mocha.js");
    await runUnderMocha(run);
    journal?.close();
    return await report(file, folder, options.junit, ends);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

async function progressOf(run: Run, quiet: boolean): Promise<RunListener> {
  const { progress } = await import("../report/progress.js");
  const colour = wantsColour(process.stdout);
  return progress(process.stdout, { total: run.cases.length, colour, now: () => performance.now(), quiet });
}

/** Every report is made from the journal as it stands in its file. */
async function report(
  file: string,
  folder: string,
  junit: string | undefined,
  { certify, judge }: Ends,
): Promise<number> {
  const [{ writeReports }, { summaryText }, { exitCode }, { tellGitHub }] = await Promise.all([
    import("../report/write-reports.js"),
    import("../report/summary.js"),
    import("../runner/run.js"),
    import("./github.js"),
  ]);
  const read = readJournal(file);
  if (!read.ok) return refuse(read.message, 3);
  const judged = judge?.(read.journal, folder);
  const journal = judged === undefined ? read.journal : { ...read.journal, gate: judged.gate };
  if (judged !== undefined) append(file, judged.gate);
  const files = [file];
  let unwritable: string | undefined;
  let certified: Certified | undefined;
  try {
    const reports = writeReports(folder, journal, junit === undefined ? {} : { junit });
    files.push(...reports);
    certified = certify?.(journal, folder);
    if (certified?.ok === true) files.push(certified.file);
  } catch (error) {
    unwritable = error instanceof Error ? error.message : String(error);
  }
  const options = { colour: wantsColour(process.stdout), columns: process.stdout.columns ?? 100, files };
  process.stdout.write(`${summaryText(journal, options).trimEnd()}\n`);
  tellGitHub(journal, process.env);
  if (unwritable !== undefined) return refuse(unwritable, 2);
  if (certified?.ok === false) return refuse(certified.message, certified.exit);
  if (judged !== undefined) {
    process.stdout.write(`\n${judged.lines.join("\n")}\n`);
    return judged.gate.exit;
  }
  return exitCode([...journal.cases, ...journal.notRun], journal.end?.stopped);
}

/** Reports are made from journals alone, so what is said of the run stands there too. */
function append(file: string, record: JournalRecord): void {
  const writer = new JournalWriter(file, true);
  writer.write(record);
  writer.close();
}

/** @returns one sentence when the run's results could not be kept there. Found out before anything is sent. */
function tryFolder(folder: string): string | undefined {
  try {
    makeFolder(folder);
    const probe = join(folder, `.flashgate-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
    return undefined;
  } catch (error) {
    return `the folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}); name another one with --out`;
  }
}

function folderName(now: Date, kind: string): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `${stamp}-${kind}`;
}

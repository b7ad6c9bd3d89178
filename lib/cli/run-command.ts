import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Hazard } from "../catalogue/hazard-order.js";
import { chooseCases, prepareRun } from "../runner/prepare.js";
import type { Run, RunListener } from "../runner/run.js";
import type { Testbed } from "../runner/testbed.js";
import { refuse, wantsColour } from "./say.js";

export interface RunOptions {
  target?: string;
  permit?: Hazard;
  strict?: boolean;
  out?: string;
  junit?: string;
  jobs?: number;
  suites: string[];
  list?: boolean;
  quiet?: boolean;
}

/** `flashgate run`. @returns the exit status of design C5. */
export async function runCommand(selectors: readonly string[], options: RunOptions): Promise<number> {
  const chosen = chooseCases(selectors, options.suites);
  if (!chosen.ok) return refuse(chosen.message, chosen.exit);
  if (options.list === true) {
    for (const item of chosen.cases)
      process.stdout.write(`${item.id}  [${item.strength}, ${item.hazard}]  ${item.purpose}\n`);
    process.stdout.write(
      `${chosen.cases.length} cases; what the device lacks or does not permit is left out when they run\n`,
    );
    return 0;
  }
  const bed = await testbed(options);
  if (typeof bed === "string") return refuse(bed, 2);
  const folder = options.out ?? join("reports", folderName(new Date(), bed.kind));
  const unwritable = tryFolder(folder);
  if (unwritable !== undefined) return refuse(unwritable, 2);
  return supervise(chosen, bed, folder, options);
}

async function testbed(options: RunOptions): Promise<Testbed | string> {
  if (options.target === undefined) {
    if (options.permit !== undefined)
      return "--permit is for a target; the embedded device permits everything; leave it out";
    const { embeddedTestbed } = await import("../runner/embedded.js");
    return embeddedTestbed({ jobs: options.jobs });
  }
  const [{ readTarget }, { targetTestbed }] = await Promise.all([
    import("../suite/profile.js"),
    import("../runner/target.js"),
  ]);
  const target = readTarget(options.target, process.env);
  return target.ok
    ? targetTestbed(target.profile, { permit: options.permit, jobs: options.jobs })
    : target.message;
}

/** Runs, reports, and keeps what there is when Ctrl-C comes. */
async function supervise(
  chosen: Extract<ReturnType<typeof chooseCases>, { ok: true }>,
  bed: Testbed,
  folder: string,
  options: RunOptions,
): Promise<number> {
  const [{ JournalWriter, JOURNAL_FILE, readJournal }, { exitCode }, { runUnderMocha }] = await Promise.all([
    import("../runner/journal.js"),
    import("../runner/run.js"),
    import("../mocha.js"),
  ]);
  const colour = wantsColour(process.stdout);
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
    const listener: RunListener = {};
    const file = join(folder, JOURNAL_FILE);
    let journal: InstanceType<typeof JournalWriter> | undefined;
    const prepared = await prepareRun({
      chosen,
      bed,
      strict: options.strict === true,
      signal: looking.signal,
      write: (record) => {
        journal ??= new JournalWriter(file);
        journal.write(record);
      },
      listener,
    });
    if (!prepared.ok)
      return refuse(
        looking.signal.aborted ? "interrupted before the first case; nothing was run" : prepared.message,
        prepared.exit,
      );
    run = prepared.run;
    const { progress } = await import("../report/progress.js");
    const total = run.cases.length;
    const { quiet } = options;
    Object.assign(
      listener,
      progress(process.stdout, { total, colour, now: () => performance.now(), quiet: quiet === true }),
    );
    if (looking.signal.aborted) run.stop("interrupted");
    await runUnderMocha(run);
    journal?.close();
    const read = readJournal(file);
    if (!read.ok) return refuse(read.message, 3);
    const [{ writeReports }, { summaryText }] = await Promise.all([
      import("../report/write-reports.js"),
      import("../report/summary.js"),
    ]);
    const written = writeReports(
      folder,
      read.journal,
      options.junit === undefined ? {} : { junit: options.junit },
    );
    const columns = process.stdout.columns ?? 100;
    process.stdout.write(
      `${summaryText(read.journal, { colour, columns, files: [file, ...written] }).trimEnd()}\n`,
    );
    return exitCode([...read.journal.cases, ...read.journal.notRun], read.journal.end?.stopped);
  } catch (error) {
    if (error instanceof Error && "userMessage" in error) return refuse(error.message, 2);
    throw error;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

/** @returns one sentence when the run's results could not be kept there. Found out before anything is sent. */
function tryFolder(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
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

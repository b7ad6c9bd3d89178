/** A run from its first connection to its reports, whatever becomes of it on the way. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { timeSpan } from "../report/time-span.js";
import type { ChosenCases } from "../runner/choose-cases.js";
import { CERTIFICATE_FILE, JOURNAL_FILE, type Journal } from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import type { Run } from "../runner/run.js";
import type { RunListener } from "../runner/run-listener.js";
import type { Testbed } from "../runner/testbed.js";
import { reportRun } from "./report-run.js";
import type { Ends } from "./run-ends.js";
import type { RunOptions } from "./run-options.js";
import { refuse, wantsColour } from "./say.js";

export interface Task {
  chosen: Extract<ChosenCases, { ok: true }>;
  selectors: readonly string[];
  bed: Testbed;
  folder: string;
  options: RunOptions;
  resumed: Journal | undefined;
  ends: Ends;
}

/** Milliseconds that whatever still runs has, after a run that was stopped has its reports. */
const LEAVE_MS = 500;
/** Milliseconds that a first look at a device has to take notice that it is over. */
const LOOK_MS = 5_000;

/** Runs, reports, and keeps what there is when Ctrl-C comes or the time is over. @returns the exit status */
export async function supervise(task: Task): Promise<number> {
  const { bed, options } = task;
  const stop = new Stop();
  const limitMs = options.timeLimit ?? bed.timings.runMs;
  const limit = setTimeout(() => stop.because(`its time limit of ${timeSpan(limitMs)} was reached`), limitMs);
  const interrupt = (): void => {
    if (stop.reason !== undefined) process.exit(130);
    process.stderr.write("\nflashgate: stopping; what has a verdict is kept\n");
    stop.because("interrupted");
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    return await runAndReport(task, stop, limitMs);
  } finally {
    clearTimeout(limit);
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
    // A device that was left in the middle of something may keep its connections open.
    if (stop.reason !== undefined) setTimeout(() => process.exit(), LEAVE_MS).unref();
  }
}

/** Why a run ends before its last case, and who has to know. */
class Stop {
  reason: string | undefined;
  /** ends the first look at the device */
  readonly looking = new AbortController();
  run: Run | undefined;

  because(reason: string): void {
    const where = this.run?.where;
    this.reason ??= where === undefined ? reason : `${reason}; it stood ${where}`;
    this.looking.abort();
    this.run?.stop(this.reason);
  }

  /** @returns when the first look has had its time to end */
  async overdue(): Promise<void> {
    const { signal } = this.looking;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref());
  }
}

async function runAndReport(task: Task, stop: Stop, limitMs: number): Promise<number> {
  const { chosen, selectors, bed, folder, options, resumed, ends } = task;
  const file = join(folder, JOURNAL_FILE);
  const shard = resumed?.header.shard ?? options.shard;
  const listener = await progressOf(options.quiet === true);
  let journal: JournalWriter | undefined;
  if (bed.kind === "target") listener.limited?.(limitMs);
  const { prepareRun } = await import("../runner/prepare.js");
  const preparing = prepareRun({
    chosen,
    selectors,
    bed,
    strict: options.strict === true,
    ...(shard !== undefined && { shard }),
    require: options.require,
    resumed,
    identifyAfter: options.certify,
    signal: stop.looking.signal,
    write: (record) => {
      if (journal === undefined) {
        // The certificate of the journal that goes would be taken for this one's.
        rmSync(join(folder, CERTIFICATE_FILE), { force: true });
        journal = new JournalWriter(file, resumed !== undefined);
      }
      journal.write(record);
    },
    listener,
    tell: (sentence) => void process.stderr.write(`flashgate: ${sentence}\n`),
  });
  const prepared = await Promise.race([preparing, stop.overdue()]);
  if (prepared === undefined || stop.reason !== undefined)
    return refuse(`${stop.reason} before the first case; nothing was run`, 3);
  if (!prepared.ok) return refuse(prepared.message, prepared.exit);
  const { run } = prepared;
  stop.run = run;
  if (bed.kind === "target") listener.expects?.(run.expected());
  let broken: string | undefined;
  try {
    await run.start();
    journal?.close();
  } catch (error) {
    broken = `${file}: the results could not be kept (${faultOf(error)}); what stands in it is kept: make room, and go on with flashgate run --resume ${folder}`;
    closeQuietly(journal);
  }
  if (broken === undefined) return reportRun(file, folder, options.junit, ends);
  refuse(broken, 3);
  await reportRun(file, folder, options.junit, ends);
  return 3;
}

/** What a system's error or a mistake of ours is called. */
function faultOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? String(message ?? error).split("\n")[0] ?? "";
}

function closeQuietly(journal: JournalWriter | undefined): void {
  try {
    journal?.close();
  } catch {
    // The first fault has been said.
  }
}

async function progressOf(quiet: boolean): Promise<RunListener> {
  const { progress } = await import("../report/progress.js");
  const colour = wantsColour(process.stdout);
  return progress(process.stdout, { colour, now: () => performance.now(), quiet });
}

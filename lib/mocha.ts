/** Cases as mocha's tests: a suite for each topic, a test for each case, pending for what is not selected (`flashgate/mocha`). */
import { join } from "node:path";
import Mocha from "mocha";
import { testbedOf } from "./cli/run-testbed.js";
import type { Hazard } from "./hazard/order.js";
import { storyOf } from "./report/case-story.js";
import { harmless } from "./report/log-line.js";
import { printable } from "./report/printable.js";
import { writeReports } from "./report/write-reports.js";
import { chooseCases } from "./runner/choose-cases.js";
import { makeFolder } from "./runner/folder.js";
import { type CaseRecord, JOURNAL_FILE, type NotRunRecord, readJournal } from "./runner/journal.js";
import { JournalWriter } from "./runner/journal-writer.js";
import { prepareRun } from "./runner/prepare.js";
import { Run } from "./runner/run.js";
import type { Case } from "./suite/case.js";
import { SYSTEMS } from "./systems/known.js";

/**
 * What to run and on what, as `flashgate run` has it; everything may be left out.
 * @since 0.3.0
 */
export interface SuiteOptions {
  /** of mocha's suite */
  title?: string | undefined;
  /** id prefixes or globs; every case when left out */
  cases?: readonly string[] | undefined;
  /** a profile's file, or `ftp://USER:PASSWORD@HOST:PORT`; the embedded reference device when left out */
  target?: string | undefined;
  /** a model of the embedded device, or a file that describes one */
  device?: string | undefined;
  /** the most dangerous thing that may be sent to the target */
  permit?: Hazard | undefined;
  /** folders with suites of one's own */
  suites?: readonly string[] | undefined;
  /** capabilities that the device must have */
  require?: readonly string[] | undefined;
  strict?: boolean | undefined;
  /** cases at the same time */
  jobs?: number | undefined;
  /** folder for the journal and the reports; there are none when left out */
  out?: string | undefined;
}

/**
 * Meets the device and adds a suite with its cases to the file that mocha is loading.
 * @throws Error with one sentence: what is asked for is not there, or the device cannot be met
 * @since 0.3.0
 */
export async function addSuite(options: SuiteOptions = {}): Promise<void> {
  const { cases = [], suites = [], out, title } = options;
  if (typeof globalThis.describe !== "function")
    throw said("addSuite is for a file that mocha loads; start it with mocha");
  const chosen = await chooseCases(cases, suites, SYSTEMS);
  if (!chosen.ok) throw said(chosen.message);
  const { target, device, permit, jobs } = options;
  const bed = await testbedOf({
    ...(target !== undefined && { target }),
    ...(device !== undefined && { device }),
    ...(permit !== undefined && { permit }),
    ...(jobs !== undefined && { jobs }),
    suites: [],
  });
  if (typeof bed === "string") throw said(bed);
  let journal: JournalWriter | undefined;
  const prepared = await prepareRun({
    chosen,
    selectors: cases,
    bed,
    strict: options.strict === true,
    require: options.require,
    signal: new AbortController().signal,
    write: (record) => {
      if (out === undefined) return;
      if (journal === undefined) {
        makeFolder(out);
        journal = new JournalWriter(join(out, JOURNAL_FILE));
      }
      journal.write(record);
      if (record.type === "end") journal.close();
    },
    listener: { ended: () => out !== undefined && reportIn(out) },
  });
  if (!prepared.ok) throw said(prepared.message);
  globalThis.describe(title ?? `flashgate: ${bed.name}`, function () {
    addCases(this, prepared.run);
  });
}

function reportIn(folder: string): void {
  const read = readJournal(join(folder, JOURNAL_FILE));
  if (!read.ok) throw said(read.message);
  writeReports(folder, read.journal, { systems: SYSTEMS });
}

/** An error whose reader needs its sentence and no stack. */
function said(message: string): Error {
  const error = new Error(harmless(printable(message)));
  error.stack = error.message;
  return error;
}

/** What mocha shows of a case that did not pass. It has no stack: the place is the case's, not ours. */
class CaseFailure extends Error {
  override readonly name = "CaseFailure";
  constructor(record: CaseRecord | NotRunRecord) {
    const lines =
      record.type === "case"
        ? [
            `${record.verdict}: ${record.reason}`,
            ...storyOf(record)
              .filter(([label]) => label !== "purpose" && label !== "reason")
              .map(([label, text]) => `  ${label.padEnd(8)}  ${text}`),
          ]
        : [`not run: ${record.reason}`];
    super(lines.map((line) => harmless(printable(line))).join("\n"));
    this.stack = this.message;
  }
}

/** A run whose cases are tests in one place or several. */
interface Shown {
  readonly tests: Map<Mocha.Test, Case>;
  /** of mocha: what of it is wanted */
  wants: (test: Mocha.Test) => boolean;
  /** which of the run's cases are run; made when mocha starts the first of them */
  going: Run | undefined;
  /** cases without a record */
  readonly open: Set<string>;
}

const shownRuns = new WeakMap<Run, Shown>();

/**
 * Adds the run's cases to `parent`, or those that `which` names: several files can show parts of one run. The first test that
 * mocha starts starts what mocha wants of the run (`--grep`, `.only`), and the cases overlap from then on.
 * @since 0.1.0
 */
export function addCases(parent: Mocha.Suite, run: Run, which: (item: Case) => boolean = () => true): void {
  const shown = shownRuns.get(run) ?? show(parent, run);
  const suites = new Map<string, Mocha.Suite>();
  const add = ({ suite: name, suiteTitle }: Case, test: Mocha.Test): void => {
    let suite = suites.get(name);
    if (suite === undefined) {
      suite = Mocha.Suite.create(parent, `${name}: ${suiteTitle}`);
      suite.timeout(0);
      suites.set(name, suite);
    }
    suite.addTest(test);
  };
  for (const item of run.cases.filter(which)) {
    const test = new Mocha.Test(`${item.id}: ${item.purpose}`, async (): Promise<void> => {
      shown.going ??= wantedOf(run, shown);
      // What ends a run ends every wait for one of its cases.
      const ended = shown.going.start();
      const record = await Promise.race([
        shown.going.result(item.id),
        ended.then(() => shown.going?.result(item.id) as Promise<CaseRecord | NotRunRecord>),
      ]);
      shown.open.delete(item.id);
      if (record.type !== "case" || record.verdict !== "pass") throw new CaseFailure(record);
    });
    shown.tests.set(test, item);
    add(item, test);
  }
  for (const { item, reason } of run.options.notSelected.filter((left) => which(left.item)))
    add(item, new Mocha.Test(`${item.id}: not selected, ${reason}`));
}

function show(parent: Mocha.Suite, run: Run): Shown {
  const shown: Shown = { tests: new Map(), wants: () => true, going: undefined, open: new Set() };
  shownRuns.set(run, shown);
  let root = parent;
  while (root.parent !== undefined) root = root.parent;
  // Mocha tells its options behind each file that it has loaded.
  root.once("post-require", (_context: unknown, _file: string, mocha: Mocha) => {
    const { grep, invert = false } = mocha.options as { grep?: RegExp | string; invert?: boolean };
    if (grep === undefined || grep === null) return;
    const pattern = new RegExp(grep);
    shown.wants = (test) => pattern.test(test.fullTitle()) !== invert;
  });
  root.afterAll("the run of flashgate's cases ends", async function (this: Mocha.Context) {
    this.timeout(0);
    // Mocha may have ended before (--bail): nobody waits for the rest.
    if (shown.open.size > 0) shown.going?.stop("mocha ended");
    await shown.going?.start();
  });
  return shown;
}

/** The run with what mocha is about to run of it, and the twins that this leans on. */
function wantedOf(run: Run, shown: Shown): Run {
  const wanted = [...shown.tests].filter(
    // `.only` takes the others out of their suites.
    ([test]) => test.parent?.tests.includes(test) === true && shown.wants(test),
  );
  for (const [, { id }] of wanted) shown.open.add(id);
  const ids = new Set(shown.open);
  for (const { id, twin } of run.cases.toReversed()) if (twin !== undefined && ids.has(id)) ids.add(twin);
  const cases = run.cases.filter(({ id }) => ids.has(id));
  if (cases.length === run.cases.length) return run;
  const selectors = cases.map(({ id }) => id);
  const header = { ...run.options.header, selectors, selected: cases.length, notSelected: 0 };
  return new Run({ ...run.options, cases, header, notSelected: [] });
}

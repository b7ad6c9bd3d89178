/** Hands a run to mocha: a suite for each topic, a test for each case, pending for what is not selected (`flashgate/mocha`). */
import Mocha from "mocha";
import { harmless } from "./report/log-line.js";
import { printable } from "./report/printable.js";
import type { CaseRecord, NotRunRecord } from "./runner/journal.js";
import type { Run } from "./runner/run.js";

/** What mocha shows of a case that did not pass. It has no stack: the place is the case's, not ours. */
class CaseFailure extends Error {
  override readonly name = "CaseFailure";
  constructor(record: CaseRecord | NotRunRecord) {
    const said =
      record.type === "case"
        ? `${record.verdict}: ${record.reason} (${record.file})`
        : `not run: ${record.reason}`;
    super(harmless(printable(said)));
    this.stack = this.message;
  }
}

/** Adds the run's cases to `parent`. The first test that mocha starts starts the run, and the cases overlap from then on. */
export function addCases(parent: Mocha.Suite, run: Run): void {
  const suites = new Map<string, Mocha.Suite>();
  const suiteFor = (name: string, title: string): Mocha.Suite => {
    let suite = suites.get(name);
    if (suite === undefined) {
      suite = Mocha.Suite.create(parent, `${name}: ${title}`);
      suite.timeout(0);
      suites.set(name, suite);
    }
    return suite;
  };
  for (const item of run.cases) {
    const body = async (): Promise<void> => {
      void run.start();
      const record = await run.result(item.id);
      if (record.type !== "case" || record.verdict !== "pass") throw new CaseFailure(record);
    };
    suiteFor(item.suite, item.suiteTitle).addTest(new Mocha.Test(`${item.id}: ${item.purpose}`, body));
  }
  for (const { item, reason } of run.options.notSelected) {
    suiteFor(item.suite, item.suiteTitle).addTest(new Mocha.Test(`${item.id}: not selected, ${reason}`));
  }
}

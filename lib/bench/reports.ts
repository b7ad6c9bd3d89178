/** What comes after a run: reading its journal, each report, and judging every dialogue again. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPORTS } from "../report/write-reports.js";
import { chooseCases } from "../runner/choose-cases.js";
import { JOURNAL_FILE, type Journal, readJournal } from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import { prepareRun } from "../runner/prepare.js";
import { judgeAgain } from "../runner/recorded/judge-again.js";
import { dm724Testbed } from "../systems/dm724/testbed.js";
import { SYSTEMS } from "../systems/known.js";
import { row } from "./figures.js";

const ROUNDS = 7;

export async function reports(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "flashgate-bench-"));
  try {
    const file = join(folder, JOURNAL_FILE);
    const chosen = await chooseCases([], [], SYSTEMS);
    if (!chosen.ok) throw new Error(chosen.message);
    const writer = new JournalWriter(file);
    const prepared = await prepareRun({
      chosen,
      bed: dm724Testbed(),
      strict: false,
      signal: new AbortController().signal,
      write: (record) => writer.write(record),
      listener: {},
    });
    if (!prepared.ok) throw new Error(prepared.message);
    await prepared.run.start();
    writer.close();
    const journal = journalIn(file);
    const lines = [`after a run of ${journal.cases.length} cases`];
    const measured: [string, () => unknown][] = [
      ["reading the journal", () => journalIn(file)],
      ...REPORTS.map(({ file: name, text }): [string, () => unknown] => [name, () => text(journal, SYSTEMS)]),
      ["every verdict again", () => judgeAgain(journal, chosen.cases)],
    ];
    for (const [what, make] of measured) lines.push(row(what, await times(make), "ms"));
    return lines;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function journalIn(file: string): Journal {
  const read = readJournal(file);
  if (!read.ok) throw new Error(read.message);
  return read.journal;
}

async function times(make: () => unknown): Promise<number[]> {
  const spent: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await make();
    spent.push(performance.now() - start);
  }
  return spent;
}

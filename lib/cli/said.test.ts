/** What commands that end at once say, and the runs that they are given. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { JOURNAL_FILE, type Journal } from "../runner/journal.js";

export interface Said {
  exit: number;
  out: string;
  err: string;
}

/** What a command that ends at once says. */
export function said(command: () => number): Said {
  const streams = [process.stdout, process.stderr] as const;
  const texts = ["", ""];
  const writes = streams.map((stream) => Object.getOwnPropertyDescriptor(stream, "write"));
  for (const [at, stream] of streams.entries())
    stream.write = (text: string | Uint8Array): boolean => {
      texts[at] += String(text);
      return true;
    };
  try {
    const exit = command();
    return { exit, out: texts[0] ?? "", err: texts[1] ?? "" };
  } finally {
    for (const [at, stream] of streams.entries()) {
      // The method of its class is behind it.
      Reflect.deleteProperty(stream, "write");
      const own = writes[at];
      if (own !== undefined) Object.defineProperty(stream, "write", own);
    }
  }
}

/** Writes a journal as a run leaves it. @returns the run's folder */
export function runIn(folder: string, name: string, journal: Journal): string {
  const run = join(folder, name);
  mkdirSync(run, { recursive: true });
  const { header, cases, notSelected, notRun: left, end } = journal;
  const records = [header, ...notSelected, ...cases, ...left, ...(end === undefined ? [] : [end])];
  writeFileSync(join(run, JOURNAL_FILE), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  return run;
}

import { appendFileSync, closeSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import type { JournalRecord } from "./journal.js";

/** Appends a line as each record comes, so that a killed run leaves what it did. Throws when the file cannot be written. */
export class JournalWriter {
  readonly #fd: number;

  /** @param goOn keeps what is there, but for a last line that was cut off */
  constructor(
    readonly file: string,
    goOn = false,
  ) {
    if (goOn) mend(file);
    // Every write goes to the end, whoever else writes there.
    this.#fd = openSync(file, goOn ? "a" : "w");
  }

  write(record: JournalRecord): void {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    for (let done = 0; done < line.length; ) done += writeSync(this.#fd, line, done);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** A last line that is whole and lacks only its end gets that; one that was cut off goes. */
function mend(file: string): void {
  const there = readFileSync(file);
  const whole = there.lastIndexOf("\n") + 1;
  if (whole === there.length) return;
  try {
    JSON.parse(there.subarray(whole).toString("utf8"));
    appendFileSync(file, "\n");
  } catch {
    truncateSync(file, whole);
  }
}

import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import type { JournalRecord } from "./journal.js";

/** Appends a line as each record comes, so that a killed run leaves what it did. Throws when the file cannot be written. */
export class JournalWriter {
  readonly #fd: number;
  #at = 0;

  /** @param goOn keeps what is there, but for a last line that was cut off */
  constructor(
    readonly file: string,
    goOn = false,
  ) {
    this.#fd = openSync(file, goOn ? "r+" : "w");
    if (!goOn) return;
    const there = readFileSync(file);
    const whole = there.lastIndexOf("\n") + 1;
    ftruncateSync(this.#fd, whole);
    this.#at = whole;
  }

  write(record: JournalRecord): void {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    for (let done = 0; done < line.length; )
      done += writeSync(this.#fd, line, done, line.length - done, this.#at + done);
    this.#at += line.length;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

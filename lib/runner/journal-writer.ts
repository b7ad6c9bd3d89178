import { appendFileSync, closeSync, fstatSync, openSync, readSync, truncateSync, writeSync } from "node:fs";
import type { JournalRecord } from "./journal.js";

/**
 * Appends a line as each record comes, so that a killed run leaves what it did. Throws when the file cannot be written.
 * @since 0.1.0
 */
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
  const { whole, rest } = lastLine(file);
  if (rest.length === 0) return;
  try {
    JSON.parse(rest.toString("utf8"));
    appendFileSync(file, "\n");
  } catch {
    truncateSync(file, whole);
  }
}

const PIECE_OCTETS = 1 << 16;

/** Read from its end, for a journal may be long. @returns how many octets are whole lines, and what stands behind them */
function lastLine(file: string): { whole: number; rest: Buffer } {
  const fd = openSync(file, "r");
  try {
    const pieces: Buffer[] = [];
    for (let to = fstatSync(fd).size; to > 0; ) {
      const from = Math.max(0, to - PIECE_OCTETS);
      const piece = Buffer.alloc(to - from);
      readSync(fd, piece, 0, piece.length, from);
      const end = piece.lastIndexOf("\n") + 1;
      pieces.unshift(piece.subarray(end));
      if (end > 0) return { whole: from + end, rest: Buffer.concat(pieces) };
      to = from;
    }
    return { whole: 0, rest: Buffer.concat(pieces) };
  } finally {
    closeSync(fd);
  }
}

import { Gathered } from "./gathered.js";
import { asBuffer } from "./text.js";

/** How a line ended: CR LF, LF alone, or not at all because the stream did. */
type LineEnding = "crlf" | "lf" | "none";

export interface Line {
  /** Without the ending. May share memory with the chunk that it came in. */
  octets: Buffer;
  ending: LineEnding;
  /** Octets beyond `keep` that were counted and not kept. */
  dropped: number;
}

/** Octets of a line that are kept unless the caller says otherwise. */
const KEEP_OF_LINE = 64 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts a stream into lines, however it was cut into chunks, and keeps what is irregular: a CR that no LF follows
 * stays in the line, and so do NUL and octets above 127. Holds at most `keep` octets of an unfinished line, so a
 * peer that never ends its line costs no memory. A chunk must not be written to again once it is pushed: lines
 * that lie within one chunk are views of it.
 */
export class LineReader {
  readonly #keep: number;
  /** The kept start of the unfinished line. */
  readonly #held = new Gathered();
  /** All octets of the unfinished line so far. */
  #total = 0;
  /** Of the unfinished line's octets; means nothing when there are none. */
  #lastIsCr = false;

  /** @param options.keep octets of a line that are kept, not counting its ending */
  constructor(options: { keep?: number } = {}) {
    const keep = options.keep ?? KEEP_OF_LINE;
    if (!(keep >= 0)) throw new RangeError(`keep is ${keep}, not a number of octets`);
    this.#keep = keep;
  }

  /** @returns the lines that this chunk completes */
  push(chunk: Uint8Array): Line[] {
    const octets = asBuffer(chunk);
    const lines: Line[] = [];
    let from = 0;
    for (let lf = octets.indexOf(LF); lf >= 0; lf = octets.indexOf(LF, from)) {
      lines.push(
        this.#total > 0 ? this.#lineOverChunks(octets, from, lf) : this.#lineWithin(octets, from, lf),
      );
      from = lf + 1;
    }
    if (from < octets.length) this.#hold(octets, from, octets.length);
    return lines;
  }

  /** @returns the unfinished line, if there is one. The reader is empty afterwards. */
  end(): Line | undefined {
    if (this.#total === 0) return undefined;
    const octets = this.#held.take();
    const line: Line = { octets, ending: "none", dropped: this.#total - octets.length };
    this.#total = 0;
    return line;
  }

  /** Octets of the unfinished line so far, those that were not kept included. */
  get pending(): number {
    return this.#total;
  }

  /** A copy of what is kept of the unfinished line. */
  pendingOctets(): Buffer {
    return this.#held.copy();
  }

  #lineWithin(octets: Buffer, from: number, lf: number): Line {
    const crlf = lf > from && octets[lf - 1] === CR;
    const to = crlf ? lf - 1 : lf;
    const kept = Math.min(to - from, this.#keep);
    return {
      octets: octets.subarray(from, from + kept),
      ending: crlf ? "crlf" : "lf",
      dropped: to - from - kept,
    };
  }

  #lineOverChunks(octets: Buffer, from: number, lf: number): Line {
    if (lf > from) this.#hold(octets, from, lf);
    // The CR was counted, and perhaps kept, before it was known to belong to the ending.
    const crlf = this.#lastIsCr;
    const length = crlf ? this.#total - 1 : this.#total;
    const kept = Math.min(length, this.#keep);
    this.#total = 0;
    return {
      octets: this.#held.take().subarray(0, kept),
      ending: crlf ? "crlf" : "lf",
      dropped: length - kept,
    };
  }

  #hold(octets: Buffer, from: number, to: number): void {
    this.#total += to - from;
    this.#lastIsCr = octets[to - 1] === CR;
    const kept = Math.min(to - from, this.#keep - this.#held.length);
    if (kept > 0) this.#held.append(octets, from, from + kept);
  }
}

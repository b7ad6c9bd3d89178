import { type Content, generatedContent } from "../../../device/content.js";

/**
 * Octets after which they come again: more than what compresses on a line looks back (deflate 32 KiB, zstd 2 MiB unless
 * told otherwise).
 */
const PERIOD = 4 * 1024 * 1024;
/** Octets that are made at a time, and sent at a time. */
const PART = 1024 * 1024;

/**
 * What TST sends (Dm724-I 3.3, AMB-038): the same octets for the same seed. The first 4 MiB are made once and sent again
 * and again, for making them takes longer than sending them (docs/benchmarks.md).
 */
export class AleatoryOctets {
  /** those parts that were asked for so far */
  readonly #parts: Buffer[] = [];
  readonly #origin: Content;

  constructor(private readonly seed: number) {
    this.#origin = generatedContent(seed, PERIOD);
  }

  /** @returns the first `length` of them */
  content(length: number): Content {
    // In a short file nothing comes again, and no whole part need be made for it.
    if (length <= PERIOD) return generatedContent(this.seed, length);
    return {
      length,
      together: (offset) => PART - (offset % PART),
      read: (offset, count) => {
        const end = Math.min(length, offset + count);
        const pieces: Buffer[] = [];
        for (let at = offset; at < end; ) {
          const piece = this.#piece(at, end - at);
          pieces.push(piece);
          at += piece.length;
        }
        return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
      },
    };
  }

  /** @returns at most so many octets, of one part */
  #piece(offset: number, count: number): Buffer {
    const index = Math.floor((offset % PERIOD) / PART);
    this.#parts[index] ??= this.#origin.read(index * PART, PART);
    const from = offset % PART;
    return this.#parts[index].subarray(from, from + count);
  }
}

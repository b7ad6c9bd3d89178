const NOTHING = Buffer.alloc(0);
const SMALLEST = 64;

/**
 * Octets that come in pieces and leave as one. Grows by doubling, so a million pieces of one octet cost no more
 * than a million octets, and none of the chunks that the pieces came from stays in memory.
 */
export class Gathered {
  #octets = NOTHING;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Appends a copy of `octets[from, to)`. */
  append(octets: Buffer, from = 0, to = octets.length): void {
    const length = this.#length + to - from;
    if (length > this.#octets.length) {
      const grown = Buffer.allocUnsafe(Math.max(length, 2 * this.#octets.length, SMALLEST));
      this.#octets.copy(grown, 0, 0, this.#length);
      this.#octets = grown;
    }
    octets.copy(this.#octets, this.#length, from, to);
    this.#length = length;
  }

  /** A copy of what there is. */
  copy(): Buffer {
    return Buffer.from(this.#octets.subarray(0, this.#length));
  }

  /** What there is, and starts anew: the memory goes out with the octets. */
  take(): Buffer {
    const octets = this.#octets.subarray(0, this.#length);
    this.#octets = NOTHING;
    this.#length = 0;
    return octets;
  }
}

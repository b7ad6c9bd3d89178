import { crc32 } from "node:zlib";
import { fieldNamed } from "./layout.js";

const { offset: FIRST, size: SIZE } = fieldNamed("checksum");
const ZEROS = Buffer.alloc(SIZE);

/** The checksum of an image that comes in pieces: the four octets that hold it count as zero. */
export class ImageChecksum {
  #length = 0;
  #crc = 0;

  /** octets so far */
  get length(): number {
    return this.#length;
  }

  get crc(): number {
    return this.#crc;
  }

  update(octets: Buffer): void {
    const start = this.#length;
    this.#length += octets.length;
    // Where the four octets begin and end within this piece.
    const from = Math.max(0, Math.min(octets.length, FIRST - start));
    const to = Math.max(0, Math.min(octets.length, FIRST + SIZE - start));
    if (from >= to) {
      this.#crc = crc32(octets, this.#crc);
      return;
    }
    this.#crc = crc32(octets.subarray(0, from), this.#crc);
    this.#crc = crc32(ZEROS.subarray(0, to - from), this.#crc);
    this.#crc = crc32(octets.subarray(to), this.#crc);
  }
}

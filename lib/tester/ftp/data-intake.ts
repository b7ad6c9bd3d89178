import { crc32, createDeflateRaw, type DeflateRaw } from "node:zlib";
import { Gathered } from "../../octets/gathered.js";

/**
 * What is known of data while it arrives: how much it is and its checksum, and its beginning. The rest is not stored, so
 * that a device may send as much as it likes.
 */
export class DataIntake {
  length = 0;
  crc32 = 0;
  readonly #kept = new Gathered();
  readonly #deflater: Deflater | undefined;

  /**
   * @param most octets that are kept
   * @param deflate whether to measure how far it can be compressed
   */
  constructor(
    private readonly most: number,
    deflate: boolean,
  ) {
    this.#deflater = deflate ? new Deflater() : undefined;
  }

  /** @param octets whose memory is the caller's again afterwards */
  add(octets: Buffer): void {
    this.length += octets.length;
    this.crc32 = crc32(octets, this.crc32);
    const room = this.most - this.#kept.length;
    if (room > 0) this.#kept.append(octets, 0, Math.min(room, octets.length));
    this.#deflater?.write(octets);
  }

  /** @returns what was kept: all of it when there was no more */
  take(): Buffer {
    return this.#kept.take();
  }

  /** Settles when the compression has caught up; at once without one. */
  async caughtUp(): Promise<void> {
    await this.#deflater?.caughtUp();
  }

  /** Whether whoever reads has to wait for the compression, which is slower than a network. */
  get behind(): boolean {
    return this.#deflater?.behind ?? false;
  }

  /** @returns octets after compression, where that was asked for; there comes no more */
  async deflated(): Promise<number | undefined> {
    return this.#deflater?.end();
  }
}

class Deflater {
  #length = 0;
  readonly #stream: DeflateRaw = createDeflateRaw();

  constructor() {
    this.#stream.on("data", (octets: Buffer) => (this.#length += octets.length));
  }

  get behind(): boolean {
    return this.#stream.writableNeedDrain;
  }

  write(octets: Buffer): void {
    this.#stream.write(Buffer.from(octets));
  }

  async caughtUp(): Promise<void> {
    if (!this.behind) return;
    await new Promise<void>((resolve) => this.#stream.once("drain", resolve));
  }

  async end(): Promise<number> {
    await new Promise<void>((resolve) => {
      this.#stream.once("end", resolve);
      this.#stream.end();
    });
    return this.#length;
  }
}

import { lagSoFar } from "../net/lag.js";

/** Waits of the length that a single octet may take. A device that lets each octet take as long is given up after them. */
const WAITS = 3;
/** Octets a millisecond: whoever is as quick as this may go on for as long as the data lasts. */
const FLOOR = 1;

/**
 * The limit of a whole transfer. A limit on every octet alone never ends where one octet drips in after the other; one on
 * the transfer alone would end a large file on a slow line. So it grows with what has been moved, at about 1 kB/s.
 */
export class TransferLimit {
  readonly #began = performance.now();
  readonly #lagBefore = lagSoFar();

  /**
   * @param timeoutMs milliseconds in which something has to come
   * @param limitMs the longest that the whole may take, in milliseconds; undefined: three times `timeoutMs`, and a
   *   millisecond more for every octet
   */
  constructor(
    private readonly timeoutMs: number,
    private readonly limitMs: number | undefined,
  ) {}

  /** @returns milliseconds since it began in which this process ran */
  get elapsed(): number {
    return performance.now() - this.#began - (lagSoFar() - this.#lagBefore);
  }

  /** @param moved octets so far @returns milliseconds that may be waited for more; 0 or less: it is over */
  wait(moved: number): number {
    const limit = this.limitMs ?? WAITS * this.timeoutMs + moved / FLOOR;
    return Math.min(this.timeoutMs, limit - this.elapsed);
  }
}

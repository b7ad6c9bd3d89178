import { stripTelnet } from "../../ftp/telnet.js";
import type { Clock, Timer } from "../../net/clock.js";
import type { LineReader } from "../../octets/lines.js";

/** Milliseconds after which an ABOR without its line feed counts as one that the system took. */
const WAIT_MS = 300;
const LF = 0x0a;
const ABOR = /^ABOR\r$/i;
/** Octets of a line that could be ABOR behind Telnet's interrupt. */
const LONGEST = 16;

/**
 * For systems that take urgent octets out of the stream (net/urgent). A client that sends ABOR CR LF as urgent data loses
 * its LF there, and the command would wait for ever. So a line that is ABOR CR, behind which nothing comes for a while, is
 * complete; should its LF come after all, it belongs to that line. Nothing else that a client sends means anything else.
 */
export class LostUrgent {
  #timer: Timer | undefined;
  #supplied = false;

  /** @param complete is called when a line feed is to be put behind what the reader has */
  constructor(
    private readonly clock: Clock,
    private readonly reader: LineReader,
    private readonly complete: (lineFeed: Buffer) => void,
  ) {}

  /** @returns what has arrived, without a line feed that was put there already */
  arrived(octets: Buffer): Buffer {
    this.stop();
    const late = this.#supplied && octets[0] === LF;
    if (octets.length > 0) this.#supplied = false;
    return late ? octets.subarray(1) : octets;
  }

  /** What has arrived is in the reader. */
  read(): void {
    if (this.reader.pending === 0 || this.reader.pending > LONGEST) return;
    if (!ABOR.test(stripTelnet(this.reader.pendingOctets()).octets.toString("latin1"))) return;
    this.#timer = this.clock.after(WAIT_MS, () => {
      this.#timer = undefined;
      this.#supplied = true;
      this.complete(Buffer.from([LF]));
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}

/**
 * Type A (RFC 959 3.1.1.1): lines end with CR LF on the network and with LF in storage, as in UNIX. Octets above
 * 127 and other control characters pass: the file is the user's, and a server that drops some of it helps nobody.
 */

const CR = 0x0d;
const LF = 0x0a;
const NUL = 0x00;
const NOTHING = Buffer.alloc(0);
const CR_OCTET = Buffer.from([CR]);

/**
 * Stored octets to network octets. A LF without CR gets one. A CR LF that is stored stays as it is, since a file
 * that was uploaded in type I has such line ends and nobody wants CR CR LF. A lone CR stays alone: with the NUL
 * that Telnet wants behind it, every server of the field would store an octet that the user did not send.
 */
export class ToNetwork {
  #lastIsCr = false;

  push(chunk: Buffer): Buffer {
    if (chunk.length === 0) return NOTHING;
    const ends = this.#loneLineFeeds(chunk);
    this.#lastIsCr = chunk[chunk.length - 1] === CR;
    if (ends.length === 0) return chunk;
    const sent = Buffer.allocUnsafe(chunk.length + ends.length);
    let length = 0;
    let from = 0;
    for (const lf of ends) {
      length += chunk.copy(sent, length, from, lf);
      sent[length++] = CR;
      from = lf;
    }
    chunk.copy(sent, length, from);
    return sent;
  }

  /** Nothing is ever held back. */
  end(): Buffer {
    return NOTHING;
  }

  #loneLineFeeds(chunk: Buffer): number[] {
    const found: number[] = [];
    for (let lf = chunk.indexOf(LF); lf >= 0; lf = chunk.indexOf(LF, lf + 1)) {
      const afterCr = lf === 0 ? this.#lastIsCr : chunk[lf - 1] === CR;
      if (!afterCr) found.push(lf);
    }
    return found;
  }
}

/**
 * Network octets to stored octets. CR LF becomes LF, and CR NUL becomes CR, as Telnet writes a carriage return
 * (RFC 854). A CR before anything else stays: it is an offence of the sender, and to drop it would hide that the
 * file was damaged, for instance by sending a binary in type A (Dm724-I 5.1.5).
 */
export class FromNetwork {
  /** The last chunk ended with a CR of which nobody knows yet what follows. */
  #heldCr = false;

  push(chunk: Buffer): Buffer {
    if (chunk.length === 0) return NOTHING;
    const octets = this.#heldCr ? Buffer.concat([CR_OCTET, chunk]) : chunk;
    this.#heldCr = octets[octets.length - 1] === CR;
    const until = this.#heldCr ? octets.length - 1 : octets.length;
    let cr = octets.indexOf(CR);
    if (cr < 0 || cr >= until) return octets.subarray(0, until);
    const stored = Buffer.allocUnsafe(until);
    let length = 0;
    let from = 0;
    for (; cr >= 0 && cr < until; cr = octets.indexOf(CR, from)) {
      const next = octets[cr + 1];
      const kept = next === LF ? cr : cr + 1;
      length += octets.copy(stored, length, from, kept);
      from = next === NUL ? cr + 2 : cr + 1;
    }
    length += octets.copy(stored, length, from, until);
    return stored.subarray(0, length);
  }

  /** The CR that the stream ended with, if it did. */
  end(): Buffer {
    const held = this.#heldCr ? CR_OCTET : NOTHING;
    this.#heldCr = false;
    return Buffer.from(held);
  }
}

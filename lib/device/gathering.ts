import { type Content, joinedContent, storedContent } from "./content.js";

/** Octets of memory that are asked for at a time: at first and at most. */
const FIRST_BLOCK = 64 * 1024;
const LARGEST_BLOCK = 1024 * 1024;
/**
 * V8 collects garbage for every 64 MB of new memory that it counts, whether there is any or not, and it does not count
 * memory that could be shared. Of a file beyond so many octets it is told of one block in so many: fewer would leave more
 * of replaced files behind before anything is collected.
 */
const COUNTED_OCTETS = 32 * 1024 * 1024;
const COUNTED_OF = 4;

/**
 * Gathers what arrives in pieces, in blocks that grow with the file. Nothing is copied a second time when the file is
 * complete, and a client that sends octet by octet costs no more memory than what it sends.
 */
export class Gathering {
  readonly #blocks: Buffer[] = [];
  #last: Buffer = Buffer.alloc(0);
  #filled = 0;
  #length = 0;

  /** octets so far */
  get length(): number {
    return this.#length;
  }

  /** @returns memory in which octets may be put before they are added: then they are not copied */
  room(): Buffer {
    if (this.#filled === this.#last.length) this.#grow();
    return this.#last.subarray(this.#filled);
  }

  add(octets: Buffer): void {
    if (this.#isInPlace(octets)) {
      this.#filled += octets.length;
      this.#length += octets.length;
      return;
    }
    for (let at = 0; at < octets.length; ) {
      if (this.#filled === this.#last.length) this.#grow();
      const copied = octets.copy(this.#last, this.#filled, at);
      this.#filled += copied;
      this.#length += copied;
      at += copied;
    }
  }

  /** @returns all of it; the gathering is at its end */
  content(): Content {
    // A file of three octets must not hold a block.
    if (this.#filled * 2 < this.#last.length) {
      const exact = Buffer.allocUnsafeSlow(this.#filled);
      this.#last.copy(exact);
      this.#blocks.splice(-1, 1, exact);
    }
    return blocksContent(this.#blocks, this.#length);
  }

  #isInPlace({ buffer, byteOffset, length }: Buffer): boolean {
    const { buffer: memory, byteOffset: start } = this.#last;
    return buffer === memory && byteOffset === start + this.#filled && length > 0;
  }

  #grow(): void {
    const octets = Math.min(LARGEST_BLOCK, Math.max(FIRST_BLOCK, this.#length));
    const counted = this.#length < COUNTED_OCTETS || this.#blocks.length % COUNTED_OF === 0;
    this.#last = counted ? Buffer.allocUnsafeSlow(octets) : Buffer.from(new SharedArrayBuffer(octets));
    this.#blocks.push(this.#last);
    this.#filled = 0;
  }
}

/** Octets that are kept in several blocks, one after the other. */
function blocksContent(blocks: readonly Buffer[], length: number): Content {
  const [only] = blocks;
  if (only === undefined || blocks.length === 1)
    return storedContent((only ?? Buffer.alloc(0)).subarray(0, length));
  const starts: number[] = [];
  let start = 0;
  for (const block of blocks) {
    starts.push(start);
    start += block.length;
  }
  const blockAt = (offset: number): number => {
    let [first, behind] = [0, starts.length];
    while (behind - first > 1) {
      const middle = (first + behind) >> 1;
      if ((starts[middle] as number) <= offset) first = middle;
      else behind = middle;
    }
    return first;
  };
  return {
    length,
    // What lies in two blocks has to be copied.
    together(offset) {
      const index = blockAt(offset);
      return (starts[index] ?? 0) + (blocks[index]?.length ?? 0) - offset;
    },
    read(offset, count) {
      const end = Math.min(length, offset + count);
      const parts: Buffer[] = [];
      let index = blockAt(offset);
      for (let at = offset; at < end; index++) {
        const from = starts[index] ?? 0;
        const part = blocks[index]?.subarray(at - from, end - from) ?? Buffer.alloc(0);
        parts.push(part);
        at += part.length;
      }
      return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    },
  };
}

/**
 * Kept and received octets as one content that holds on to neither of its makers: a file that grows by a thousand small
 * steps must not become a thousand contents deep.
 */
export function wholeOf(kept: Content, received: Gathering): Content {
  const added = received.content();
  if (kept.length === 0) return added;
  const whole = joinedContent(kept, added);
  return storedContent(whole.read(0, whole.length));
}

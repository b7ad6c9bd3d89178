import { type Cipher, createCipheriv } from "node:crypto";

/** The octets of a file, wherever they come from. */
export interface Content {
  /** octets */
  readonly length: number;
  /** @returns the octets `[offset, offset + count)`, fewer at the end, in memory that is not written to again */
  read(offset: number, count: number): Buffer;
  /** @returns how many octets from there on it is best to read at once; undefined: any number will do */
  together?: ((offset: number) => number) | undefined;
}

/** Octets that are kept. */
export function storedContent(octets: Buffer): Content {
  return {
    length: octets.length,
    read: (offset, count) => octets.subarray(offset, offset + count),
  };
}

const BLOCK = 16;
const ZEROS = Buffer.alloc(256 * 1024);

/**
 * Octets that look random and are the same for the same seed, and cost no memory: they are made while they are read. It
 * is the key stream of AES in counter mode, so that no compression gains anything on it, it is quick, and one can begin
 * anywhere (REST).
 */
export function generatedContent(seed: number, length: number): Content {
  const key = Buffer.alloc(BLOCK);
  key.writeDoubleBE(seed);
  let stream: Cipher | undefined;
  let at = 0;
  const begin = (offset: number): Cipher => {
    const lead = offset % BLOCK;
    const counter = Buffer.alloc(BLOCK);
    counter.writeBigUInt64BE(BigInt((offset - lead) / BLOCK), 8);
    const begun = createCipheriv("aes-128-ctr", key, counter);
    begun.update(ZEROS.subarray(0, lead));
    return begun;
  };
  return {
    length,
    together: () => ZEROS.length,
    read(offset, count) {
      const within = Math.max(0, Math.min(count, length - offset));
      if (stream === undefined || at !== offset) stream = begin(offset);
      at = offset + within;
      return stream.update(within <= ZEROS.length ? ZEROS.subarray(0, within) : Buffer.alloc(within));
    },
  };
}

/** Two contents, one after the other. */
export function joinedContent(first: Content, second: Content): Content {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  return {
    length: first.length + second.length,
    read(offset, count) {
      const beyond = offset + count - first.length;
      if (beyond <= 0) return first.read(offset, count);
      if (offset >= first.length) return second.read(offset - first.length, count);
      return Buffer.concat([first.read(offset, first.length - offset), second.read(0, beyond)]);
    },
  };
}

/** The first `length` octets of a content. */
export function startOf(content: Content, length: number): Content {
  if (length >= content.length) return content;
  // A file that is written anew must not hold on to the memory of the old one meanwhile.
  if (length === 0) return NO_CONTENT;
  return {
    length,
    read: (offset, count) => content.read(offset, Math.max(0, Math.min(count, length - offset))),
  };
}

/** No octets. */
export const NO_CONTENT: Content = storedContent(Buffer.alloc(0));

import { octetsOf } from "../octets/text.js";
import type { Content } from "./schema.js";

/** Content that is the same on every device. */
export type PlainContent = Exclude<Content, { image: string }>;

/** @returns the octets a case sends or expects to receive, in memory that is not to be written to */
export function contentOctets(content: PlainContent): Buffer {
  if (typeof content === "string") return octetsOf(content);
  if ("repeat" in content) return octetsOf(content.repeat.repeat(content.times));
  return madeOnce(content.octets, content.seed);
}

export function contentText(content: Content): string {
  if (typeof content === "string") return JSON.stringify(content);
  if ("image" in content) return `the image ${content.image}`;
  if ("repeat" in content) return `${JSON.stringify(content.repeat)} ${content.times} times`;
  return `${content.octets} octets of seed ${content.seed}`;
}

/** What several cases send, and receive again, is made once; the octets of each are of `KEPT_OCTETS` together at most. */
const made = new Map<string, Buffer>();
const KEPT_OCTETS = 8 << 20;
let kept = 0;

function madeOnce(length: number, seed: number): Buffer {
  const key = `${length} ${seed}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const octets = pseudoRandom(length, seed);
  if (kept + length <= KEPT_OCTETS) {
    made.set(key, octets);
    kept += length;
  }
  return octets;
}

/** xorshift32: the same octets on every machine and in every version, and no file of test data to ship. */
function pseudoRandom(length: number, seed: number): Buffer {
  const octets = Buffer.alloc(length);
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  for (let index = 0; index < length; index += 1) {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    octets[index] = state & 0xff;
  }
  return octets;
}

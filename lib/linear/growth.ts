/** How the work of a function grows with its input, told without a clock that a busy machine could put out. */

/** From here on sixteen times the input cannot be told from two hundred times it by chance. */
const ENOUGH_MICROSECONDS = 20_000;
/** A call that takes as long has shown what it does. */
const PLENTY_MICROSECONDS = 150_000;
/** Sixteen times the input takes 16 times as long when work is linear, and 256 times when it is quadratic. */
const STEEP = 80;
/** Nothing that is linear takes so many times as long over so few octets as over a quarter of them. */
const FEW = 64;
const FEW_STEEP = 16;
const TRIES = 4;
/** The small ones are for what doubles with each octet. */
const SIZES = [16, 24, 32, 40, 48, 64, 1 << 10, 1 << 14, 1 << 18, 1 << 20];

/** What a call with an input of this many octets does; it may throw. */
export type Call = (octets: number) => unknown;

/**
 * Grows the input until the work can be judged, and stops at the first that is worse than linear.
 * @param most octets of the largest input
 * @returns what was seen, or undefined when nothing speaks against linear work
 */
export function worseThanLinear(call: Call, most: number): string | undefined {
  for (const size of SIZES) {
    if (size > most) break;
    const first = work(call, size);
    if (typeof first === "string") return `${first}, with ${size} octets`;
    if (first < ENOUGH_MICROSECONDS) continue;
    let large = first;
    if (size <= FEW) {
      large = least(call, size);
      // Something may take its time whatever the input is.
      if (large > FEW_STEEP * least(call, size / 4)) return `${size} octets take ${milliseconds(large)}`;
      continue;
    }
    const small = least(call, size / 16);
    // A second look: what got in between is not there again.
    if (large > STEEP * small) large = Math.min(large, least(call, size));
    if (large > STEEP * small) {
      return `${size} octets take ${milliseconds(large)}, a sixteenth of them ${milliseconds(small)}`;
    }
    if (large > PLENTY_MICROSECONDS) return undefined;
  }
  return undefined;
}

function milliseconds(microseconds: number): string {
  return `${(microseconds / 1000).toFixed(2)} ms of the processor`;
}

function least(call: Call, octets: number): number {
  let least = Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let tries = 0; tries < TRIES && spent < 4 * PLENTY_MICROSECONDS; tries += 1) {
    const one = work(call, octets);
    if (typeof one === "string") continue;
    least = Math.min(least, one);
    spent += one;
  }
  return Math.max(least, 1);
}

/** @returns microseconds of this process's processor time, or what a stack that overflowed says */
function work(call: Call, octets: number): number | string {
  const before = process.cpuUsage();
  const begun = performance.now();
  try {
    call(octets);
  } catch (error) {
    // A function may refuse its input, but not by the size of it.
    if (error instanceof RangeError && /call stack|array length|string length/.test(error.message))
      return error.message;
  }
  // The processor's time is never more than the clock's, which costs less to ask.
  const passed = (performance.now() - begun) * 1000;
  if (passed < ENOUGH_MICROSECONDS / 100) return passed;
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

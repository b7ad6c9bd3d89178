/** What is wrong in a file that a person wrote, where, and what to write instead. */
import { shownWord } from "./shown.js";

export interface Fault {
  file: string;
  /** both count from 1; 0 is the file as a whole */
  line: number;
  column: number;
  message: string;
}

/** Of a file that is wrong throughout, the first faults say enough. */
const MOST_FAULTS = 20;
/** Words that are told, or looked at for a likeness, when there are thousands. */
const MOST_WORDS = 100;
const MOST_COMPARED = 2000;

export function faultText(fault: Fault): string {
  const place = fault.line === 0 ? fault.file : `${fault.file}:${fault.line}:${fault.column}`;
  return `${place}: ${fault.message}`;
}

/** @returns a line for each of the first faults, and one that says how many more there are */
export function faultsText(faults: readonly Fault[]): string {
  const lines = faults.slice(0, MOST_FAULTS).map(faultText);
  const more = faults.length - lines.length;
  if (more > 0) lines.push(`and ${more} more of the kind`);
  return lines.join("\n");
}

/** Nothing that a person knows by name is longer; the distance takes the square of the length to find. */
const LONGEST_WORD = 200;

/** The word of `known` that `word` was probably meant to be: at most two letters away. */
export function closest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.ceil(word.length / 2) + 1);
  if (word.length > LONGEST_WORD) return undefined;
  for (const candidate of known.length > MOST_COMPARED ? known.slice(0, MOST_COMPARED) : known) {
    // No word is nearer than the letters that it lacks.
    if (Math.abs(word.length - candidate.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** "…; write X" when one of the known words is near, otherwise the known words. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = closest(word, known);
  if (near !== undefined) return `write ${near}`;
  const more = known.length - MOST_WORDS;
  const told = known.slice(0, MOST_WORDS).map(shownWord).join(", ");
  return `write one of: ${told}${more > 0 ? ` and ${more} more` : ""}`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

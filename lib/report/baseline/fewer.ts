/** A device that has lost what it could do is asked less: the run is shorter, and shorter is not better. */
import type { Journal } from "../../runner/journal.js";
import { counted, excerpt } from "../printable.js";

export interface Fewer {
  /** of the cases that both know: how many were selected in this run, and in the one that it is held against */
  selected: number;
  before: number;
  /** what those need that are not selected any more, and how many they are; most first */
  missing: { what: string; cases: number }[];
}

/** Below this part of the cases it is told, and is not green (docs/gate.md). */
const ENOUGH = 0.9;
const MOST_NAMED = 5;
const MOST_CHARACTERS = 80;

/**
 * @param journal the run that may have fewer
 * @param before the cases of the run that it is held against
 * @returns undefined when it has as many, or nearly
 */
export function fewerThan(journal: Journal, before: ReadonlySet<string>): Fewer | undefined {
  const selected = [...journal.cases, ...journal.notRun].filter(({ id }) => before.has(id)).length;
  const left = journal.notSelected.filter(({ id }) => before.has(id));
  if (selected >= (selected + left.length) * ENOUGH) return undefined;
  const counts = new Map<string, number>();
  for (const { missing } of left) {
    const [[kind, name] = ["", ""]] = Object.entries(missing ?? {});
    const what = kind === "capability" ? name : `${kind} ${name}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const missing = [...counts].map(([what, cases]) => ({ what, cases }));
  missing.sort((a, b) => b.cases - a.cases || (a.what < b.what ? -1 : 1));
  return { selected, before: selected + left.length, missing };
}

/** One sentence. */
export function fewerText({ selected, before, missing }: Fewer): string {
  const named = missing
    .slice(0, MOST_NAMED)
    .map(({ what, cases }) => `${excerpt(what, MOST_CHARACTERS)} (${counted(cases, "case")})`);
  const more = missing.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `Much less was asked than before: ${counted(selected, "case")} selected, and there were ${before}${list === "" ? "" : `; what is missing: ${list}`}.`;
}

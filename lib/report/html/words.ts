/** The words and signs of the page: whatever has a colour has a sign and a word too. */
import type { Standing, Tally } from "../tally.js";
import { timeSpan } from "../time-span.js";
import { type Html, html } from "./markup.js";

/** What became of a case. */
export type Fate = "pass" | "fail" | "inconclusive" | "error" | "not-selected" | "not-run";

export const FATES: Readonly<Record<Fate, { sign: string; word: string; counts: keyof Tally }>> = {
  fail: { sign: "✗", word: "failed", counts: "failed" },
  error: { sign: "!", word: "error", counts: "errors" },
  inconclusive: { sign: "?", word: "inconclusive", counts: "inconclusive" },
  "not-run": { sign: "○", word: "not run", counts: "notRun" },
  pass: { sign: "✓", word: "passed", counts: "passed" },
  "not-selected": { sign: "–", word: "not selected", counts: "notSelected" },
};

/** In the order in which they matter. */
export const ALL_FATES = Object.keys(FATES) as Fate[];

export const SIGNS: Readonly<Record<Standing, string>> = { PASS: "✓", FAIL: "✗", INCOMPLETE: "!" };

export function fateBadge(fate: Fate): Html {
  const { sign, word } = FATES[fate];
  return html`<span class="fate ${fate}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

/** A length of time of a case: milliseconds as long as they say more. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return timeSpan(milliseconds);
  return `${milliseconds < 10 ? Math.max(0, milliseconds).toFixed(1) : Math.round(milliseconds)} ms`;
}

/** A bar beside a number that says the same. @param share 0 to 1 */
export function bar(share: number): Html {
  const percent = (Math.min(1, Math.max(0, share)) * 100).toFixed(1);
  return html`<svg class="bar" aria-hidden="true" focusable="false"><rect width="${percent}%" height="100%"/></svg>`;
}

/** The same on every machine: by code unit. */
export function byId<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What a run has shown of the manual: every documented reply, whether a case asks for it, and whether it came. */
import { type CatalogueEntry, ftpCatalogue } from "../catalogue/catalogue.js";
import type { Journal } from "../runner/journal.js";
import type { Case } from "../suite/case.js";
import { encodedReplies } from "../suite/documented.js";

export interface ReplyCoverage {
  readonly entry: CatalogueEntry;
  /** cases that spell the reply out */
  readonly cases: readonly string[];
  /** cases of the run in which it came */
  readonly observedIn: readonly string[];
  /** why it was not observed; undefined when it was */
  readonly reason: string | undefined;
}

/** Every documented reply, in the manual's order. */
export function replyCoverage(cases: readonly Case[], journal: Journal): ReplyCoverage[] {
  const encoded = new Map<string, string[]>();
  for (const item of cases) {
    const preambles = item.preamble.flatMap((name) => item.folder.preambles.get(name)?.steps ?? []);
    for (const id of encodedReplies([...preambles, ...item.steps])) {
      const ids = encoded.get(id);
      if (ids === undefined) encoded.set(id, [item.id]);
      else ids.push(item.id);
    }
  }
  const observed = new Map<string, string[]>();
  for (const record of journal.cases) {
    for (const id of record.observed) {
      const ids = observed.get(id);
      if (ids === undefined) observed.set(id, [record.id]);
      else ids.push(record.id);
    }
  }
  const reasons = notAsked(journal);
  return ftpCatalogue().map((entry) => {
    const ids = encoded.get(entry.id) ?? [];
    const observedIn = observed.get(entry.id) ?? [];
    const reason = observedIn.length > 0 ? undefined : reasonFor(ids, reasons);
    return { entry, cases: ids, observedIn, reason };
  });
}

function notAsked(journal: Journal): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { id, reason } of journal.notSelected) reasons.set(id, `not selected: ${reason}`);
  for (const { id, reason } of journal.notRun) reasons.set(id, `not run: ${reason}`);
  for (const { id, verdict } of journal.cases)
    reasons.set(id, `asked for, and another reply came (${verdict})`);
  return reasons;
}

function reasonFor(ids: readonly string[], reasons: ReadonlyMap<string, string>): string {
  if (ids.length === 0) return "no case asks for it";
  const known = ids.map((id) => reasons.get(id) ?? "not among the cases of this run");
  // A case that ran and heard something else says more than one that was left out.
  return known.find((reason) => reason.startsWith("asked")) ?? known[0] ?? "";
}

/** What a run has shown of the manual: every documented reply, whether a case asks for it, and whether it came. */
import type { CatalogueEntry } from "../catalogue/entry.js";
import type { Journal } from "../runner/journal.js";
import type { SuiteSystem, Systems } from "../suite/suite-system.js";

export interface ReplyCoverage {
  readonly entry: CatalogueEntry;
  /** cases that spell the reply out */
  readonly cases: readonly string[];
  /** cases of the run in which it came */
  readonly observedIn: readonly string[];
  /** why it was not observed; undefined when it was */
  readonly reason: string | undefined;
}

/** A case and the catalogue entries that it spells out. */
export interface Asking {
  readonly id: string;
  readonly asks: readonly string[];
}

/** The systems that a run was about. A journal before 0.3 does not say it, and there was one. */
function systemsOf({ header }: Journal, systems: Systems): SuiteSystem[] {
  return [...systems.values()].filter(({ name }) => header.systems?.includes(name) ?? true);
}

/**
 * Every documented reply of the systems that a run was about, in the order of their manuals.
 * @param asking the cases that count as asking for it: those of the run, or every case there is
 */
export function replyCoverage(
  journal: Journal,
  systems: Systems,
  asking: readonly Asking[] = [...journal.cases, ...journal.notSelected, ...journal.notRun],
): ReplyCoverage[] {
  const encoded = casesByEntry(asking.map(({ id, asks }) => [id, asks]));
  const observed = casesByEntry(journal.cases.map((record) => [record.id, record.observed]));
  const reasons = notAsked(journal);
  const entries = systemsOf(journal, systems).flatMap(({ catalogue }) => catalogue.replies);
  return entries.map((entry) => {
    const ids = encoded.get(entry.id) ?? [];
    const observedIn = observed.get(entry.id) ?? [];
    const reason = observedIn.length > 0 ? undefined : reasonFor(ids, reasons);
    return { entry, cases: ids, observedIn, reason };
  });
}

function casesByEntry(cases: readonly [id: string, entries: readonly string[]][]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [id, entries] of cases) {
    for (const entry of entries) {
      const ids = found.get(entry);
      if (ids === undefined) found.set(entry, [id]);
      else ids.push(id);
    }
  }
  return found;
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

import type { Case } from "../suite/case.js";
import type { CaseRecord } from "./journal.js";

/**
 * A refusal counts only beside its valid twin: when that did not pass, nothing shows that the rule was reached.
 * @param twin what became of it; undefined when it is not in this run
 */
export function heldAgainstTwin(item: Case, record: CaseRecord, twin: CaseRecord | undefined): CaseRecord {
  if (!item.negative || record.verdict !== "pass") return record;
  if (twin === undefined) {
    const message = `its valid twin ${item.twin} is not in this run`;
    return { ...record, remarks: [...record.remarks, { kind: "twin", message }] };
  }
  if (twin.verdict === "pass") return record;
  return {
    ...record,
    verdict: "inconclusive",
    reason: `its valid twin ${item.twin} came to ${twin.verdict}, so the refusal proves nothing`,
  };
}

/** A twin runs before the cases that lean on it; otherwise the order stays. */
export function twinsFirst(cases: readonly Case[]): Case[] {
  const byId = new Map(cases.map((item) => [item.id, item]));
  const ordered = new Set<Case>();
  for (const item of cases) {
    const twin = item.twin === undefined ? undefined : byId.get(item.twin);
    if (twin !== undefined) ordered.add(twin);
    ordered.add(item);
  }
  return [...ordered];
}

/** Judges a run again from its journal and its suites: the same cases, the same rules, no device. */
import type { Case } from "../../suite/case.js";
import type { Verdict } from "../../suite/verdict.js";
import { selectAgain, variablesOf } from "../claims.js";
import type { CaseRecord, Journal, RunHeader } from "../journal.js";
import { runCase } from "../run-case.js";
import { heldAgainstTwin } from "../twins.js";
import { recordedTestbed, UNKNOWN_PASSWORD } from "./recorded-testbed.js";

export interface JudgedAgain {
  readonly id: string;
  readonly recorded: Verdict;
  /** undefined when the dialogue is not one of this case */
  readonly again: Verdict | undefined;
  readonly reason: string;
}

export interface Rejudgement {
  readonly cases: readonly JudgedAgain[];
  /** what is wrong with the journal as a whole, a sentence each */
  readonly faults: readonly string[];
}

/**
 * @param chosen the cases that the run's selectors name, out of the suites that it ran
 * @param onCase told after each case
 */
export async function judgeAgain(
  journal: Journal,
  chosen: readonly Case[],
  onCase: () => void = () => {},
): Promise<Rejudgement> {
  const { header } = journal;
  const { selected, notSelected } = selectAgain(chosen, header);
  const faults = [
    ...differing("selected", ids(selected), ids([...journal.cases, ...journal.notRun])),
    ...differing("not selected", ids(notSelected), ids(journal.notSelected)),
  ];
  const items = new Map(selected.map((item) => [item.id, item]));
  const results = new Map<string, { record: CaseRecord; again: CaseRecord | undefined; reason: string }>();
  for (const record of journal.cases) {
    const item = items.get(record.id);
    if (item === undefined) continue;
    results.set(record.id, { record, ...(await again(item, record, header)) });
    onCase();
  }
  const cases = [...results].map(([id, { record, again, reason }]): JudgedAgain => {
    const item = items.get(id);
    const recorded = record.verdict;
    if (again === undefined || item === undefined) return { id, recorded, again: undefined, reason };
    const twin = item.twin === undefined ? undefined : results.get(item.twin);
    const notRun = journal.notRun.find((left) => left.id === item.twin);
    const held = heldAgainstTwin(item, again, twin?.again ?? notRun);
    return { id, recorded, again: held.verdict, reason: held.reason };
  });
  return { cases, faults };
}

async function again(
  item: Case,
  record: CaseRecord,
  header: RunHeader,
): Promise<{ again: CaseRecord | undefined; reason: string }> {
  // Only what went wrong on our side has none: nothing was exchanged.
  if (record.dialogue.length === 0) {
    const again = record.verdict === "error" ? record : undefined;
    return { again, reason: again?.reason ?? "there is no dialogue" };
  }
  try {
    const { bed, trace, recording } = recordedTestbed(header, record);
    const present = Object.entries(header.capabilities).filter(([, known]) => known.present);
    const { root, guest } = header.claims.users;
    const named = (user: string | null) => (user === null ? undefined : { user, password: UNKNOWN_PASSWORD });
    const facts = {
      present: new Set(present.map(([name]) => name)),
      texts: header.texts,
      variables: variablesOf(header.device, { root: named(root), guest: named(guest) }),
      series: new Map(Object.entries(header.claims.series)),
    };
    const signal = new AbortController().signal;
    const result = await runCase(item, {
      bed,
      facts,
      strict: header.strict,
      signal,
      permit: header.permit,
      trace,
    });
    if (recording.fault !== undefined || result === undefined)
      return { again: undefined, reason: recording.fault ?? "it was stopped" };
    const { verdict, reason, remarks } = result;
    return { again: { ...record, verdict, reason, remarks }, reason };
  } catch (error) {
    return { again: undefined, reason: error instanceof Error ? error.message : String(error) };
  }
}

function ids(items: readonly { id: string }[]): Set<string> {
  return new Set(items.map(({ id }) => id));
}

function differing(what: string, wanted: ReadonlySet<string>, found: ReadonlySet<string>): string[] {
  const missing = [...wanted].filter((id) => !found.has(id));
  const extra = [...found].filter((id) => !wanted.has(id));
  const say = (list: readonly string[], one: string, many: string): string[] => {
    if (list.length === 0) return [];
    const named = `${list.slice(0, 3).join(", ")}${list.length > 3 ? ", ..." : ""}`;
    return [`${list.length === 1 ? `1 case ${one}` : `${list.length} cases ${many}`}: ${named}`];
  };
  return [
    ...say(
      missing,
      `should be ${what} and the journal does not have it as such`,
      `should be ${what} and the journal does not have them as such`,
    ),
    ...say(
      extra,
      `is ${what} in the journal and should not be`,
      `are ${what} in the journal and should not be`,
    ),
  ];
}

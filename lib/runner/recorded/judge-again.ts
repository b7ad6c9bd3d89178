/** Judges a run again from its journal and its suites: the same cases, the same rules, no device. */
import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Case } from "../../suite/case.js";
import { ownNames } from "../../suite/own-names.js";
import type { CapabilityFact } from "../../suite/selection.js";
import type { NotSelected, Verdict } from "../../suite/verdict.js";
import { caseIdentity } from "../case-record.js";
import { selectAgain, variablesOf } from "../claims.js";
import { answerOf } from "../facts.js";
import type { CapabilityRecord, CaseRecord, Journal, RunHeader } from "../journal.js";
import { questionFor } from "../question.js";
import { runCase } from "../run-case.js";
import { MASK } from "../secrets.js";
import type { DeviceFacts } from "../session-run.js";
import { heldAgainstTwin } from "../twins.js";
import { recordedTestbed } from "./recorded-testbed.js";
import type { Recording } from "./recording.js";

export interface JudgedAgain {
  readonly id: string;
  readonly recorded: Verdict;
  /** undefined when the dialogue is not one of this case */
  readonly again: Verdict | undefined;
  readonly reason: string;
  /** what the record says of the case, and the case does not */
  readonly untrue: string | undefined;
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
  const facts = factsOf(header, chosen);
  const faults = [
    ...(await wrongCapabilities(journal, chosen, facts)),
    ...differing("selected", ids(selected), ids([...journal.cases, ...journal.notRun])),
    ...differing("not selected", ids(notSelected), ids(journal.notSelected)),
    ...wrongReasons(journal, notSelected, chosen),
  ];
  const items = new Map(selected.map((item) => [item.id, item]));
  const results = new Map<string, { record: CaseRecord; again: CaseRecord | undefined; reason: string }>();
  for (const record of journal.cases) {
    const item = items.get(record.id);
    if (item === undefined) continue;
    results.set(record.id, { record, ...(await again(item, record, header, facts)) });
    onCase();
  }
  const cases = [...results].map(([id, { record, again, reason }]): JudgedAgain => {
    const item = items.get(id);
    const recorded = record.verdict;
    if (again === undefined || item === undefined)
      return { id, recorded, again: undefined, reason, untrue: undefined };
    const twin = item.twin === undefined ? undefined : results.get(item.twin);
    const held = heldAgainstTwin(item, again, twin?.again);
    return { id, recorded, again: held.verdict, reason: held.reason, untrue: untrueIn(record, held, item) };
  });
  return { cases, faults };
}

/** @returns what of a record does not follow from its case and its dialogue */
function untrueIn(record: CaseRecord, again: CaseRecord, item: Case): string | undefined {
  const said = {
    ...caseIdentity(item),
    hazard: item.hazard,
    deviation: again.deviation,
    remarks: again.remarks,
    observed: again.observed,
    died: again.died,
  } as const;
  for (const [name, value] of Object.entries(said)) {
    if (!isDeepStrictEqual(plain(record[name as keyof typeof said]), plain(value))) return name;
  }
  // Of a device that died it also says what came of repeating the case.
  const reason =
    record.died === true ? record.reason.startsWith(again.reason) : record.reason === again.reason;
  if (!reason) return "reason";
  if (record.attempts !== 1 && !(record.died === true && record.attempts === 2)) return "attempts";
  return basename(record.file) === `${basename(item.file)}:${item.line}` ? undefined : "file";
}

/** As the journal has it. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function wrongReasons(
  { notSelected: records }: Journal,
  notSelected: readonly NotSelected[],
  chosen: readonly Case[],
): string[] {
  const byId = new Map(chosen.map((item) => [item.id, item]));
  const found = new Map(records.map((record) => [record.id, record]));
  for (const why of notSelected) {
    const item = byId.get(why.id);
    const { type: _, ...record } = found.get(why.id) ?? {};
    if (item === undefined || !found.has(why.id)) continue;
    if (!isDeepStrictEqual(plain(record), plain({ ...caseIdentity(item), ...why })))
      return [`${why.id} is not selected for another reason than the journal says`];
  }
  return [];
}

/** What the device can do decides which cases it gets, so it is judged again like a case. */
async function wrongCapabilities(
  { header, capabilities = [] }: Journal,
  chosen: readonly Case[],
  known: DeviceFacts,
): Promise<string[]> {
  const names = new Set(Object.keys(header.capabilities));
  for (const record of capabilities) {
    const { name, present, reason, stated, unknown } = record;
    const said = header.capabilities[name];
    if (!names.delete(name) || !isDeepStrictEqual(plain(said), plain(factOf(record))))
      return [`the journal contradicts itself about the capability ${name}`];
    if (stated) continue;
    const item = questionFor(name, chosen, false);
    if (item === undefined) return [`the suites have no capability ${name}`];
    const { bed, trace, recording } = recordedTestbed(header, record.dialogue);
    const { signal } = new AbortController();
    const options = { bed, facts: known, strict: false, signal, permit: header.permit, trace };
    const result = await runCase(item, options);
    const fault = recording.fault ?? leftIn(recording);
    if (fault !== undefined) return [`the dialogue about the capability ${name} is not one: ${fault}`];
    const again = result && answerOf(result);
    if (again?.present !== present || (again.present ? undefined : again.unknown) !== unknown)
      return [`that ${name} is ${word(present, unknown)} does not follow from its dialogue`];
    if ((again.present ? "" : again.reason) !== reason)
      return [`${name} is ${word(present, unknown)} for another reason than the journal says`];
  }
  const [missing] = names;
  return missing === undefined ? [] : [`nothing shows whether the device has the capability ${missing}`];
}

function factOf({ present, reason, unknown }: CapabilityRecord): CapabilityFact {
  return present ? { present } : { present, reason, unknown };
}

function word(present: boolean, unknown: boolean | undefined): string {
  if (unknown === true) return "unknown";
  return present ? "present" : "absent";
}

function leftIn(recording: Recording): string | undefined {
  const { left } = recording;
  return left && `at ${left.at} ms it has "${left.text ?? left.note}", with which the case has nothing to do`;
}

function factsOf(header: RunHeader, chosen: readonly Case[]): DeviceFacts {
  const present = Object.entries(header.capabilities).filter(([, known]) => known.present);
  const { root, guest } = header.claims.users;
  const named = (user: string | null) => (user === null ? undefined : { user, password: MASK });
  return {
    present: new Set(present.map(([name]) => name)),
    texts: header.texts,
    variables: variablesOf(header.device, { root: named(root), guest: named(guest) }),
    series: new Map(Object.entries(header.claims.series)),
    names: header.tag === undefined ? undefined : ownNames(chosen, header.tag),
  };
}

async function again(
  item: Case,
  record: CaseRecord,
  header: RunHeader,
  facts: DeviceFacts,
): Promise<{ again: CaseRecord | undefined; reason: string }> {
  // Only what went wrong on our side has none: nothing was exchanged.
  if (record.dialogue.length === 0) {
    const again = record.verdict === "error" ? record : undefined;
    return { again, reason: again?.reason ?? "there is no dialogue" };
  }
  try {
    const { bed, trace, recording } = recordedTestbed(header, record.dialogue);
    const { permit, strict } = header;
    const { signal } = new AbortController();
    const result = await runCase(item, { bed, facts, strict, signal, permit, trace });
    // Whoever comes to another verdict has often stopped before the end, and the verdict says more.
    const fault = recording.fault ?? (result?.verdict === record.verdict ? leftIn(recording) : undefined);
    if (fault !== undefined || result === undefined)
      return { again: undefined, reason: fault ?? "it was stopped" };
    const { trace: _, durationMs: __, absent: ___, ...outcome } = result;
    // What the journal says of a deviation or a death is no part of what follows from the dialogue.
    const { deviation: ____, died: _____, verdict: ______, ...told } = record;
    return { again: { ...told, ...outcome }, reason: outcome.reason };
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

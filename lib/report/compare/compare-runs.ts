/** What changed between two runs, such as of two firmwares, from their journals alone. */
import type { Journal, RunHeader } from "../../runner/journal.js";
import type { Verdict } from "../../suite/verdict.js";
import { receivedBy } from "../baseline/against.js";
import { brokenOff, partOf } from "../baseline/extent.js";
import { type Fewer, fewerThan } from "../baseline/fewer.js";
import { signatureOf } from "../baseline/signature.js";
import { type Pair, pairsOf } from "./pair.js";
import { type ReplyChange, replyChanges } from "./reply-changes.js";
import { type Times, timesOf } from "./times.js";

export interface VerdictChange {
  case: string;
  a: Verdict;
  b: Verdict;
  /** what came in the run that did not pass; in B when neither did */
  received: string;
}

/** A case that has a verdict in one run only. */
export interface SelectionChange {
  case: string;
  /** the verdict, or why there is none */
  a: string;
  b: string;
}

/** What a run was of. */
export type RunIdentity = Pick<
  RunHeader,
  "started" | "target" | "device" | "permit" | "texts" | "strict" | "suites"
>;

export interface RunComparison {
  a: RunIdentity;
  b: RunIdentity;
  sameSuites: boolean;
  /** cases with a verdict in both */
  common: number;
  /** cases that only one journal knows */
  unknown: { onlyA: number; onlyB: number };
  broken: VerdictChange[];
  fixed: VerdictChange[];
  /** neither passes, and they differ */
  other: VerdictChange[];
  /** passed in A and has no verdict in B */
  lost: SelectionChange[];
  /** the other cases with a verdict in one only */
  selection: SelectionChange[];
  capabilities: { name: string; change: "gained" | "lost"; reason: string }[];
  replies: ReplyChange[];
  parted: string[];
  /** documented replies, as ids of the catalogue, that came in one only, in the common cases */
  observed: { onlyA: string[]; onlyB: string[] };
  times: Times;
  /** when B was asked much less than A */
  fewer: Fewer | undefined;
  /**
   * 1 when a case that passed in A does not pass in B; else 3 when they share no case, or B was asked much less and nobody
   * chose a part for it
   */
  exit: 0 | 1 | 3;
}

/** @param factor how many times as long something has to take to be told, above 1 */
export function compareRuns(a: Journal, b: Journal, factor: number): RunComparison {
  const pairs = pairsOf(a, b);
  const verdicts = (wanted: (pair: Pair) => boolean): VerdictChange[] =>
    pairs.filter(wanted).map(({ a: one, b: other }) => ({
      case: one.id,
      a: one.verdict,
      b: other.verdict,
      received: receivedBy(other.verdict === "pass" ? one : other),
    }));
  const broken = verdicts((pair) => pair.a.verdict === "pass" && pair.b.verdict !== "pass");
  const fewer = fewerThan(b, new Set(a.cases.map(({ id }) => id)));
  const isPart = partOf(b.header, a.header.suites) !== undefined;
  const selection = selectionChanges(a, b);
  const lost = selection.filter((change) => change.a === "pass");
  const { changes: replies, parted } = replyChanges(pairs, {
    a: a.header.device.work,
    b: b.header.device.work,
  });
  return {
    a: identity(a.header),
    b: identity(b.header),
    sameSuites: a.header.suites.digest === b.header.suites.digest,
    common: pairs.length,
    unknown: { onlyA: unknownTo(b, a), onlyB: unknownTo(a, b) },
    broken,
    fixed: verdicts((pair) => pair.a.verdict !== "pass" && pair.b.verdict === "pass"),
    other: verdicts(isOtherFailure),
    lost,
    selection: selection.filter((change) => change.a !== "pass"),
    capabilities: capabilityChanges(a.header, b.header),
    replies,
    parted,
    observed: observedInOne(pairs),
    times: timesOf(pairs, factor),
    fewer,
    exit:
      broken.length + lost.length > 0 ? 1 : pairs.length === 0 || (fewer !== undefined && !isPart) ? 3 : 0,
  };
}

/** The verdict is part of the signature. */
function isOtherFailure({ a, b }: Pair): boolean {
  return a.verdict !== "pass" && b.verdict !== "pass" && signatureOf(a) !== signatureOf(b);
}

function identity({ started, target, device, permit, texts, strict, suites }: RunHeader): RunIdentity {
  return { started, target, device, permit, texts, strict, suites };
}

function idsOf({ cases, notSelected, notRun }: Journal): string[] {
  return [...cases, ...notSelected, ...notRun].map(({ id }) => id);
}

function unknownTo(journal: Journal, other: Journal): number {
  const known = new Set(idsOf(journal));
  return idsOf(other).filter((id) => !known.has(id)).length;
}

/** What became of every case of a journal. */
function fates({ cases, notSelected, notRun }: Journal): Map<string, { ran: boolean; fate: string }> {
  const found = new Map<string, { ran: boolean; fate: string }>();
  for (const { id, verdict } of cases) found.set(id, { ran: true, fate: verdict });
  for (const { id, reason } of notSelected) found.set(id, { ran: false, fate: `not selected: ${reason}` });
  for (const { id, reason } of notRun) found.set(id, { ran: false, fate: `not run: ${reason}` });
  return found;
}

function selectionChanges(a: Journal, b: Journal): SelectionChange[] {
  const inA = fates(a);
  const inB = fates(b);
  // A run that was killed leaves no word about the cases that it did not reach, and yet they do not pass.
  const broken =
    a.header.suites.digest === b.header.suites.digest &&
    (partOf(b.header, a.header.suites) === undefined || extentOf(a.header) === extentOf(b.header))
      ? brokenOff(b)
      : undefined;
  const unreached = broken === undefined ? undefined : { ran: false, fate: `not run: ${broken}` };
  const changes: SelectionChange[] = [];
  for (const [id, one] of inA) {
    const other = inB.get(id) ?? unreached;
    if (other !== undefined && one.ran !== other.ran) changes.push({ case: id, a: one.fate, b: other.fate });
  }
  return changes.sort((one, other) => (one.case < other.case ? -1 : 1));
}

/** What a run was asked for, to be compared. */
function extentOf({ selectors = [], shard }: RunHeader): string {
  return JSON.stringify([[...new Set(selectors)].sort(), shard?.index, shard?.of]);
}

function capabilityChanges(a: RunHeader, b: RunHeader): RunComparison["capabilities"] {
  const names = [...new Set([...Object.keys(a.capabilities), ...Object.keys(b.capabilities)])].sort();
  return names.flatMap((name) => {
    const [one, other] = [a.capabilities[name], b.capabilities[name]];
    if (one === undefined || other === undefined || one.present === other.present) return [];
    const reason = other.present ? (one.present ? "" : one.reason) : other.reason;
    return [{ name, change: other.present ? ("gained" as const) : ("lost" as const), reason }];
  });
}

function observedInOne(pairs: readonly Pair[]): RunComparison["observed"] {
  const inA = new Set(pairs.flatMap((pair) => pair.a.observed));
  const inB = new Set(pairs.flatMap((pair) => pair.b.observed));
  return {
    onlyA: [...inA].filter((entry) => !inB.has(entry)).sort(),
    onlyB: [...inB].filter((entry) => !inA.has(entry)).sort(),
  };
}

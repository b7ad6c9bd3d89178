/** What a run says about each documented reply: four states, and why. */
import type { CatalogueEntry } from "../../catalogue/entry.js";
import type { Journal } from "../../runner/journal.js";
import type { Systems } from "../../suite/suite-system.js";
import { replyCoverage } from "../coverage.js";
import { counted } from "../printable.js";
import type { Fate } from "./words.js";

export type ReplyState = "observed" | "failed" | "other" | "not-asked";

export const REPLY_STATES: Readonly<Record<ReplyState, { sign: string; word: string; meaning: string }>> = {
  observed: { sign: "✓", word: "observed", meaning: "the device sent it" },
  failed: { sign: "✗", word: "failed", meaning: "a case that failed asks for it, and it did not come" },
  other: { sign: "≠", word: "another reply", meaning: "a case asked for it, and another reply came" },
  "not-asked": { sign: "–", word: "not asked", meaning: "no case that was run asks for it" },
};

export interface ReplyStanding {
  /** of the part of the page that tells of it */
  anchor: string;
  entry: CatalogueEntry;
  state: ReplyState;
  /** empty when it was observed */
  reason: string;
  /** the cases that ask for it, and those in which it came all the same, the telling ones first */
  cases: readonly string[];
}

/** Every documented reply, in the manual's order. */
export function replyStandings(journal: Journal, systems: Systems): ReplyStanding[] {
  const fates = fatesOf(journal);
  return replyCoverage(journal, systems).map(({ entry, cases, observedIn, reason }, index) => {
    const state = stateOf(cases, observedIn, fates);
    const failed = cases.filter((id) => fates.get(id) === "fail").toSorted();
    const told = state === "observed" ? observedIn : state === "failed" ? failed : [];
    return {
      anchor: `reply-${index + 1}`,
      entry,
      state,
      reason:
        state === "failed"
          ? `asked for by ${counted(failed.length, "case")} that failed; it did not come`
          : (reason ?? ""),
      cases: [...new Set([...told.toSorted(), ...[...cases, ...observedIn].toSorted()])],
    };
  });
}

function stateOf(
  asking: readonly string[],
  observedIn: readonly string[],
  fates: ReadonlyMap<string, Fate>,
): ReplyState {
  if (observedIn.length > 0) return "observed";
  const known = asking.map((id) => fates.get(id));
  if (known.includes("fail")) return "failed";
  return known.some((fate) => fate === "pass" || fate === "error" || fate === "inconclusive")
    ? "other"
    : "not-asked";
}

/** What became of each case that the journal names. */
function fatesOf(journal: Journal): Map<string, Fate> {
  const fates = new Map<string, Fate>();
  for (const { id, type } of [...journal.notSelected, ...journal.notRun]) fates.set(id, type);
  for (const { id, verdict } of journal.cases) fates.set(id, verdict);
  return fates;
}

/** The standings of each command, in the manual's order. */
export function byCommand(standings: readonly ReplyStanding[]): Map<string, ReplyStanding[]> {
  const commands = new Map<string, ReplyStanding[]>();
  for (const standing of standings) {
    const found = commands.get(standing.entry.command);
    if (found === undefined) commands.set(standing.entry.command, [standing]);
    else found.push(standing);
  }
  return commands;
}

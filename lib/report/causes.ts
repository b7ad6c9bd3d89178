/**
 * What did not pass, by what is likely to be behind it: a device that does not know NOOP fails every case that uses it, and
 * that is one thing to mend and not twenty.
 */
import type { CaseRecord, Journal } from "../runner/journal.js";
import type { Deviation } from "../suite/verdict.js";
import { plainReply, plainSentence } from "./baseline/plain-text.js";
import { type Exchange, exchangesOf } from "./compare/exchanges.js";
import { counted, excerpt } from "./printable.js";
import { troublesIn } from "./tally.js";

/** Something that several cases have in common. */
export interface Cause {
  /** such as `NOOP is not known (502)`; printable, in one line */
  readonly cause: string;
  /** the ids of the cases, sorted */
  readonly cases: readonly string[];
}

interface Clue {
  /** what the cases of one cause have in common */
  key: string;
  /** @param same whether all of them were told in the same words, but for what varies from run to run */
  told: (same: boolean) => string;
  /** those words */
  words: string;
}

const CAUSE_CHARACTERS = 200;
const SHOWN_IDS = 3;
const PREAMBLE = /^the preamble was not reached: /;
const LOGIN = /^the login as .*? (was refused|failed): (.*)$/s;
const REPLY = /^([1-5]\d\d)(?= |$)/;
/** What a server says to a command that it does not know, and to one that it knows and does not like (RFC 959 4.2.1). */
const UNKNOWN = new Set(["500", "502"]);

/** @returns what two cases or more have in common, the most frequent first; a case is in one of them at most */
export function causesOf(journal: Journal): Cause[] {
  const groups = new Map<string, { clue: Clue; cases: string[]; words: Set<string> }>();
  const known = knownVerbs(journal);
  for (const record of troublesIn(journal)) {
    const clue = clueOf(record, known);
    const group = groups.get(clue.key) ?? { clue, cases: [], words: new Set() };
    groups.set(clue.key, group);
    group.cases.push(record.id);
    group.words.add(clue.words);
  }
  return [...groups.values()]
    .filter(({ cases }) => cases.length > 1)
    .map(({ clue, cases, words }) => ({
      cause: excerpt(clue.told(words.size === 1), CAUSE_CHARACTERS),
      cases: cases.toSorted(),
    }))
    .toSorted((a, b) => b.cases.length - a.cases.length || (a.cause < b.cause ? -1 : 1));
}

/** `21 cases: NOOP is not known (502)` */
export function causeText({ cause, cases }: Cause): string {
  return `${counted(cases.length, "case")}: ${cause}`;
}

/** The first cases of a cause, and how many there are besides. */
export function examplesOf({ cases }: Cause): { ids: readonly string[]; more: number } {
  return { ids: cases.slice(0, SHOWN_IDS), more: Math.max(0, cases.length - SHOWN_IDS) };
}

function clueOf(record: CaseRecord, known: () => ReadonlySet<string>): Clue {
  if (record.died === true) return sentence("died", "afterwards the device was dead");
  const reason = record.reason.replace(PREAMBLE, "");
  const [, how = "", said = ""] = LOGIN.exec(reason) ?? [];
  if (said !== "") return sentence(`login ${plainReply(said)}`, `the login ${how}: ${said}`);
  const { deviation } = record;
  if (deviation !== undefined && reason.startsWith("expected ")) {
    const clue = answered(deviation, exchangesOf(record), known);
    if (clue !== undefined) return clue;
  }
  return sentence(`reason ${stem(reason)}`, reason);
}

/** From what was received and the command that it answered, which the dialogue tells. */
function answered(
  { received, expected }: Deviation,
  exchanges: readonly Exchange[],
  known: () => ReadonlySet<string>,
): Clue | undefined {
  const code = REPLY.exec(received)?.[1];
  if (code === undefined) return unanswered(received, exchanges);
  const verb = (
    lastOf(exchanges, ({ replies }) => replies.includes(received)) ??
    lastOf(exchanges, ({ replies }) => replies.some((reply) => REPLY.exec(reply)?.[1] === code))
  )?.verb;
  if (verb === undefined) return undefined;
  const words = stem(received).toLowerCase();
  if (expected.some((wanted) => wanted.startsWith(code))) {
    const told = (same: boolean): string =>
      `${verb} was answered in other words than expected${same ? `: ${received}` : ""}`;
    return { key: `${verb} ${code} in other words`, words, told };
  }
  const key = `${verb} ${code}`;
  if (UNKNOWN.has(code) && !known().has(verb)) return sentence(key, `${verb} is not known (${code})`);
  const who = verb === "(connect)" ? "a new session was greeted with" : `${verb} was answered with`;
  return { key, words, told: (same) => `${who} ${same ? received : code}` };
}

/** Silence, or the end of the connection, where a reply was due. */
function unanswered(received: string, exchanges: readonly Exchange[]): Clue | undefined {
  const silent = received.startsWith("no reply within ");
  const ended = /^the control connection was (?:closed|reset)/.exec(received)?.[0];
  const asked = lastOf(exchanges, ({ replies }) => !replies.some(isFinal)) ?? lastOf(exchanges, () => true);
  if (asked === undefined || !(silent || ended !== undefined)) return undefined;
  const due =
    asked.verb === "(connect)"
      ? "greeting"
      : `${asked.replies.length > 0 ? "final " : ""}reply to ${asked.verb}`;
  const text = silent ? `no ${due} came` : `${ended} where the ${due} was due`;
  return sentence(text, text);
}

function isFinal(reply: string): boolean {
  return reply >= "2";
}

/** The runner's own good-bye comes behind whatever went wrong. */
function lastOf(exchanges: readonly Exchange[], is: (exchange: Exchange) => boolean): Exchange | undefined {
  return exchanges.findLast((one) => one.verb !== "QUIT" && is(one)) ?? exchanges.findLast(is);
}

function sentence(key: string, text: string): Clue {
  return { key, words: "", told: () => text };
}

/** A sentence of the runner, or a reply, without what differs from case to case: what is quoted, names of files, numbers. */
function stem(reason: string): string {
  return plainSentence(reason)
    .replace(/"[^"]*"/g, '""')
    .replace(/[^\s"]+/g, (word) => (/[/.][^/.]/.test(word) ? "<name>" : word));
}

/** The commands that the device has ever obeyed: one of them is known, and was refused for another reason. */
function knownVerbs({ cases }: Journal): () => ReadonlySet<string> {
  let known: Set<string> | undefined;
  return () =>
    (known ??= new Set(
      cases
        .flatMap(exchangesOf)
        .filter(({ replies }) => replies.some((reply) => /^[123]/.test(reply) && !reply.startsWith("202")))
        .map(({ verb }) => verb),
    ));
}

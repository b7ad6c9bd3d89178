/** Replies that differ between two runs, each change once. */
import { plainReply } from "../baseline/plain-text.js";
import type { Exchange } from "./exchanges.js";
import type { Pair } from "./pair.js";

export interface ReplyChange {
  /** how many cases have it */
  cases: number;
  /** one of them, and the command that was answered so; several replies when one run has more than the other */
  example: { case: string; command: string; a: readonly string[]; b: readonly string[] };
}

export interface ReplyChanges {
  changes: ReplyChange[];
  /** cases that pass in both and in which other commands were sent, so that what follows cannot be held against each other */
  parted: string[];
}

/**
 * The n-th command of a session is held against the n-th. What varies from run to run does not count.
 * @param works each device's work directory, which is where a case's names begin
 */
export function replyChanges(pairs: readonly Pair[], works: { a: string; b: string }): ReplyChanges {
  const plainOf = { a: plainer(works.a), b: plainer(works.b) };
  const changes = new Map<string, { ids: Set<string>; example: ReplyChange["example"] }>();
  const parted: string[] = [];
  for (const { a, b, inA, inB } of pairs) {
    const sessions = bySession(inA);
    const others = bySession(inB);
    let together = sessions.size === others.size;
    for (const [session, exchanges] of sessions) {
      const second = others.get(session) ?? [];
      const asked = exchanges.findIndex((one, at) => {
        const other = second[at];
        return other === undefined || plainOf.a(one.command) !== plainOf.b(other.command);
      });
      const common = asked < 0 ? exchanges.length : asked;
      if (common < Math.max(exchanges.length, second.length)) together = false;
      for (const [at, one] of exchanges.slice(0, common).entries()) {
        for (const [was, is] of paired(one.replies, second[at]?.replies ?? [])) {
          const key = JSON.stringify([was.map(plainOf.a), is.map(plainOf.b)]);
          if (JSON.stringify(was.map(plainOf.a)) === JSON.stringify(is.map(plainOf.b))) continue;
          const example = { case: a.id, command: one.command, a: was, b: is };
          const known = changes.get(key) ?? { ids: new Set(), example };
          known.ids.add(a.id);
          changes.set(key, known);
        }
      }
    }
    // A case that does not pass ends early, and that is told elsewhere.
    if (!together && a.verdict === "pass" && b.verdict === "pass") parted.push(a.id);
  }
  return {
    changes: [...changes]
      .sort(([a, { ids: many }], [b, { ids: more }]) => more.size - many.size || (a < b ? -1 : 1))
      .map(([, { ids, example }]) => ({ cases: ids.size, example })),
    parted,
  };
}

/** One by one where there are as many, so that a change is told without the replies around it; else all of them. */
function paired(a: readonly string[], b: readonly string[]): [a: string[], b: string[]][] {
  if (a.length !== b.length) return [[[...a], [...b]]];
  return a.map((reply, at) => [[reply], [b[at] ?? ""]]);
}

function bySession(exchanges: readonly Exchange[]): Map<string, Exchange[]> {
  const sessions = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const known = sessions.get(exchange.session);
    if (known === undefined) sessions.set(exchange.session, [exchange]);
    else known.push(exchange);
  }
  return sessions;
}

/** A device says few different things, and says them thousands of times. */
function plainer(work: string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let plain = known.get(text);
    if (plain === undefined) {
      plain = plainReply(work.length > 1 ? text.replaceAll(work, "<work>") : text);
      known.set(text, plain);
    }
    return plain;
  };
}

/** One run out of the journals of its parts. */
import type { Journal, RunClaims, RunHeader } from "../runner/journal.js";

/** A journal and where it was read. */
export interface Part {
  readonly path: string;
  readonly journal: Journal;
}

export type Merged = { ok: true; journal: Journal } | { ok: false; message: string };

/** What has to be the same in every part of one run, and how it is called. */
const SAME: readonly [string, (header: RunHeader) => string][] = [
  ["suites", ({ suites }) => suites.digest.slice(0, 12)],
  ["devices", ({ target }) => target.name],
  ["permissions", ({ permit }) => permit],
  ["rules for texts", ({ texts, strict }) => `${texts}${strict ? ", strict" : ""}`],
];

/** Parts that are missing make a run that did not go to its end. */
export function mergeJournals(parts: readonly Part[]): Merged {
  const [first, ...others] = parts;
  if (first === undefined)
    return { ok: false, message: "there is no journal to report; name the folder of a run" };
  for (const [what, of] of SAME) {
    const other = others.find(({ journal }) => of(journal.header) !== of(first.journal.header));
    if (other === undefined) continue;
    const both = `${of(first.journal.header)} and ${of(other.journal.header)}`;
    return {
      ok: false,
      message: `${first.path} and ${other.path} are of different ${what} (${both}); report them apart`,
    };
  }
  const seen = new Map<string, string>();
  for (const { path, journal } of parts) {
    for (const { id } of [...journal.cases, ...journal.notRun, ...journal.notSelected]) {
      const before = seen.get(id);
      if (before !== undefined) {
        const message = `${id} is in ${before} and in ${path}; parts of one run share no case, so name each once`;
        return { ok: false, message };
      }
      seen.set(id, path);
    }
  }
  return {
    ok: true,
    journal: together(
      parts.map(({ journal }) => journal),
      first.journal,
    ),
  };
}

function together(journals: readonly Journal[], first: Journal): Journal {
  const missing = missingShards(journals);
  const sum = (of: (journal: Journal) => number): number =>
    journals.reduce((total, journal) => total + of(journal), 0);
  const ends = journals.flatMap(({ end }) => end ?? []);
  const stopped = ends.find((end) => end.stopped !== undefined)?.stopped ?? missing;
  const { shard: _, ...header } = first.header;
  const headers = journals.map((journal) => journal.header);
  return {
    header: {
      ...header,
      // A part has looked only at what its own cases ask for.
      capabilities: Object.assign({}, ...headers.map(({ capabilities }) => capabilities)),
      claims: mergedClaims(headers.map(({ claims }) => claims)),
      ...(journals.length === 1 && first.header.shard !== undefined && { shard: first.header.shard }),
      started: journals.map((journal) => journal.header.started).toSorted()[0] ?? header.started,
      selected: sum((journal) => journal.header.selected),
    },
    cases: journals.flatMap(({ cases }) => cases),
    notSelected: journals.flatMap(({ notSelected }) => notSelected),
    notRun: journals.flatMap(({ notRun }) => notRun),
    ...(journals.length === 1 && first.gate !== undefined && { gate: first.gate }),
    end:
      ends.length < journals.length
        ? undefined
        : {
            type: "end",
            finished:
              ends
                .map(({ finished }) => finished)
                .toSorted()
                .at(-1) ?? "",
            durationMs: Math.max(...ends.map(({ durationMs }) => durationMs)),
            stopped,
          },
  };
}

function mergedClaims(all: readonly RunClaims[]): RunClaims {
  const union = (of: (claims: RunClaims) => readonly string[]): string[] =>
    [...new Set(all.flatMap(of))].sort();
  const [first] = all;
  return {
    configured: union(({ configured }) => configured),
    arranged: union(({ arranged }) => arranged),
    provokes: union(({ provokes }) => provokes),
    images: Object.assign({}, ...all.map(({ images }) => images)),
    users: first?.users ?? { root: null, guest: null },
    series: Object.assign({}, ...all.map(({ series }) => series)),
  };
}

/** @returns what to say of shards that nobody has brought */
function missingShards(journals: readonly Journal[]): string | undefined {
  const shards = journals.flatMap(({ header }) => header.shard ?? []);
  const of = Math.max(0, ...shards.map((shard) => shard.of));
  const there = new Set(shards.map(({ index }) => index));
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (missing.length === 0) return undefined;
  return `without ${missing.length === 1 ? "shard" : "shards"} ${missing.join(", ")} of ${of}`;
}

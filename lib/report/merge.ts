/** One run out of the journals of its parts. */
import type { CapabilityRecord, DeviceIdentity, Journal, RunClaims, RunHeader } from "../runner/journal.js";
import { counted, excerpt } from "./printable.js";
import { interruption } from "./tally.js";

/** A journal and where it was read. */
export interface Part {
  readonly path: string;
  readonly journal: Journal;
}

export type Merged = { ok: true; journal: Journal } | { ok: false; message: string };

type Trait = readonly [
  what: string,
  shown: (header: RunHeader) => string,
  compared?: (header: RunHeader) => string,
];

/** What has to be the same in every part of one run, how it is called, and what is compared where that is not what is told. */
const SAME: readonly Trait[] = [
  ["suites", ({ suites }) => suites.digest.slice(0, 12), ({ suites }) => suites.digest],
  ["devices", ({ target }) => target.name, ({ target }) => JSON.stringify([target.kind, target.name])],
  ["devices", ({ device }) => deviceText(device), ({ device }) => deviceText(withoutDigits(device))],
  ["accounts", ({ claims: { users } }) => `root ${users.root ?? "none"}, guest ${users.guest ?? "none"}`],
  ["permissions", ({ permit }) => permit],
  ["rules for texts", ({ texts, strict }) => `${texts}${strict ? ", strict" : ""}`],
  ["versions of flashgate", ({ flashgate }) => flashgate],
];

/** Parts of a divided run are of one division of one choice; parts that are not divided may be of different choices. */
const SAME_IN_SHARDS: readonly Trait[] = [
  ["divisions", ({ shard }) => (shard === undefined ? "not divided" : counted(shard.of, "shard"))],
  ["selections", ({ selectors = [] }) => (selectors.length === 0 ? "every case" : selectors.join(" "))],
  ["numbers of cases", ({ suites }) => String(suites.cases)],
];

function deviceText({ greeting, system, work }: DeviceIdentity): string {
  return `"${greeting}", ${system}, at ${work}`;
}

/** A greeting may count its clients. */
function withoutDigits({ greeting, ...others }: DeviceIdentity): DeviceIdentity {
  return { greeting: greeting.replace(/\d+/g, "0"), ...others };
}

/** Parts that are missing make a run that did not go to its end. */
export function mergeJournals(parts: readonly Part[]): Merged {
  const [first, ...others] = parts;
  if (first === undefined)
    return { ok: false, message: "there is no journal to report; name the folder of a run" };
  const divided = parts.some(({ journal }) => journal.header.shard !== undefined);
  for (const [what, shown, compared = shown] of divided ? [...SAME, ...SAME_IN_SHARDS] : SAME) {
    const one = first.journal.header;
    const other = others.find(({ journal }) => compared(one) !== compared(journal.header));
    if (other === undefined) continue;
    const both = [one, other.journal.header].map((header) => excerpt(shown(header), 200)).join(" and ");
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
  return { ok: true, journal: together(parts, first.journal) };
}

function together(parts: readonly Part[], first: Journal): Journal {
  const journals = parts.map(({ journal }) => journal);
  const missing = missingShards(journals) ?? (parts.length === 1 ? undefined : notWhole(parts));
  const sum = (of: (journal: Journal) => number): number =>
    journals.reduce((total, journal) => total + of(journal), 0);
  const ends = journals.flatMap(({ end }) => end ?? []);
  const stopped = ends.find((end) => end.stopped !== undefined)?.stopped ?? missing;
  const { shard: _, selectors: __, notSelected: ___, tag: ____, ...header } = first.header;
  const headers = journals.map((journal) => journal.header);
  const selectors = mergedSelectors(headers);
  return {
    header: {
      ...header,
      suites: { digest: header.suites.digest, cases: chosenIn(headers) },
      ...(headers.every(({ systems }) => systems !== undefined) && {
        systems: [...new Set(headers.flatMap(({ systems = [] }) => systems))].sort(),
      }),
      ...(selectors.length > 0 && { selectors }),
      // A part has looked only at what its own cases ask for.
      capabilities: Object.assign({}, ...headers.map(({ capabilities }) => capabilities)),
      claims: mergedClaims(headers.map(({ claims }) => claims)),
      ...(journals.length === 1 && first.header.shard !== undefined && { shard: first.header.shard }),
      started: journals.map((journal) => journal.header.started).toSorted()[0] ?? header.started,
      selected: sum((journal) => journal.header.selected),
      ...(headers.every(({ notSelected }) => notSelected !== undefined) && {
        notSelected: sum((journal) => journal.header.notSelected ?? 0),
      }),
    },
    ...(journals.some(({ capabilities }) => capabilities !== undefined) && {
      capabilities: mergedCapabilities(journals),
    }),
    cases: journals.flatMap(({ cases }) => cases),
    notSelected: journals.flatMap(({ notSelected }) => notSelected),
    notRun: journals.flatMap(({ notRun }) => notRun),
    ...(journals.length === 1 && first.gate !== undefined && { gate: first.gate }),
    ...(journals.length === 1 && first.contradiction !== undefined && { contradiction: first.contradiction }),
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

/** Parts that ask for the same ask the device each; as in the header, the last one counts. */
function mergedCapabilities(journals: readonly Journal[]): CapabilityRecord[] {
  const all = journals.flatMap(({ capabilities = [] }) => capabilities);
  return [...new Map(all.map((record) => [record.name, record])).values()];
}

/** @returns none when a part is of every case */
function mergedSelectors(headers: readonly RunHeader[]): string[] {
  const all = headers.map(({ selectors = [] }) => selectors);
  return all.some((selectors) => selectors.length === 0) ? [] : [...new Set(all.flat())];
}

/** Of how many cases all this is: shards of one choice count it once, different choices share no case. */
function chosenIn(headers: readonly RunHeader[]): number {
  const choices = headers.map(({ selectors = [], suites }) => [selectors.join(" "), suites.cases] as const);
  return [...new Map(choices).values()].reduce((sum, cases) => sum + cases, 0);
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

/**
 * What one part lacks another may have too much of, so that the sums agree: each is looked at alone. A part may be empty,
 * when the cases are few.
 * @returns what to say of the first part that is not whole
 */
function notWhole(parts: readonly Part[]): string | undefined {
  for (const { path, journal } of parts) {
    const why =
      journal.header.selected === 0 && journal.cases.length === 0
        ? journal.contradiction
        : interruption(journal);
    if (why !== undefined) return `${path}: ${why.replace(/\.$/, "")}`;
  }
  return undefined;
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

/**
 * Which mutant breaks which sentence of the manual (fixtures/mutants/sentences.tsv): one that does what the sentence
 * forbids, or leaves what it demands. One of the cases that the suite claims for the sentence has to fail it.
 */
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { readTsv } from "../files/tsv.js";
import type { Case } from "../suite/case.js";
import { type Clause, readClauses } from "../suite/clauses.js";
import type { Mutant } from "./mutant.js";
import { mutantFile } from "./mutant-files.js";

export interface Sentence {
  readonly clause: Clause;
  /** those that are claimed for it */
  readonly cases: readonly Case[];
  /** each of them breaks it; none: `because` says why none can */
  readonly mutants: readonly Mutant[];
  readonly because: string;
}

export interface SentenceRow {
  readonly section: string;
  readonly sentence: string;
  /** names, divided by blanks */
  readonly mutants: string;
  /** why no device can break the sentence and be seen to; what of it is broken, where that is not all */
  readonly because: string;
}

export function sentenceRows(): SentenceRow[] {
  return readTsv(mutantFile("sentences.tsv"), ["section", "sentence", "mutants", "because"]);
}

/** @throws Error when the suite has no sentences, or they name cases that there are not */
export function coveredClauses(cases: readonly Case[]): Clause[] {
  const read = readClauses(join(packageRoot(), "suites", "dm724"), cases);
  if (read === undefined || !read.ok) throw new Error(read?.faults.join("\n") ?? "there is no clauses.tsv");
  return read.clauses.filter((clause) => clause.cases.length > 0);
}

const keyOf = ({ section, sentence }: { section: string; sentence: string }): string =>
  `${section} ${sentence}`;

export type ReadSentences =
  | { readonly ok: true; readonly sentences: Sentence[] }
  | { readonly ok: false; readonly faults: string[] };

/** @returns every fault, when there are any: each covered sentence has one row, and each row such a sentence */
export function sentencesOf(
  rows: readonly SentenceRow[],
  clauses: readonly Clause[],
  cases: readonly Case[],
  mutants: readonly Mutant[],
): ReadSentences {
  const faults: string[] = [];
  const byKey = new Map<string, SentenceRow>();
  const byName = new Map(mutants.map((mutant) => [mutant.name, mutant]));
  const byId = new Map(cases.map((item) => [item.id, item]));
  const covered = new Set(clauses.map(keyOf));
  for (const row of rows) {
    if (byKey.has(keyOf(row))) faults.push(`"${keyOf(row)}" stands twice; take one of the two away`);
    if (!covered.has(keyOf(row)))
      faults.push(
        `"${keyOf(row)}" is no sentence that cases cover; write it as clauses.tsv does, or take it away`,
      );
    byKey.set(keyOf(row), row);
  }
  const sentences = clauses.flatMap((clause): Sentence[] => {
    const row = byKey.get(keyOf(clause));
    if (row === undefined) {
      faults.push(`"${keyOf(clause)}" has no row; name the mutant that breaks it`);
      return [];
    }
    const names = row.mutants.split(" ").filter((name) => name !== "");
    if (names.length === 0 && row.because === "")
      faults.push(`"${keyOf(clause)}" has no mutant; name one, or say why there can be none`);
    for (const name of names)
      if (!byName.has(name))
        faults.push(`"${keyOf(clause)}": there is no mutant "${name}"; name one that is there`);
    return [
      {
        clause,
        cases: clause.cases.flatMap((id) => byId.get(id) ?? []),
        mutants: names.flatMap((name) => byName.get(name) ?? []),
        because: row.because,
      },
    ];
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, sentences };
}

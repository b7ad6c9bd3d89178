/** The sentences of a specification that require something, and the cases that cover each (a folder's `clauses.tsv`). */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readTsv } from "../files/tsv.js";
import type { Case } from "./case.js";

export interface Clause {
  readonly section: string;
  readonly strength: "must" | "should" | "may";
  /** what is required, in one sentence */
  readonly sentence: string;
  /** ids of the cases that cover it */
  readonly cases: readonly string[];
  /** why it cannot be tested from outside; empty when cases cover it */
  readonly untestable: string;
}

export type ReadClauses = { ok: true; clauses: Clause[] } | { ok: false; faults: string[] };

const FILE = "clauses.tsv";
const STRENGTHS = new Set(["must", "should", "may"]);

/** @param folder of a suite. @returns every fault, with its line, when there are any; undefined when there is no such file */
export function readClauses(folder: string, cases: readonly Case[]): ReadClauses | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  const rows = readTsv(path, ["section", "strength", "sentence", "cases", "untestable"]);
  const ids = cases.map(({ id }) => id);
  const faults: string[] = [];
  const clauses = rows.map((row, index): Clause => {
    const fault = (message: string): void => void faults.push(`${FILE}:${index + 2}: ${message}`);
    const globs = row.cases.split(" ").filter((glob) => glob !== "");
    const found = globs.flatMap((glob) => {
      const matching = ids.filter((id) => fits(glob, id));
      if (matching.length === 0) fault(`no case is called ${glob}; name one that is there`);
      return matching;
    });
    if (!STRENGTHS.has(row.strength)) fault(`"${row.strength}" is no strength; write must, should or may`);
    if (globs.length === 0 && row.untestable === "")
      fault("no case covers the sentence; name cases, or say why it cannot be tested");
    if (globs.length > 0 && row.untestable !== "")
      fault("cases cover the sentence, so it can be tested; take one of the two away");
    return {
      section: row.section,
      strength: row.strength as Clause["strength"],
      sentence: row.sentence,
      cases: [...new Set(found)],
      untestable: row.untestable,
    };
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, clauses };
}

function fits(glob: string, id: string): boolean {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`).test(id);
}

/** All devices that are wrong in one way, and those that no case may fail. */
import { readTsv } from "../files/tsv.js";
import type { TextRule } from "../suite/reply-template.js";
import { behaviourMutants } from "./behaviour-mutants.js";
import { frontEndMutants } from "./front-end-mutants.js";
import type { Mutant } from "./mutant.js";
import { mutantFile } from "./mutant-files.js";
import { replyMutants } from "./reply-mutants.js";
import { wireMutants } from "./wire-mutants.js";

/** @param observed by case, the catalogue's entries that came when the device was right */
export function allMutants(observed: ReadonlyMap<string, ReadonlySet<string>>): Mutant[] {
  return [...replyMutants(observed), ...behaviourMutants(), ...frontEndMutants(), ...wireMutants()];
}

/** Whether all that is wrong with it is a text, so that codes alone cannot tell. */
export function isWordingOnly({ name }: Mutant): boolean {
  return name.startsWith("reply.") && name.endsWith(".wrong-text");
}

/**
 * By name, why no case may fail it: the interpretations tolerate it, no client can see it, or only its wording is wrong
 * and texts are not compared.
 * @throws Error when a table names a mutant that there is not
 */
export function toleratedMutants(mutants: readonly Mutant[], texts: TextRule): Map<string, string> {
  const names = new Set(mutants.map(({ name }) => name));
  const tables = ["tolerated.tsv", ...(texts === "codes" ? ["tolerated-by-codes.tsv"] : [])];
  return new Map(
    tables.flatMap((table) =>
      readTsv(mutantFile(table), ["mutant", "because"]).map(({ mutant, because }): [string, string] => {
        if (!names.has(mutant)) throw new Error(`fixtures/mutants/${table}: there is no mutant "${mutant}"`);
        return [mutant, because];
      }),
    ),
  );
}

import { shownWord } from "../files/shown.js";
import type { SuiteSystem } from "./suite-system.js";

/** What every suite can cite: `RFC 959 4.1.3`. */
const STANDARD = /^RFC \d+ [0-9A-Za-z]+(?:\.\d+)*$/;

/** @returns what is wrong with each thing that a case says it covers: a clause of the system's manual or of a standard */
export function citedFaults(
  covers: readonly string[],
  system: SuiteSystem | undefined,
): { index: number; message: string }[] {
  const examples = [...(system?.clause === undefined ? [] : [system.clause.example]), '"RFC 2428 3"'].join(
    " or ",
  );
  return covers.flatMap((clause, index) => {
    if (STANDARD.test(clause) || system?.clause?.pattern.test(clause) === true) return [];
    const message = `covers.${index} is "${shownWord(clause)}"; write a clause such as ${examples}`;
    return [{ index, message }];
  });
}

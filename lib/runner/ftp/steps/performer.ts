import type { z } from "zod";
import type { VerbParts } from "../../../suite/verbs/verb.js";
import type { CaseContext } from "../../case-context.js";

/** A step with the line of its file that it stands at. */
export type Located<T> = T & { line: number };

/** What performs the steps of a family of verbs; throws CaseEnd when it settles the case. A forgotten one is a type error. */
export type PerformersOf<Family extends Record<string, VerbParts>> = {
  [V in keyof Family]: (
    run: CaseContext,
    step: Located<z.infer<ReturnType<Family[V]["schema"]>>>,
  ) => Promise<void>;
};

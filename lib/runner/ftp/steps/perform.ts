import type { Step } from "../../../suite/schema.js";
import type { verbs } from "../../../suite/verbs/table.js";
import type { CaseContext } from "../../case-context.js";
import { controlPerformers } from "./control.js";
import { dataPerformers } from "./data.js";
import type { PerformersOf } from "./performer.js";
import { timePerformers } from "./time.js";
import { transferPerformers } from "./transfer.js";

const performers = {
  ...controlPerformers,
  ...dataPerformers,
  ...timePerformers,
  ...transferPerformers,
} satisfies PerformersOf<typeof verbs>;

/** Performs one step; throws CaseEnd when it settles the case. */
export function perform(run: CaseContext, step: Step): Promise<void> {
  // A step is only ever handed to the performer of its own verb.
  const performer = performers[step.verb] as (run: CaseContext, step: Step) => Promise<void>;
  return performer(run, step);
}

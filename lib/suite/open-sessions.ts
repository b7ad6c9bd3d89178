/** A step on a session that no step before it has opened is an error in every run. */
import type { Step } from "./schema.js";
import { sessionUse } from "./verbs/lookups.js";

/**
 * @param before the steps of the preambles
 * @param preambles those that there are, for the sentence
 * @returns the first such step of each session
 */
export function sessionFaults(
  before: readonly Step[],
  steps: readonly Step[],
  preambles: readonly string[],
): { step: Step; message: string }[] {
  const open = new Set<string>();
  const found: { step: Step; message: string }[] = [];
  for (const step of [...before, ...steps]) {
    const session = step.session ?? "main";
    const use = sessionUse(step);
    if (use === "uses" && !open.has(session) && steps.includes(step)) {
      const connect = session === "main" ? "{ connect: true }" : `{ connect: true, session: ${session} }`;
      const one =
        preambles.length === 0
          ? ""
          : ` or preamble: with one that connects (${preambles.slice(0, 5).join(", ")})`;
      found.push({
        step,
        message: `no step has opened the session ${session} before; write ${connect} in front${one}`,
      });
    }
    if (use !== "none") open.add(session);
  }
  return found;
}

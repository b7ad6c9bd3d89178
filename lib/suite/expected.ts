/** What steps require. */
import type { Alternative, Alternatives, Step } from "./schema.js";

/** The alternatives of each expectation a step holds, without the tolerated ones. */
export function requiredOf(step: Step): Alternatives | undefined {
  return "reply" in step ? step.reply : undefined;
}

export function isRefusal(alternative: Alternative): boolean {
  if (typeof alternative === "object") return alternative.code >= 400;
  return alternative === "closed" || /^[45]/.test(alternative);
}

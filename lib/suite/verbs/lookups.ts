/** What is looked up of the verbs of steps. */
import type { Step, Verb } from "../schema.js";
import type { SuiteSystem } from "../suite-system.js";
import { verbs } from "./table.js";
import type { Sent, VerbParts } from "./verb.js";

export const VERBS = Object.keys(verbs) as Verb[];

/** `command: LIST` beside `list:` names a verb, it is not sent as written. */
const NAMES_A_VERB = /^(?:STOR|APPE|LIST|NLST)$/;

/** A step is only ever handed to the parts of its own verb. */
function partsOf(step: Step): VerbParts {
  return verbs[step.verb] as VerbParts;
}

/** @returns texts that go over the wire */
export function sentBy(step: Step): readonly Sent[] {
  return partsOf(step).sends(step);
}

/** Whether a step needs its session to be there, or makes it. */
export function sessionUse(step: Step): VerbParts["session"] {
  return partsOf(step).session;
}

/** @returns the commands whose replies come next, or undefined when the step sends none */
export function awaitedBy(step: Step): readonly string[] | undefined {
  return partsOf(step).awaits(step);
}

/** The images that the steps send or expect. */
export function imagesOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => partsOf(step).images(step));
}

/** The faults that the steps need the testbed to bring about. */
export function faultsProvokedBy(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => partsOf(step).provokes(step));
}

/** @returns what is wrong with a step of its verb, each with what to write instead */
export function verbFaults(step: Step, system: SuiteSystem | undefined): readonly string[] {
  return partsOf(step).faults(step, system);
}

/** Values of a case that have to stand in double quotes: without them `command: STAT #1` becomes `STAT`. */
export function mustBeQuoted(key: string, value: unknown): boolean {
  if (!Object.hasOwn(verbs, key) || typeof value === "number") return false;
  if (!verbs[key as Verb].quoted) return false;
  return !(key === "command" && typeof value === "string" && NAMES_A_VERB.test(value));
}

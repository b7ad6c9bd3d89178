/** Reads the steps of a case, a preamble or a capability probe: which verb, and is it well formed. */
import { suggestion } from "../files/fault.js";
import type { YamlPath, YamlSource } from "../files/yaml-source.js";
import { type Step, stepSchemas, type Verb } from "./schema.js";
import { textFaults } from "./step-texts.js";
import type { SuiteSystem } from "./suite-system.js";
import { forms } from "./verbs/forms.js";
import { VERBS } from "./verbs/lookups.js";

export interface ReadSteps {
  /** those that are sound */
  steps: Step[];
  /** where each of them stands */
  places: ReadonlyMap<Step, YamlPath>;
  /** whether all are */
  whole: boolean;
}

/** Every fault of a step that is not sound is reported to `source`. */
export function readSteps(
  source: YamlSource,
  raw: readonly unknown[],
  within: YamlPath,
  what: string,
  system: SuiteSystem | undefined,
): ReadSteps {
  const steps: Step[] = [];
  const places = new Map<Step, YamlPath>();
  for (const [index, value] of raw.entries()) {
    const path = [...within, index];
    const verb = verbOf(value);
    if (verb === undefined) {
      const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
      const first = keys[0];
      const hint = first === undefined ? `write one of: ${VERBS.join(", ")}` : suggestion(first, VERBS);
      source.report(
        path,
        `${what}: a step needs a verb${first === undefined ? "" : `, "${first}" is none`}; ${hint}`,
        first,
      );
      continue;
    }
    const step = source.check(stepSchemas[verb], value, path, `${what}, step ${index + 1} (${verb})`);
    if (step === undefined) continue;
    const read = { verb, line: source.positionOf(path).line, ...step } as Step;
    const faults = textFaults(read, system);
    for (const fault of faults) source.report(path, `${what}, step ${index + 1} (${verb}): ${fault}`);
    if (faults.length > 0) continue;
    steps.push(read);
    places.set(read, path);
  }
  return { steps, places, whole: steps.length === raw.length };
}

function verbOf(value: unknown): Verb | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const present = VERBS.filter((known) => Object.hasOwn(value, known));
  // `reply` and `command` are also keys of other verbs' steps: those say what the step does.
  const isOthers = (verb: Verb): boolean =>
    present.some((other) => other !== verb && Object.hasOwn(stepSchemas[other].shape, verb));
  const verb = present.find((known) => !isOthers(known)) ?? present[0];
  const first = Object.keys(value)[0];
  // `{ comand: "NOOP", reply: "200" }` is a command with a typo, not a reply with a key too many.
  const isExpectation = verb !== undefined && Object.hasOwn(forms.expectation, verb);
  if (isExpectation && first !== undefined && !Object.hasOwn(stepSchemas[verb].shape, first))
    return undefined;
  return verb;
}

/** Reads the steps of a case, a preamble or a capability probe: which verb, and is it well formed. */
import { suggestion } from "../files/fault.js";
import type { YamlPath, YamlSource } from "../files/yaml-source.js";
import {
  type Alternative,
  type Alternatives,
  type Step,
  stepSchemas,
  VERB_ORDER,
  VERBS,
  type Verb,
} from "./schema.js";
import { textFaults } from "./step-texts.js";
import type { SuiteSystem } from "./suite-system.js";

/** @returns the steps that are sound; every fault of the others is reported to `source`. */
export function readSteps(
  source: YamlSource,
  raw: readonly unknown[],
  within: YamlPath,
  what: string,
  system: SuiteSystem | undefined,
): Step[] {
  const steps: Step[] = [];
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
    for (const fault of textFaults(read, system))
      source.report(path, `${what}, step ${index + 1} (${verb}): ${fault}`);
    steps.push(read);
  }
  return steps;
}

/** The alternatives of each expectation a step holds, without the tolerated ones. */
export function requiredOf(step: Step): Alternatives | undefined {
  return "reply" in step ? step.reply : undefined;
}

/** The images that the steps send or expect. */
export function imagesOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    const content = "content" in step ? step.content : undefined;
    return typeof content === "object" && "image" in content ? [content.image] : [];
  });
}

export function isRefusal(alternative: Alternative): boolean {
  if (typeof alternative === "object") return alternative.code >= 400;
  return alternative === "closed" || /^[45]/.test(alternative);
}

function verbOf(value: unknown): Verb | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const verb = VERB_ORDER.find((known) => Object.hasOwn(value, known));
  const first = Object.keys(value)[0];
  // `{ comand: "NOOP", reply: "200" }` is a command with a typo, not a reply with a key too many.
  if (verb === "reply" && first !== undefined && !Object.hasOwn(stepSchemas.reply.shape, first))
    return undefined;
  return verb;
}

import { type Fault, suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import type { YamlPath, YamlSource } from "../files/yaml-source.js";
import { DAMAGES, damageNamed } from "../firmware/damage.js";
import type { Hazard } from "../hazard/order.js";
import {
  type Capability,
  emptyFolder,
  type Preamble,
  type PreambleStep,
  type Restoration,
  type SuiteFolder,
} from "./case.js";
import { suiteFileSchema } from "./schema.js";
import { readSteps } from "./steps.js";
import type { SuiteSystem, Systems } from "./suite-system.js";

/** Reads `suite.yaml`: the preambles and capability probes that the folder's cases name. */
export function readSuiteFolder(
  path: string,
  source: YamlSource,
  systems: Systems,
): { folder: SuiteFolder; faults: Fault[] } {
  const empty = emptyFolder(path);
  if (source.data === undefined) return { folder: empty, faults: source.faults };
  const data = source.check(suiteFileSchema, source.data, [], "suite");
  if (data === undefined) return { folder: empty, faults: source.faults };
  const named = data.system ?? data.catalogue?.replace(/-ftp$/, "");
  const system = named === undefined ? undefined : systems.get(named);
  if (named !== undefined && system === undefined) {
    const cure =
      systems.size === 0 ? "leave it out" : `${suggestion(named, [...systems.keys()])}, or leave it out`;
    const key = data.system === undefined ? "catalogue" : "system";
    source.report([key], `there is no system "${shownWord(named)}"; ${cure}`);
  }
  const preambles = new Map<string, Preamble>();
  for (const [name, preamble] of Object.entries(data.preambles)) {
    const within = ["preambles", name, "steps"];
    preambles.set(name, {
      ...preamble,
      name,
      steps: readPreambleSteps(source, preamble.steps, within, `preamble ${name}`, system),
    });
  }
  const capabilities = new Map<string, Capability>();
  for (const [name, capability] of Object.entries(data.capabilities)) {
    const within = ["capabilities", name, "steps"];
    capabilities.set(name, {
      ...capability,
      name,
      steps: readSteps(source, capability.steps, within, `capability ${name}`, system),
    });
    for (const used of capability.preamble) {
      if (preambles.has(used)) continue;
      source.report(
        ["capabilities", name, "preamble"],
        `unknown preamble "${shownWord(used)}"; ${suggestion(used, [...preambles.keys()])}`,
      );
    }
  }
  for (const [name, preamble] of preambles) {
    const named = [
      ...preamble.needs,
      ...preamble.steps.flatMap((step) => (step.when === undefined ? [] : [step.when])),
    ];
    for (const need of named) {
      if (capabilities.has(need)) continue;
      source.report(
        ["preambles", name],
        `unknown capability "${shownWord(need)}"; ${suggestion(need, [...capabilities.keys()])}`,
      );
    }
  }
  for (const [hazard, commands] of Object.entries(data.restore)) {
    for (const [index, { when }] of commands.entries()) {
      if (capabilities.has(when)) continue;
      source.report(
        ["restore", hazard, index, "when"],
        `unknown capability "${shownWord(when)}"; ${suggestion(when, [...capabilities.keys()])}`,
      );
    }
  }
  for (const [name, recipe] of Object.entries(data.images)) {
    if (recipe.damage === undefined || damageNamed(recipe.damage) !== undefined) continue;
    const known = DAMAGES.map((damage) => damage.name);
    source.report(
      ["images", name, "damage"],
      `unknown damage "${shownWord(recipe.damage)}"; ${suggestion(recipe.damage, known)}`,
    );
  }
  const folder: SuiteFolder = {
    path,
    system,
    preambles,
    capabilities,
    images: new Map(Object.entries(data.images)),
    arrangements: new Map(Object.entries(data.arrangements).map(([name, { says }]) => [name, says])),
    restore: new Map(Object.entries(data.restore) as [Hazard, Restoration[]][]),
    series: data.series,
  };
  return { folder, faults: source.faults };
}

/** A preamble's step may carry `when: capability`, which no other step has. */
function readPreambleSteps(
  source: YamlSource,
  raw: readonly unknown[],
  within: YamlPath,
  what: string,
  system: SuiteSystem | undefined,
): PreambleStep[] {
  const bare = raw.map((value) => {
    if (typeof value !== "object" || value === null || !("when" in value)) return value;
    const { when: _, ...rest } = value;
    return rest;
  });
  const steps = readSteps(source, bare, within, what, system);
  if (steps.length !== raw.length) return steps;
  return steps.map((step, index) => {
    const { when } = raw[index] as { when?: string };
    return when === undefined ? step : { ...step, when };
  });
}

/** Reads `suite.yaml`: the preambles and capability probes that the folder's cases name. */
import { type Fault, suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import type { YamlPath, YamlSource } from "../files/yaml-source.js";
import { DAMAGES, damageNamed } from "../firmware/damage.js";
import { HAZARDS, type Hazard } from "../hazard/order.js";
import {
  type Capability,
  emptyFolder,
  type Preamble,
  type PreambleStep,
  type Restoration,
  type SuiteFolder,
} from "./case.js";
import { sessionFaults } from "./open-sessions.js";
import { type Rows, suiteFileSchema } from "./schema.js";
import { readSteps } from "./steps.js";
import type { SuiteSystem, Systems } from "./suite-system.js";
import { unknownName } from "./unknown-name.js";

/** A folder and its tables, which nobody needs any more when the cases are there. */
export interface ReadFolder {
  folder: SuiteFolder;
  tables: ReadonlyMap<string, Rows>;
  faults: Fault[];
}

/** @param used the folder that it leans on */
export function readSuiteFolder(
  path: string,
  source: YamlSource,
  systems: Systems,
  used: Omit<ReadFolder, "faults"> = { folder: emptyFolder(), tables: new Map() },
): ReadFolder {
  const nothing = { folder: { ...used.folder, path }, tables: used.tables, faults: source.faults };
  if (source.faults.length > 0) return nothing;
  // A file of comments alone says nothing.
  const data = source.check(suiteFileSchema, source.data ?? {}, [], "suite");
  if (data === undefined) return nothing;
  const system = systemOf(source, data, systems) ?? used.folder.system;
  if (used.folder.system !== undefined && system !== used.folder.system)
    source.report(
      ["uses"],
      `the cases are for ${system?.name} and what they use is for ${used.folder.system.name}; use a suite of the same system`,
    );
  const joined = <T>(key: string, theirs: ReadonlyMap<string, T>, own: ReadonlyMap<string, T>) => {
    for (const name of own.keys()) {
      if (!theirs.has(name)) continue;
      source.report(
        [key],
        `${key}: ${shownWord(name)} is there in what the suite uses; give it another name`,
        name,
      );
    }
    return new Map([...theirs, ...own]);
  };
  const preambles = joined(
    "preambles",
    used.folder.preambles,
    new Map(
      Object.entries(data.preambles).map(([name, preamble]): [string, Preamble] => {
        const within = ["preambles", name, "steps"];
        const steps = readPreambleSteps(source, preamble.steps, within, `preamble ${name}`, system);
        return [name, { ...preamble, name, steps }];
      }),
    ),
  );
  const capabilities = joined(
    "capabilities",
    used.folder.capabilities,
    new Map(
      Object.entries(data.capabilities).map(([name, capability]): [string, Capability] => {
        const within = ["capabilities", name, "steps"];
        const { steps } = readSteps(source, capability.steps, within, `capability ${name}`, system);
        return [name, { ...capability, name, steps }];
      }),
    ),
  );
  const folder: SuiteFolder = {
    path,
    system,
    preambles,
    capabilities,
    images: joined("images", used.folder.images, new Map(Object.entries(data.images))),
    arrangements: joined(
      "arrangements",
      used.folder.arrangements,
      new Map(Object.entries(data.arrangements).map(([name, { says }]) => [name, says])),
    ),
    restore: restoredBy(used.folder.restore, data.restore),
    series: [...new Set([...used.folder.series, ...data.series])],
  };
  checkNames(source, data, folder);
  const tables = joined("tables", used.tables, new Map(Object.entries(data.tables)));
  return { folder, tables, faults: source.faults };
}

type SuiteData = NonNullable<ReturnType<typeof suiteFileSchema.parse>>;

function systemOf(source: YamlSource, data: SuiteData, systems: Systems): SuiteSystem | undefined {
  const named = data.system ?? data.catalogue?.replace(/-ftp$/, "");
  const system = named === undefined ? undefined : systems.get(named);
  if (named !== undefined && system === undefined) {
    const cure =
      systems.size === 0 ? "leave it out" : `${suggestion(named, [...systems.keys()])}, or leave it out`;
    const key = data.system === undefined ? "catalogue" : "system";
    source.report([key], `there is no system "${shownWord(named)}"; ${cure}`);
  }
  return system;
}

function restoredBy(
  theirs: SuiteFolder["restore"],
  own: Partial<Record<Hazard, Restoration[]>>,
): SuiteFolder["restore"] {
  const all = HAZARDS.map((hazard): [Hazard, Restoration[]] => [
    hazard,
    [...(theirs.get(hazard) ?? []), ...(own[hazard] ?? [])],
  ]);
  return new Map(all.filter(([, commands]) => commands.length > 0));
}

/** Every name in a suite.yaml is that of something there, or in what it uses. */
function checkNames(source: YamlSource, data: SuiteData, { preambles, capabilities }: SuiteFolder): void {
  for (const [name, { preamble }] of Object.entries(data.capabilities)) {
    for (const used of preamble) {
      if (preambles.has(used)) continue;
      source.report(["capabilities", name, "preamble"], unknownName("preamble", used, [...preambles.keys()]));
    }
    const probe = capabilities.get(name);
    if (probe === undefined || source.faults.length > 0) continue;
    const before = preamble.flatMap((one) => preambles.get(one)?.steps ?? []);
    for (const { message } of sessionFaults(before, probe.steps, [...preambles.keys()]))
      source.report(["capabilities", name, "steps"], `capability ${name}: ${message}`);
  }
  const known = [...capabilities.keys()];
  for (const [name, preamble] of Object.entries(data.preambles)) {
    const steps = preambles.get(name)?.steps ?? [];
    const named = [
      ...preamble.needs,
      ...steps.flatMap((step) => (step.when === undefined ? [] : [step.when])),
    ];
    for (const need of named) {
      if (!capabilities.has(need)) source.report(["preambles", name], unknownName("capability", need, known));
    }
  }
  for (const [hazard, commands] of Object.entries(data.restore)) {
    for (const [index, { when }] of commands.entries()) {
      if (!capabilities.has(when))
        source.report(["restore", hazard, index, "when"], unknownName("capability", when, known));
    }
  }
  for (const [name, { damage }] of Object.entries(data.images)) {
    if (damage === undefined || damageNamed(damage) !== undefined) continue;
    const damages = DAMAGES.map((one) => one.name);
    source.report(["images", name, "damage"], unknownName("damage", damage, damages));
  }
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
  const { steps } = readSteps(source, bare, within, what, system);
  if (steps.length !== raw.length) return steps;
  return steps.map((step, index) => {
    const { when } = raw[index] as { when?: string };
    return when === undefined ? step : { ...step, when };
  });
}

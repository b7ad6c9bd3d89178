/** What decides which cases a run has: the claims of its testbed, kept in the journal so that anybody can decide again. */
import { crc32 } from "node:zlib";
import { hazardOfLine } from "../hazard/ftp/hazard.js";
import { hazardAbove } from "../hazard/order.js";
import type { Case } from "../suite/case.js";
import { type Selection, selectCases } from "../suite/selection.js";
import { shardOf } from "../suite/shard.js";
import { hazardsOf } from "../suite/suite-system.js";
import { faultsProvokedBy, imagesOf } from "../suite/verbs/lookups.js";
import { type Capabilities, satisfied } from "./facts.js";
import type { DeviceIdentity, RunClaims, RunHeader } from "./journal.js";
import { questionFor } from "./question.js";
import type { Testbed } from "./testbed.js";

export function claimsOf(
  cases: readonly Case[],
  bed: Pick<Testbed, "configured" | "arranged" | "provokes" | "image" | "accounts">,
  capabilities: Capabilities,
  series: ReadonlyMap<string, number>,
): RunClaims {
  const among = (of: (item: Case) => readonly string[], holds: (name: string) => boolean): string[] =>
    [...new Set(cases.flatMap(of))].filter(holds).sort();
  const images: Record<string, { length: number; crc32: number }> = {};
  for (const item of cases) {
    for (const name of imagesUsedBy(item)) {
      const recipe = item.folder.images.get(name);
      if (recipe === undefined || name in images) continue;
      const octets = bed.image(name, recipe);
      if (octets !== undefined) images[name] = { length: octets.length, crc32: crc32(octets) };
    }
  }
  return {
    configured: among(
      ({ config }) => config,
      (line) => bed.configured(line) || satisfied(line, cases, capabilities),
    ),
    // A device that lacks what a capability is about is as the arrangement of that name makes one.
    arranged: among(
      ({ arrange }) => arrange,
      (name) => bed.arranged(name) || capabilities.get(name)?.present === true,
    ),
    provokes: among(
      ({ steps }) => faultsProvokedBy(steps),
      (fault) => bed.provokes(fault),
    ),
    images,
    users: { root: bed.accounts.root?.user ?? null, guest: bed.accounts.guest?.user ?? null },
    series: Object.fromEntries(series),
  };
}

function imagesUsedBy({ folder, preamble, steps }: Case): string[] {
  const before = preamble.flatMap((name) => folder.preambles.get(name)?.steps ?? []);
  return [...imagesOf([...before, ...steps])];
}

/** The cases of a run out of those that were chosen, and why the others are not in it. */
export function selectAgain(
  cases: readonly Case[],
  known: Pick<RunHeader, "permit" | "capabilities" | "claims" | "device" | "required" | "shard">,
): Selection {
  const { permit, capabilities, claims, device, required = [], shard } = known;
  const configured = new Set(claims.configured);
  const arranged = new Set(claims.arranged);
  const provokes = new Set(claims.provokes);
  const questions = Object.entries(capabilities).flatMap(([name, fact]) => {
    const isRequired = required.includes(name);
    if (fact.present || (fact.unknown !== true && !isRequired)) return [];
    return questionFor(name, cases, isRequired) ?? [];
  });
  const all = [...cases, ...(shard === undefined ? questions : shardOf(questions, shard))];
  const selection = selectCases(raisedCases(all, device.work), {
    permit,
    capabilities: new Map(Object.entries(capabilities)),
    configured: (line) => configured.has(line),
    arranged: (name) => arranged.has(name),
    provokes: (fault) => provokes.has(fault),
    hasImage: (name) => Object.hasOwn(claims.images, name),
  });
  if (device.work !== "") return selection;
  const placeless = selection.selected.filter(usesWork).map(({ id }) => [id, NO_WORK] as const);
  return { ...selection, open: new Map([...placeless, ...selection.open]) };
}

const NO_WORK =
  "PWD did not tell the work directory in a form that can be read; name it in the profile under work:";

/** What the texts of cases may name. */
export function variablesOf(
  device: DeviceIdentity,
  accounts: Record<"root" | "guest", { user: string; password: string } | undefined>,
): Record<string, string> {
  const { root, guest } = accounts;
  return {
    // Where the device told none that can be used, a guess would judge the cases.
    ...(device.work !== "" && { work: device.work }),
    "root.user": root?.user ?? "",
    "root.password": root?.password ?? "",
    "guest.user": guest?.user ?? "",
    "guest.password": guest?.password ?? "",
  };
}

/**
 * Where the device's work directory is a place for code, a case that stores there does more than it says: it is as
 * dangerous as a file in that place.
 */
function raisedCases(cases: readonly Case[], work: string): readonly Case[] {
  const nowhere = { sinks: false, inSink: false, buffered: false };
  const line = Buffer.from(`STOR ${work}/FGTEST.TXT\r\n`, "latin1");
  const raised = (item: Case): Case => {
    const { hazard } = hazardOfLine(hazardsOf(item.folder), line, nowhere);
    return hazardAbove(hazard, "storage") && usesWork(item) ? { ...item, hazard } : item;
  };
  return cases.map((item) => (item.hazard === "storage" ? raised(item) : item));
}

function usesWork(item: Case): boolean {
  return JSON.stringify([item.steps, item.cleanup, preamblesOf(item)]).includes("${work}");
}

function preamblesOf({ folder, preamble }: Case): unknown {
  return preamble.map((name) => folder.preambles.get(name)?.steps);
}

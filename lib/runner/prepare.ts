/** From files and flags to a run that is ready to start. */
import { setMaxListeners } from "node:events";
import { hazardAbove, hazardOfLine } from "../catalogue/hazard.js";
import type { Case } from "../suite/case.js";
import type { TextRule } from "../suite/reply-template.js";
import { selectCases } from "../suite/selection.js";
import { type Shard, shardOf } from "../suite/shard.js";
import type { Refusal } from "./choose-cases.js";
import { type Capabilities, detectCapabilities, meet, satisfied } from "./facts.js";
import { JOURNAL_FORMAT, type JournalRecord } from "./journal.js";
import { Run, type RunListener } from "./run.js";
import type { Testbed } from "./testbed.js";
import { version } from "./version.js";

export interface PrepareOptions {
  chosen: { cases: readonly Case[]; digest: string };
  bed: Testbed;
  strict: boolean;
  /** the part of the cases that is run; all of them when left out */
  shard?: Shard | undefined;
  signal: AbortSignal;
  /** takes the journal's lines; called first when the run begins */
  write: (record: JournalRecord) => void;
  listener: RunListener;
}

/** Meets the device, finds out what it can do and selects. Nothing above `session` is sent. */
export async function prepareRun(options: PrepareOptions): Promise<{ ok: true; run: Run } | Refusal> {
  const { bed, signal, strict, shard } = options;
  const { digest, cases: all } = options.chosen;
  const chosen = { digest, cases: shard === undefined ? all : shardOf(all, shard) };
  setMaxListeners(0, signal);
  const series = new Set(chosen.cases.flatMap(({ folder }) => folder.series));
  const met = await meet(bed, series, signal);
  if (!met.ok) {
    const exit = met.fault === "login" ? 2 : 3;
    const message =
      met.fault === "login"
        ? `${bed.name}: ${met.message}; correct the user or the password`
        : `${bed.name}: ${met.message}; nothing was run`;
    return { ok: false, exit, message };
  }
  const variables = {
    work: met.identity.work,
    "root.user": bed.accounts.root?.user ?? "",
    "root.password": bed.accounts.root?.password ?? "",
    "guest.user": bed.accounts.guest?.user ?? "",
    "guest.password": bed.accounts.guest?.password ?? "",
  };
  const known = { variables, series: met.series };
  const detected = await detectCapabilities(chosen.cases, bed, known, signal);
  if (!detected.ok) return { ok: false, exit: 3, message: `${bed.name}: ${detected.message}` };
  const { capabilities } = detected;
  const cases = raisedCases(chosen.cases, met.identity.work);
  const { selected, notSelected } = selectCases(cases, {
    permit: bed.permit,
    capabilities,
    configured: (line) => bed.configured(line) || satisfied(line, chosen.cases, capabilities),
    // A device that lacks what a capability is about is as the arrangement of that name makes one.
    arranged: (name) => bed.arranged(name) || capabilities.get(name)?.present === true,
    provokes: (fault) => bed.provokes(fault),
    hasImage: (name) => hasImage(chosen.cases, bed, name),
  });
  const texts = textRule(bed, capabilities);
  const byId = new Map(cases.map((item) => [item.id, item]));
  const run = new Run({
    bed,
    strict,
    facts: {
      present: new Set([...capabilities].filter(([, fact]) => fact.present).map(([name]) => name)),
      texts,
      ...known,
    },
    cases: selected,
    notSelected: notSelected.flatMap((why) => {
      const item = byId.get(why.id);
      return item === undefined ? [] : [{ ...why, item }];
    }),
    header: {
      type: "run",
      format: JOURNAL_FORMAT,
      flashgate: version(),
      started: new Date().toISOString(),
      suites: { digest, cases: all.length },
      target: { kind: bed.kind, name: bed.name },
      device: met.identity,
      capabilities: Object.fromEntries([...capabilities].sort(([a], [b]) => (a < b ? -1 : 1))),
      permit: bed.permit,
      texts,
      strict,
      selected: selected.length,
      ...(shard !== undefined && { shard }),
    },
    write: options.write,
    listener: options.listener,
  });
  return { ok: true, run };
}

/**
 * Where the device's work directory is a place for code, a case that stores there does more than it says: it is as
 * dangerous as a file in that place.
 */
function raisedCases(cases: readonly Case[], work: string): readonly Case[] {
  const nowhere = { sinks: false, inSink: false, buffered: false };
  const { hazard } = hazardOfLine(Buffer.from(`STOR ${work}/FGTEST.TXT\r\n`, "latin1"), nowhere);
  if (!hazardAbove(hazard, "storage")) return cases;
  return cases.map((item) => {
    const uses = JSON.stringify([item.steps, item.cleanup, preamblesOf(item)]).includes("${work}");
    return uses && item.hazard === "storage" ? { ...item, hazard } : item;
  });
}

function preamblesOf({ folder, preamble }: Case): unknown {
  return preamble.map((name) => folder.preambles.get(name)?.steps);
}

function hasImage(cases: readonly Case[], bed: Testbed, name: string): boolean {
  const folders = new Set(cases.map(({ folder }) => folder));
  return [...folders].some((folder) => {
    const recipe = folder.images.get(name);
    return recipe !== undefined && bed.image(name, recipe) !== undefined;
  });
}

/** A device that greets in the documented words is held to the documented words; any other is judged by its codes. */
function textRule(bed: Testbed, capabilities: Capabilities): TextRule {
  if (bed.texts !== "auto") return bed.texts;
  return capabilities.get("documented-texts")?.present === false ? "codes" : "tolerant";
}

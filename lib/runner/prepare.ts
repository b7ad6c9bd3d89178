/** From files and flags to a run that is ready to start. */
import { setMaxListeners } from "node:events";
import { suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import { hazardAbove } from "../hazard/order.js";
import type { Case } from "../suite/case.js";
import { newTag, ownNames } from "../suite/own-names.js";
import type { TextRule } from "../suite/reply-template.js";
import { type Shard, shardOf } from "../suite/shard.js";
import type { SuiteSystem } from "../suite/suite-system.js";
import type { Refusal } from "./choose-cases.js";
import { claimsOf, selectAgain, variablesOf } from "./claims.js";
import { type Capabilities, detectCapabilities, questionsOf } from "./facts.js";
import { FIRST_LOOK, meet } from "./ftp/identify.js";
import { leftBehind, leftBehindText } from "./ftp/left-behind.js";
import { JOURNAL_FORMAT, type Journal, type JournalRecord, type RunHeader } from "./journal.js";
import { differenceOf } from "./resume.js";
import { Run } from "./run.js";
import type { RunListener } from "./run-listener.js";
import { secretsOf, withoutSecrets } from "./secrets.js";
import type { Testbed } from "./testbed.js";
import { version } from "./version.js";

export interface PrepareOptions {
  chosen: { cases: readonly Case[]; digest: string };
  /** what chose them, when not every case was */
  selectors?: readonly string[] | undefined;
  bed: Testbed;
  strict: boolean;
  /** the part of the cases that is run; all of them when left out */
  shard?: Shard | undefined;
  /** the journal of a run that did not go to its end, with which this one goes on */
  resumed?: Journal | undefined;
  /** capabilities that the device must have, beside those of its profile */
  require?: readonly string[] | undefined;
  /** asks the device who it is at the end, too */
  identifyAfter?: boolean | undefined;
  signal: AbortSignal;
  /** takes the journal's lines; called first when the run begins */
  write: (record: JournalRecord) => void;
  listener: RunListener;
  /** takes a sentence that whoever runs it should read before it begins */
  tell?: ((sentence: string) => void) | undefined;
}

/**
 * Meets the device, finds out what it can do and selects. Nothing above `session` is sent. A refusal quotes the device, which
 * may tell a password back.
 * @since 0.1.0
 */
export async function prepareRun(options: PrepareOptions): Promise<{ ok: true; run: Run } | Refusal> {
  const prepared = await prepare(options);
  return prepared.ok ? prepared : withoutSecrets(prepared, secretsOf(options.bed.accounts));
}

async function prepare(options: PrepareOptions): Promise<{ ok: true; run: Run } | Refusal> {
  const { bed, signal, strict, shard } = options;
  const { digest, cases: all } = options.chosen;
  const chosen = { digest, cases: shard === undefined ? all : shardOf(all, shard) };
  setMaxListeners(0, signal);
  const required =
    options.resumed?.header.required ??
    [...new Set([...(bed.required ?? []), ...(options.require ?? [])])].sort();
  const wrong = wrongRequired(required, chosen.cases, bed);
  if (wrong !== undefined) return { ok: false, exit: 2, message: wrong };
  for (const sentence of strangeStated(chosen.cases, bed)) options.tell?.(sentence);
  const series = new Set(chosen.cases.flatMap(({ folder }) => folder.series));
  options.listener.asks?.("who is there", 0, 0);
  const met = await meet(bed, series, signal);
  if (!met.ok) {
    const exit = met.fault === "login" ? 2 : 3;
    const message =
      met.fault === "login"
        ? `${bed.name}: ${met.message}; correct the user or the password`
        : `${bed.name}: ${met.message}; nothing was run`;
    return { ok: false, exit, message };
  }
  const { root, guest } = bed.accounts;
  const device = withoutSecrets(met.identity, secretsOf(bed.accounts));
  const variables = variablesOf(met.identity, { root, guest });
  const tag = tagFor(options);
  const names = tag === undefined ? undefined : ownNames(options.chosen.cases, tag);
  const known = { variables, series: met.series, names };
  const asked = questionsOf(chosen.cases, bed, required);
  // Another shard may be the one to answer for what this one has to know, and the other way about.
  const others = shard === undefined ? [] : shardOf(questionsOf(all, bed), shard);
  const questions = new Map([...others, ...asked].map((item) => [item.id, item]));
  const detected = await detectCapabilities([...questions.values()], bed, known, signal, (name, done, of) =>
    options.listener.asks?.(name, done, of),
  );
  if (!detected.ok) return { ok: false, exit: 3, message: `${bed.name}: ${detected.message}` };
  const { capabilities, probes } = detected;
  const claims = claimsOf(chosen.cases, bed, capabilities, met.series);
  const decided = {
    permit: bed.permit,
    capabilities: Object.fromEntries([...capabilities].sort(([a], [b]) => (a < b ? -1 : 1))),
    claims,
    device,
    ...(required.length > 0 && { required }),
    ...(shard !== undefined && { shard }),
  };
  const { selected, notSelected, open } = selectAgain(chosen.cases, decided);
  const systems = systemsOf(chosen.cases);
  const texts = textRule(bed, systems, capabilities);
  const byId = new Map(chosen.cases.map((item) => [item.id, item]));
  const header: RunHeader = {
    type: "run",
    format: JOURNAL_FORMAT,
    flashgate: version(),
    started: new Date().toISOString(),
    suites: { digest, cases: all.length },
    systems: systems.map(({ name }) => name),
    target: { kind: bed.kind, name: bed.name },
    ...decided,
    texts,
    strict,
    selected: selected.length,
    notSelected: notSelected.length,
    ...(options.selectors !== undefined && options.selectors.length > 0 && { selectors: options.selectors }),
    ...(tag !== undefined && { tag }),
  };
  const otherwise = options.resumed && differenceOf(options.resumed.header, header);
  if (otherwise !== undefined) {
    return { ok: false, exit: 2, message: `the run cannot go on: ${otherwise}; begin a new one` };
  }
  const present = new Set([...capabilities].filter(([, fact]) => fact.present).map(([name]) => name));
  const facts = { present, texts, ...known };
  if (tag !== undefined && !hazardAbove("storage", bed.permit)) {
    const left = await leftBehind(FIRST_LOOK, bed, facts, signal);
    if (left.length > 0) options.tell?.(leftBehindText(left, device.work));
  }
  const run = new Run({
    bed,
    strict,
    facts,
    cases: selected,
    open,
    notSelected: notSelected.flatMap((why) => {
      const item = byId.get(why.id);
      return item === undefined ? [] : [{ ...why, item }];
    }),
    header,
    probes,
    resumed: options.resumed,
    ...(options.identifyAfter === true && {
      identify: async (stop: AbortSignal) => {
        const again = await meet(bed, [], stop);
        return again.ok ? withoutSecrets(again.identity, secretsOf(bed.accounts)) : undefined;
      },
    }),
    write: options.write,
    listener: options.listener,
  });
  return { ok: true, run };
}

/** Only on a device that outlives a case can another run meet what this one stores. */
function tagFor({ bed, resumed }: PrepareOptions): string | undefined {
  if (!bed.persistent) return undefined;
  return resumed === undefined ? newTag() : resumed.header.tag;
}

/** @returns one sentence about a name that no capability has, or one that the profile denies */
function wrongRequired(
  required: readonly string[],
  cases: readonly Case[],
  bed: Testbed,
): string | undefined {
  const known = new Set(cases.flatMap(({ folder }) => [...folder.capabilities.keys()]));
  for (const name of required) {
    if (!known.has(name))
      return `there is no capability "${name}" to be required; ${suggestion(name, [...known])}`;
    if (bed.stated[name] === false)
      return `the capability ${name} is required, and the profile says that it is absent; take one of them out`;
  }
  return undefined;
}

/**
 * What a profile states about a name that no capability has decides nothing. It is no fault, for the profile may be for other
 * suites as well.
 */
function strangeStated(cases: readonly Case[], bed: Testbed): string[] {
  const known = new Set(cases.flatMap(({ folder }) => [...folder.capabilities.keys()]));
  const strange = Object.keys(bed.stated).filter((name) => !known.has(name));
  return strange.map(
    (name) =>
      `the profile states the capability "${shownWord(name)}", which none of these cases knows, so it changes nothing; ${suggestion(name, [...known])}`,
  );
}

/** A device that greets in the documented words is held to the documented words; any other is judged by its codes. */
function textRule(bed: Testbed, systems: readonly SuiteSystem[], capabilities: Capabilities): TextRule {
  if (bed.texts !== "auto") return bed.texts;
  const otherwise = systems.some(
    ({ textsWith }) => textsWith !== undefined && capabilities.get(textsWith)?.present === false,
  );
  return otherwise ? "codes" : "tolerant";
}

/** The systems that the cases are for, in the order of their names. */
function systemsOf(cases: readonly Case[]): SuiteSystem[] {
  const systems = new Set(cases.flatMap(({ folder }) => folder.system ?? []));
  return [...systems].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * `npm run power`: the suites under test. Every mutant is a device that is wrong in one way; a case has to fail it. Prints
 * what survives, and which case killed how many.
 *
 *   --sample N    every Nth mutant, and no look at the cases that kill nothing
 *   --only WORD   mutants whose name begins so: reply, behaviour, reply.stor
 *   --cases ID    the cases of a selector alone; can be repeated
 *   --texts RULE  how texts are compared: exact (left out), tolerant, codes; what only exact finds is found by a text alone
 *   --sentences   only whether the cases of each sentence of the manual find the mutants that break it
 *   --by-case     how many each case killed, and not each topic alone
 *   --json FILE   everything that was found out
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { TextRule } from "../suite/reply-template.js";
import { type Hunted, hunt } from "./hunt.js";
import { huntSentences, unfoundText } from "./hunt-sentences.js";
import { idleCases } from "./idle-cases.js";
import type { Mutant } from "./mutant.js";
import { allMutants, isWordingOnly, toleratedMutants } from "./mutants.js";
import { coveredClauses, sentenceRows, sentencesOf } from "./sentences.js";
import { type SoundRun, soundRun } from "./sound-run.js";

/** Mutants at the same time: a case mostly waits. */
const AT_ONCE = 24;
const PROGRESS_MS = 5_000;
const RULES: readonly TextRule[] = ["exact", "tolerant", "codes"];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      sample: { type: "string", default: "1" },
      only: { type: "string", default: "" },
      cases: { type: "string", multiple: true, default: [] },
      texts: { type: "string", default: "exact" },
      sentences: { type: "boolean", default: false },
      "by-case": { type: "boolean", default: false },
      json: { type: "string" },
    },
  });
  const every = Number(values.sample);
  if (!Number.isInteger(every) || every < 1) {
    process.stderr.write(
      `flashgate: --sample ${values.sample} is no whole number from 1; write --sample 8\n`,
    );
    return 2;
  }
  const texts = RULES.find((rule) => rule === values.texts);
  if (texts === undefined) {
    process.stderr.write(`flashgate: --texts ${values.texts} is no rule; write ${RULES.join(", ")}\n`);
    return 2;
  }
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const start = performance.now();
  const ground = await soundRun(values.cases, stop.signal, texts);
  const all = allMutants(ground.observed);
  if (values.sentences) {
    const passed = await sentencesPassed(ground, all);
    return passed === undefined ? 3 : passed.length === 0 ? 0 : 1;
  }
  const tolerated = toleratedMutants(all, texts);
  const chosen = all
    .filter((mutant) => texts !== "codes" || !isWordingOnly(mutant))
    .filter(({ name }) => name.startsWith(values.only))
    .filter((_, index) => index % every === 0);
  say(`${ground.cases.length} cases, ${chosen.length} of ${all.length} mutants`);
  const hunted: Hunted[] = [];
  const progress = setInterval(() => {
    const survivors = hunted.filter(({ by }) => by === undefined).length;
    say(`${hunted.length} of ${chosen.length} mutants, ${survivors} of them alive, ${seconds(start)} s`);
  }, PROGRESS_MS);
  const queue = [...chosen];
  const worker = async (): Promise<void> => {
    for (let mutant = queue.shift(); mutant !== undefined && !stop.signal.aborted; mutant = queue.shift())
      hunted.push(await hunt(mutant, ground.cases, ground));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  clearInterval(progress);
  const survivors = hunted.filter(({ by, mutant }) => by === undefined && !tolerated.has(mutant.name));
  const wronglyKilled = hunted.filter(({ by, mutant }) => by !== undefined && tolerated.has(mutant.name));
  const kills = new Map<string, number>();
  for (const { by } of hunted) if (by !== undefined) kills.set(by, (kills.get(by) ?? 0) + 1);
  const everything = every === 1 && values.only === "" && !stop.signal.aborted;
  const idle = everything ? await idleCases(ground, all, kills) : undefined;
  if (values["by-case"]) sayKills("kills by case:", kills);
  report(hunted, survivors, wronglyKilled, tolerated, kills);
  for (const id of idle ?? []) say(`kills nothing: ${id}`);
  const killed = hunted.filter(({ by }) => by !== undefined).length;
  say(
    `${killed} of ${hunted.length} mutants killed, ${survivors.length} survived, ${tolerated.size} are tolerated by the interpretations; ${seconds(start)} s`,
  );
  if (idle !== undefined) say(`${idle.length} of ${ground.cases.length} cases kill nothing`);
  // By codes some sentences are found out by their wording alone: that is asked for by its own.
  const whole = everything && texts === "exact" && values.cases.length === 0;
  const passed = whole ? await sentencesPassed(ground, all) : undefined;
  if (values.json !== undefined) {
    const rows = hunted.map(({ mutant, by, reason, tried }) => ({
      mutant: mutant.name,
      clause: mutant.clause,
      by,
      reason,
      tried,
    }));
    writeFileSync(
      values.json,
      `${JSON.stringify({ rows, kills: Object.fromEntries(kills), idle, sentences: passed }, null, 1)}\n`,
    );
  }
  if (stop.signal.aborted) return 3;
  const bad = [survivors, wronglyKilled, idle ?? [], passed ?? []];
  return bad.every(({ length }) => length === 0) ? 0 : 1;
}

/** What the cases of each sentence pass although it breaks the sentence. @returns undefined when it was stopped */
async function sentencesPassed(ground: SoundRun, all: readonly Mutant[]): Promise<string[] | undefined> {
  const read = sentencesOf(sentenceRows(), coveredClauses(ground.cases), ground.cases, all);
  if (!read.ok) throw new Error(`fixtures/mutants/sentences.tsv: ${read.faults.join("; ")}`);
  const { sentences } = read;
  const pairs = sentences.reduce((sum, { mutants }) => sum + mutants.length, 0);
  const unfound = await huntSentences(sentences, ground);
  if (ground.signal.aborted) return undefined;
  const lines = unfound.map(unfoundText).toSorted();
  for (const line of lines) say(`not found out: ${line}`);
  const without = sentences.filter(({ mutants }) => mutants.length === 0).length;
  say(
    `${sentences.length} sentences, ${pairs} mutants that break them (${without} cannot be broken): ${lines.length} not found out by the cases that are claimed`,
  );
  return lines;
}

function report(
  hunted: readonly Hunted[],
  survivors: readonly Hunted[],
  wronglyKilled: readonly Hunted[],
  tolerated: ReadonlyMap<string, string>,
  kills: ReadonlyMap<string, number>,
): void {
  const topics = new Map<string, { cases: number; kills: number }>();
  for (const [id, count] of kills) {
    const topic = id.split(".").slice(0, 2).join(".");
    const before = topics.get(topic) ?? { cases: 0, kills: 0 };
    topics.set(topic, { cases: before.cases + 1, kills: before.kills + count });
  }
  const named = [...topics].map(([topic, sum]): [string, number] => [
    `${topic} (${sum.cases} cases)`,
    sum.kills,
  ]);
  sayKills("kills by topic:", new Map(named));
  say("");
  for (const { mutant } of survivors) say(`survived: ${mutant.name} (${mutant.clause}): ${mutant.says}`);
  for (const { mutant, by, reason } of wronglyKilled)
    say(`killed and yet tolerated (${tolerated.get(mutant.name)}): ${mutant.name} by ${by}: ${reason}`);
  const slow = hunted.filter(({ tried }) => tried > 500).length;
  if (slow > 0) say(`${slow} mutants took more than 500 cases to find out`);
}

function sayKills(title: string, kills: ReadonlyMap<string, number>): void {
  say("");
  say(title);
  for (const [name, count] of [...kills].toSorted((a, b) => b[1] - a[1]))
    say(`${String(count).padStart(7)}  ${name}`);
}

const seconds = (start: number): string => ((performance.now() - start) / 1000).toFixed(1);

process.exitCode = await main();

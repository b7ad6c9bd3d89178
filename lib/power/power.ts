/**
 * `npm run power`: the suites under test. Every mutant is a device that is wrong in one way; a case has to fail it. Prints
 * what survives, and which case killed how many.
 *
 *   --sample N    every Nth mutant, and no look at the cases that kill nothing
 *   --only WORD   mutants whose name begins so: reply, behaviour, reply.stor
 *   --cases ID    the cases of a selector alone; can be repeated
 *   --texts RULE  how texts are compared: exact (left out), tolerant, codes; what only exact finds is found by a text alone
 *   --by-case     how many each case killed, and not each topic alone
 *   --json FILE   everything that was found out
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readTsv } from "../files/tsv.js";
import type { TextRule } from "../suite/reply-template.js";
import { baseline } from "./baseline.js";
import { behaviourMutants } from "./behaviour-mutants.js";
import { frontEndMutants } from "./front-end-mutants.js";
import { type Hunted, hunt } from "./hunt.js";
import { idleCases } from "./idle-cases.js";
import type { Mutant } from "./mutant.js";
import { mutantFile } from "./mutant-files.js";
import { replyMutants } from "./reply-mutants.js";
import { wireMutants } from "./wire-mutants.js";

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
  const ground = await baseline(values.cases, stop.signal, texts);
  const all: Mutant[] = [
    ...replyMutants(ground.observed),
    ...behaviourMutants(),
    ...frontEndMutants(),
    ...wireMutants(),
  ];
  const tolerated = toleratedMutants(all);
  const chosen = all
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
  const idle =
    every === 1 && values.only === "" && !stop.signal.aborted
      ? await idleCases(ground, all, kills)
      : undefined;
  if (values["by-case"]) sayKills("kills by case:", kills);
  report(hunted, survivors, wronglyKilled, tolerated, kills);
  for (const id of idle ?? []) say(`kills nothing: ${id}`);
  const killed = hunted.filter(({ by }) => by !== undefined).length;
  say(
    `${killed} of ${hunted.length} mutants killed, ${survivors.length} survived, ${tolerated.size} are tolerated by the interpretations; ${seconds(start)} s`,
  );
  if (idle !== undefined) say(`${idle.length} of ${ground.cases.length} cases kill nothing`);
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
      `${JSON.stringify({ rows, kills: Object.fromEntries(kills), idle }, null, 1)}\n`,
    );
  }
  if (stop.signal.aborted) return 3;
  return survivors.length + wronglyKilled.length + (idle?.length ?? 0) === 0 ? 0 : 1;
}

/** By name, why no case may fail it: the interpretations tolerate it, or no client can see it. */
function toleratedMutants(mutants: readonly Mutant[]): Map<string, string> {
  const names = new Set(mutants.map(({ name }) => name));
  const rows = readTsv(mutantFile("tolerated.tsv"), ["mutant", "because"]);
  const unknown = rows.find(({ mutant }) => !names.has(mutant));
  if (unknown !== undefined)
    throw new Error(`fixtures/mutants/tolerated.tsv: there is no mutant "${unknown.mutant}"`);
  return new Map(rows.map(({ mutant, because }) => [mutant, because]));
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

import { type Fault, suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import { type YamlPath, YamlSource } from "../files/yaml-source.js";
import type { Case, SuiteFolder } from "./case.js";
import { citedFaults } from "./cited.js";
import { undocumentedReplies } from "./documented.js";
import { isRefusal, requiredOf } from "./expected.js";
import { listOf } from "./judge.js";
import { caseFileSchema, caseSchema, eachSchema } from "./schema.js";
import { placeFaults } from "./step-texts.js";
import { readSteps } from "./steps.js";
import { type FoundSuites, shownPath } from "./suite-files.js";
import { readSuiteFolder } from "./suite-folder.js";
import type { Systems } from "./suite-system.js";
import { RUN_TIME_VARIABLES, substitute, unknownVariables } from "./variables.js";
import { imagesOf, mustBeQuoted } from "./verbs/lookups.js";

export interface LoadedSuites {
  cases: Case[];
  faults: Fault[];
  digest: string;
}

interface Place {
  source: YamlSource;
  path: YamlPath;
}

/** Reads every case of the suites that were found, and reports every fault at once. */
export function loadSuites({ folders, digest }: FoundSuites, systems: Systems): LoadedSuites {
  const cases: Case[] = [];
  const faults: Fault[] = [];
  const places = new Map<string, Place>();
  for (const { path, suite, cases: files } of folders) {
    const read = readSuiteFolder(
      path,
      new YamlSource(shownPath(suite.path), suite.text, { mustBeQuoted }),
      systems,
    );
    faults.push(...read.faults);
    for (const file of files) {
      const source = new YamlSource(shownPath(file.path), file.text, { mustBeQuoted });
      for (const item of readCaseFile(source, read.folder)) {
        checkTaken(item.case.id, { source, path: item.path }, places);
        cases.push(item.case);
      }
      faults.push(...source.faults);
    }
  }
  checkTwins(cases, places, faults);
  return { cases, faults, digest };
}

function checkTaken(id: string, place: Place, places: Map<string, Place>): void {
  const before = places.get(id);
  if (before !== undefined) {
    const { line } = before.source.positionOf(before.path);
    const taken = `the id ${id} is taken at ${before.source.file}:${line}; write another one`;
    place.source.report(place.path, taken, "id");
  }
  places.set(id, place);
}

function readCaseFile(source: YamlSource, folder: SuiteFolder): { case: Case; path: YamlPath }[] {
  if (source.data === undefined) return [];
  const file = source.check(caseFileSchema, source.data, [], "case file");
  if (file === undefined) return [];
  const found: { case: Case; path: YamlPath }[] = [];
  for (const [index, raw] of file.cases.entries()) {
    const path = ["cases", index];
    for (const item of readCase(source, raw, path, folder, file)) found.push({ case: item, path });
  }
  return found;
}

function readCase(
  source: YamlSource,
  raw: unknown,
  path: YamlPath,
  folder: SuiteFolder,
  file: { suite: string; title: string; source: string },
): Case[] {
  const what = caseName(raw);
  const table = source.check(eachSchema, raw, path, what);
  if (table === undefined) return [];
  const rows: ({ id: string } & Record<string, unknown>)[] = table.each ?? [{ id: "" }];
  const { each: _, ...template } = table;
  const cases: Case[] = [];
  for (const row of rows) {
    const before = source.faults.length;
    const body = source.check(caseSchema, substitute(template, row), path, what);
    if (body === undefined) return cases;
    if (!body.id.startsWith(`${file.suite}.`)) {
      const instead = `${file.suite}.${body.id.split(".").at(-1)}`;
      source.report(path, `${what}: the id must begin with the suite's; write ${instead}`, "id");
    }
    for (const { index, message } of citedFaults(body.covers, folder.system))
      source.report([...path, "covers", index], `${what}: ${message}`);
    checkNames(source, path, what, "preamble", body.preamble, [...folder.preambles.keys()]);
    checkNames(source, path, what, "needs", body.needs, [...folder.capabilities.keys()]);
    checkNames(source, path, what, "arrange", body.arrange, [...folder.arrangements.keys()]);
    const id = row.id === "" ? body.id : `${body.id}.${row.id}`;
    const steps = readSteps(source, body.steps, [...path, "steps"], id, folder.system);
    if (source.faults.length > before) return cases;
    for (const name of unknownVariables([body.purpose, steps, body.cleanup])) {
      const known = [
        ...Object.keys(row).filter((key) => key !== "id"),
        ...Object.keys(RUN_TIME_VARIABLES),
        "repeat:A:100",
      ];
      source.report(path, `${id}: nothing gives \${${shownWord(name)}} a value; ${suggestion(name, known)}`);
    }
    const prepared = body.preamble.flatMap((name) => folder.preambles.get(name)?.steps ?? []);
    for (const fault of placeFaults([...prepared, ...steps], body.cleanup)) {
      source.report(path, `${id}: ${fault}`);
    }
    for (const name of imagesOf(steps)) {
      if (folder.images.has(name)) continue;
      source.report(
        path,
        `${id}: unknown image "${shownWord(name)}"; ${suggestion(name, [...folder.images.keys()])}`,
      );
    }
    if (folder.system !== undefined) {
      for (const { step, message } of undocumentedReplies(steps, folder.system.catalogue)) {
        source.report([...path, "steps", steps.indexOf(step)], `${id}: ${message}`);
      }
    }
    const negative = steps.some((step) => {
      const required = requiredOf(step);
      return required !== undefined && listOf(required).every(isRefusal);
    });
    if (negative && body.twin === undefined) {
      source.report(
        path,
        `${id} expects a refusal and names no valid twin; write twin: with the id of the same exchange without the defect`,
      );
    }
    const twin = body.twin;
    const { line } = source.positionOf(path);
    cases.push({
      ...body,
      id,
      twin,
      steps,
      negative,
      folder,
      line,
      file: source.file,
      suite: file.suite,
      suiteTitle: file.title,
      source: file.source,
    });
  }
  return cases;
}

function checkNames(
  source: YamlSource,
  path: YamlPath,
  what: string,
  key: string,
  names: readonly string[],
  known: readonly string[],
): void {
  for (const [index, name] of names.entries()) {
    if (known.includes(name)) continue;
    source.report(
      [...path, key, index],
      `${what}: unknown ${NOUNS[key] ?? key} "${shownWord(name)}"; ${suggestion(name, known)}`,
    );
  }
}

const NOUNS: Readonly<Record<string, string>> = { needs: "capability", arrange: "arrangement" };

/** Cases of a suite that are told where there is no such twin. */
const MOST_NEAR = 5;

function checkTwins(cases: readonly Case[], places: ReadonlyMap<string, Place>, faults: Fault[]): void {
  const byId = new Map(cases.map((item) => [item.id, item]));
  const near = new Map<string, string[]>();
  for (const item of cases) {
    const some = near.get(item.suite) ?? [];
    if (some.length < MOST_NEAR) near.set(item.suite, [...some, item.id]);
  }
  for (const item of cases) {
    if (item.twin === undefined) continue;
    const place = places.get(item.id);
    const twin = byId.get(item.twin);
    const at = place?.source.positionOf(place.path, "twin") ?? { line: item.line, column: 1 };
    const report = (message: string): void =>
      void faults.push({ file: item.file, ...at, message: `${item.id}: ${message}` });
    if (twin === undefined)
      report(
        `there is no case ${shownWord(item.twin)} to be its twin; ${suggestion(item.twin, near.get(item.suite) ?? [])}`,
      );
    else if (twin.negative) report(`its twin ${twin.id} expects a refusal too; name a case that succeeds`);
  }
}

function caseName(raw: unknown): string {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : undefined;
  return typeof id === "string" ? shownWord(id) : "case";
}

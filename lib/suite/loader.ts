import { type Fault, suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import { type YamlPath, YamlSource } from "../files/yaml-source.js";
import type { Case } from "./case.js";
import { FolderReader } from "./folder-reader.js";
import { type CaseFile, readCase } from "./read-case.js";
import { caseFileSchema } from "./schema.js";
import { type FoundSuites, shownPath } from "./suite-files.js";
import type { ReadFolder } from "./suite-folder.js";
import type { Systems } from "./suite-system.js";
import { mustBeQuoted } from "./verbs/lookups.js";

export interface LoadedSuites {
  cases: Case[];
  faults: Fault[];
  digest: string;
}

interface CasePlace {
  source: YamlSource;
  path: YamlPath;
}

/** Reads every case of the suites that were found, and reports every fault at once. */
export function loadSuites({ folders, digest }: FoundSuites, systems: Systems): LoadedSuites {
  const cases: Case[] = [];
  const faults: Fault[] = [];
  const places = new Map<string, CasePlace>();
  const unsound = new Set<string>();
  const reader = new FolderReader(folders, systems);
  for (const files of folders) {
    const read = reader.read(files);
    faults.push(...read.faults);
    for (const file of files.cases) {
      const source = new YamlSource(shownPath(file.path), file.text, { mustBeQuoted });
      for (const item of readCaseFile(source, read, unsound)) {
        checkTaken(item.case.id, { source, path: item.path }, places);
        cases.push(item.case);
      }
      faults.push(...source.faults);
    }
  }
  checkTwins(cases, places, unsound, faults);
  return { cases, faults, digest };
}

function checkTaken(id: string, place: CasePlace, places: Map<string, CasePlace>): void {
  const before = places.get(id);
  if (before !== undefined) {
    const { line } = before.source.positionOf(before.path);
    const taken = `the id ${id} is taken at ${before.source.file}:${line}; write another one`;
    place.source.report(place.path, taken, "id");
  }
  places.set(id, place);
}

/** @param unsound gets the ids of cases that have faults */
function readCaseFile(
  source: YamlSource,
  { folder, tables }: ReadFolder,
  unsound: Set<string>,
): { case: Case; path: YamlPath }[] {
  if (source.data === undefined) return [];
  const data = source.check(caseFileSchema, source.data, [], "case file");
  if (data === undefined) return [];
  for (const name of Object.keys(data.tables)) {
    if (tables.has(name))
      source.report(["tables"], `suite.yaml has a table ${shownWord(name)} too; give it another name`, name);
  }
  const file: CaseFile = { ...data, tables: new Map([...tables, ...Object.entries(data.tables)]) };
  const found: { case: Case; path: YamlPath }[] = [];
  for (const [index, raw] of data.cases.entries()) {
    const path = ["cases", index];
    const read = readCase(source, raw, path, folder, file);
    for (const item of read.cases) found.push({ case: item, path });
    for (const id of read.unsound) unsound.add(id);
  }
  return found;
}

/** Cases of a suite that are told where there is no such twin. */
const MOST_NEAR = 5;

/** @param unsound ids of cases with faults of their own: they are there, and nothing more can be said of them */
function checkTwins(
  cases: readonly Case[],
  places: ReadonlyMap<string, CasePlace>,
  unsound: ReadonlySet<string>,
  faults: Fault[],
): void {
  const byId = new Map(cases.map((item) => [item.id, item]));
  const near = new Map<string, string[]>();
  for (const item of cases) {
    const some = near.get(item.suite) ?? [];
    if (some.length < MOST_NEAR) near.set(item.suite, [...some, item.id]);
  }
  for (const item of cases) {
    if (item.twin === undefined || unsound.has(item.twin)) continue;
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

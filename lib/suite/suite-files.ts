import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { faultText } from "../files/fault.js";
import { readText } from "../files/read-text.js";
import { isPath, usesOf } from "./used-suites.js";

interface SuiteText {
  path: string;
  text: string;
}

/** One suite folder: its `suite.yaml` and its case files, as they stand on disk. */
export interface SuiteFiles {
  path: string;
  suite: SuiteText;
  cases: SuiteText[];
  /** there is none beside the cases; `suite` is an empty text where it would stand */
  bare?: true;
}

export interface FoundSuites {
  folders: SuiteFiles[];
  /** SHA-256 over every file, in order of their names: two runs with one digest ran the same cases */
  digest: string;
}

/** A file of a suite that is no text. Its message is one sentence for the person who named the suite. */
export class UnreadableSuite extends Error {
  override readonly name = "UnreadableSuite";
}

/**
 * @param roots folders that hold suite folders, each of which has a `suite.yaml` and case files. A folder elsewhere that one of
 *   them uses is there without its cases. Throws Node's errors and `UnreadableSuite`.
 */
export function findSuites(roots: readonly string[]): FoundSuites {
  const folders = roots.flatMap(foldersBelow).map(readFolder);
  const known = new Set(folders.map(({ path }) => path));
  for (const folder of folders) {
    const used = usesOf(folder.suite.text);
    if (used === undefined || !isPath(used)) continue;
    const path = join(folder.path, used);
    if (known.has(path) || !isThere(join(path, SUITE))) continue;
    known.add(path);
    folders.push({ path, suite: read(join(path, SUITE)), cases: [] });
  }
  return suitesIn(folders);
}

function read(path: string): SuiteText {
  const there = readText(path);
  if (!there.ok) throw new UnreadableSuite(faultText({ ...there.fault, file: shownPath(path) }));
  return { path, text: there.text };
}

function readFolder(path: string): SuiteFiles {
  const suite = join(path, SUITE);
  const cases = caseFiles(path).map(read);
  return isThere(suite)
    ? { path, suite: read(suite), cases }
    : { path, suite: { path: suite, text: "" }, cases, bare: true };
}

/** Suites from wherever they come: what identifies them is their text alone. */
export function suitesIn(folders: SuiteFiles[]): FoundSuites {
  const hash = createHash("sha256");
  for (const { suite, cases } of folders) for (const { text } of [suite, ...cases]) hash.update(text);
  return { folders, digest: hash.digest("hex") };
}

/** A file as a person at this place would name it. */
export function shownPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith("..") ? file : near;
}

const SUITE = "suite.yaml";

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Folders with a suite.yaml, and those where only that is missing. */
function foldersBelow(root: string): string[] {
  const found = isThere(join(root, SUITE)) || holdsCases(root) ? [root] : [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== "node_modules")
      found.push(...foldersBelow(join(root, entry.name)));
  }
  return found.sort((a, b) => (join(a, SUITE) < join(b, SUITE) ? -1 : 1));
}

/** Whether a file in a folder was meant for a suite; there may be YAML of all kinds. */
function holdsCases(folder: string): boolean {
  if (basename(folder).startsWith(".")) return false;
  return caseFiles(folder).some((path) => {
    const there = readText(path);
    return there.ok && /^cases:/m.test(there.text);
  });
}

function caseFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && name !== "suite.yaml")
    .sort()
    .map((name) => join(folder, name));
}

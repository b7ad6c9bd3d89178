import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { faultText } from "../files/fault.js";
import { readText } from "../files/read-text.js";

interface SuiteText {
  path: string;
  text: string;
}

/** One suite folder: its `suite.yaml` and its case files, as they stand on disk. */
export interface SuiteFiles {
  path: string;
  suite: SuiteText;
  cases: SuiteText[];
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

/** @param roots folders that hold suite folders, each of which has a `suite.yaml` and case files. Throws Node's errors and `UnreadableSuite`. */
export function findSuites(roots: readonly string[]): FoundSuites {
  const read = (path: string): SuiteText => {
    const there = readText(path);
    if (!there.ok) throw new UnreadableSuite(faultText({ ...there.fault, file: shownPath(path) }));
    return { path, text: there.text };
  };
  const folders = roots.flatMap(suiteFilesBelow).map((file) => {
    const path = dirname(file);
    return { path, suite: read(file), cases: caseFiles(path).map(read) };
  });
  return suitesIn(folders);
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

function suiteFilesBelow(root: string): string[] {
  const own = join(root, "suite.yaml");
  const found = statSync(own, { throwIfNoEntry: false }) === undefined ? [] : [own];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== "node_modules")
      found.push(...suiteFilesBelow(join(root, entry.name)));
  }
  return found.sort();
}

function caseFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && name !== "suite.yaml")
    .sort()
    .map((name) => join(folder, name));
}

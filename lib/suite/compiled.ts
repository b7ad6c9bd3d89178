/**
 * The suites of the package, checked once when the package is built. YAML and its schema take most of the time that the
 * command needs to start; what the build has checked is read in a few milliseconds. It counts only while the files are
 * the same: another digest, and the YAML is read.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Hazard } from "../hazard/order.js";
import type { Capability, Case, Preamble, Restoration, SuiteFolder } from "./case.js";
import type { ImageRecipe } from "./schema.js";
import { type FoundSuites, shownPath } from "./suite-files.js";
import type { Systems } from "./suite-system.js";

interface StoredFolder {
  /** below the root of the suites */
  path: string;
  system: string | null;
  preambles: Preamble[];
  capabilities: Capability[];
  images: [string, ImageRecipe][];
  arrangements: [string, string][];
  restore: [Hazard, readonly Restoration[]][];
  series: readonly string[];
}

interface Stored {
  digest: string;
  folders: StoredFolder[];
  cases: (Omit<Case, "folder" | "twin"> & { folder: number; twin?: string | undefined })[];
}

/** @param root the folder of the suites; files are stored relative to it */
export function writeCompiled(file: string, root: string, cases: readonly Case[], digest: string): void {
  const folders = [...new Set(cases.map((item) => item.folder))];
  const stored: Stored = {
    digest,
    folders: folders.map((folder) => ({
      path: relative(root, folder.path),
      system: folder.system?.name ?? null,
      preambles: [...folder.preambles.values()],
      capabilities: [...folder.capabilities.values()],
      images: [...folder.images],
      arrangements: [...folder.arrangements],
      restore: [...folder.restore],
      series: folder.series,
    })),
    cases: cases.map((item) => ({
      ...item,
      file: relative(root, join(process.cwd(), item.file)),
      folder: folders.indexOf(item.folder),
    })),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(stored));
}

/** @returns the cases, or undefined when the build has not seen these very files */
export function readCompiled(
  file: string,
  root: string,
  found: FoundSuites,
  systems: Systems,
): Case[] | undefined {
  let stored: Stored;
  try {
    stored = JSON.parse(readFileSync(file, "utf8")) as Stored;
  } catch {
    return undefined;
  }
  if (stored.digest !== found.digest) return undefined;
  if (stored.folders.some(({ system }) => system !== null && !systems.has(system))) return undefined;
  const folders = stored.folders.map(
    ({ path, system, preambles, capabilities, images, arrangements, restore, series }): SuiteFolder => ({
      path: join(root, path),
      system: system === null ? undefined : systems.get(system),
      preambles: new Map(preambles.map((item) => [item.name, item])),
      capabilities: new Map(capabilities.map((item) => [item.name, item])),
      images: new Map(images),
      arrangements: new Map(arrangements),
      restore: new Map(restore),
      series,
    }),
  );
  return stored.cases.map((item) => ({
    ...item,
    twin: item.twin,
    file: shownPath(join(root, item.file)),
    folder: folders[item.folder] as SuiteFolder,
  }));
}

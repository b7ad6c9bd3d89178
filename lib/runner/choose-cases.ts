import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { faultsText } from "../files/fault.js";
import { packageRoot } from "../files/package-root.js";
import type { Case } from "../suite/case.js";
import { readCompiled } from "../suite/compiled.js";
import { choose } from "../suite/selection.js";
import { type FoundSuites, findSuites, suitesIn, UnreadableSuite } from "../suite/suite-files.js";
import type { Systems } from "../suite/suite-system.js";
import { withUsed } from "../suite/used-suites.js";

/** One sentence and the exit status that goes with it. */
export interface Refusal {
  ok: false;
  message: string;
  exit: 2 | 3;
}

export type ChosenCases = { ok: true; cases: Case[]; digest: string; found: FoundSuites } | Refusal;

/** where the build puts the suites that it has checked */
export const COMPILED_SUITES = join(packageRoot(), "dist", "suites.json");
export const PACKAGE_SUITES = join(packageRoot(), "suites");
/** Run from its source, the loader itself is what one works on. */
const COMPILED = import.meta.url.endsWith(".js") ? COMPILED_SUITES : "";

/**
 * Reads the suites of the package and those of `folders`, and keeps what the selectors name.
 * @since 0.1.0
 */
export async function chooseCases(
  selectors: readonly string[],
  folders: readonly string[],
  systems: Systems,
  compiled = COMPILED,
): Promise<ChosenCases> {
  let found: FoundSuites;
  try {
    // A folder that is named twice, or that is the package's own, is read once.
    const roots = folders.map((folder) => realpathSync(folder));
    found = findSuites([...new Set([realpathSync(PACKAGE_SUITES), ...roots])]);
    const empty = folders[roots.findIndex((root) => !holdsSuites(root, found))];
    if (empty !== undefined) {
      const cure = "name another folder, or let flashgate suite new write one there";
      return {
        ok: false,
        exit: 2,
        message: `${empty} holds no suite: there is no suite.yaml in it or below it; ${cure}`,
      };
    }
  } catch (error) {
    if (error instanceof UnreadableSuite) return { ok: false, exit: 2, message: error.message };
    const { path, code } = error as NodeJS.ErrnoException;
    if (path === undefined) throw error;
    return {
      ok: false,
      exit: 2,
      message: `${path} cannot be read (${code}); name a folder that holds suites`,
    };
  }
  const cases = (await besideCompiled(compiled, found, systems)) ?? (await checkedCases(found, systems));
  if (typeof cases === "string") return { ok: false, exit: 2, message: cases };
  const chosen = choose(cases, selectors);
  if (!chosen.ok) return { ok: false, exit: 2, message: chosen.message };
  return { ok: true, cases: chosen.cases, digest: found.digest, found };
}

function holdsSuites(root: string, { folders }: FoundSuites): boolean {
  return folders.some(({ path }) => path === root || path.startsWith(join(root, sep)));
}

/**
 * The package's cases as the build has checked them, and the others read beside them.
 * @returns undefined when all have to be read: the build has not seen these files, an id of the package is taken, or there
 * is a fault, such as a twin that is the package's
 */
async function besideCompiled(
  compiled: string,
  { folders }: FoundSuites,
  systems: Systems,
): Promise<Case[] | undefined> {
  const root = realpathSync(PACKAGE_SUITES);
  const own = folders.filter(({ path }) => path.startsWith(join(root, sep)));
  const known = readCompiled(compiled, PACKAGE_SUITES, suitesIn(own), systems);
  if (known === undefined || own.length === folders.length) return known;
  const { loadSuites } = await import("../suite/loader.js");
  const others = folders.filter((folder) => !own.includes(folder));
  const { cases, faults } = loadSuites(suitesIn(withUsed(others, folders)), systems);
  const taken = new Set(known.map(({ id }) => id));
  return faults.length > 0 || cases.some(({ id }) => taken.has(id)) ? undefined : [...known, ...cases];
}

/** @returns the cases, or every fault, a line each */
async function checkedCases(found: FoundSuites, systems: Systems): Promise<Case[] | string> {
  const { loadSuites } = await import("../suite/loader.js");
  const { cases, faults } = loadSuites(found, systems);
  return faults.length > 0 ? faultsText(faults) : cases;
}

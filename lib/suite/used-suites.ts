/**
 * `uses: NAME` of a suite.yaml: the suite folder that it leans on. It has to be known before YAML is read, for what is used
 * belongs to the digest and to a certificate, where folders are kept by their names.
 */
import { basename } from "node:path";

interface Folder {
  path: string;
  suite: { text: string };
}

const USES = /^uses:[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s"'#][^\r\n#]*))/m;

/** @returns what the text of a suite.yaml says that it uses, where that stands on a line of its own */
export function usesOf(suite: string): string | undefined {
  const [, double, single, plain] = USES.exec(suite) ?? [];
  return double ?? single ?? plain?.trim();
}

/** Whether it is a path from the suite's own folder, and no name of a folder that is read anyway. */
export function isPath(used: string): boolean {
  return used.includes("/");
}

/** @returns the folders that are called so; there has to be one. In a bundle a number in front keeps the order. */
export function foldersNamed<F extends Folder>(used: string, by: Folder, folders: readonly F[]): F[] {
  const name = basename(used);
  return folders.filter((other) => other.path !== by.path && nameIn(other.path) === name);
}

/** The name of a suite folder, as others name it. */
export function nameIn(path: string): string {
  return basename(path).replace(/^\d\d-/, "");
}

/** @returns the given folders, and those that they use without their cases */
export function withUsed<F extends Folder & { cases: unknown[] }>(
  wanted: readonly F[],
  folders: readonly F[],
): F[] {
  const all = [...wanted];
  for (const folder of all) {
    const used = usesOf(folder.suite.text);
    if (used === undefined) continue;
    for (const other of foldersNamed(used, folder, folders))
      if (!all.some(({ path }) => path === other.path)) all.push({ ...other, cases: [] });
  }
  return all;
}

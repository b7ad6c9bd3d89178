/** The suites of a run as files of its bundle, and back. */
import { basename } from "node:path";
import { type FoundSuites, type SuiteFiles, suitesIn } from "../../suite/suite-files.js";
import type { TarFile } from "./tar.js";

/** A number in front keeps the order, by which the digest is made. */
export function suiteCopy({ folders }: FoundSuites): TarFile[] {
  return folders.flatMap(({ path, suite, cases }, index) => {
    const folder = `suites/${String(index).padStart(2, "0")}-${basename(path)}`;
    return [suite, ...cases].map((file) => ({
      path: `${folder}/${basename(file.path)}`,
      octets: Buffer.from(file.text),
    }));
  });
}

/** @returns the suites, or undefined when a folder of theirs has no suite.yaml */
export function suitesInBundle(files: ReadonlyMap<string, Buffer>): FoundSuites | undefined {
  const folders = new Map<string, SuiteFiles["cases"]>();
  for (const [path, octets] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [, folder, name] = /^suites\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
    if (folder === undefined || name === undefined) continue;
    const texts = folders.get(folder) ?? [];
    folders.set(folder, texts);
    texts.push({ path, text: octets.toString("utf8") });
  }
  const found = [...folders].map(([folder, texts]) => {
    const suite = texts.find(({ path }) => path.endsWith("/suite.yaml"));
    return suite && { path: `suites/${folder}`, suite, cases: texts.filter((file) => file !== suite) };
  });
  const whole = found.filter((folder) => folder !== undefined);
  return whole.length === found.length ? suitesIn(whole) : undefined;
}

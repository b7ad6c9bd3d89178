import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let found: string | undefined;

/**
 * The absolute path of the folder that holds flashgate's own package.json.
 *
 * Data files are found from here, because tsc copies none of them: the same call works from `lib/` under tsx
 * and from `dist/lib/` once compiled, however the package was installed.
 */
export function packageRoot(): string {
  found ??= search(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function search(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (
      existsSync(manifest) &&
      (JSON.parse(readFileSync(manifest, "utf8")) as { name?: string }).name === "flashgate"
    ) {
      return folder;
    }
    if (dirname(folder) === folder) throw new Error(`no folder above ${start} has flashgate's package.json`);
  }
}

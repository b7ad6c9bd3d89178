import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";

/** A table that says which mutants there are. */
export function mutantFile(name: string): string {
  return join(packageRoot(), "fixtures", "mutants", name);
}

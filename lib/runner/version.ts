import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";

/** The version of package.json: it goes into every journal. */
export function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  return own;
}

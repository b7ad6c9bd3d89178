/** How long the compiled command takes to say its version and to list its cases. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { row } from "./figures.js";

const ROUNDS = 15;

export function startUp(): string[] {
  const cli = join(packageRoot(), "dist", "lib", "cli.js");
  return [["--version"], ["run", "--list"], ["catalogue", "--json"]].map((args) => {
    const times = Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      const { status } = spawnSync(process.execPath, [cli, ...args], { stdio: "ignore" });
      if (status !== 0)
        throw new Error(`flashgate ${args.join(" ")} ended with ${status}; run npm run build first`);
      return performance.now() - start;
    });
    return row(`flashgate ${args.join(" ")}`, times, "ms");
  });
}

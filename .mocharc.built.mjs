// All tests as the build makes them, in twice as many processes as there are processors: npm test, npm run test:all.
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/** What takes longest begins first, so that no processor waits for it in the end. */
const LONGEST = [
  "suites/suites",
  "lib/runner/safety",
  "lib/runner/fairness",
  "lib/power/power",
  "lib/cli/gate",
  "lib/cli",
];

const found = ["lib", "suites"].flatMap((folder) =>
  readdirSync(join("dist", folder), { recursive: true })
    .filter((name) => name.endsWith(".test.js"))
    .map((name) => join("dist", folder, name)),
);
const first = LONGEST.map((name) => join("dist", `${name}.test.js`));

export default {
  spec: [...first, ...found.filter((file) => !first.includes(file))],
  require: "./dist/lib/nothing-left.test.js",
  parallel: true,
  // Many tests wait, so there are more processes than processors.
  jobs: Math.min(8, 2 * availableParallelism()),
  timeout: 600_000,
};

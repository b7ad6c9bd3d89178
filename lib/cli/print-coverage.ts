/** `npm run coverage`: writes docs/coverage.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { coveragePage } from "./coverage-page.js";

writeFileSync(join(packageRoot(), "docs", "coverage.md"), await coveragePage());

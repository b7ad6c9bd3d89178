/** `npm run docs`: writes the counts in the documents, where they stand. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { countsNow, withCounts } from "./counts.js";

for (const [file, text] of withCounts(await countsNow())) writeFileSync(join(packageRoot(), file), text);

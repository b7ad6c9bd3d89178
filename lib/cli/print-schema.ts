/** `npm run schema`: writes docs/case.schema.json from the one schema; a test keeps the two the same. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../catalogue/package-root.js";
import { caseSchemaText } from "../suite/schema-text.js";

writeFileSync(join(packageRoot(), "docs", "case.schema.json"), caseSchemaText());

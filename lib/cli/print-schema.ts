/** `npm run schema`: writes the published JSON Schemas from the ones the program uses; tests keep them the same. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { reportSchemaText } from "../report/json-report.js";
import { caseSchemaText } from "../suite/schema-text.js";
import { modelSchemaText } from "../systems/dm724/device/model-schema.js";

const docs = join(packageRoot(), "docs");
writeFileSync(join(docs, "case.schema.json"), caseSchemaText());
writeFileSync(join(docs, "device.schema.json"), modelSchemaText());
writeFileSync(join(docs, "report.schema.json"), reportSchemaText());

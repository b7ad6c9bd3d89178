import { caseJsonSchema } from "./schema.js";

/** docs/case.schema.json, as it has to stand there. */
export function caseSchemaText(): string {
  const schema = { title: "flashgate case file", ...caseJsonSchema() };
  return `${JSON.stringify(schema, undefined, 1)}\n`;
}

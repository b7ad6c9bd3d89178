import { caseJsonSchema } from "./schema.js";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A column of the case's table stands wherever a value can: the schema is checked when it has been put in. */
const COLUMN = { type: "string", pattern: "\\$\\{[^}]+\\}" };

/** docs/case.schema.json, as it has to stand there: for editors, who see a case before its table is put in. */
export function caseSchemaText(): string {
  const { properties, ...schema } = caseJsonSchema() as {
    properties: { cases: { items: Json } } & Record<string, Json>;
  };
  const { cases, ...rest } = properties;
  const withColumns = { ...rest, cases: { ...cases, items: columnsAllowed(cases.items) } };
  return `${JSON.stringify({ title: "flashgate case file", ...schema, properties: withColumns }, undefined, 1)}\n`;
}

/** Every place that is not free text takes a column too. */
function columnsAllowed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(columnsAllowed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(schema)) {
    const nested = key === "properties" ? valuesOf(value) : columnsAllowed(value);
    inner[key] = NESTED.has(key) ? nested : value;
  }
  const closed =
    "pattern" in schema || "enum" in schema || "const" in schema || CLOSED.has(schema["type"] as string);
  return closed ? { anyOf: [inner, COLUMN] } : inner;
}

/** keywords that hold schemas */
const NESTED = new Set(["properties", "items", "anyOf", "oneOf", "allOf", "additionalProperties"]);
const CLOSED = new Set(["integer", "number", "boolean", "array"]);

function valuesOf(properties: Json): Json {
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return properties;
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, columnsAllowed(value)]));
}

import { z } from "zod";
import { modelSchema } from "./model.js";

/** docs/device.schema.json, as it has to stand there, for editors. */
export function modelSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(modelSchema, { io: "input", unrepresentable: "any" });
  return `${JSON.stringify({ $schema, title: "flashgate device model", ...schema }, undefined, 1)}\n`;
}

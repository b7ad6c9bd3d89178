/**
 * The one schema of the case format: it gives the types, the loader's faults and the JSON Schema for editors
 * (docs/case.schema.json). Each verb has its own in `verbs`. The words of the format are explained in docs/writing-cases.md.
 */
import { z } from "zod";
import { HAZARDS } from "../hazard/order.js";
import { absence, alternative, type Forms, forms, id, word } from "./verbs/forms.js";
import { verbs } from "./verbs/table.js";

export type Verb = keyof typeof verbs;
type SchemaOf<V extends Verb> = ReturnType<(typeof verbs)[V]["schema"]>;

/** The schema of each verb's step. The key that is a verb says what the step does. */
export const stepSchemas = Object.fromEntries(
  Object.entries(verbs).map(([verb, parts]) => [verb, parts.schema(forms)]),
) as { [V in Verb]: SchemaOf<V> };

export type StepOf<V extends Verb> = z.infer<SchemaOf<V>>;
export type Step = { [V in Verb]: { verb: V; line: number } & StepOf<V> }[Verb];
export type Alternative = z.infer<typeof alternative>;
export type Absence = z.infer<typeof absence>;
export type Alternatives = z.infer<Forms["alternatives"]>;
export type ImageRecipe = z.infer<typeof recipe>;
export type Content = z.infer<Forms["content"]>;
export type Via = z.infer<Forms["via"]>;
export interface Expectation {
  reply?: Alternatives | undefined;
  lenient?: Alternatives | undefined;
  elsewhere?: Alternatives | undefined;
  unless?: Alternatives | undefined;
  inconclusive?: Alternatives | undefined;
  says?: string | string[] | undefined;
  within?: string | undefined;
  undocumented?: string | undefined;
}

const anyStep = z.union(Object.values(stepSchemas) as unknown as [z.ZodType, z.ZodType]);
/** Which clauses there are is the system's to say: lib/suite/cited.ts. */
const clause = z.string().min(1);

const rows = z.array(z.looseObject({ id: word })).min(1);
export type Rows = z.infer<typeof rows>;
const tables = z.record(word, rows).default({}).describe("tables that several cases share, by name");

/** The table of a case, read before its rows are put into the rest. */
export const eachSchema = z.looseObject({
  each: z
    .union([rows, word.describe("the name of a table of this file or of suite.yaml")])
    .optional()
    .describe("one case a row; the row's id is appended, its other keys replace ${key}"),
});

/** A case with a row of its table put in. `steps` is checked verb by verb by the loader, so that a fault names the verb it is about. */
export const caseSchema = z.strictObject({
  id,
  purpose: z.string().min(10),
  covers: z.array(clause).min(1),
  strength: z.enum(["must", "should", "may"]),
  hazard: z.enum(HAZARDS),
  needs: z.array(word).default([]),
  config: z.array(z.string()).default([]),
  arrange: z
    .array(word)
    .default([])
    .describe("arrangements of suite.yaml: what must hold on the device and no configuration line says"),
  preamble: z.array(word).default([]),
  twin: id.optional().describe("for a negative case: the same exchange without the defect"),
  steps: z.array(z.unknown()).min(1),
  cleanup: z.array(z.string()).default([]).describe("commands that put the device back, sent after the case"),
});

export const caseFileSchema = z.strictObject({
  suite: id.or(word),
  title: z.string(),
  source: z.string(),
  tables,
  cases: z.array(z.unknown()).min(1),
});

const recipe = z.strictObject({
  says: z.string().describe("what the image is"),
  kind: z.enum(["bios", "application", "firmware"]),
  version: z.enum(["same", "later", "earlier"]).default("same").describe("beside the one that is stored"),
  "minimum-bios": z.enum(["present", "later"]).default("present"),
  "hardware-level": z.enum(["enough", "too-low"]).default("enough"),
  hardware: z.enum(["this", "any", "other"]).default("this"),
  profile: z.enum(["same", "other"]).default("same"),
  firmware: z.enum(["needed", "not-needed", "unknown"]).default("needed"),
  named: z.string().optional().describe("the name inside the image; left out, the one that the device boots"),
  damage: z.string().optional().describe("a damage of `flashgate image damage`"),
  octets: z.number().int().positive().default(1024).describe("the length of its content"),
});

/** `suite.yaml` of a suite folder: what its cases share. */
export const suiteFileSchema = z.strictObject({
  catalogue: word
    .optional()
    .describe(
      "how system: was written before 0.3, with -ftp behind the name; certificates of that time have it",
    ),
  system: word
    .optional()
    .describe(
      "the system that the cases are for, whose manual they are held against; any server when left out",
    ),
  uses: z
    .string()
    .min(1)
    .optional()
    .describe("another suite folder, by its name or as a path: what it shares is there for these cases, too"),
  tables,
  preambles: z
    .record(
      word,
      z.strictObject({
        says: z.string().describe("what holds when it has run"),
        needs: z.array(word).default([]),
        steps: z.array(z.unknown()),
      }),
    )
    .default({}),
  images: z.record(word, recipe).default({}),
  arrangements: z
    .record(word, z.strictObject({ says: z.string().describe("what holds on a device so arranged") }))
    .default({}),
  restore: z
    .partialRecord(z.enum(HAZARDS), z.array(z.strictObject({ command: z.string(), when: word })))
    .default({})
    .describe(
      "commands after a case of this hazard or above, to a device that outlives it and has the capability",
    ),
  series: z.array(z.string()).default([]).describe("commands whose lines some devices send as a reply each"),
  capabilities: z
    .record(
      word,
      z.strictObject({
        says: z.string().describe("what the device can do when the probe passes"),
        satisfies: z
          .array(z.string())
          .default([])
          .describe("configuration lines that hold on a device which has it"),
        absent: z
          .array(z.union([absence, alternative]))
          .default([])
          .describe("what says that it is not there, beside 500, 502 and 504"),
        preamble: z.array(word).default([]),
        steps: z.array(z.unknown()),
      }),
    )
    .default({}),
});

/** The JSON Schema that editors use, with the steps spelled out. */
export function caseJsonSchema(): Record<string, unknown> {
  const full = caseFileSchema.extend({
    cases: z.array(caseSchema.extend({ ...eachSchema.shape, steps: z.array(anyStep).min(1) })).min(1),
  });
  return z.toJSONSchema(full, { io: "input" }) as Record<string, unknown>;
}

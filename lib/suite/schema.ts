/**
 * The one schema of the case format: it gives the type, the loader's faults and the JSON Schema for editors
 * (docs/case.schema.json). The words of the format are explained in docs/writing-cases.md.
 */
import { z } from "zod";
import { HAZARDS } from "../hazard/order.js";
import { DURATION } from "./duration.js";

const duration = z.string().regex(DURATION, 'a duration such as "200ms", "5s" or "2m"');
const id = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/,
    "words in lower case, joined by dots and hyphens",
  );
const word = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a word in lower case, such as two-clients");
const session = word.optional().describe("which of the case's parallel sessions; main when left out");

/** `226`, `226 STOR completed, {octets:number} bytes`, `5yz`, `closed` or `silence`. */
const replyText = z
  .string()
  .regex(
    /^(([1-5](\d\d|yz))( [^\r\n]+)?|closed|silence)$/,
    'a reply such as "226" or "226 List transfer completed, data connection is closed.", "5yz", "closed" or "silence"',
  );
const replyObject = z.strictObject({
  code: z.number().int().min(100).max(599),
  lines: z.array(z.string()).optional().describe("every line of the reply, in order, without its code"),
  contains: z
    .array(z.string())
    .optional()
    .describe("lines that must be among the reply's, in any order, whatever the strictness"),
});
const alternative = z.union([replyText, replyObject]);
const alternatives = z.union([alternative, z.array(alternative).min(1)]);

/** What is no reply and yet says that a capability is not there. */
const absence = z.enum(["no-connection", "no-account", "other-list"]);

const expectation = {
  reply: alternatives.optional().describe("what is required; a list means any of them"),
  lenient: alternatives.optional().describe("what is tolerated with a remark"),
  elsewhere: alternatives
    .optional()
    .describe(
      "what is tolerated too, but not where texts are exact: what the standards allow and the manual does not",
    ),
  unless: alternatives.optional().describe("what fails although `reply` fits it"),
  inconclusive: alternatives.optional().describe("what proves nothing"),
  says: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe("data that the reply's text must hold whatever the strictness of texts"),
  within: duration.optional().describe("how long to wait for the reply"),
  undocumented: z.string().optional().describe("why a reply is expected that the catalogue does not have"),
};

const content = z.union([
  z.string(),
  z.strictObject({
    octets: z.number().int().nonnegative(),
    seed: z.number().int().default(1),
  }),
  z.strictObject({ repeat: z.string(), times: z.number().int().nonnegative() }),
  z.strictObject({ image: word.describe("one of the images of suite.yaml, made for the device under test") }),
]);
const via = z.enum(["PASV", "PORT", "EPSV", "EPRT"]);
const transfer = {
  via: via.default("PASV"),
  family: z.union([z.literal(4), z.literal(6)]).optional(),
  initial: alternatives.optional().describe("the preliminary reply; any documented 1yz when left out"),
  rest: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe("REST offset sent after the data connection is prepared"),
};

/** One schema per verb. The first key of a step that is a verb says what the step does. */
export const stepSchemas = {
  connect: z.strictObject({
    connect: z.literal(true),
    session,
    family: z.union([z.literal(4), z.literal(6)]).optional(),
    ...expectation,
  }),
  login: z.strictObject({ login: z.enum(["root", "guest"]), session }),
  command: z.strictObject({ command: z.string().min(1), session, ...expectation }),
  octets: z.strictObject({
    octets: z.string().min(1),
    session,
    split: z.boolean().optional().describe("write octet by octet instead of in one write"),
    ...expectation,
  }),
  reply: z.strictObject({
    ...expectation,
    session,
    reply: alternatives,
    to: z.string().optional().describe("the command that it answers, when another one was sent since"),
  }),
  silence: z.strictObject({ silence: duration, session }),
  closed: z.strictObject({ closed: z.literal(true), session, within: duration.optional() }),
  disconnect: z.strictObject({ disconnect: z.enum(["fin", "half", "reset"]), session }),
  data: z.strictObject({
    data: z.enum(["open", "send", "receive", "close", "reset", "closed", "refused"]),
    session,
    via: via.optional(),
    family: z.union([z.literal(4), z.literal(6)]).optional(),
    from: z.string().optional().describe("the loopback address to connect from"),
    content: content.optional(),
    size: z.number().int().nonnegative().optional(),
    atLeast: z
      .number()
      .int()
      .nonnegative()
      .optional()
      .describe("receive: stop after so many octets, leaving the rest"),
    mode: z
      .enum(["B", "C"])
      .optional()
      .describe("send, receive: the transfer mode in which the content goes"),
    structure: z.literal("R").optional().describe("send, receive: the content is records, each ended by LF"),
    marks: z
      .record(z.string(), z.string())
      .optional()
      .describe("send: restart markers, by the offset that they stand at"),
    port: z
      .number()
      .int()
      .optional()
      .describe("send, receive: the port that the device connects from (PORT, EPRT)"),
    within: duration.optional(),
  }),
  provoke: z.strictObject({
    provoke: word.describe("a fault of `flashgate catalogue --faults`"),
    count: z.number().int().positive().optional().describe("times that it strikes; 1 when left out"),
    on: z.string().optional().describe("the one command that it strikes"),
    session,
  }),
  pass: z.strictObject({
    pass: duration.describe("time goes by until the device says something, at most so long"),
    session,
  }),
  until: z.strictObject({
    until: z.string().min(1).describe("a command that is sent again and again until the reply comes"),
    session,
    ...expectation,
    reply: alternatives,
  }),
  wait: z.strictObject({
    wait: z
      .enum(["gone", "back"])
      .describe("gone: no control connection comes about any more; back: one does"),
    within: duration.optional(),
    session,
  }),
  upload: z.strictObject({
    upload: z.string(),
    command: z.enum(["STOR", "APPE"]).default("STOR"),
    content,
    session,
    ...transfer,
    ...expectation,
  }),
  download: z.strictObject({
    download: z.string(),
    content: content.optional(),
    size: z.number().int().nonnegative().optional(),
    incompressible: z.boolean().optional(),
    session,
    ...transfer,
    ...expectation,
  }),
  list: z.strictObject({
    list: z.string().describe("the argument; empty for none"),
    command: z.enum(["LIST", "NLST"]).default("LIST"),
    session,
    ...transfer,
    ...expectation,
    format: z.enum(["unix", "ms-dos"]).optional(),
    endings: z
      .literal("CR LF")
      .optional()
      .describe("every line must end so, whatever the rule for texts; elsewhere another end is a remark"),
    includes: z.array(z.string()).optional(),
    excludes: z.array(z.string()).optional(),
    only: z.array(z.string()).optional(),
    directories: z.array(z.string()).optional().describe("names that must be listed as directories"),
    sizes: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
    times: z
      .record(z.string(), z.string())
      .optional()
      .describe("names and MDTM times the list must agree with"),
    as: word.optional().describe("a label for same-names-as"),
    "same-names-as": word.optional(),
  }),
} as const;

export type Verb = keyof typeof stepSchemas;
export const VERBS = Object.keys(stepSchemas) as Verb[];
/** `reply`, `command` and `data` are also keys of other verbs' steps, so the more specific verbs come first. */
export const VERB_ORDER: readonly Verb[] = [
  "connect",
  "login",
  "upload",
  "download",
  "list",
  "data",
  "provoke",
  "pass",
  "until",
  "wait",
  "octets",
  "silence",
  "closed",
  "disconnect",
  "command",
  "reply",
];

export type StepOf<V extends Verb> = z.infer<(typeof stepSchemas)[V]>;
export type Step = { [V in Verb]: { verb: V; line: number } & StepOf<V> }[Verb];
export type Alternative = z.infer<typeof alternative>;
export type Absence = z.infer<typeof absence>;
export type Alternatives = z.infer<typeof alternatives>;
export type ImageRecipe = z.infer<typeof recipe>;
export type Content = z.infer<typeof content>;
export type Via = z.infer<typeof via>;
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

const anyStep = z.union(VERBS.map((verb) => stepSchemas[verb]) as unknown as [z.ZodType, z.ZodType]);
/** Which clauses there are is the system's to say: lib/suite/cited.ts. */
const clause = z.string().min(1);

/** The table of a case, read before its rows are put into the rest. */
export const eachSchema = z.looseObject({
  each: z
    .array(z.looseObject({ id: word }))
    .min(1)
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
  preambles: z.record(
    word,
    z.strictObject({
      says: z.string().describe("what holds when it has run"),
      needs: z.array(word).default([]),
      steps: z.array(z.unknown()),
    }),
  ),
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
  capabilities: z.record(
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
  ),
});

/** The JSON Schema that editors use, with the steps spelled out. */
export function caseJsonSchema(): Record<string, unknown> {
  const full = caseFileSchema.extend({
    cases: z.array(caseSchema.extend({ ...eachSchema.shape, steps: z.array(anyStep).min(1) })).min(1),
  });
  return z.toJSONSchema(full, { io: "input" }) as Record<string, unknown>;
}

/**
 * What the schemas of the verbs are made of. Only who reads YAML needs it: a verb names it by its type alone and is handed it
 * (`verb.ts`), so that a run of cases that the build has checked loads no schema.
 */
import { z } from "zod";
import { DURATION } from "../duration.js";

const duration = z.string().regex(DURATION, 'a duration such as "200ms", "5s" or "2m"');
export const id = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/,
    "words in lower case, joined by dots and hyphens",
  );
export const word = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a word in lower case, such as two-clients");
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
export const alternative = z.union([replyText, replyObject]);
const alternatives = z.union([alternative, z.array(alternative).min(1)]);

/** What is no reply and yet says that a capability is not there. */
export const absence = z.enum(["no-connection", "no-account", "other-list"]);

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
const family = z.union([z.literal(4), z.literal(6)]).optional();
const transfer = {
  via: via.default("PASV"),
  initial: alternatives.optional().describe("the preliminary reply; any documented 1yz when left out"),
  rest: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe("REST offset sent after the data connection is prepared"),
};

/** What a verb's schema is made of. */
export const forms = {
  z,
  duration,
  word,
  session,
  alternatives,
  expectation,
  content,
  via,
  family,
  transfer,
};
export type Forms = typeof forms;

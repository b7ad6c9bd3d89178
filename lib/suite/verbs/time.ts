/** The verbs that let time go by, and those that make a device fail. */
import { suggestion } from "../../files/fault.js";
import { verbIn } from "../command-verbs.js";
import type { SuiteSystem } from "../suite-system.js";
import { expandRepeats } from "../variables.js";
import { line, none, silent, verb } from "./verb.js";

export const timeVerbs = {
  provoke: verb({
    ...silent,
    schema: ({ z, word, session }) =>
      z.strictObject({
        provoke: word.describe("a fault of `flashgate catalogue --faults`"),
        count: z.number().int().positive().optional().describe("times that it strikes; 1 when left out"),
        on: z.string().optional().describe("the one command that it strikes"),
        session,
      }),
    session: "none",
    provokes: ({ provoke }) => [provoke],
    faults: strikeFaults,
  }),
  pass: verb({
    ...silent,
    schema: ({ z, session, duration }) =>
      z.strictObject({
        pass: duration.describe("time goes by until the device says something, at most so long"),
        session,
      }),
  }),
  until: verb({
    schema: ({ z, session, alternatives, expectation }) =>
      z.strictObject({
        until: z.string().min(1).describe("a command that is sent again and again until the reply comes"),
        session,
        ...expectation,
        reply: alternatives,
      }),
    session: "uses",
    quoted: true,
    sends: ({ until }) => [{ key: "until", text: until, control: line(until), filled: true }],
    awaits: ({ until }) => [verbIn(expandRepeats(until))],
    images: none,
    provokes: none,
    faults: none,
  }),
  wait: verb({
    ...silent,
    session: "none",
    schema: ({ z, session, duration }) =>
      z.strictObject({
        wait: z
          .enum(["gone", "back"])
          .describe("gone: no control connection comes about any more; back: one does"),
        within: duration.optional(),
        session,
      }),
  }),
};

/** The faults are the catalogue's, and so is what each of them can strike. */
function strikeFaults(
  { provoke, on }: { provoke: string; on?: string | undefined },
  system: SuiteSystem | undefined,
): string[] {
  if (system === undefined)
    return [`faults belong to a system, and suite.yaml names none; write system: with the name of one`];
  const { faults } = system.catalogue;
  const fault = faults.get(provoke);
  if (fault === undefined)
    return [`there is no fault "${provoke}"; ${suggestion(provoke, [...faults.keys()])}`];
  if (on === undefined || fault.on.includes("*") || fault.on.includes(on)) return [];
  return [`the fault ${provoke} does not strike ${on}; write one of: ${fault.on.join(", ")}`];
}

/** The verbs of the control connection. */
import { verbIn, verbsIn } from "../command-verbs.js";
import { expandRepeats } from "../variables.js";
import { line, none, silent, verb } from "./verb.js";

export const controlVerbs = {
  connect: verb({
    ...silent,
    schema: ({ z, session, family, expectation }) =>
      z.strictObject({ connect: z.literal(true), session, family, ...expectation }),
    session: "opens",
    awaits: () => ["(connect)"],
  }),
  login: verb({
    ...silent,
    schema: ({ z, session }) => z.strictObject({ login: z.enum(["root", "guest"]), session }),
  }),
  command: verb({
    schema: ({ z, session, expectation }) =>
      z.strictObject({ command: z.string().min(1), session, ...expectation }),
    session: "uses",
    quoted: true,
    sends: ({ command }) => [{ key: "command", text: command, control: line(command), filled: true }],
    awaits: ({ command }) => [verbIn(expandRepeats(command))],
    images: none,
    provokes: none,
    faults: none,
  }),
  octets: verb({
    schema: ({ z, session, expectation }) =>
      z.strictObject({
        octets: z.string().min(1),
        session,
        split: z.boolean().optional().describe("write octet by octet instead of in one write"),
        ...expectation,
      }),
    session: "uses",
    quoted: true,
    sends: ({ octets }) => [{ key: "octets", text: octets, control: octets, free: true }],
    awaits: ({ octets }) => verbsIn(expandRepeats(octets)),
    images: none,
    provokes: none,
    faults: none,
  }),
  reply: verb({
    ...silent,
    schema: ({ z, session, alternatives, expectation }) =>
      z.strictObject({
        ...expectation,
        session,
        reply: alternatives,
        to: z.string().optional().describe("the command that it answers, when another one was sent since"),
      }),
    awaits: ({ to }) => (to === undefined ? undefined : [verbIn(to)]),
  }),
  silence: verb({
    ...silent,
    schema: ({ z, session, duration }) => z.strictObject({ silence: duration, session }),
  }),
  closed: verb({
    ...silent,
    schema: ({ z, session, duration }) =>
      z.strictObject({ closed: z.literal(true), session, within: duration.optional() }),
  }),
  disconnect: verb({
    ...silent,
    schema: ({ z, session }) => z.strictObject({ disconnect: z.enum(["fin", "half", "reset"]), session }),
  }),
};

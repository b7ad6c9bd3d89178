/** A baseline: which failures of a device are known and tolerated for a while, and what has passed (docs/gate.md). */
import { z } from "zod";
import type { Verdict } from "../../suite/verdict.js";
import { isDay } from "./iso-date.js";

type Failing = Exclude<Verdict, "pass">;

export interface AcceptedFailure {
  case: string;
  verdict: Failing;
  /** `signatureOf` the failure that was accepted */
  signature: string;
  /** what came, for people */
  received: string;
  reason: string;
  /** the last day on which it is tolerated, in UTC */
  expires: string;
}

/** What a baseline says. */
export interface BaselineContent {
  suites: { digest: string; cases: number };
  /** the first line of the greeting, for people */
  device: string;
  accepted: readonly AcceptedFailure[];
  /** the cases that passed */
  passed: readonly string[];
}

/** A baseline that was read from a file. */
export interface Baseline extends BaselineContent {
  file: string;
  /** as it was read */
  text: string;
  /** where the digest of the suites stands: `FILE:2:21` */
  digestAt: string;
  /** the line on which a case is named, from 1 */
  lineOf: ReadonlyMap<string, number>;
}

const id = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/,
    "the id of a case, such as suite.login.empty-password",
  );

const DAY = /^\d{4}-\d\d-\d\d$/;

export const baselineSchema = z.strictObject({
  baseline: z.literal(1),
  suites: z.strictObject({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "the 64 hexadecimal digits that stand in the header of a journal"),
    cases: z.number().int().nonnegative(),
  }),
  device: z.string(),
  accepted: z.array(
    z.strictObject({
      case: id,
      verdict: z.enum(["fail", "inconclusive", "error"]),
      signature: z
        .string()
        .regex(/^[0-9a-f]{16}$/, "the 16 hexadecimal digits that flashgate baseline accept writes"),
      received: z.string(),
      reason: z.string().regex(/\S/, 'why it is tolerated, such as "FW-1234, fixed in 10.3"'),
      expires: z
        .string()
        .regex(DAY, "a day such as 2027-01-31")
        .refine((text) => isDay(text) || !DAY.test(text), {
          error: ({ input }) => `there is no day ${String(input)}; write one such as 2027-01-31`,
        }),
    }),
  ),
  passed: z.array(id),
});

import type { Hazard } from "../hazard/order.js";

/** ISO 9646's verdicts; `error` is the harness's own failure. Not selected is not a verdict and never counts as one. */
export type Verdict = "pass" | "inconclusive" | "fail" | "error";

/** Something worth saying about a case that passed all the same. */
export interface Remark {
  kind: "lenient" | "text" | "irregular" | "undocumented" | "twin" | "cleanup";
  message: string;
}

/** What was expected where a case did not pass, and what came instead. */
export interface Deviation {
  /** which step, as it stands in the file */
  line: number;
  expected: string[];
  received: string;
}

interface Told {
  /** one sentence; empty for a pass without a story */
  reason: string;
  remarks: Remark[];
}

/** What was required came: there is nothing beside it that did not. */
interface Passed extends Told {
  verdict: "pass";
  deviation?: undefined;
  died?: undefined;
}

interface NotPassed extends Told {
  verdict: "inconclusive" | "fail" | "error";
  deviation?: Deviation | undefined;
  /** the device no longer answers after this case */
  died?: boolean | undefined;
}

/** What one run of one case came to. */
export type CaseOutcome = Passed | NotPassed;

export interface NotSelected {
  id: string;
  reason: string;
  /** the capability, hazard or configuration that is missing */
  missing:
    | { capability: string }
    | { hazard: Hazard }
    | { configuration: string }
    | { arrangement: string }
    | { image: string }
    | { fault: string };
}

/** Baselines for the tests. */
import type { CaseRecord } from "../../runner/journal.js";
import { failed, header, type More } from "../sample-journal.test.js";
import type { AcceptedFailure, Baseline, BaselineContent } from "./baseline.js";
import { baselineText } from "./baseline-text.js";
import { parseBaseline } from "./read-baseline.js";
import { signatureOf } from "./signature.js";

export const TODAY = "2026-11-21";

/** The entry that accepts this failure. */
export function entryFor(record: CaseRecord, more: Partial<AcceptedFailure> = {}): AcceptedFailure {
  return {
    case: record.id,
    verdict: record.verdict === "pass" ? "fail" : record.verdict,
    signature: signatureOf(record),
    received: record.deviation?.received ?? record.reason,
    reason: "FW-1234, fixed in 10.3",
    expires: "2027-01-31",
    ...more,
  };
}

export function contentOf(more: Partial<BaselineContent> = {}): BaselineContent {
  const { suites, device } = header();
  return { suites, device: device.greeting.split("\n")[0] ?? "", accepted: [], passed: [], ...more };
}

/** As it would be read from `b.yaml`. */
export function baselineOf(more: Partial<BaselineContent> = {}): Baseline {
  const read = parseBaseline("b.yaml", baselineText(contentOf(more)));
  if (!read.ok) throw new Error(read.message);
  return read.baseline;
}

/** A failure that came with this code. */
export function failedWith(id: string, received: string, more: More = {}): CaseRecord {
  return failed(id, { deviation: { line: 3, expected: ["221"], received }, ...more });
}

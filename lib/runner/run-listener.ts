/** What a run tells while it goes on. */
import type { Case } from "../suite/case.js";
import type { CaseRecord, NotRunRecord, RunEnd, RunHeader } from "./journal.js";

export type Ended = CaseRecord | NotRunRecord;

/**
 * Who wants to know how the run goes on.
 * @since 0.1.0
 */
export interface RunListener {
  /** before anything is sent: the milliseconds after which the run ends in any case */
  limited?(limitMs: number): void;
  /** before the run begins: what the device is asked, and how much of that is done */
  asks?(what: string, done: number, of: number): void;
  /** how long the run may take */
  expects?(expected: Expected): void;
  began?(header: RunHeader): void;
  caseBegan?(item: Case): void;
  caseEnded?(record: Ended): void;
  ended?(end: RunEnd): void;
}

export interface Expected {
  cases: number;
  /** at the same time */
  jobs: number;
  /** milliseconds between a command and its answer, as far as is known */
  answerMs: number | undefined;
  /** milliseconds that all of them take at that rate */
  expectedMs: number | undefined;
}

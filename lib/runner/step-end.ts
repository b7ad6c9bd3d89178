/**
 * How a step ends that does not simply end well. Inside a step it is thrown, through whatever the step is made of; whoever
 * performs steps gets it as a value (`endOf`), so that a session can go on behind a finding.
 */
import { type Received, receivedText } from "../suite/judge.js";
import type { Deviation } from "../suite/verdict.js";

/** Ends a case from inside a step. */
export class CaseEnd extends Error {
  override readonly name = "CaseEnd";
  constructor(
    readonly verdict: "inconclusive" | "fail" | "error" | "stopped",
    reason: string,
    readonly deviation?: Deviation,
  ) {
    super(reason);
  }
}

/** Ends the question for a capability: what the device says is that it is not there. */
export class Absent extends Error {
  override readonly name = "Absent";
  constructor(
    said: string,
    readonly deviation?: Deviation,
  ) {
    super(said);
  }
}

/** A reply that nothing had asked for, and the command after which it came. */
export class TooMany extends CaseEnd {
  constructor(
    after: string | undefined,
    readonly received: Received,
    line: number,
    inPreamble: boolean,
  ) {
    const said = receivedText(received);
    const to = after === undefined || after === "(connect)" ? "the connection" : after;
    const reason = `one reply too many, to ${to}: ${said}`;
    const deviation = { line, expected: ["no further reply"], received: said };
    super(
      inPreamble ? "inconclusive" : "fail",
      inPreamble ? `the preamble was not reached: ${reason}` : reason,
      deviation,
    );
  }
}

export type StepEnd = CaseEnd | Absent;

/** @returns how it ended, undefined when it ended well; what is no verdict at all is thrown on */
export async function endOf(act: () => Promise<unknown>): Promise<StepEnd | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof CaseEnd || error instanceof Absent) return error;
    throw error;
  }
}

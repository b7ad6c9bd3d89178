import { type Hazard, hazardAbove } from "../catalogue/hazard.js";
import { Trace } from "../net/trace.js";
import { octetsOf } from "../octets/text.js";
import type { Case } from "../suite/case.js";
import { fill } from "../suite/judge.js";
import type { Outcome } from "../suite/verdict.js";
import { HazardRefused } from "../tester/user-pi.js";
import { CaseContext, CaseEnd, type DeviceFacts } from "./case-context.js";
import { fence } from "./fence.js";
import { probeHealth } from "./health.js";
import { ask } from "./steps/control.js";
import { dropData } from "./steps/data.js";
import { perform } from "./steps/perform.js";
import type { Bench, Testbed } from "./testbed.js";
import { HazardGuard } from "./wire-guard.js";

export interface CaseResult extends Outcome {
  observed: string[];
  trace: Trace;
  durationMs: number;
}

export interface RunCaseOptions {
  bed: Testbed;
  facts: DeviceFacts;
  strict: boolean;
  signal: AbortSignal;
  /** the most dangerous thing that may reach the wire at all */
  permit: Hazard;
  /** whether to look for a reply too many after the last step; left out only where a test asks what the steps alone find */
  fenced?: boolean;
  /** a new one when left out */
  trace?: Trace;
}

/** Runs one case on a device of its own and judges it. Resolves to undefined when the run was stopped meanwhile. */
export async function runCase(item: Case, options: RunCaseOptions): Promise<CaseResult | undefined> {
  const { bed, signal, facts, trace = new Trace() } = options;
  let bench: Bench;
  try {
    bench = await bed.acquire(item);
  } catch (error) {
    return { ...harnessError(error), observed: [], trace, durationMs: trace.elapsed() };
  }
  const declared = hazardAbove(item.hazard, options.permit) ? options.permit : item.hazard;
  const because = declared === item.hazard ? "the case" : "the device";
  const guard = new HazardGuard(declared, facts.present.has("test-mode"), because);
  const run = new CaseContext(item, bed, bench, trace, guard, facts, options.strict, signal);
  try {
    const outcome = await performCase(run, facts.present, options.fenced !== false);
    // Stopped or not, what the case has left behind is put back.
    await leave(run);
    if (bed.persistent) await cleanUp(run, options.permit);
    if (outcome === undefined) return undefined;
    const health = await probeHealth(bed, bench, trace, signal);
    if (signal.aborted) return undefined;
    const judged = health.alive ? outcome : dead(outcome, health.message);
    return { ...judged, observed: [...run.observed], trace, durationMs: trace.elapsed() };
  } finally {
    for (const session of [...run.left, ...run.sessions.values()]) {
      dropData(session);
      session.pi.close();
    }
    await bench.release();
  }
}

async function performCase(
  run: CaseContext,
  present: ReadonlySet<string>,
  fenced: boolean,
): Promise<Outcome | undefined> {
  try {
    run.inPreamble = true;
    for (const name of run.item.preamble) {
      for (const step of run.item.folder.preambles.get(name)?.steps ?? []) {
        if (step.when === undefined || present.has(step.when)) await perform(run, step);
      }
    }
    run.inPreamble = false;
    for (const step of run.item.steps) await perform(run, step);
    if (fenced) for (const session of run.sessions.values()) await fence(run, session);
    return run.outcome("pass", "");
  } catch (error) {
    if (error instanceof CaseEnd) {
      return error.verdict === "stopped"
        ? undefined
        : run.outcome(error.verdict, error.message, error.deviation);
    }
    if (error instanceof HazardRefused) return run.outcome("error", error.message);
    return { ...harnessError(error), remarks: run.remarks };
  }
}

/** A mistake of ours, told in one line; it is never a verdict about the device. */
function harnessError(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { verdict: "error", reason: `the harness failed: ${message.split("\n")[0]}`, remarks: [] };
}

/** Says QUIT where that frees the device's place sooner than a lost connection would. */
async function leave(run: CaseContext): Promise<void> {
  for (const session of run.sessions.values()) {
    dropData(session);
    if (run.bed.persistent && session.pi.ended === undefined && !session.pi.finished) {
      session.pi.send(octetsOf("QUIT\r\n"));
      await session.pi.waitClosed(LEAVE_MS);
    }
    session.pi.close();
  }
  run.sessions.clear();
}

const LEAVE_MS = 2_000;
const CLEANUP_MS = 60_000;

/** Puts back what the case left behind, in a session of its own; what cannot be put back is a remark. */
async function cleanUp(run: CaseContext, permit: Hazard): Promise<void> {
  const { remarks, item } = run;
  // What asks for more than the device permits was never sent, so there is nothing of it to put back.
  const restore = [...item.folder.restore].filter(([hazard]) => !hazardAbove(hazard, item.hazard));
  const due = restore.flatMap(([, all]) => all).filter(({ when }) => run.facts.present.has(when));
  const commands = [...item.cleanup, ...due.map(({ command }) => command)];
  if (commands.length === 0) return;
  const guard = new HazardGuard(permit, false, "the device");
  const { bed, bench, trace, facts } = run;
  // Whoever stops the run does not stop this: it is somebody's device.
  const signal = AbortSignal.timeout(CLEANUP_MS);
  const after = new CaseContext(run.item, bed, bench, trace, guard, facts, false, signal);
  after.inPreamble = true;
  try {
    await perform(after, { verb: "connect", connect: true, session: "cleanup", line: run.item.line });
    await perform(after, { verb: "login", login: "root", session: "cleanup", line: run.item.line });
    for (const command of commands) {
      await ask(after, after.session("cleanup"), fill(after.text(command), run.bindings));
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    remarks.push({ kind: "cleanup", message: `could not put everything back: ${message}` });
  }
  await leave(after);
}

function dead(outcome: Outcome, message: string): Outcome {
  const reason = outcome.reason === "" ? "" : `${outcome.reason}; `;
  return {
    ...outcome,
    verdict: "fail",
    reason: `${reason}afterwards the device was dead: ${message}`,
    died: true,
  };
}

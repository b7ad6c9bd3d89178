import { type Hazard, hazardAbove } from "../hazard/order.js";
import { Trace } from "../net/trace.js";
import type { Case } from "../suite/case.js";
import type { Step } from "../suite/schema.js";
import { hazardsOf } from "../suite/suite-system.js";
import type { CaseOutcome } from "../suite/verdict.js";
import { HazardRefused } from "../tester/ftp/user-pi.js";
import { CaseContext } from "./case-context.js";
import { CaseLimit } from "./case-limit.js";
import { fence } from "./ftp/fence.js";
import { probeHealth } from "./ftp/health.js";
import { cleanUp, leave } from "./ftp/put-back.js";
import { dropData } from "./ftp/steps/data.js";
import { perform } from "./ftp/steps/perform.js";
import { HazardGuard } from "./ftp/wire-guard.js";
import type { DeviceFacts } from "./session-run.js";
import { Absent, type CaseEnd, endOf, type StepEnd, TooMany } from "./step-end.js";
import type { SystemUnderTest, Testbed } from "./testbed.js";

export type CaseResult = CaseOutcome & {
  /** of a case that asks for a capability: what says that it is not there */
  absent?: string | undefined;
  observed: string[];
  trace: Trace;
  durationMs: number;
};

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
  /** gets what was not put back by a case that ends without a record, one sentence */
  untidy?: ((message: string) => void) | undefined;
  /** gets the case as it runs, for whoever has to say where it stands */
  began?: ((run: CaseContext) => void) | undefined;
}

/**
 * Runs one case on a device of its own and judges it. Resolves to undefined when the run was stopped meanwhile; whatever is
 * thrown is an `error` of this case and of nothing else.
 */
export async function runCase(item: Case, options: RunCaseOptions): Promise<CaseResult | undefined> {
  const { bed, trace = new Trace(), signal: stop } = options;
  const since = { trace, durationMs: 0, observed: [] };
  // The question for a capability is the same whatever else is known, and texts are other cases' business.
  const question = item.capability !== undefined;
  const facts = question ? { ...options.facts, present: NOTHING, texts: "codes" as const } : options.facts;
  const strict = options.strict && !question;
  let sut: SystemUnderTest;
  try {
    sut = await bed.acquire(item, stop);
  } catch (error) {
    return { ...harnessError(error), ...since, durationMs: trace.elapsed() };
  }
  const limit = new CaseLimit(bed.timings.caseMs, stop);
  const declared = hazardAbove(item.hazard, options.permit) ? options.permit : item.hazard;
  const hazards = hazardsOf(item.folder);
  const because = declared === item.hazard ? "the case" : "the device";
  const guard = new HazardGuard(declared, because, hazards, hazards.hasSinks(facts.present));
  const run = new CaseContext({ item, bed, sut, trace, guard, facts, strict, signal: limit.signal });
  options.began?.(run);
  let outcome: Judged | undefined;
  try {
    outcome = await performCase(run, facts.present, options.fenced !== false);
    if (outcome === undefined && limit.reached)
      outcome = { verdict: "inconclusive", reason: tooLong(run), remarks: run.remarks };
    bed.silences?.caseEnded(outcome?.verdict === "pass" ? undefined : run.silentTo, run.inPreamble);
    // Stopped or not, what the case has left behind is put back.
    await leave(run);
    if (bed.persistent) await cleanUp(run, options.permit, stop);
    if (outcome === undefined) {
      for (const { kind, message } of run.remarks) if (kind === "cleanup") options.untidy?.(message);
      return undefined;
    }
    const health = await probeHealth(bed, sut, trace, stop);
    if (stop.aborted) return undefined;
    if (!health.alive) outcome = dead(outcome, health.message);
  } catch (error) {
    outcome = { ...harnessError(error), remarks: run.remarks };
  } finally {
    limit.over();
    for (const session of [...run.left, ...run.sessions.values()]) {
      dropData(session);
      session.pi.close();
    }
    for (const data of run.closedData) data.destroy();
    await sut.release().catch(() => {});
  }
  return { ...outcome, observed: [...run.observed], trace, durationMs: trace.elapsed() };
}

/** Where a case stands, for people: its step, and what it left unanswered. */
export function standsAt(run: CaseContext): string {
  const { at, item, inPreamble } = run;
  if (at === undefined) return `at the beginning of ${item.id}`;
  const where = inPreamble ? "in the preamble of" : `at line ${at.line} of`;
  const [verbs] = [...run.sessions.values()].map((session) => session.verbs.join(", "));
  return `${where} ${item.id} (${at.verb}${verbs === undefined || verbs === "" ? "" : `, the last command ${verbs}`})`;
}

function tooLong(run: CaseContext): string {
  return `the case was not over after ${seconds(run.bed.timings.caseMs)}; it stood ${standsAt(run)}`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

type Judged = CaseOutcome & { absent?: string | undefined };

const NOTHING: ReadonlySet<string> = new Set();

async function performCase(
  run: CaseContext,
  present: ReadonlySet<string>,
  fenced: boolean,
): Promise<Judged | undefined> {
  const { remarks } = run;
  try {
    const end = await performSteps(run, present);
    const sound = end === undefined || end instanceof Absent;
    const last = (sound && fenced ? await fencedEnd(run) : undefined) ?? end;
    if (last === undefined) return { verdict: "pass", reason: "", remarks };
    if (last instanceof Absent) return absent(run, last);
    return settled(run, await inStep(run, last));
  } catch (error) {
    if (error instanceof HazardRefused) return { verdict: "error", reason: error.message, remarks };
    return { ...harnessError(error), remarks };
  }
}

/** @returns how the first session that is out of step was found out */
async function fencedEnd(run: CaseContext): Promise<StepEnd | undefined> {
  for (const session of run.sessions.values()) {
    const end = await endOf(() => fence(run, session));
    if (end !== undefined) return end;
  }
  return undefined;
}

/** What a step's end makes of its case; undefined when the run was stopped. */
function settled({ remarks }: CaseContext, { verdict, message, deviation }: CaseEnd): Judged | undefined {
  if (verdict === "stopped") return undefined;
  if (verdict === "error") return { verdict, reason: message, remarks };
  return { verdict, reason: message, remarks, deviation };
}

/** A reply that was not expected may be one too many to the command before: then that is what went wrong. */
async function inStep(run: CaseContext, end: CaseEnd): Promise<CaseEnd> {
  const session = run.outOfStep;
  if (session === undefined || end instanceof TooMany) return end;
  const { asked, askedBefore, lastReply } = session;
  const behind = await endOf(() => fence(run, session));
  if (!(behind instanceof TooMany) || lastReply === undefined) return end;
  const to = askedBefore === undefined ? asked : `${askedBefore} or to ${asked}`;
  return new TooMany(to, { kind: "reply", reply: lastReply }, end.deviation?.line ?? 0, run.inPreamble);
}

/** @returns the end of the first step that did not end well */
async function performSteps(run: CaseContext, present: ReadonlySet<string>): Promise<StepEnd | undefined> {
  const { folder, preamble, steps } = run.item;
  run.inPreamble = true;
  for (const step of preamble.flatMap((name) => folder.preambles.get(name)?.steps ?? [])) {
    if (step.when !== undefined && !present.has(step.when)) continue;
    const end = await performAt(run, step);
    if (end !== undefined) return end;
  }
  run.inPreamble = false;
  for (const step of steps) {
    const end = await performAt(run, step);
    if (end !== undefined) return end;
  }
  return undefined;
}

function performAt(run: CaseContext, step: Step): Promise<StepEnd | undefined> {
  run.at = step;
  return endOf(() => perform(run, step));
}

/** Not there is a good answer to the question for a capability, unless somebody has said that it must be there. */
function absent(run: CaseContext, { message: said, deviation }: Absent): Judged {
  const { remarks, item } = run;
  const { capability, required } = item;
  if (required !== true) return { verdict: "pass", reason: `not there: ${said}`, remarks, absent: said };
  const reason = `${capability?.name} is required and not there: ${said}`;
  return { verdict: "fail", reason, remarks, deviation, absent: said };
}

/** A mistake of ours, told in one line; it is never a verdict about the device. */
function harnessError(error: unknown): CaseOutcome {
  const message = error instanceof Error ? error.message : String(error);
  return { verdict: "error", reason: `the harness failed: ${message.split("\n")[0]}`, remarks: [] };
}

function dead(outcome: Judged, message: string): Judged {
  const reason = outcome.reason === "" ? "" : `${outcome.reason}; `;
  return {
    ...outcome,
    verdict: "fail",
    reason: `${reason}afterwards the device was dead: ${message}`,
    died: true,
  };
}

/** The verbs that let time go by, and those that make a device fail. */
import { octetsOf } from "../../../octets/text.js";
import { milliseconds } from "../../../suite/duration.js";
import { judge, type Received, receivedText } from "../../../suite/judge.js";
import type { StepOf } from "../../../suite/schema.js";
import type { timeVerbs } from "../../../suite/verbs/time.js";
import type { ControlLink } from "../../../tester/wire.js";
import type { CaseContext } from "../../case-context.js";
import type { SessionRun } from "../../session-run.js";
import { CaseEnd } from "../../step-end.js";
import { commandOf } from "../sent-text.js";
import { say } from "./control.js";
import type { Located, PerformersOf } from "./performer.js";

/** How long a device may take for what a case waits for without saying how long. */
const PATIENCE_MS = 60_000;
/** Between two looks at a device; one whose time can be set forward is set forward by as much as this. */
const LOOK_MS = 250;
const LEAP_MS = 1_000;
const STEP_MS = 1_000;
const LONG_STEP_MS = 5_000;
/** For so long the steps are short. */
const FINE_MS = 60_000;
const MOMENT_MS = 5;

async function passStep(run: CaseContext, step: Located<StepOf<"pass">>): Promise<void> {
  const { pi, name } = run.session(step.session);
  await letPass(run, pi, milliseconds(step.pass));
  if (run.signal.aborted) throw new CaseEnd("stopped", "the run was stopped");
  if (pi.unread.length === 0 && pi.ended === undefined) run.trace.note(name, "passed", `${step.pass} passed`);
}

async function letPass(run: CaseContext, pi: ControlLink, time: number): Promise<void> {
  const { forward } = run.sut;
  if (forward === undefined) return pi.waitHeard(time);
  // In steps, with a moment between them: the device has to have read what was sent before its time goes on.
  for (let gone = 0; ; ) {
    await pi.waitHeard(MOMENT_MS);
    if (run.signal.aborted || pi.unread.length > 0 || pi.ended !== undefined || gone >= time) return;
    const step = Math.min(gone < FINE_MS ? STEP_MS : LONG_STEP_MS, time - gone);
    forward(step);
    gone += step;
  }
}

async function provokeStep(run: CaseContext, step: Located<StepOf<"provoke">>): Promise<void> {
  const { provoke: fault, count = 1, on } = step;
  const refused = await run.sut.provoke({ fault, count, on }, run.signal);
  if (refused === undefined) run.trace.note("main", "provoked", `the fault ${fault} is provoked`);
  else run.trace.note("main", "not-provoked", refused);
  if (refused !== undefined)
    throw new CaseEnd("inconclusive", `the fault ${fault} could not be provoked: ${refused}`);
}

/** The same command until its reply is the one that is expected; what came last is judged. */
async function untilStep(run: CaseContext, step: Located<StepOf<"until">>): Promise<void> {
  const session = run.session(step.session);
  const { text: command, written } = commandOf(run, step.until, session);
  const { within: _, ...expectation } = step;
  const looks = lookingFor(run, step.within);
  for (;;) {
    say(run, session, command, written);
    const received = await run.answer(session);
    if (received.kind !== "reply" || isMet(run, step, received, session) || !(await looks()))
      return run.judge(expectation, received, step.line, session);
  }
}

function isMet(
  run: CaseContext,
  { reply, lenient, says }: StepOf<"until">,
  received: Received,
  session: SessionRun,
): boolean {
  const expectation = run.expanded({ reply, lenient, says }, session);
  return judge(expectation, received, run.texts, run.bindings).kind === "match";
}

async function waitStep(run: CaseContext, step: Located<StepOf<"wait">>): Promise<void> {
  const looks = lookingFor(run, step.within);
  let said: string;
  do {
    said = await look(run);
    if ((said === GREETED) === (step.wait === "back") && (step.wait === "back" || said === REFUSED)) return;
  } while (await looks());
  run.fail(
    step.wait === "gone" ? "the device goes on serving new clients" : `the device did not come back: ${said}`,
    {
      line: step.line,
      expected: [step.wait === "gone" ? "no connection" : "a greeting"],
      received: said,
    },
  );
}

const GREETED = "a greeting";
const REFUSED = "no connection";

/** What a client that connects now meets with. */
async function look(run: CaseContext): Promise<string> {
  const endpoint = await run.sut.endpoint(undefined);
  if (endpoint === undefined) return "no address";
  const { timings } = run.bed;
  run.guard.forget("look");
  const opened = await run.wire.control({
    ...endpoint,
    session: "look",
    trace: run.trace,
    guard: run.guard,
    timeoutMs: timings.connectMs,
    signal: run.signal,
  });
  if (run.signal.aborted) throw new CaseEnd("stopped", "the run was stopped");
  if (!opened.ok) return REFUSED;
  const outcome = await opened.pi.nextReply(timings.replyMs);
  const greeted = outcome.kind === "reply" && outcome.reply.code === 220;
  if (greeted) {
    opened.pi.send(octetsOf("QUIT\r\n"));
    await opened.pi.nextReply(timings.replyMs);
  }
  opened.pi.close();
  if (greeted) return GREETED;
  // A connection that is closed without a word is one that came about while the port was being closed.
  return outcome.kind === "closed" ? REFUSED : outcome.kind === "reply" ? receivedText(outcome) : "silence";
}

/** @returns what waits for the next look, and says whether there is time for one */
function lookingFor(run: CaseContext, within: string | undefined): () => Promise<boolean> {
  const patience = within === undefined ? PATIENCE_MS : milliseconds(within);
  const { forward } = run.sut;
  const start = run.trace.elapsed();
  let gone = 0;
  return async () => {
    if (run.signal.aborted) throw new CaseEnd("stopped", "the run was stopped");
    if (forward === undefined) {
      const left = patience - (run.trace.elapsed() - start);
      return run.wire.again(run.trace, LOOK_MS, left, run.signal);
    }
    gone += LEAP_MS;
    forward(LEAP_MS);
    // The last look is at the end of its patience.
    return run.wire.again(run.trace, MOMENT_MS, patience - gone + MOMENT_MS, run.signal);
  };
}

export const timePerformers = {
  provoke: provokeStep,
  pass: passStep,
  until: untilStep,
  wait: waitStep,
} satisfies PerformersOf<typeof timeVerbs>;

/** How a case takes leave of a device that outlives it. */
import { setMaxListeners } from "node:events";
import { type Hazard, hazardAbove } from "../../hazard/order.js";
import { afterOwnTime } from "../../net/lag.js";
import { octetsOf } from "../../octets/text.js";
import { hazardsOf } from "../../suite/suite-system.js";
import { CaseContext } from "../case-context.js";
import { CaseEnd } from "../step-end.js";
import { commandOf } from "./sent-text.js";
import { ask } from "./steps/control.js";
import { dropData } from "./steps/data.js";
import { perform } from "./steps/perform.js";
import { HazardGuard } from "./wire-guard.js";

/** Says QUIT where that frees the device's place sooner than a lost connection would. */
export async function leave(run: CaseContext): Promise<void> {
  for (const session of run.sessions.values()) {
    dropData(session);
    // Behind a line without its end QUIT would be another command.
    const canSay = session.pi.ended === undefined && !session.pi.finished && !session.pi.unfinished;
    if (run.bed.persistent && canSay) {
      session.pi.send(octetsOf("QUIT\r\n"));
      const { silences, timings } = run.bed;
      const leaveMs = Math.min(LEAVE_MS, timings.replyMs);
      const closed = await session.pi.waitClosed(silences?.patience(GOOD_BYE, leaveMs) ?? leaveMs);
      if (closed === undefined) silences?.unanswered(GOOD_BYE);
      else silences?.answered(GOOD_BYE);
    }
    session.pi.close();
  }
  run.sessions.clear();
}

const LEAVE_MS = 2_000;
/** what a device that does not close behind QUIT leaves unanswered */
const GOOD_BYE = "(close)";
const CLEANUP_MS = 60_000;
/** for somebody who has stopped the run */
const HURRIED_CLEANUP_MS = 3_000;

/** Puts back what the case left behind, in a session of its own; what cannot be put back is a remark. */
export async function cleanUp(run: CaseContext, permit: Hazard, stop: AbortSignal): Promise<void> {
  const { remarks, item } = run;
  // What asks for more than the device permits was never sent, so there is nothing of it to put back.
  const restore = [...item.folder.restore].filter(([hazard]) => !hazardAbove(hazard, item.hazard));
  const due = restore.flatMap(([, all]) => all).filter(({ when }) => run.facts.present.has(when));
  const commands = [...item.cleanup, ...due.map(({ command }) => command)];
  if (commands.length === 0) return;
  const guard = new HazardGuard(permit, "the device", hazardsOf(item.folder));
  const { bed, sut, trace, facts } = run;
  // Whoever stops the run does not stop this, for it is somebody's device; but he does not wait for long.
  const ends = new AbortController();
  setMaxListeners(0, ends.signal);
  const timer = afterOwnTime(CLEANUP_MS, () => ends.abort());
  let hurried: NodeJS.Timeout | undefined;
  const hurry = (): void => {
    hurried ??= setTimeout(() => ends.abort(), HURRIED_CLEANUP_MS);
  };
  stop.addEventListener("abort", hurry, { once: true });
  if (stop.aborted) hurry();
  const { signal } = ends;
  const after = new CaseContext({ item: run.item, bed, sut, trace, guard, facts, strict: false, signal });
  after.inPreamble = true;
  after.bindings = run.bindings;
  try {
    await perform(after, { verb: "connect", connect: true, session: "cleanup", line: run.item.line });
    await perform(after, { verb: "login", login: "root", session: "cleanup", line: run.item.line });
    for (const command of commands) {
      const session = after.session("cleanup");
      const sent = tellable(() => commandOf(after, command, session));
      if (sent !== undefined) await ask(after, session, sent.text, sent.written);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    remarks.push({ kind: "cleanup", message: `could not put everything back: ${message}` });
  } finally {
    await leave(after);
    timer.cancel();
    clearTimeout(hurried);
    stop.removeEventListener("abort", hurry);
  }
}

/** What could not be said in a case has nothing that could be put back. */
function tellable<T>(say: () => T): T | undefined {
  try {
    return say();
  } catch (error) {
    if (error instanceof CaseEnd) return undefined;
    throw error;
  }
}

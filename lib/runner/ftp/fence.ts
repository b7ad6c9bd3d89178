/**
 * After the last step a session must be in step: each further command gets one reply, its own. This is what finds a reply
 * too many, and it counts: where NOOP is refused, a left-over refusal must not be taken for its reply, and where a device
 * answers NOOP or SYST with a code that nobody would, one reply to each is not one too many.
 */
import { type Received, receivedText } from "../../suite/judge.js";
import type { CaseContext } from "../case-context.js";
import type { SessionRun } from "../session-run.js";
import { TooMany } from "../step-end.js";
import { ask } from "./steps/control.js";

/** What SYST alone is answered with: to another command it is a reply behind its time. */
const SYSTEM = 215;
/** Their replies differ from each other, and one of them from whatever came last. */
const FENCES = [
  { command: "NOOP", codes: [200, 250] },
  { command: "SYST", codes: [SYSTEM] },
  // Every server knows it, and nobody else answers 221: it decides where the others are refused.
  { command: "QUIT", codes: [221] },
] as const;
/** what a server may say to them before login, when busy, out of order or when it does not know them */
const REFUSALS = [421, 450, 500, 501, 502, 503, 530];

export async function fence(run: CaseContext, session: SessionRun): Promise<void> {
  const { ended, finished, unfinished } = session.pi;
  if (ended !== undefined || session.data !== undefined || finished || unfinished) return;
  const { asked } = session;
  /** what came to NOOP or SYST and is no reply of theirs: one too many, or a device that answers them wrongly */
  let odd: Received | undefined;
  try {
    run.nothingUnasked(session);
    for (const { command, codes } of inOrder(session)) {
      const received = await ask(run, session, command);
      if (received.kind !== "reply") return unanswered(run, command, received);
      const { code } = received.reply;
      const own = (codes as readonly number[]).includes(code);
      const late = !own && (code === SYSTEM || (command === "QUIT" && (await goesOn(run, session))));
      if (late) throw new TooMany(asked, odd ?? received, run.item.line, run.inPreamble);
      run.nothingUnasked(session);
      if (!own && !REFUSALS.includes(code)) odd ??= received;
      // Only here it is certain that every reply was the one to its command.
      if (own && odd === undefined && command !== "QUIT") return;
    }
    sayGoodBye(run, session);
  } catch (error) {
    // The fence's own commands have nothing to do with it.
    if (error instanceof TooMany) throw new TooMany(asked, error.received, run.item.line, run.inPreamble);
    throw error;
  }
}

function inOrder({ lastReply }: SessionRun): readonly (typeof FENCES)[number][] {
  const [noop, syst, quit] = FENCES;
  return (noop.codes as readonly number[]).includes(lastReply?.code ?? 0)
    ? [syst, noop, quit]
    : [noop, syst, quit];
}

function unanswered(run: CaseContext, command: string, received: Received): never {
  const said = receivedText(received);
  return run.fail(`after the last step ${command} was not answered: ${said}`, {
    line: run.item.line,
    expected: [`a reply to ${command}`],
    received: said,
  });
}

/** Nothing comes after QUIT: a reply that is still on its way is the one to QUIT, and the one before it was too many. */
async function goesOn(run: CaseContext, session: SessionRun): Promise<boolean> {
  const { silences, timings } = run.bed;
  const ms = silences?.patience(BEHIND_QUIT, timings.replyMs) ?? timings.replyMs;
  const next = await run.receive(session, ms);
  if (next.kind === "silence") silences?.unanswered(BEHIND_QUIT);
  else silences?.answered(BEHIND_QUIT);
  return next.kind === "reply";
}

/** what a device that neither closes behind QUIT nor says goodbye leaves unanswered */
const BEHIND_QUIT = "(behind the good-bye of the fence)";

/** Whoever has said QUIT does not say it again. */
function sayGoodBye(run: CaseContext, session: SessionRun): void {
  session.pi.close();
  run.sessions.delete(session.name);
  run.left.push(session);
}

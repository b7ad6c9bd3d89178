/**
 * After the last step a session must be in step: one more command gets its own reply, and nothing else was waiting. This is
 * what finds a reply too many.
 */
import { type Received, receivedText } from "../suite/judge.js";
import { type CaseContext, CaseEnd, type SessionRun } from "./case-context.js";
import { ask } from "./steps/control.js";

/** NOOP is answered by 200 and SYST by 215: one of them differs from whatever came last. */
const FENCES = [
  { command: "NOOP", codes: [200, 250] },
  { command: "SYST", codes: [215] },
] as const;
/** what a server may say to either of them before login, when busy or when it does not know it */
const REFUSALS = [421, 450, 500, 502, 530];

export async function fence(run: CaseContext, session: SessionRun): Promise<void> {
  if (session.pi.ended !== undefined || session.data !== undefined || session.pi.finished) return;
  const [unread] = session.pi.unread;
  if (unread !== undefined) unasked(run, { kind: "reply", reply: unread });
  const last = session.lastReply?.code;
  const chosen = FENCES.find(({ codes }) => !(codes as readonly number[]).includes(last ?? 0)) ?? FENCES[0];
  const received = await ask(run, session, chosen.command);
  if (received.kind !== "reply") {
    const said = receivedText(received);
    return run.fail(`after the last step ${chosen.command} was not answered: ${said}`, {
      line: run.item.line,
      expected: [`a reply to ${chosen.command}`],
      received: said,
    });
  }
  const { code } = received.reply;
  if (!(chosen.codes as readonly number[]).includes(code) && !REFUSALS.includes(code)) unasked(run, received);
  if (session.pi.unread[0] !== undefined) unasked(run, { kind: "reply", reply: session.pi.unread[0] });
}

function unasked(run: CaseContext, received: Received): never {
  const said = receivedText(received);
  throw new CaseEnd("fail", `a reply came that nothing had asked for: ${said}`, {
    line: run.item.line,
    expected: ["no further reply"],
    received: said,
  });
}

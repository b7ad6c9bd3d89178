/** The verbs of the control connection. */
import { octetsOf } from "../../../octets/text.js";
import { verbIn, verbsIn } from "../../../suite/command-verbs.js";
import { milliseconds } from "../../../suite/duration.js";
import { alternativeText, listOf, type Received, receivedText } from "../../../suite/judge.js";
import type { Expectation, StepOf } from "../../../suite/schema.js";
import type { controlVerbs } from "../../../suite/verbs/control.js";
import type { Deviation } from "../../../suite/verdict.js";
import type { CaseContext } from "../../case-context.js";
import type { SessionRun } from "../../session-run.js";
import { CaseEnd } from "../../step-end.js";
import { commandOf, sentText } from "../sent-text.js";
import type { Located, PerformersOf } from "./performer.js";

/** How long a device may take to free the place of a session that has just ended. */
const PLACE_FREE_MS = 10_000;
const RETRY_MS = 100;

async function connectStep(run: CaseContext, step: Located<StepOf<"connect">>): Promise<void> {
  const name = step.session ?? "main";
  const endpoint = await run.sut.endpoint(step.family);
  if (endpoint === undefined) {
    const message = `the device has no IPv${step.family ?? 4} address to connect to`;
    run.trace.note(name, "no-address", message);
    run.isWithout("no-connection", message);
    throw new CaseEnd("inconclusive", message);
  }
  const expectation = step.reply === undefined ? { ...step, reply: "220" } : step;
  const until = run.trace.elapsed() + PLACE_FREE_MS;
  for (;;) {
    run.guard.forget(name);
    const opened = await run.wire.control({
      ...endpoint,
      session: name,
      trace: run.trace,
      guard: run.guard,
      timeoutMs: run.bed.timings.connectMs,
      signal: run.signal,
    });
    if (!opened.ok) {
      if (opened.fault === "stopped") throw new CaseEnd("stopped", "the run was stopped");
      // A device that is full may refuse the connection itself.
      const refused = opened.fault === "refused" && listOf(expectation.reply ?? []).includes("closed");
      if (refused) return;
      run.isWithout("no-connection", opened.message);
      return run.fail(opened.message, {
        line: step.line,
        expected: ["a connection"],
        received: opened.message,
      });
    }
    const session: SessionRun = {
      name,
      pi: opened.pi,
      verbs: ["(connect)"],
      lastReply: undefined,
      data: undefined,
      listener: undefined,
      asked: "(connect)",
      owed: 1,
    };
    run.sessions.get(name)?.pi.close();
    run.sessions.set(name, session);
    const received = await greeting(run, session, expectation);
    // The place of an earlier session may not be free yet: that is not what the case is about.
    const again = run.inPreamble || (run.asking && !run.isAbsent(received));
    if (again && isFull(received)) {
      const left = until - run.trace.elapsed() + RETRY_MS;
      // Not during the wait: a connection that has been refused may hold a place, too.
      if (left >= RETRY_MS) session.pi.close();
      if (await run.wire.again(run.trace, RETRY_MS, left, run.signal)) continue;
    }
    return run.judge(expectation, received, step.line, session);
  }
}

/** The greeting; one that says when it will come is no greeting yet (RFC 959 5.4: 120, then 220). */
async function greeting(run: CaseContext, session: SessionRun, expectation: Expectation): Promise<Received> {
  const goesOn = run.exchange();
  const { reply, lenient, inconclusive } = expectation;
  const expected = [reply, lenient, inconclusive].flatMap((item) => (item === undefined ? [] : listOf(item)));
  const isExpected = expected.some((item) => alternativeText(item).startsWith("1"));
  for (;;) {
    const received =
      expectation.within === undefined
        ? await run.answer(session)
        : await run.receive(session, milliseconds(expectation.within));
    if (isExpected || received.kind !== "reply" || received.reply.code !== LATER) return received;
    if (!goesOn()) return run.endless(session, received);
  }
}

/** RFC 959 4.2.1: service ready in so many minutes */
const LATER = 120;

/** The device does not let an account in. */
export class LoginRefused extends CaseEnd {
  constructor(
    readonly command: "USER" | "PASS",
    readonly received: Received,
    reason: string,
    deviation?: Deviation,
  ) {
    super("inconclusive", reason, deviation);
  }
}

/** USER and PASS, in any of the forms of RFC 959 5.4. It is never the purpose of a case, so a refusal proves nothing. */
async function loginStep(run: CaseContext, step: Located<StepOf<"login">>): Promise<void> {
  const session = run.session(step.session);
  const account = run.bed.accounts[step.login];
  if (account === undefined) {
    run.isWithout("no-account", `the profile has no ${step.login} account`);
    throw new CaseEnd("inconclusive", `the profile has no ${step.login} account`);
  }
  let received = await ask(run, session, `USER ${account.user}`);
  let command: "USER" | "PASS" = "USER";
  if (received.kind === "reply" && received.reply.code === 331) {
    command = "PASS";
    received = await ask(run, session, `PASS ${account.password}`);
  }
  if (received.kind === "reply" && (received.reply.code === 230 || received.reply.code === 202)) return;
  const said = receivedText(received);
  const deviation = { line: step.line, expected: ["230"], received: said };
  run.answersAbsent(received, deviation);
  if (run.asking) run.fail(`USER and PASS of ${account.user} were answered with ${said}`, deviation);
  if (received.kind !== "reply") {
    throw new LoginRefused(command, received, `the login as ${account.user} failed: ${said}`);
  }
  throw new LoginRefused(command, received, `the login as ${account.user} was refused: ${said}`, deviation);
}

/** How long a busy device is asked again (AMB-019); outside the cases that are about it, busy proves nothing. */
const BUSY_MS = 10_000;

/**
 * Sends a command of the tester's own and waits for its final reply; asks again while the device is busy.
 * @param written the command without what a device filled in (WireGuard); all of it is ours when left out
 */
export async function ask(
  run: CaseContext,
  session: SessionRun,
  command: string,
  written = command,
): Promise<Received> {
  const { silences } = run.bed;
  // One that is always busy with it is not asked for so long every time.
  const busyWith = `(busy) ${verbIn(command)}`;
  const until = run.trace.elapsed() + (silences?.patience(busyWith, BUSY_MS) ?? BUSY_MS);
  for (let wait = RETRY_MS; ; wait *= 2) {
    run.nothingUnasked(session);
    say(run, session, command, written);
    const received = await finalReply(run, session);
    // Whoever was told to go has nobody to be busy for, and may have closed.
    const busy = received.kind === "reply" && received.reply.code === 450 && command !== "QUIT";
    if (!busy) {
      silences?.answered(busyWith);
      return received;
    }
    if (await run.wire.again(run.trace, wait, until - run.trace.elapsed(), run.signal)) continue;
    silences?.unanswered(busyWith);
    return received;
  }
}

/**
 * Sends a command as a line of its own: nothing that is unfinished becomes part of it.
 * @param written as the case and the profile wrote it; the tester's own when left out
 */
export function say(run: CaseContext, session: SessionRun, command: string, written = command): void {
  if (session.pi.unfinished)
    throw new CaseEnd(
      "error",
      `${verbIn(command)} was not sent behind a line without its end; end it with octets:`,
    );
  run.sending(session, [verbIn(command)]);
  session.pi.send(octetsOf(`${command}\r\n`), `${written}\r\n`);
}

async function finalReply(run: CaseContext, session: SessionRun): Promise<Received> {
  const goesOn = run.exchange();
  for (;;) {
    const received = await run.answer(session);
    if (received.kind !== "reply" || received.reply.code >= 200) return received;
    if (!goesOn()) return run.endless(session, received);
  }
}

async function commandStep(run: CaseContext, step: Located<StepOf<"command">>): Promise<void> {
  const session = run.session(step.session);
  const { text: command, written } = commandOf(run, step.command, session);
  if ((run.inPreamble || run.asking) && step.reply !== undefined) {
    return run.judge(step, await ask(run, session, command, written), step.line, session);
  }
  say(run, session, command, written);
  if (step.reply !== undefined) await run.expect(session, step, step.line);
}

async function octetsStep(run: CaseContext, step: Located<StepOf<"octets">>): Promise<void> {
  const session = run.session(step.session);
  const { text, written } = sentText(run, step.octets, session);
  // One whole line gets one reply; of anything else nobody knows.
  run.sending(session, verbsIn(text), /^[ -~]+\r\n$/.test(text) ? 1 : Number.NaN);
  if (step.split === true) await session.pi.sendSplit(octetsOf(text), written);
  else session.pi.send(octetsOf(text), written);
  if (step.reply !== undefined) await run.expect(session, step, step.line);
}

async function replyStep(run: CaseContext, step: Located<StepOf<"reply">>): Promise<void> {
  const session = run.session(step.session);
  if (step.to !== undefined) session.verbs = [verbIn(step.to)];
  await run.expect(session, step, step.line);
}

async function silenceStep(run: CaseContext, step: Located<StepOf<"silence">>): Promise<void> {
  const session = run.session(step.session);
  const received = await run.receive(session, milliseconds(step.silence));
  if (received.kind === "silence" && received.partial === "") return;
  run.fail(`expected no reply for ${step.silence}; received ${receivedText(received)}`, {
    line: step.line,
    expected: ["silence"],
    received: receivedText(received),
  });
}

async function closedStep(run: CaseContext, step: Located<StepOf<"closed">>): Promise<void> {
  const session = run.session(step.session);
  const timeoutMs = step.within === undefined ? run.bed.timings.replyMs : milliseconds(step.within);
  const received = await run.receive(session, timeoutMs);
  if (received.kind === "closed" && received.partial === "") return;
  run.fail(`expected the device to close the control connection; received ${receivedText(received)}`, {
    line: step.line,
    expected: ["closed"],
    received: receivedText(received),
  });
}

async function disconnectStep(run: CaseContext, step: Located<StepOf<"disconnect">>): Promise<void> {
  const session = run.session(step.session);
  if (step.disconnect === "half") return session.pi.finish();
  if (step.disconnect === "reset") session.pi.reset();
  else session.pi.close();
  run.sessions.delete(session.name);
  run.left.push(session);
}

function isFull(received: Received): boolean {
  if (received.kind === "reply") return received.reply.code === 421;
  return received.kind === "closed";
}

export const controlPerformers = {
  connect: connectStep,
  login: loginStep,
  command: commandStep,
  octets: octetsStep,
  reply: replyStep,
  silence: silenceStep,
  closed: closedStep,
  disconnect: disconnectStep,
} satisfies PerformersOf<typeof controlVerbs>;

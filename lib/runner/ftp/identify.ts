/** The first look at a device: who is there, whether it lets one in, and where it would have files put. */
import { Trace } from "../../net/trace.js";
import { octetsOf } from "../../octets/text.js";
import { type Case, emptyFolder } from "../../suite/case.js";
import { type Received, receivedText } from "../../suite/judge.js";
import { CaseContext } from "../case-context.js";
import type { DeviceIdentity } from "../journal.js";
import type { DeviceFacts, SessionRun } from "../session-run.js";
import { AS_IT_IS, type Testbed } from "../testbed.js";
import { workDirectoryIn } from "./device-words.js";
import { ask, LoginRefused } from "./steps/control.js";
import { perform } from "./steps/perform.js";
import { HazardGuard } from "./wire-guard.js";

export type Met =
  | { ok: true; identity: DeviceIdentity; series: ReadonlyMap<string, number> }
  /** `login`: user and password are refused, which is for the user to mend; anything else is the device's */
  | { ok: false; fault: "device" | "login"; message: string };

const NOTHING_KNOWN: DeviceFacts = { present: new Set(), texts: "codes", variables: {}, series: new Map() };

/** The first look takes a session and nothing more. */
export const FIRST_LOOK: Case = {
  id: "first-look",
  suite: "",
  suiteTitle: "",
  source: "",
  purpose: "",
  covers: [],
  strength: "may",
  hazard: "session",
  needs: [],
  config: [],
  arrange: [],
  preamble: [],
  twin: undefined,
  steps: [],
  cleanup: [],
  negative: false,
  folder: emptyFolder(),
  file: "",
  line: 0,
};

/**
 * Connects once, logs in and asks who is there. Nothing beyond `observe` is sent.
 * @param asked commands whose lines some devices send as a reply each
 */
export async function meet(bed: Testbed, asked: Iterable<string>, signal: AbortSignal): Promise<Met> {
  const guard = new HazardGuard("observe", "the first look at the device");
  const sut = await bed.acquire(AS_IT_IS);
  const run = new CaseContext({
    item: FIRST_LOOK,
    bed,
    sut,
    trace: new Trace(),
    guard,
    facts: NOTHING_KNOWN,
    strict: false,
    signal,
  });
  try {
    await perform(run, { verb: "connect", connect: true, reply: "220", line: 0 });
    const session = run.session("main");
    if (session.lastReply?.irregularities.includes("over-long") === true)
      return { ok: false, fault: "device", message: "its greeting does not come to an end" };
    const greeting = session.lastReply?.lines.join("\n") ?? "";
    if (bed.accounts.root === undefined)
      return { ok: true, identity: { greeting, system: "", work: bed.work ?? "/" }, series: new Map() };
    await perform(run, { verb: "login", login: "root", line: 0 });
    const system = receivedText(await heard(run, session, "SYST"));
    const work = workDirectoryIn(await heard(run, session, "PWD"));
    const series = new Map<string, number>();
    for (const command of asked) {
      const count = await countReplies(run, session, command);
      if (count > 1) series.set(command, count);
    }
    await ask(run, session, "QUIT");
    return { ok: true, identity: { greeting, system, work: bed.work ?? work }, series };
  } catch (error) {
    if (error instanceof LoginRefused) return refusal(error);
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, fault: "device", message };
  } finally {
    for (const session of run.sessions.values()) session.pi.close();
    await sut.release();
  }
}

/** Replies to one command: what comes before the reply to the next one. */
async function countReplies(run: CaseContext, session: SessionRun, command: string): Promise<number> {
  const first = await ask(run, session, command);
  if (first.kind !== "reply" || first.reply.multiline || first.reply.code >= 400) return 1;
  session.pi.send(octetsOf("NOOP\r\n"));
  const goesOn = run.exchange();
  for (let count = 1; ; count += 1) {
    const next = await run.receive(session, run.bed.timings.replyMs);
    if (next.kind !== "reply" || next.reply.code !== first.reply.code) return count;
    if (!goesOn()) run.fail(`${command} is answered again and again: ${receivedText(next)}`);
  }
}

/** A device that says nothing at the first look says nothing later either: no case is begun on it. */
async function heard(run: CaseContext, session: SessionRun, command: string): Promise<Received> {
  const received = await ask(run, session, command);
  if (received.kind === "reply" || received.kind === "flood") return received;
  return run.fail(`after the login ${command} was not answered: ${receivedText(received)}`);
}

const WANTS_TLS = /\b(TLS|SSL|FTPS|encrypt\w*|cleartext|secure connection)\b/i;

/** What a login came to that was not let in: the password's fault only where the device says just that. */
function refusal({ command, received, message }: LoginRefused): Met {
  if (received.kind !== "reply") return { ok: false, fault: "device", message };
  const { code, lines } = received.reply;
  const said = receivedText(received);
  if (code >= 400 && WANTS_TLS.test(lines.join(" ")))
    return {
      ok: false,
      fault: "device",
      message: `the device wants TLS (${said}); flashgate speaks plain FTP, so let the device take logins without it`,
    };
  if (code === 530 || code === 430 || (command === "PASS" && code >= 500 && code < 600))
    return { ok: false, fault: "login", message };
  if (code === 332)
    return {
      ok: false,
      fault: "device",
      message: `the device asks for an account (ACCT) beside user and password: ${said}`,
    };
  return {
    ok: false,
    fault: "device",
    message: `${command} was answered with ${said}, so nobody is logged in`,
  };
}

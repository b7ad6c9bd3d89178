import type { Trace } from "../../net/trace.js";
import type { ReplyOutcome } from "../../tester/ftp/user-pi.js";
import type { ControlLink } from "../../tester/wire.js";
import type { SystemUnderTest, Testbed } from "../testbed.js";
import { HazardGuard } from "./wire-guard.js";

export type Health = { alive: true; greeting: string } | { alive: false; message: string };

/** A place of the session before may take a moment to become free, which is no illness. */
const RETRY_MS = 100;
/** It has greeted, so it lives; how it says good-bye is courtesy. */
const BYE_MS = 2_000;
const GOOD_BYE = "(the good-bye of the health probe)";
const BUSY = new Set([421, 450, 530]);

/** Does the device still greet a new session? Connects, reads the greeting and says QUIT. */
export async function probeHealth(
  bed: Testbed,
  sut: SystemUnderTest,
  trace: Trace,
  signal: AbortSignal,
): Promise<Health> {
  const guard = new HazardGuard("observe", "the health probe");
  const until = trace.elapsed() + bed.timings.replyMs;
  for (;;) {
    const endpoint = await sut.endpoint(undefined);
    if (endpoint === undefined) return { alive: false, message: "it has no address" };
    const { connectMs } = bed.timings;
    const opened = await sut.wire.control({
      ...endpoint,
      session: "health",
      trace,
      guard,
      timeoutMs: connectMs,
      signal,
    });
    if (!opened.ok) return { alive: false, message: opened.message };
    const outcome = await greetingOf(opened.pi, bed.timings.replyMs);
    const reply = outcome.kind === "reply" ? outcome.reply : undefined;
    if (reply?.code === 220) {
      opened.pi.send(Buffer.from("QUIT\r\n"));
      const { silences } = bed;
      const byeMs = Math.min(BYE_MS, bed.timings.replyMs);
      const bye = await opened.pi.nextReply(silences?.patience(GOOD_BYE, byeMs) ?? byeMs);
      if (bye.kind === "silence") silences?.unanswered(GOOD_BYE);
      else silences?.answered(GOOD_BYE);
      opened.pi.close();
      return { alive: true, greeting: reply.lines.join("\n") };
    }
    opened.pi.close();
    const full = reply === undefined ? outcome.kind === "closed" : BUSY.has(reply.code);
    const again =
      full &&
      (await sut.wire.again(trace, RETRY_MS, until - trace.elapsed() + RETRY_MS, signal)) &&
      !signal.aborted;
    if (!again) {
      const said =
        reply === undefined ? `no greeting (${outcome.kind})` : `${reply.code} ${reply.lines.join(" ")}`;
      return { alive: false, message: `a new session gets ${said}` };
    }
  }
}

/** The greeting; one that says when it will come is followed by it (RFC 959 5.4: 120, then 220). */
async function greetingOf(pi: ControlLink, replyMs: number): Promise<ReplyOutcome> {
  const first = await pi.nextReply(replyMs);
  return first.kind === "reply" && first.reply.code === LATER ? pi.nextReply(replyMs) : first;
}

const LATER = 120;

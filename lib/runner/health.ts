import type { Trace } from "../net/trace.js";
import type { Bench, Testbed } from "./testbed.js";
import { HazardGuard } from "./wire-guard.js";

export type Health = { alive: true; greeting: string } | { alive: false; message: string };

/** A place of the session before may take a moment to become free, which is no illness. */
const RETRY_MS = 100;
const BUSY = new Set([120, 421, 450, 530]);

/** Does the device still greet a new session? Connects, reads the greeting and says QUIT. */
export async function probeHealth(
  bed: Testbed,
  bench: Bench,
  trace: Trace,
  signal: AbortSignal,
): Promise<Health> {
  const guard = new HazardGuard("observe", false, "the health probe");
  const until = trace.elapsed() + bed.timings.replyMs;
  for (;;) {
    const endpoint = await bench.endpoint(undefined);
    if (endpoint === undefined) return { alive: false, message: "it has no address" };
    const { connectMs } = bed.timings;
    const opened = await bench.wire.control({
      ...endpoint,
      session: "health",
      trace,
      guard,
      timeoutMs: connectMs,
      signal,
    });
    if (!opened.ok) return { alive: false, message: opened.message };
    const outcome = await opened.pi.nextReply(bed.timings.replyMs);
    const reply = outcome.kind === "reply" ? outcome.reply : undefined;
    if (reply?.code === 220) {
      opened.pi.send(Buffer.from("QUIT\r\n"));
      await opened.pi.nextReply(bed.timings.replyMs);
      opened.pi.close();
      return { alive: true, greeting: reply.lines.join("\n") };
    }
    opened.pi.close();
    const full = reply === undefined ? outcome.kind === "closed" : BUSY.has(reply.code);
    const again =
      full &&
      (await bench.wire.again(trace, RETRY_MS, until - trace.elapsed() + RETRY_MS, signal)) &&
      !signal.aborted;
    if (!again) {
      const said =
        reply === undefined ? `no greeting (${outcome.kind})` : `${reply.code} ${reply.lines.join(" ")}`;
      return { alive: false, message: `a new session gets ${said}` };
    }
  }
}

/** What a run finds out about the device before its first case: identity, working directory, capabilities. */
import { Trace } from "../net/trace.js";
import { octetsOf } from "../octets/text.js";
import { type Capability, type Case, emptyFolder, type SuiteFolder } from "../suite/case.js";
import { receivedText } from "../suite/judge.js";
import { needsOf } from "../suite/selection.js";
import { CaseContext, CaseEnd, type DeviceFacts, type SessionRun } from "./case-context.js";
import { dialogueOf } from "./case-record.js";
import { workDirectoryIn } from "./device-words.js";
import type { CapabilityRecord, DeviceIdentity } from "./journal.js";
import { type CaseResult, type RunCaseOptions, runCase } from "./run-case.js";
import { secretsOf, withoutSecrets } from "./secrets.js";
import { ask } from "./steps/control.js";
import { perform } from "./steps/perform.js";
import { AS_IT_IS, type Testbed } from "./testbed.js";
import { HazardGuard } from "./wire-guard.js";

export type Met =
  | { ok: true; identity: DeviceIdentity; series: ReadonlyMap<string, number> }
  | { ok: false; fault: "unreachable" | "login"; message: string };

const NOTHING_KNOWN: DeviceFacts = { present: new Set(), texts: "codes", variables: {}, series: new Map() };

/** Replies to one command: what comes before the reply to the next one. */
async function countReplies(run: CaseContext, session: SessionRun, command: string): Promise<number> {
  const first = await ask(run, session, command);
  if (first.kind !== "reply" || first.reply.multiline || first.reply.code >= 400) return 1;
  session.pi.send(octetsOf("NOOP\r\n"));
  for (let count = 1; ; count += 1) {
    const next = await run.receive(session, run.bed.timings.replyMs);
    if (next.kind !== "reply" || next.reply.code !== first.reply.code) return count;
  }
}

/**
 * Connects once, logs in and asks who is there. Nothing beyond `observe` is sent.
 * @param asked commands whose lines some devices send as a reply each
 */
export async function meet(bed: Testbed, asked: Iterable<string>, signal: AbortSignal): Promise<Met> {
  const guard = new HazardGuard("observe", false, "the first look at the device");
  const bench = await bed.acquire(AS_IT_IS);
  const item = probe("identity", emptyFolder());
  const run = new CaseContext(item, bed, bench, new Trace(), guard, NOTHING_KNOWN, false, signal);
  try {
    await perform(run, { verb: "connect", connect: true, reply: "220", line: 0 });
    const session = run.session("main");
    if (session.lastReply?.irregularities.includes("over-long") === true) {
      return { ok: false, fault: "unreachable", message: "its greeting does not come to an end" };
    }
    const greeting = session.lastReply?.lines.join("\n") ?? "";
    if (bed.accounts.root === undefined)
      return { ok: true, identity: { greeting, system: "", work: bed.work ?? "/" }, series: new Map() };
    try {
      await perform(run, { verb: "login", login: "root", line: 0 });
    } catch (error) {
      // A refusal is the profile's fault; a device that says nothing is its own.
      if (error instanceof CaseEnd && error.deviation !== undefined)
        return { ok: false, fault: "login", message: error.message };
      throw error;
    }
    const system = receivedText(await ask(run, session, "SYST"));
    const work = bed.work ?? workDirectoryIn(await ask(run, session, "PWD"));
    const series = new Map<string, number>();
    for (const command of asked) {
      const count = await countReplies(run, session, command);
      if (count > 1) series.set(command, count);
    }
    await ask(run, session, "QUIT");
    return { ok: true, identity: { greeting, system, work }, series };
  } catch (error) {
    return {
      ok: false,
      fault: "unreachable",
      message: error instanceof Error ? error.message : String(error),
    };
  } finally {
    for (const session of run.sessions.values()) session.pi.close();
    await bench.release();
  }
}

type CapabilityFact = { present: true } | { present: false; reason: string };
export type Capabilities = Map<string, CapabilityFact>;

export type Detected =
  | { ok: true; capabilities: Capabilities; probes: CapabilityRecord[] }
  | { ok: false; message: string };

/** Probes every capability that the cases depend on and that the profile does not state. */
export async function detectCapabilities(
  cases: readonly Case[],
  bed: Testbed,
  known: Pick<DeviceFacts, "variables" | "series" | "names">,
  signal: AbortSignal,
  told: (name: string, done: number, of: number) => void = () => {},
): Promise<Detected> {
  const found: Capabilities = new Map();
  const probes: CapabilityRecord[] = [];
  const secrets = secretsOf(bed.accounts);
  const settle = (name: string, present: boolean, reason: string, trace: Trace | undefined): void => {
    const shown = withoutSecrets(reason, secrets);
    found.set(name, present ? { present } : { present, reason: shown });
    const dialogue = trace === undefined ? [] : dialogueOf(trace, secrets);
    probes.push({ type: "capability", name, present, reason: shown, stated: trace === undefined, dialogue });
  };
  const wanted = wantedCapabilities(cases, bed);
  const facts: DeviceFacts = { present: new Set(), texts: "codes", ...known };
  const probeOne = async ({ capability, folder }: Wanted): Promise<string | undefined> => {
    told(capability.name, probes.length, wanted.length);
    const stated = bed.stated[capability.name];
    if (stated !== undefined) {
      settle(capability.name, stated, stated ? "" : "the profile says that it is absent", undefined);
      return undefined;
    }
    const result = await askFor(capability, folder, { bed, facts, signal, permit: bed.permit });
    if (result === undefined) return "the run was stopped";
    if (result.died === true)
      return `the device died while the capability ${capability.name} was looked for: ${result.reason}`;
    const reason = result.verdict === "pass" ? "" : shortened(result.deviation?.received ?? result.reason);
    settle(capability.name, result.verdict === "pass", reason, result.trace);
    return undefined;
  };
  const queue = [...wanted];
  let fault: string | undefined;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && fault === undefined; next = queue.shift()) {
      fault ??= await probeOne(next);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, bed.jobs) }, worker));
  if (fault !== undefined) return { ok: false, message: fault };
  return { ok: true, capabilities: found, probes: probes.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Asks the device, or a journal, for one capability: it is present when the steps pass. */
export function askFor(
  capability: Capability,
  folder: SuiteFolder,
  options: Pick<RunCaseOptions, "bed" | "facts" | "signal" | "permit" | "trace">,
): Promise<CaseResult | undefined> {
  return runCase(probe(capability.name, folder, capability), { ...options, strict: false });
}

/** A reply of many lines is recognised by its beginning. */
export function shortened(reason: string): string {
  return reason.length > MOST_OF_A_REASON ? `${reason.slice(0, MOST_OF_A_REASON)}...` : reason;
}

const MOST_OF_A_REASON = 100;

interface Wanted {
  capability: Capability;
  folder: SuiteFolder;
}

/** Always looked for: how texts are compared and whether uploads to a sink are harmless depend on them. */
const ALWAYS = ["documented-texts", "test-mode"];

function wantedCapabilities(cases: readonly Case[], bed: Testbed): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const item of cases) {
    const conditional = item.preamble.flatMap((name) =>
      (item.folder.preambles.get(name)?.steps ?? []).flatMap((step) => step.when ?? []),
    );
    // A configuration that the profile does not state may follow from a capability.
    const implied = [...item.folder.capabilities.values()].filter((known) =>
      known.satisfies.some((line) => item.config.includes(line)),
    );
    const implying = implied.map((known) => known.name);
    const arrangements = item.arrange.filter((name) => !bed.arranged(name));
    for (const name of [...ALWAYS, ...needsOf(item), ...conditional, ...implying, ...arrangements]) {
      const capability = item.folder.capabilities.get(name);
      if (capability !== undefined) wanted.set(name, { capability, folder: item.folder });
    }
  }
  return [...wanted.values()];
}

/** Whether a configuration line holds because of what the device turned out to be capable of. */
export function satisfied(line: string, cases: readonly Case[], capabilities: Capabilities): boolean {
  for (const folder of new Set(cases.map((item) => item.folder))) {
    for (const capability of folder.capabilities.values()) {
      if (capability.satisfies.includes(line) && capabilities.get(capability.name)?.present === true)
        return true;
    }
  }
  return false;
}

/** A probe runs as a case does: it may not do more than a session can. */
export function probe(name: string, folder: SuiteFolder, capability?: Capability): Case {
  return {
    id: `capability.${name}`,
    suite: "capability",
    suiteTitle: "",
    source: "",
    purpose: capability?.says ?? name,
    covers: [],
    strength: "may",
    hazard: "session",
    needs: [],
    config: capability?.satisfies ?? [],
    arrange: [],
    preamble: capability?.preamble ?? [],
    twin: undefined,
    steps: capability?.steps ?? [],
    cleanup: [],
    negative: false,
    folder,
    file: folder.path,
    line: 0,
  };
}

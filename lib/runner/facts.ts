/** What a run finds out before its first case about what the device can do. */
import type { Trace } from "../net/trace.js";
import type { Case } from "../suite/case.js";
import { type CapabilityFact, impliedBy, needsOf } from "../suite/selection.js";
import { dialogueOf } from "./case-record.js";
import type { CapabilityRecord } from "./journal.js";
import { questionFor } from "./question.js";
import { type CaseResult, runCase } from "./run-case.js";
import { secretsOf, withoutSecrets } from "./secrets.js";
import type { DeviceFacts } from "./session-run.js";
import type { Testbed } from "./testbed.js";

export type Capabilities = Map<string, CapabilityFact>;

export type Detected =
  | { ok: true; capabilities: Capabilities; probes: CapabilityRecord[] }
  | { ok: false; message: string };

/** Asks for every capability that is wanted and that the profile does not state. */
export async function detectCapabilities(
  wanted: readonly Case[],
  bed: Testbed,
  known: Pick<DeviceFacts, "variables" | "series" | "names">,
  signal: AbortSignal,
  told: (name: string, done: number, of: number) => void = () => {},
): Promise<Detected> {
  const found: Capabilities = new Map();
  const probes: CapabilityRecord[] = [];
  const secrets = secretsOf(bed.accounts);
  const settle = (name: string, answer: CapabilityFact, trace: Trace | undefined): void => {
    const fact = withoutSecrets(answer, secrets);
    found.set(name, fact);
    const dialogue = trace === undefined ? [] : dialogueOf(trace, secrets);
    const record = { reason: "", ...fact, stated: trace === undefined, dialogue };
    probes.push({ type: "capability", name, ...record });
  };
  const facts: DeviceFacts = { present: new Set(), texts: "codes", ...known };
  const probeOne = async (item: Case, name: string): Promise<string | undefined> => {
    told(name, probes.length, wanted.length);
    const stated = bed.stated[name];
    if (stated !== undefined) {
      const absent = { present: false, reason: "the profile says that it is absent" } as const;
      settle(name, stated ? { present: true } : absent, undefined);
      return undefined;
    }
    const result = await runCase(item, { bed, facts, signal, permit: bed.permit, strict: false });
    if (result === undefined) return "the run was stopped";
    if (result.died === true)
      return `the device died while the capability ${name} was looked for: ${result.reason}`;
    settle(name, answerOf(result), result.trace);
    return undefined;
  };
  const queue = [...wanted];
  let fault: string | undefined;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && fault === undefined; next = queue.shift()) {
      fault ??= await probeOne(next, next.capability?.name ?? next.id);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, bed.jobs) }, worker));
  if (fault !== undefined) return { ok: false, message: fault };
  return { ok: true, capabilities: found, probes: probes.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** What a question came to: there when it passed, not there when the device says so, and unknown otherwise. */
export function answerOf({ verdict, absent, reason, deviation }: CaseResult): CapabilityFact {
  if (absent !== undefined) return { present: false, reason: shortened(absent) };
  if (verdict === "pass") return { present: true };
  return { present: false, reason: shortened(deviation?.received ?? reason), unknown: true };
}

/** A reply of many lines is recognised by its beginning. */
function shortened(reason: string): string {
  return reason.length > MOST_OF_A_REASON ? `${reason.slice(0, MOST_OF_A_REASON)}...` : reason;
}

const MOST_OF_A_REASON = 100;

/** The questions for every capability that decides about one of the cases. @param required those that must be there */
export function questionsOf(cases: readonly Case[], bed: Testbed, required: readonly string[] = []): Case[] {
  const names = new Set(required);
  for (const item of cases) {
    const { lookedFor = [] } = item.folder.system ?? {};
    for (const name of [...lookedFor, ...needsOf(item), ...impliedBy(item, bed)]) names.add(name);
  }
  return [...names].flatMap((name) => questionFor(name, cases, false) ?? []);
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

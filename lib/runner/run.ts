/** One run: the selected cases on one testbed, overlapping where the bed allows, each into the journal as it ends. */

import { setMaxListeners } from "node:events";
import { Trace } from "../net/trace.js";
import type { Case } from "../suite/case.js";
import type { NotSelected } from "../suite/verdict.js";
import type { DeviceFacts } from "./case-context.js";
import { caseIdentity, dialogueOf } from "./case-record.js";
import { probeHealth } from "./health.js";
import {
  type CapabilityRecord,
  type CaseRecord,
  type DeviceIdentity,
  type Journal,
  type JournalRecord,
  type NotRunRecord,
  type RunEnd,
  type RunHeader,
} from "./journal.js";
import { type CaseResult, runCase } from "./run-case.js";
import { secretsOf, withoutSecrets } from "./secrets.js";
import { AS_IT_IS, type Testbed } from "./testbed.js";
import { heldAgainstTwin } from "./twins.js";

export type Ended = CaseRecord | NotRunRecord;

/** Who wants to know how the run goes on. */
export interface RunListener {
  began?(header: RunHeader): void;
  caseBegan?(item: Case): void;
  caseEnded?(record: Ended): void;
  ended?(end: RunEnd): void;
}

export interface RunOptions {
  bed: Testbed;
  facts: DeviceFacts;
  header: RunHeader;
  /** how the capabilities came out */
  probes: readonly CapabilityRecord[];
  strict: boolean;
  cases: readonly Case[];
  notSelected: readonly (NotSelected & { item: Case })[];
  /** what an earlier process came to before it ended: kept, and not run again */
  resumed?: Pick<Journal, "capabilities" | "cases" | "notSelected"> | undefined;
  /** asks the device once more who it is, when everything is done */
  identify?: ((signal: AbortSignal) => Promise<DeviceIdentity | undefined>) | undefined;
  write: (record: JournalRecord) => void;
  listener: RunListener;
}

/** A dead device that has been recovered may take its time to boot. */
const RECOVERY_MS = 120_000;
const RECOVERY_POLL_MS = 500;

export class Run {
  /** in the order in which they run: a twin before the cases that lean on it */
  readonly cases: readonly Case[];
  readonly #settled = new Map<string, { promise: Promise<Ended>; settle: (record: Ended) => void }>();
  readonly #stop = new AbortController();
  #stopped: string | undefined;
  #finished: Promise<RunEnd> | undefined;

  constructor(readonly options: RunOptions) {
    this.cases = twinsFirst(options.cases);
    // Every wait of every overlapping case listens to it, and takes its listener away again.
    setMaxListeners(0, this.#stop.signal);
    for (const item of this.cases) {
      let settle: (record: Ended) => void = () => {};
      const promise = new Promise<Ended>((resolve) => {
        settle = resolve;
      });
      this.#settled.set(item.id, { promise, settle });
    }
  }

  /** Begins, the first time it is called. @returns when every case has a record. */
  start(): Promise<RunEnd> {
    this.#finished ??= this.#run();
    return this.#finished;
  }

  /** @returns what the case came to, once it has ended */
  result(id: string): Promise<Ended> {
    const settled = this.#settled.get(id);
    if (settled === undefined) throw new Error(`${id} is not in this run`);
    return settled.promise;
  }

  /** Ends the run now; what has a verdict keeps it. */
  stop(reason: string): void {
    this.#stopped ??= reason;
    this.#stop.abort();
  }

  async #run(): Promise<RunEnd> {
    const { header, notSelected, write, listener, bed, resumed } = this.options;
    const trace = new Trace();
    if (resumed === undefined) write(header);
    else write({ type: "resumed", started: header.started, flashgate: header.flashgate });
    listener.began?.(header);
    const asked = new Set(resumed?.capabilities?.map(({ name }) => name));
    for (const record of this.options.probes) if (!asked.has(record.name)) write(record);
    const told = new Set(resumed?.notSelected.map(({ id }) => id));
    for (const { item, ...why } of notSelected) {
      if (!told.has(item.id)) write({ type: "not-selected", ...caseIdentity(item), ...why });
    }
    const done = new Set(resumed?.cases.map(({ id }) => id));
    for (const record of resumed?.cases ?? []) this.#settle(record);
    const queue = this.cases.filter(({ id }) => !done.has(id));
    const worker = async (): Promise<void> => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift())
        this.#record(await this.#one(item));
    };
    await Promise.all(Array.from({ length: Math.max(1, bed.jobs) }, worker));
    const device = await this.options.identify?.(this.#stop.signal);
    const end: RunEnd = {
      type: "end",
      finished: new Date().toISOString(),
      durationMs: trace.elapsed(),
      stopped: this.#stopped,
      ...(device !== undefined && { device }),
    };
    write(end);
    listener.ended?.(end);
    return end;
  }

  async #one(item: Case): Promise<Ended> {
    const notRun = (): NotRunRecord => ({
      type: "not-run",
      ...caseIdentity(item),
      reason: this.#stopped ?? "the run was stopped",
    });
    if (this.#stop.signal.aborted) return notRun();
    this.options.listener.caseBegan?.(item);
    const result = await this.#attempt(item);
    if (result === undefined) return notRun();
    let attempts = 1;
    let judged = result;
    if (result.died === true && this.options.bed.persistent) {
      judged = await this.#afterDeath(item, result);
      attempts = judged === result ? 1 : 2;
    }
    return this.#held(item, recordOf(item, judged, attempts, secretsOf(this.options.bed.accounts)));
  }

  #attempt(item: Case): Promise<CaseResult | undefined> {
    const { bed, facts, strict } = this.options;
    return runCase(item, { bed, facts, strict, signal: this.#stop.signal, permit: bed.permit });
  }

  /** Design C3: recover, repeat the case once to confirm, go on; without a way to recover the run ends here. */
  async #afterDeath(item: Case, first: CaseResult): Promise<CaseResult> {
    if (!(await this.#recovered())) {
      this.stop(`the device died in ${item.id}`);
      return first;
    }
    const second = await this.#attempt(item);
    if (second === undefined) return first;
    const again =
      second.died === true
        ? "it died again when the case was repeated"
        : "it did not die when the case was repeated";
    if (second.died === true && !(await this.#recovered())) this.stop(`the device died in ${item.id}`);
    return {
      ...first,
      reason: `${first.reason}; ${again}`,
      durationMs: first.durationMs + second.durationMs,
    };
  }

  async #recovered(): Promise<boolean> {
    const { bed } = this.options;
    if (bed.recover === undefined) return false;
    await bed.recover();
    const { signal } = this.#stop;
    const trace = new Trace();
    const bench = await bed.acquire(AS_IT_IS);
    try {
      while (trace.elapsed() < RECOVERY_MS && !signal.aborted) {
        if ((await probeHealth(bed, bench, trace, signal)).alive) return true;
        await bench.wire.pause(RECOVERY_POLL_MS, signal);
      }
      return false;
    } finally {
      await bench.release();
    }
  }

  /** A refusal whose twin was not reached is not reached either: whoever goes on with the run has both before him. */
  async #held(item: Case, record: CaseRecord): Promise<Ended> {
    const twin = item.twin === undefined ? undefined : this.#settled.get(item.twin);
    const other = item.negative && record.verdict === "pass" ? await twin?.promise : undefined;
    if (other?.type === "not-run")
      return { type: "not-run", ...caseIdentity(item), reason: `its valid twin ${item.twin} was not run` };
    return heldAgainstTwin(item, record, other);
  }

  #record(record: Ended): void {
    this.options.write(record);
    this.#settle(record);
  }

  #settle(record: Ended): void {
    this.#settled.get(record.id)?.settle(record);
    this.options.listener.caseEnded?.(record);
  }
}

function recordOf(item: Case, result: CaseResult, attempts: number, secrets: readonly string[]): CaseRecord {
  const { trace, ...outcome } = result;
  return {
    type: "case",
    ...caseIdentity(item),
    hazard: item.hazard,
    file: `${item.file}:${item.line}`,
    ...withoutSecrets(outcome, secrets),
    attempts,
    dialogue: dialogueOf(trace, secrets),
  };
}

function twinsFirst(cases: readonly Case[]): Case[] {
  const byId = new Map(cases.map((item) => [item.id, item]));
  const ordered = new Set<Case>();
  for (const item of cases) {
    const twin = item.twin === undefined ? undefined : byId.get(item.twin);
    if (twin !== undefined) ordered.add(twin);
    ordered.add(item);
  }
  return [...ordered];
}

/** Exit status of design C5. Nothing that did not run is ever green. */
export function exitCode(records: readonly Ended[], stopped: string | undefined): 0 | 1 | 3 {
  if (stopped !== undefined) return 3;
  if (records.some((record) => record.type === "case" && record.verdict === "fail")) return 1;
  if (records.length === 0 || records.some((record) => record.type !== "case" || record.verdict !== "pass"))
    return 3;
  return 0;
}

/** One run: the selected cases on one testbed, overlapping where the bed allows, each into the journal as it ends. */

import { setMaxListeners } from "node:events";
import { lagSoFar, measureLag, worstLag } from "../net/lag.js";
import { Trace } from "../net/trace.js";
import type { Case } from "../suite/case.js";
import type { NotSelected } from "../suite/verdict.js";
import type { CaseContext } from "./case-context.js";
import { caseIdentity, recordOf } from "./case-record.js";
import { answerTime, expectedTime } from "./estimate.js";
import { probeHealth } from "./ftp/health.js";
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
import { Pace } from "./pace.js";
import { type CaseResult, runCase, standsAt } from "./run-case.js";
import type { Ended, Expected, RunListener } from "./run-listener.js";
import { secretsOf } from "./secrets.js";
import type { DeviceFacts } from "./session-run.js";
import { AS_IT_IS, type Testbed } from "./testbed.js";
import { heldAgainstTwin, twinsFirst } from "./twins.js";

export interface RunOptions {
  bed: Testbed;
  facts: DeviceFacts;
  header: RunHeader;
  /** how the capabilities came out */
  probes: readonly CapabilityRecord[];
  strict: boolean;
  cases: readonly Case[];
  notSelected: readonly (NotSelected & { item: Case })[];
  /** selected cases that cannot be run, by id, with the reason */
  open?: ReadonlyMap<string, string>;
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
/** How long a case has for putting its device back after the run was stopped. */
const STOP_MS = 8_000;

interface Settled {
  readonly promise: Promise<Ended>;
  readonly settle: (record: Ended) => void;
  record: Ended | undefined;
}

/**
 * A run: `start()`, `result(id)`, `stop(reason)`, `cases`.
 * @since 0.1.0
 */
export class Run {
  /** in the order in which they run: a twin before the cases that lean on it */
  readonly cases: readonly Case[];
  readonly #settled = new Map<string, Settled>();
  readonly #stop = new AbortController();
  readonly #running = new Map<string, CaseContext>();
  /** what cases that have no record have left behind */
  readonly #untidy: string[] = [];
  #stopped: string | undefined;
  #broken: { error: unknown } | undefined;
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
      this.#settled.set(item.id, { promise, settle, record: undefined });
    }
  }

  /**
   * Begins, the first time it is called. @returns when every case has a record; rejects with what a writer or a listener has
   * thrown.
   */
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

  /** @returns how long it will take, as far as is known */
  expected(): Expected {
    const { bed, probes } = this.options;
    const answerMs = answerTime(probes);
    const expectedMs = answerMs === undefined ? undefined : expectedTime(this.cases, answerMs, bed.jobs);
    return { cases: this.cases.length, jobs: bed.jobs, answerMs, expectedMs };
  }

  /** Where the cases stand that run now, the one that began first first, for people. */
  get where(): string | undefined {
    const [first] = this.#running.values();
    return first && standsAt(first);
  }

  async #run(): Promise<RunEnd> {
    const { header, bed } = this.options;
    measureLag();
    const lagBefore = lagSoFar();
    const trace = new Trace();
    this.#guarded(() => this.#begin());
    this.#guarded(() => this.options.listener.began?.(header));
    const done = new Set(this.options.resumed?.cases.map(({ id }) => id));
    for (const record of this.options.resumed?.cases ?? []) this.#settle(record);
    const queue = this.cases.filter(({ id }) => !done.has(id));
    await Promise.race([
      this.#work(queue, new Pace(Math.min(bed.jobs, Math.max(1, queue.length)))),
      this.#graceAfterStop(),
    ]);
    const left = this.cases.filter(({ id }) => this.#settled.get(id)?.record === undefined);
    for (const item of left) this.#record(this.#notRun(item));
    const device = this.#broken === undefined ? await this.#identified() : undefined;
    const end: RunEnd = {
      type: "end",
      finished: new Date().toISOString(),
      durationMs: trace.elapsed(),
      stopped: this.#reason,
      lag: { ms: Math.round(lagSoFar() - lagBefore), worstMs: Math.round(worstLag()) },
      ...(device !== undefined && { device }),
    };
    this.#guarded(() => this.options.write(end));
    this.#guarded(() => this.options.listener.ended?.(end));
    if (this.#broken !== undefined) throw this.#broken.error;
    return end;
  }

  #begin(): void {
    const { header, notSelected, write, resumed } = this.options;
    if (resumed === undefined) write(header);
    else write({ type: "resumed", started: header.started, flashgate: header.flashgate });
    const asked = new Set(resumed?.capabilities?.map(({ name }) => name));
    for (const record of this.options.probes) if (!asked.has(record.name)) write(record);
    const told = new Set(resumed?.notSelected.map(({ id }) => id));
    for (const { item, ...why } of notSelected) {
      if (!told.has(item.id)) write({ type: "not-selected", ...caseIdentity(item), ...why });
    }
  }

  /** Runs the cases in their order, as many at once as the pace allows. */
  #work(queue: Case[], pace: Pace): Promise<void> {
    return new Promise((resolve) => {
      let active = 0;
      const more = (): void => {
        while (queue.length > 0 && active < pace.now) {
          const item = queue.shift() as Case;
          active += 1;
          void this.#one(item).then((record) => {
            active -= 1;
            this.#record(record);
            more();
          });
        }
        if (active === 0 && queue.length === 0) resolve();
      };
      more();
    });
  }

  /** Whoever stops a run does not wait for a device: what has not ended by then is not run. */
  #graceAfterStop(): Promise<void> {
    return new Promise((resolve) => {
      const wait = (): void => void setTimeout(resolve, STOP_MS).unref();
      if (this.#stop.signal.aborted) wait();
      else this.#stop.signal.addEventListener("abort", wait, { once: true });
    });
  }

  async #identified(): Promise<DeviceIdentity | undefined> {
    try {
      return await this.options.identify?.(this.#stop.signal);
    } catch {
      // Nobody has said who it is: that is what the record says then.
      return undefined;
    }
  }

  /** What must not end a run in silence: the first thing that a writer or a listener throws ends it with that. */
  #guarded(act: () => void): void {
    if (this.#broken !== undefined) return;
    try {
      act();
    } catch (error) {
      this.#broken = { error };
      this.stop("its results could not be kept");
    }
  }

  get #reason(): string | undefined {
    if (this.#stopped === undefined || this.#untidy.length === 0) return this.#stopped;
    return `${this.#stopped}; ${this.#untidy.join("; ")}`;
  }

  #notRun(item: Case, reason = this.#stopped ?? "the run was stopped"): NotRunRecord {
    return { type: "not-run", ...caseIdentity(item), reason };
  }

  async #one(item: Case): Promise<Ended> {
    const open = this.options.open?.get(item.id);
    if (open !== undefined) return this.#notRun(item, open);
    if (this.#stop.signal.aborted) return this.#notRun(item);
    this.#guarded(() => this.options.listener.caseBegan?.(item));
    try {
      return await this.#judged(item);
    } catch (error) {
      const reason = `the harness failed: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;
      const result: CaseResult = {
        verdict: "error",
        reason,
        remarks: [],
        observed: [],
        trace: new Trace(),
        durationMs: 0,
      };
      return recordOf(item, result, 1, []);
    } finally {
      this.#running.delete(item.id);
    }
  }

  async #judged(item: Case): Promise<Ended> {
    const { bed } = this.options;
    const result = await this.#attempt(item);
    if (result === undefined) return this.#notRun(item);
    let attempts = 1;
    let judged = result;
    if (result.died === true && bed.persistent) {
      judged = await this.#afterDeath(item, result);
      attempts = judged === result ? 1 : 2;
    }
    const silent = bed.silences?.verdict;
    if (silent !== undefined) this.stop(silent);
    return this.#held(item, recordOf(item, judged, attempts, secretsOf(bed.accounts)));
  }

  #attempt(item: Case): Promise<CaseResult | undefined> {
    const { bed, facts, strict } = this.options;
    return runCase(item, {
      bed,
      facts,
      strict,
      signal: this.#stop.signal,
      permit: bed.permit,
      untidy: (message) => this.#untidy.push(message),
      began: (run) => this.#running.set(item.id, run),
    });
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
    const { signal } = this.#stop;
    await bed.recover(signal);
    const trace = new Trace();
    const sut = await bed.acquire(AS_IT_IS);
    try {
      while (trace.elapsed() < RECOVERY_MS && !signal.aborted) {
        if ((await probeHealth(bed, sut, trace, signal)).alive) return true;
        await sut.wire.pause(RECOVERY_POLL_MS, signal);
      }
      return false;
    } finally {
      await sut.release();
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

  /** A case that ends after the run has is not recorded again. */
  #record(record: Ended): void {
    if (this.#settled.get(record.id)?.record !== undefined) return;
    this.#guarded(() => this.options.write(record));
    this.#settle(record);
  }

  #settle(record: Ended): void {
    const settled = this.#settled.get(record.id);
    if (settled !== undefined) {
      settled.record = record;
      settled.settle(record);
    }
    this.#guarded(() => this.options.listener.caseEnded?.(record));
  }
}

import type { Clock, Timer } from "../net/clock.js";
import type { FileSystem } from "./file-system.js";
import type { DeviceReply } from "./reply.js";

/** A transfer or other work that runs now. */
export interface Job {
  /** the SITE word, for jobs that exclude their like */
  readonly name: string | undefined;
  /** the session that began it; undefined once that is gone and the work goes on without it */
  session: object | undefined;
  /** closed to every other session meanwhile (Dm724-I 3.1, AMB-019) */
  readonly uses: readonly FileSystem[];
}

/** What takes time and what becomes of it at the end. */
export interface Task {
  /** the SITE word */
  readonly name: string;
  readonly uses: readonly FileSystem[];
  /** milliseconds */
  readonly duration: number;
  /** Does it: all of it happens at the end, so that what is aborted has changed nothing. */
  finish(): DeviceReply;
}

export interface RunningTask {
  /** Nothing of it has happened. */
  abort(): void;
  /** Nobody waits for its end any more; it goes on. */
  leave(): void;
}

/** Everything that is at work in one device. */
export class Jobs {
  readonly #running = new Map<Job, Timer | undefined>();
  #finished: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  get count(): number {
    return this.#running.size;
  }

  /** A session begins a transfer, which ends with `end`. */
  begin(session: object, fileSystem: FileSystem | undefined): Job {
    const job: Job = { name: undefined, session, uses: fileSystem === undefined ? [] : [fileSystem] };
    this.#running.set(job, undefined);
    return job;
  }

  end(job: Job): void {
    this.#running.get(job)?.cancel();
    this.#running.delete(job);
    if (this.#hasTasks) return;
    const finished = this.#finished;
    this.#finished = undefined;
    finished?.();
  }

  /**
   * Begins a task that needs no session to go on.
   * @param done gets the last reply, once, unless the task is aborted or left
   */
  run(session: object | undefined, task: Task, done: (reply: DeviceReply) => void): RunningTask {
    const job: Job = { name: task.name, session, uses: task.uses };
    let heard = done;
    const timer = this.clock.after(task.duration, () => {
      const reply = task.finish();
      this.end(job);
      heard(reply);
    });
    this.#running.set(job, timer);
    return {
      abort: () => this.end(job),
      leave: () => {
        heard = () => {};
        job.session = undefined;
      },
    };
  }

  /** Whether somebody else than this session is at work in the file system. */
  isBusyFor(session: object | undefined, fileSystem: FileSystem): boolean {
    for (const job of this.#running.keys()) {
      if (job.uses.includes(fileSystem) && (job.session === undefined || job.session !== session))
        return true;
    }
    return false;
  }

  /** Whether a task of this name runs, whoever began it. */
  runs(name: string): boolean {
    for (const job of this.#running.keys()) if (job.name === name) return true;
    return false;
  }

  /** Calls once when no task runs any more: now, when none does. Transfers do not count. */
  whenFinished(call: () => void): void {
    if (this.#hasTasks) this.#finished = call;
    else call();
  }

  get #hasTasks(): boolean {
    for (const job of this.#running.keys()) if (job.name !== undefined) return true;
    return false;
  }

  /** The power is gone: nothing ends well and nobody hears of it. */
  stop(): void {
    for (const timer of this.#running.values()) timer?.cancel();
    this.#running.clear();
    this.#finished = undefined;
  }
}

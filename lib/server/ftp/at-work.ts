import type { Transfer, Work } from "../../device/outcome.js";
import type { DeviceReply } from "../../device/reply.js";
import type { ServedSession } from "../../device/served.js";
import type { Clock } from "../../net/clock.js";
import { RunningTransfer } from "./running-transfer.js";
import type { ServerDtp } from "./server-dtp.js";

/** What one session does at the moment. */
export interface AtWork {
  /** whether it goes on when the client is gone */
  readonly outlives: boolean;
  start(): void;
  /** @returns what ABOR says first */
  abort(): DeviceReply;
  /** The session is over. */
  leave(): void;
}

/** The session, and what it needs for its work. */
export interface Workplace {
  readonly session: ServedSession;
  readonly dtp: ServerDtp;
  readonly clock: Clock;
  /** milliseconds without an octet after which a data connection counts as broken; 0: for ever */
  readonly patience: number;
  /** Sends a preliminary reply at once. */
  preliminary(reply: DeviceReply): void;
  /** The work has ended by itself. */
  done(reply: DeviceReply): void;
  /** @returns what ends the session when it throws, and nothing else */
  guarded<Given extends unknown[]>(act: (...given: Given) => void): (...given: Given) => void;
}

/** A transfer, which closes its file system to others and ends with its session. */
export function transferAtWork(transfer: Transfer, place: Workplace): AtWork {
  const { session, dtp, clock, patience } = place;
  const { jobs, keepalive } = session;
  const job = jobs.begin(session, transfer.fileSystem);
  const running = new RunningTransfer(transfer, dtp, {
    clock,
    patience,
    keepalive,
    preliminary: (reply) => place.preliminary(reply),
    guarded: (act) => place.guarded(act),
    done: (reply) => {
      jobs.end(job);
      place.done(reply);
    },
  });
  const abort = (): DeviceReply => {
    jobs.end(job);
    return running.abort();
  };
  return { outlives: false, start: () => running.start(), abort, leave: abort };
}

/** Something of the device's own, which goes on without the session. */
export function taskAtWork(work: Work, place: Workplace): AtWork {
  const { session } = place;
  let last: DeviceReply = work.aborted;
  const finish = place.guarded(() => {
    last = work.task.finish();
  });
  const task = {
    ...work.task,
    finish: () => {
      finish();
      return last;
    },
  };
  const running = session.jobs.run(
    session,
    task,
    place.guarded((reply: DeviceReply) => place.done(reply)),
  );
  return {
    outlives: true,
    start: () => {
      if (work.announcement !== undefined) place.preliminary(work.announcement);
    },
    abort: () => {
      running.abort();
      return work.aborted;
    },
    leave: () => running.leave(),
  };
}

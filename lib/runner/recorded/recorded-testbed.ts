/** A testbed that has no device: one case's dialogue out of a journal. */

import type { ConnectFault } from "../../net/tcp.js";
import { Trace } from "../../net/trace.js";
import type { Wire } from "../../tester/wire.js";
import type { DialogueEvent, RunHeader } from "../journal.js";
import { MASK } from "../secrets.js";
import type { Testbed } from "../testbed.js";
import { RecordedControl } from "./recorded-control.js";
import { RecordedData, RecordedPort } from "./recorded-data.js";
import { isFailure, type RecordedEvent, Recording } from "./recording.js";

/** Time is that of the dialogue. */
class RecordedTrace extends Trace {
  constructor(readonly recording: Recording) {
    super();
  }

  override elapsed(): number {
    return this.recording.elapsed;
  }
}

export interface RecordedBed {
  bed: Testbed;
  trace: Trace;
  recording: Recording;
}

export function recordedTestbed(header: RunHeader, dialogue: readonly DialogueEvent[]): RecordedBed {
  const recording = new Recording(dialogue);
  const sums = new WeakMap<Buffer, number>();
  const { claims, target, permit, texts, device } = header;
  const account = (user: string | null) => (user === null ? undefined : { user, password: MASK });
  const never = { connectMs: 0, replyMs: 0, dataMs: 0, caseMs: 0, runMs: 0 };
  const bed: Testbed = {
    name: target.name,
    kind: target.kind,
    persistent: target.kind === "target",
    jobs: 1,
    permit,
    texts,
    accounts: { root: account(claims.users.root), guest: account(claims.users.guest) },
    timings: never,
    work: device.work,
    stated: {},
    configured: (line) => claims.configured.includes(line),
    arranged: (name) => claims.arranged.includes(name),
    provokes: (fault) => claims.provokes.includes(fault),
    image: (name) => {
      const known = claims.images[name];
      if (known === undefined) return undefined;
      const standIn = Buffer.alloc(known.length);
      sums.set(standIn, known.crc32);
      return standIn;
    },
    sums,
    acquire: async () => ({
      wire: recordedWire(recording, sums),
      endpoint: async () => {
        const without = recording.general("no-address");
        const next = recording.nextOpening;
        if (without === undefined || (next !== undefined && next.index < without.index))
          return next === undefined ? undefined : { host: "recorded", port: 0 };
        recording.happened(without);
        return undefined;
      },
      provoke: async ({ fault }) => {
        const event = recording.general("provoked", "not-provoked");
        if (event === undefined)
          return recording.misfit(`nothing tells that the fault ${fault} was provoked`);
        recording.happened(event);
        return event.is === "provoked" ? undefined : event.note;
      },
      forward: undefined,
      release: async () => {},
    }),
    recover: undefined,
  };
  return { bed, trace: new RecordedTrace(recording), recording };
}

function recordedWire(recording: Recording, sums: WeakMap<Buffer, number>): Wire {
  return {
    control: async (options) => {
      const own = recording.open(options.session, "control");
      const failed = failureIn(recording, own);
      return failed ?? { ok: true, pi: new RecordedControl(recording, own, options) };
    },
    data: async ({ host, port }, { session }) => {
      const own = recording.open(session, "data");
      const failed = failureIn(recording, own);
      if (failed !== undefined) return failed;
      if (own[0]?.note !== `connected to ${host} port ${port}`)
        recording.misfit(`the data connection goes to ${host} port ${port}, and it was ${own[0]?.note}`);
      return { ok: true, data: new RecordedData(recording, own, sums) };
    },
    listen: async (_host, { session }) => new RecordedPort(recording, recording.open(session, "data"), sums),
    pause: async () => {},
    again: async () => {
      const act = recording.nextAct;
      if (act?.is !== "gave-up") return act !== undefined;
      recording.happened(act);
      return false;
    },
    goesOn: () => {
      const act = recording.nextAct;
      if (act?.is !== "too-long") return true;
      recording.happened(act);
      return false;
    },
  };
}

function failureIn(
  recording: Recording,
  [first]: readonly RecordedEvent[],
): { ok: false; fault: ConnectFault; message: string } | undefined {
  if (first === undefined) return undefined;
  recording.happened(first);
  return isFailure(first.is)
    ? { ok: false, fault: first.is as ConnectFault, message: first.note ?? "" }
    : undefined;
}

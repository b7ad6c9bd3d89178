import { say } from "../device/say.js";
import { interfere, interfereWith, type MisbehaviourFamily, reconfigured } from "./misbehaviour.js";

const LENGTHY = ["SITE SAVEBUFFER", "SITE BACKUP", "SITE COHERENCE", "SITE SAVESLAVES"];

/** Work that takes time, who waits for it, and the reboot (Dm724-I 3.1, 3.5, 3.9, 3.10). */
export const workMisbehaviours: MisbehaviourFamily = {
  "119-when-off": {
    clause: "2.1.17, 3.9",
    says: "119 is sent although REPLY is OFF.",
    apply: (device) => withReply(device, true),
  },
  "no-119-when-on": {
    clause: "2.1.17, 3.9",
    says: "119 is not sent although REPLY is ON.",
    apply: (device) => withReply(device, false),
  },
  "119-alone": {
    clause: "2.1.17, 3.9",
    says: "The 119 of the wrong command is sent.",
    apply: (device) =>
      interfereWith(device, LENGTHY, (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "work" || outcome.announcement === undefined) return outcome;
        const wrong = /Backup/.test(outcome.announcement.lines.join())
          ? "Checking firmware coherence..."
          : "Backup in process...";
        return { ...outcome, announcement: say("SITE", 119, wrong) };
      }),
  },
  "lock-not-taken": {
    clause: "3.1, AMB-019",
    says: "Two clients work in the same file system.",
    apply: ({ jobs }) => {
      jobs.isBusyFor = () => false;
    },
  },
  "everything-locked": {
    clause: "3.1, AMB-019",
    says: "A client at work keeps the others out of every file system.",
    apply: ({ jobs }) => {
      const busy = jobs.isBusyFor.bind(jobs);
      jobs.isBusyFor = (session, fileSystem) => jobs.count > 0 || busy(session, fileSystem);
    },
  },
  "lock-not-given-back": {
    clause: "3.1",
    says: "A file system stays locked when the work in it is over.",
    apply: ({ jobs }) => {
      const end = jobs.end.bind(jobs);
      jobs.end = (job) => {
        if (job.uses.length === 0) end(job);
        else job.session = undefined;
      };
    },
  },
  "work-ends-with-the-session": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER is given up when the control connection is lost.",
    apply: ({ jobs }) => {
      const run = jobs.run.bind(jobs);
      jobs.run = (session, task, done) => {
        const running = run(session, task, done);
        return { ...running, leave: () => running.abort() };
      };
    },
  },
  "abor-does-not-stop-work": {
    clause: "1.4.2 ABOR",
    says: "ABOR answers, and what it aborts goes on.",
    apply: ({ jobs }) => {
      const run = jobs.run.bind(jobs);
      jobs.run = (session, task, done) => {
        const running = run(session, task, done);
        return { ...running, abort: () => running.leave() };
      };
    },
  },
  "backup-copies-nothing": {
    clause: "3.4",
    says: "BACKUP reports success and copies nothing.",
    apply: ({ storage }) => {
      if (storage.reserve !== undefined) storage.reserve.copyFrom = () => {};
    },
  },
  "coherence-always-good": {
    clause: "3.6",
    says: "COHERENCE finds everything in order.",
    apply: (device) => coherenceSays(device, 211),
  },
  "coherence-always-bad": {
    clause: "3.6",
    says: "COHERENCE finds something wrong in what is right.",
    apply: (device) => coherenceSays(device, 550),
  },
  "reload-never": {
    clause: "3.10",
    says: "RELOAD ON is answered and the device does not reboot.",
    apply: ({ power }) => {
      power.cycle = () => {};
      power.later = () => {};
    },
  },
  "reload-at-once-after-quit": {
    clause: "3.10",
    says: "The reboot comes at once after QUIT.",
    apply: ({ power }) => {
      const later = power.later.bind(power);
      power.later = (_milliseconds, reboot) => later(0, reboot);
    },
  },
  "reload-without-flag": {
    clause: "3.10",
    says: "RELOAD OFF does not take RELOAD ON back.",
    apply: (device) =>
      interfereWith(device, ["SITE RELOAD OFF"], (_session, command, carryOut) => {
        const { reload } = device;
        const outcome = carryOut(command);
        device.reload = reload;
        return outcome;
      }),
  },
  "modes-last": {
    clause: "2.1.9, AMB-012",
    says: "What a session has set with SITE stays when it ends.",
    apply: (device) => {
      device.restore = () => {};
      device.restoreCheck = () => {};
    },
  },
  "mode-not-set": {
    clause: "3.5, 3.9, 3.11",
    says: "SITE DIRECT, IMMEDIATE, KEEPALIVE and REPLY answer and change nothing.",
    apply: (device) =>
      interfereWith(
        device,
        ["SITE DIRECT", "SITE IMMEDIATE", "SITE KEEPALIVE", "SITE REPLY"],
        (_session, command, carryOut) => {
          const modes = { ...device.modes };
          const outcome = carryOut(command);
          Object.assign(device.modes, modes);
          return outcome;
        },
      ),
  },
  "one-client-too-many": {
    clause: "2.1.5, AMB-044",
    says: "One client more than CLIENTS is let in.",
    apply: (device) => {
      const { clients } = device.configuration;
      reconfigured(device, { clients: clients + 1 });
    },
  },
};

function withReply(device: Parameters<typeof interfere>[0], on: boolean): void {
  interfereWith(device, LENGTHY, (_session, command, carryOut) => {
    const { reply } = device.modes;
    device.modes.reply = on;
    const outcome = carryOut(command);
    device.modes.reply = reply;
    return outcome;
  });
}

function coherenceSays(device: Parameters<typeof interfere>[0], code: 211 | 550): void {
  interfereWith(device, ["SITE COHERENCE"], (_session, command, carryOut) => {
    const outcome = carryOut(command);
    if (outcome.kind !== "work") return outcome;
    const finish = () => {
      const found = outcome.task.finish();
      if (found.code === code) return found;
      const end = say("SITE", code, "COHERENCE results end");
      return {
        ...end,
        lines: found.lines,
        octets: Buffer.from(found.octets.toString("latin1").replaceAll(/^\d{3}/gm, String(code)), "latin1"),
      };
    };
    return { ...outcome, task: { ...outcome.task, finish } };
  });
}

import type { FileSystem } from "../../../device/file-system.js";
import type { Job, Task } from "../../../device/jobs.js";
import type { DeviceReply } from "../../../device/reply.js";
import type { Check } from "../device/configuration.js";
import { MODES, type Mode } from "../device/device.js";
import type { Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import { changed } from "./configured.js";
import { keeping, type MisbehaviourFamily, on } from "./misbehaviour.js";

const LENGTHY = ["SITE SAVEBUFFER", "SITE BACKUP", "SITE COHERENCE", "SITE SAVESLAVES"];

/** Work that takes time, who waits for it, and the reboot (Dm724-I 3.1, 3.5, 3.9, 3.10). */
export const workMisbehaviours: MisbehaviourFamily = {
  "119-when-off": {
    clause: "2.1.17, 3.9",
    says: "119 is sent although REPLY is OFF.",
    parts: () => withReply(true),
  },
  "no-119-when-on": {
    clause: "2.1.17, 3.9",
    says: "119 is not sent although REPLY is ON.",
    parts: () => withReply(false),
  },
  "119-alone": {
    clause: "2.1.17, 3.9",
    says: "The 119 of the wrong command is sent.",
    parts: () =>
      on(LENGTHY, (_session, command, carryOut) => {
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
    parts: () => ({
      Jobs: (Usual) =>
        class extends Usual {
          override isBusyFor() {
            return false;
          }
        },
    }),
  },
  "everything-locked": {
    clause: "3.1, AMB-019",
    says: "A client at work keeps the others out of every file system.",
    parts: () => ({
      Jobs: (Usual) =>
        class extends Usual {
          override isBusyFor(session: object | undefined, fileSystem: FileSystem) {
            return this.count > 0 || super.isBusyFor(session, fileSystem);
          }
        },
    }),
  },
  "lock-not-given-back": {
    clause: "3.1",
    says: "A file system stays locked when the work in it is over.",
    parts: () => ({
      Jobs: (Usual) =>
        class extends Usual {
          override end(job: Job) {
            if (job.uses.length === 0) super.end(job);
            else job.session = undefined;
          }
        },
    }),
  },
  "work-ends-with-the-session": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER is given up when the control connection is lost.",
    parts: () => ({
      Jobs: (Usual) =>
        class extends Usual {
          override run(session: object | undefined, task: Task, done: (reply: DeviceReply) => void) {
            const running = super.run(session, task, done);
            return { ...running, leave: () => running.abort() };
          }
        },
    }),
  },
  "abor-does-not-stop-work": {
    clause: "1.4.2 ABOR",
    says: "ABOR answers, and what it aborts goes on.",
    parts: () => ({
      Jobs: (Usual) =>
        class extends Usual {
          override run(session: object | undefined, task: Task, done: (reply: DeviceReply) => void) {
            const running = super.run(session, task, done);
            return { ...running, abort: () => running.leave() };
          }
        },
    }),
  },
  "backup-copies-nothing": {
    clause: "3.4",
    says: "BACKUP reports success and copies nothing.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override copyFrom() {}
        },
    }),
  },
  "coherence-always-good": {
    clause: "3.6",
    says: "COHERENCE finds everything in order.",
    parts: () => coherenceSays(211),
  },
  "coherence-always-bad": {
    clause: "3.6",
    says: "COHERENCE finds something wrong in what is right.",
    parts: () => coherenceSays(550),
  },
  "reload-never": {
    clause: "3.10",
    says: "RELOAD ON is answered and the device does not reboot.",
    parts: () => ({
      Power: (Usual) =>
        class extends Usual {
          override cycle() {}
          override later() {}
        },
    }),
  },
  "reload-at-once-after-quit": {
    clause: "3.10",
    says: "The reboot comes at once after QUIT.",
    parts: () => ({
      Power: (Usual) =>
        class extends Usual {
          override later(_milliseconds: number, reboot: () => void) {
            super.later(0, reboot);
          }
        },
    }),
  },
  "reload-without-flag": {
    clause: "3.10",
    says: "RELOAD OFF does not take RELOAD ON back.",
    parts: () =>
      on(["SITE RELOAD OFF"], (session, command, carryOut) =>
        keeping(session.device, ["reload"], () => carryOut(command)),
      ),
  },
  "modes-last": {
    clause: "2.1.9, AMB-012",
    says: "What a session has set with SITE stays when it ends.",
    parts: () => ({
      Session: (Usual) =>
        class extends Usual {
          override setMode(mode: Mode, on: boolean) {
            this.device.modes[mode] = on;
          }
          override setCheck(check: Check, on: boolean) {
            this.device.checks[check] = on;
          }
        },
    }),
  },
  "mode-not-set": {
    clause: "3.5, 3.9, 3.11",
    says: "SITE DIRECT, IMMEDIATE, KEEPALIVE and REPLY answer and change nothing.",
    parts: () =>
      on(["SITE DIRECT", "SITE IMMEDIATE", "SITE KEEPALIVE", "SITE REPLY"], (session, command, carryOut) =>
        keeping(session.device.modes, MODES, () => carryOut(command)),
      ),
  },
  "one-client-too-many": {
    clause: "2.1.5, AMB-044",
    says: "One client more than CLIENTS is let in.",
    parts: () => changed(({ clients }) => ({ clients: clients + 1 })),
  },
};

function withReply(reply: boolean): Parts {
  return on(LENGTHY, ({ device: { modes } }, command, carryOut) =>
    keeping(modes, ["reply"], () => {
      modes.reply = reply;
      return carryOut(command);
    }),
  );
}

function coherenceSays(code: 211 | 550): Parts {
  return on(["SITE COHERENCE"], (_session, command, carryOut) => {
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

import type { Disk } from "../../../device/disk.js";
import type { File } from "../../../device/file-system.js";
import type { Jobs } from "../../../device/jobs.js";
import type { Boot } from "../device/software.js";
import { type MisbehaviourFamily, on } from "./misbehaviour.js";

/** Milliseconds after which a reboot that waits for nothing comes: the reply is on its way by then. */
const SOON = 50;
/** Milliseconds between a boot and a second one: who comes back at once has logged in by then. */
const ONCE_MORE = 20_000;

/** The reboot, and what it finds afterwards (Dm724-I 3.10). */
export const rebootMisbehaviours: MisbehaviourFamily = {
  "reload-at-once": {
    clause: "3.10, AMB-037",
    says: "RELOAD ON reboots the device and does not wait for the connection to close.",
    parts: () =>
      on(["SITE RELOAD ON"], (session, command, carryOut) => {
        const { device } = session;
        const outcome = carryOut(command);
        if (device.reload === session) {
          device.power.later(SOON, () => {
            // Else the end of this session would bring another reboot.
            device.reload = undefined;
            device.power.cycle(device.jobs);
          });
        }
        return outcome;
      }),
  },
  "reload-when-anybody-leaves": {
    clause: "3.10, AMB-037",
    says: "After RELOAD ON the end of any connection reboots the device.",
    parts: () => ({
      Session: (Usual) =>
        class extends Usual {
          override end(by: "client" | "server") {
            if (this.device.reload !== undefined) this.device.reload = this;
            super.end(by);
          }
        },
    }),
  },
  "reload-does-not-wait-for-saves": {
    clause: "3.5, 3.10",
    says: "The reboot cuts off a SAVEBUFFER that runs.",
    parts: () => ({
      Jobs: (Usual) =>
        class extends Usual {
          override whenFinished(call: () => void) {
            call();
          }
        },
    }),
  },
  "reboot-keeps-the-buffer": {
    clause: "3.5, 3.10",
    says: "What was in the buffer is still there after a reboot.",
    parts: () => {
      // CLEARBUFFER gives the memory back, too, but no boot follows it: the reboot that comes later finds nothing to give.
      let given: File | undefined;
      return {
        TemporaryBuffer: (Usual) =>
          class extends Usual {
            override deallocate() {
              given = this.file;
              super.deallocate();
            }
          },
        boot: (usual) => (model, storage) => {
          const opened = given && storage.buffer.openForWriting(given.name, 0);
          if (given !== undefined && opened?.ok === true) {
            opened.writer.write(given.content.read(0, given.content.length));
            opened.writer.close();
          }
          return usual(model, storage);
        },
      };
    },
  },
  "reboot-forgets-files": {
    clause: "3.1, 3.10",
    says: "After a reboot the file systems hold what they held before all that was stored.",
    parts: () => {
      const first = new Map<Disk, readonly File[]>();
      return {
        boot: (usual) => (model, storage) => {
          for (const disk of storage.permanent) {
            const files = first.get(disk) ?? disk.files();
            first.set(disk, files);
            for (const { name } of disk.files()) disk.delete(name);
            for (const file of files) disk.install(file);
          }
          return usual(model, storage);
        },
      };
    },
  },
  "reboot-into-the-old-software": {
    clause: "3.6, 3.10",
    says: "A reboot goes on with the software that ran before.",
    parts: () => {
      let first: Boot | undefined;
      return {
        boot: (usual) => (model, storage) => {
          const booted = usual(model, storage);
          first ??= booted;
          return booted.ok ? first : booted;
        },
      };
    },
  },
  "reboot-twice": {
    clause: "3.10",
    says: "The device boots a second time soon after it has booted.",
    parts: () => ({
      Power: (Usual) =>
        class extends Usual {
          override cycle(jobs: Jobs) {
            if (this.state !== "on") return;
            super.cycle(jobs);
            const stop = this.watch((state) => {
              if (state === "on") this.later(ONCE_MORE, () => super.cycle(jobs));
              stop();
            });
          }
        },
    }),
  },
};

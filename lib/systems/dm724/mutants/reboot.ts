import type { PowerState } from "../../../device/power.js";
import type { Device } from "../device/device.js";
import { interfereWith, type MisbehaviourFamily, whenLeft } from "./misbehaviour.js";

/** Milliseconds after which a reboot that waits for nothing comes: the reply is on its way by then. */
const SOON = 50;
/** Milliseconds between a boot and a second one: who comes back at once has logged in by then. */
const ONCE_MORE = 20_000;

/** The reboot, and what it finds afterwards (Dm724-I 3.10). */
export const rebootMisbehaviours: MisbehaviourFamily = {
  "reload-at-once": {
    clause: "3.10, AMB-037",
    says: "RELOAD ON reboots the device and does not wait for the connection to close.",
    apply: (device) =>
      interfereWith(device, ["SITE RELOAD ON"], (session, command, carryOut) => {
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
    apply: (device) =>
      whenLeft(device, (session) => {
        if (device.reload !== undefined) device.reload = session;
      }),
  },
  "reload-does-not-wait-for-saves": {
    clause: "3.5, 3.10",
    says: "The reboot cuts off a SAVEBUFFER that runs.",
    apply: ({ jobs }) => {
      jobs.whenFinished = (call) => call();
    },
  },
  "reboot-keeps-the-buffer": {
    clause: "3.5, 3.10",
    says: "What was in the buffer is still there after a reboot.",
    apply: (device) => {
      const { buffer } = device.storage;
      let { file } = buffer;
      around(
        device,
        () => {
          ({ file } = buffer);
        },
        () => {
          const opened = file && buffer.openForWriting(file.name, 0);
          if (file === undefined || opened?.ok !== true) return;
          opened.writer.write(file.content.read(0, file.content.length));
          opened.writer.close();
        },
      );
    },
  },
  "reboot-forgets-files": {
    clause: "3.1, 3.10",
    says: "After a reboot the file systems hold what they held before all that was stored.",
    apply: (device) => {
      const first = device.storage.permanent.map((disk) => ({ disk, files: disk.files() }));
      around(device, () => {
        for (const { disk, files } of first) {
          for (const { name } of disk.files()) disk.delete(name);
          for (const file of files) disk.install(file);
        }
      });
    },
  },
  "reboot-into-the-old-software": {
    clause: "3.6, 3.10",
    says: "A reboot goes on with the software that ran before.",
    apply: (device) => {
      let { software } = device;
      around(
        device,
        () => {
          ({ software } = device);
        },
        () => {
          device.software = software;
        },
      );
    },
  },
  "reboot-twice": {
    clause: "3.10",
    says: "The device boots a second time soon after it has booted.",
    apply: (device) => {
      let again = true;
      around(
        device,
        () => {},
        () => {
          if (again) device.power.later(ONCE_MORE, () => device.power.cycle(device.jobs));
          again = !again;
        },
      );
    },
  },
};

/** @param down when it goes down @param up when it is back */
function around(device: Device, down: () => void, up: () => void = () => {}): void {
  const calls: Partial<Record<PowerState, () => void>> = { booting: down, on: up };
  device.power.watch((state) => calls[state]?.());
}

import { storedContent } from "../../../device/content.js";
import type { Device } from "../device/device.js";
import { foldName } from "../device/names.js";
import { interfereWith, type MisbehaviourFamily, withSink } from "./misbehaviour.js";
import { sharedBy } from "./parameters.js";

/** Secure downloading, the modes of SITE and the reboot (Dm724-I 3.5, 3.9, 3.10, 3.11). */
export const securingMisbehaviours: MisbehaviourFamily = {
  "buffer-saved-at-once": {
    clause: "2.1.9, 3.5",
    says: "What goes to the buffer goes to the active file system at once, too.",
    apply: (device) =>
      interfereWith(device, ["STOR"], ({ directory }, command, carryOut) => {
        const { argument = "" } = command;

        const outcome = carryOut(command);
        const disk = directory && device.storage.disk(directory.name);
        if (outcome.kind !== "transfer" || outcome.fileSystem !== device.storage.buffer) return outcome;
        const pieces: Buffer[] = [];
        return withSink(outcome, (sink) => ({
          ...sink,
          room: undefined,
          write: (octets) => {
            pieces.push(Buffer.from(octets));
            return sink.write(octets);
          },
          end: (ending) => {
            disk?.store(foldName(argument.trim()), storedContent(Buffer.concat(pieces)));
            return sink.end(ending);
          },
        }));
      }),
  },
  "broken-transfer-deletes": {
    clause: "1.4.3 STOR, 3.5",
    says: "A transfer that breaks off takes the stored file of that name with it, in safe mode, too.",
    apply: (device) =>
      interfereWith(device, ["STOR"], ({ directory }, command, carryOut) => {
        const { argument = "" } = command;
        return withSink(carryOut(command), (sink) => ({
          ...sink,
          cut: () => {
            sink.cut();
            directory?.delete(foldName(argument.trim()));
          },
        }));
      }),
  },
  "save-to-the-first-file-system": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER saves by default where a client begins, whichever file system is active.",
    apply: (device) =>
      interfereWith(device, ["SITE SAVEBUFFER"], (session, command, carryOut) => {
        const { directory } = session;
        const { configuration, checks, storage } = device;
        session.directory = storage.initial(configuration.syst, checks.system);
        const outcome = carryOut(command);
        session.directory = directory;
        return outcome;
      }),
  },
  "modes-not-turned-on": {
    clause: "3.5, 3.9, 3.11",
    says: "SITE DIRECT, IMMEDIATE, KEEPALIVE and REPLY answer to ON and change nothing.",
    apply: (device) => unturned(device, "ON"),
  },
  "modes-not-turned-off": {
    clause: "3.5, 3.9, 3.11",
    says: "SITE DIRECT, IMMEDIATE, KEEPALIVE and REPLY answer to OFF and change nothing.",
    apply: (device) => unturned(device, "OFF"),
  },
  "systmode-has-no-effect": {
    clause: "2.1.15, 3.11 SYSTMODE",
    says: "SITE SYSTMODE is answered and changes nothing.",
    apply: (device) =>
      interfereWith(device, ["SITE SYSTMODE"], (session, command, carryOut) => {
        const { format } = session;
        const outcome = carryOut(command);
        session.format = format;
        return outcome;
      }),
  },
  "systmode-of-all": {
    clause: "2.1.15, 3.11 SYSTMODE",
    says: "SITE SYSTMODE changes the listings of every session.",
    apply: (device) => sharedBy(device, ["SITE SYSTMODE"], ["format"]),
  },
  "reload-not-turned-on": {
    clause: "3.10",
    says: "SITE RELOAD ON is answered and changes nothing.",
    apply: (device) =>
      interfereWith(device, ["SITE RELOAD ON"], (_session, command, carryOut) => {
        const { reload } = device;
        const outcome = carryOut(command);
        device.reload = reload;
        return outcome;
      }),
  },
  "reload-late": {
    clause: "3.10, AMB-037",
    says: "When the client closes the connection, the reboot waits as it does after QUIT.",
    apply: (device) => {
      const leave = device.leave.bind(device);
      device.leave = (session) => leave(session, "server");
    },
  },
};

function unturned(device: Device, to: "ON" | "OFF"): void {
  const words = ["DIRECT", "IMMEDIATE", "KEEPALIVE", "REPLY"];
  interfereWith(
    device,
    words.map((word) => `SITE ${word} ${to}`),
    (_session, command, carryOut) => {
      const modes = { ...device.modes };
      const outcome = carryOut(command);
      Object.assign(device.modes, modes);
      return outcome;
    },
  );
}

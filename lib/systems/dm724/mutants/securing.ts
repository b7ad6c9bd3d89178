import { storedContent } from "../../../device/content.js";
import { MODES } from "../device/device.js";
import { foldName } from "../device/names.js";
import type { Parts } from "../device/parts.js";
import { keeping, type MisbehaviourFamily, on, withSink } from "./misbehaviour.js";
import { sharedBy } from "./parameters.js";

/** Secure downloading, the modes of SITE and the reboot (Dm724-I 3.5, 3.9, 3.10, 3.11). */
export const securingMisbehaviours: MisbehaviourFamily = {
  "buffer-saved-at-once": {
    clause: "2.1.9, 3.5",
    says: "What goes to the buffer goes to the active file system at once, too.",
    parts: () =>
      on(["STOR"], (session, command, carryOut) => {
        const { directory } = session;
        const { argument = "" } = command;

        const outcome = carryOut(command);
        const disk = directory && session.device.storage.disk(directory.name);
        if (outcome.kind !== "transfer" || outcome.fileSystem !== session.device.storage.buffer)
          return outcome;
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
    parts: () =>
      on(["STOR"], ({ directory }, command, carryOut) => {
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
    parts: () =>
      on(["SITE SAVEBUFFER"], (session, command, carryOut) => {
        const { directory } = session;
        const { configuration, checks, storage } = session.device;
        session.directory = storage.initial(configuration.syst, checks.system);
        const outcome = carryOut(command);
        session.directory = directory;
        return outcome;
      }),
  },
  "modes-not-turned-on": {
    clause: "3.5, 3.9, 3.11",
    says: "SITE DIRECT, IMMEDIATE, KEEPALIVE and REPLY answer to ON and change nothing.",
    parts: () => unturned("ON"),
  },
  "modes-not-turned-off": {
    clause: "3.5, 3.9, 3.11",
    says: "SITE DIRECT, IMMEDIATE, KEEPALIVE and REPLY answer to OFF and change nothing.",
    parts: () => unturned("OFF"),
  },
  "systmode-has-no-effect": {
    clause: "2.1.15, 3.11 SYSTMODE",
    says: "SITE SYSTMODE is answered and changes nothing.",
    parts: () =>
      on(["SITE SYSTMODE"], (session, command, carryOut) =>
        keeping(session, ["format"], () => carryOut(command)),
      ),
  },
  "systmode-of-all": {
    clause: "2.1.15, 3.11 SYSTMODE",
    says: "SITE SYSTMODE changes the listings of every session.",
    parts: () => sharedBy(["SITE SYSTMODE"], "format"),
  },
  "reload-not-turned-on": {
    clause: "3.10",
    says: "SITE RELOAD ON is answered and changes nothing.",
    parts: () =>
      on(["SITE RELOAD ON"], (session, command, carryOut) =>
        keeping(session.device, ["reload"], () => carryOut(command)),
      ),
  },
  "reload-late": {
    clause: "3.10, AMB-037",
    says: "When the client closes the connection, the reboot waits as it does after QUIT.",
    parts: () => ({
      Session: (Usual) =>
        class extends Usual {
          override end() {
            super.end("server");
          }
        },
    }),
  },
};

function unturned(to: "ON" | "OFF"): Parts {
  const lines = ["DIRECT", "IMMEDIATE", "KEEPALIVE", "REPLY"].map((word) => `SITE ${word} ${to}`);
  return on(lines, (session, command, carryOut) =>
    keeping(session.device.modes, MODES, () => carryOut(command)),
  );
}

import { storedContent } from "../../../device/content.js";
import type { Device } from "../device/device.js";
import type { Session } from "../device/session.js";
import { atWork } from "./checks.js";
import {
  interfere,
  interfereWith,
  invented,
  type MisbehaviourFamily,
  reworded,
  whenLeft,
  withSink,
} from "./misbehaviour.js";

const STATUS = /MAX-REQ-BUSY (\d+)-(\d+)-(\d+) /;

/** Whose the temporary buffer is, what STATBUFFER tells, and what is checked on the way (Dm724-I 3.5, 3.8). */
export const savingMisbehaviours: MisbehaviourFamily = {
  "statbuffer-turned-round": {
    clause: "3.5 STATBUFFER, AMB-034",
    says: "STATBUFFER gives BUSY where MAX belongs, and MAX where BUSY belongs.",
    apply: (device) => status(device, (text) => text.replace(STATUS, "MAX-REQ-BUSY $3-$2-$1 ")),
  },
  "statbuffer-of-the-first-file": {
    clause: "3.5 STATBUFFER",
    says: "STATBUFFER goes on telling what it has told first.",
    apply: (device) => {
      let told: string | undefined;
      status(device, (text) => {
        if (told === undefined && !text.includes('"."')) told = text;
        return told ?? text;
      });
    },
  },
  "clearbuffer-keeps-the-memory": {
    clause: "3.5 CLEARBUFFER, AMB-029",
    says: "After CLEARBUFFER there is still a buffer, with nothing in it.",
    apply: ({ storage }) => {
      storage.buffer.deallocate = () => storage.buffer.empty();
    },
  },
  "clearbuffer-by-its-owner-only": {
    clause: "3.5 CLEARBUFFER",
    says: "CLEARBUFFER is refused to a session that has not filled the buffer.",
    apply: (device) => {
      const owner = fillerOf(device);
      interfereWith(device, ["SITE CLEARBUFFER"], (session, command, carryOut) =>
        owner() === session ? carryOut(command) : invented("SITE", 503, "Temporal buffer is locked."),
      );
    },
  },
  "savebuffer-by-its-owner-only": {
    clause: "3.5 SAVEBUFFER, AMB-029",
    says: "SAVEBUFFER finds nothing in a buffer that another session has filled.",
    apply: (device) => {
      const owner = fillerOf(device);
      interfereWith(device, ["SITE SAVEBUFFER"], (session, command, carryOut) =>
        owner() === session ? carryOut(command) : invented("SITE", 503, "Temporal buffer is empty."),
      );
    },
  },
  "buffer-lost-with-its-session": {
    clause: "3.5, AMB-029",
    says: "The buffer is emptied when the session that filled it ends.",
    apply: (device) => {
      const owner = fillerOf(device);
      whenLeft(device, (session) => {
        // What runs already has what it saves.
        if (owner() === session) device.storage.buffer.empty();
      });
    },
  },
  "direct-empties-the-buffer": {
    clause: "3.5",
    says: "SITE DIRECT empties the buffer.",
    apply: (device) =>
      interfereWith(device, ["SITE DIRECT"], (_session, command, carryOut) => {
        device.storage.buffer.empty();
        return carryOut(command);
      }),
  },
  "refused-file-stored": {
    clause: "3.8, AMB-040",
    says: "A file that a check refuses replaces the stored one all the same.",
    apply: (device) =>
      interfereWith(device, ["STOR"], ({ directory }, command, carryOut) => {
        const { argument = "" } = command;

        const disk = directory && device.storage.disk(directory.name);
        const name = argument.trim().toUpperCase();
        const pieces: Buffer[] = [];
        return withSink(carryOut(command), (sink) => ({
          ...sink,
          write: (octets) => {
            pieces.push(Buffer.from(octets));
            return sink.write(octets);
          },
          end: (ending) => {
            const reply = sink.end(ending);
            if (reply.code >= 500) disk?.store(name, storedContent(Buffer.concat(pieces)));
            return reply;
          },
        }));
      }),
  },
  "bfw-not-checked": {
    clause: "3.8, AMB-026",
    says: "Files with the extension BFW are not checked.",
    apply: (device) =>
      atWork(
        device,
        () => false,
        ({ argument = "" }) => /\.BFW *$/i.test(argument),
      ),
  },
  "small-extensions-not-checked": {
    clause: "3.8, AMB-026, AMB-048",
    says: "Files whose names are sent in small letters are not checked.",
    apply: (device) =>
      atWork(
        device,
        () => false,
        ({ verb, argument = "" }) => verb !== "SITE" && /\.[a-z]+ *$/.test(argument),
      ),
  },
  "direct-on-without-checks": {
    clause: "3.7, 3.8",
    says: "In DIRECT ON nothing is checked.",
    apply: (device) =>
      atWork(
        device,
        () => false,
        () => device.modes.direct,
      ),
  },
  "crc-takes-length-along": {
    clause: "3.8",
    says: "CHECK CRC switches LENGTH too.",
    apply: (device) =>
      interfereWith(device, ["SITE CHECK CRC"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        session.setCheck("length", device.checks.crc);
        return outcome;
      }),
  },
  "compatible-governs-hardware": {
    clause: "3.7, AMB-043",
    says: "COMPATIBLE OFF switches the checks of the hardware off.",
    apply: (device) =>
      interfereWith(device, ["SITE COMPATIBLE OFF"], (session, command, carryOut) => {
        session.setCheck("hardware", false);
        session.setCheck("hw-supported", false);
        return carryOut(command);
      }),
  },
  "compatible-turned-round": {
    clause: "3.7, AMB-043",
    says: "COMPATIBLE ON does what OFF is for.",
    apply: (device) =>
      interfereWith(device, ["SITE COMPATIBLE ON"], (_session, command, carryOut) => {
        const other = { ...command, argument: "COMPATIBLE OFF" };
        return reworded(carryOut(other), (text) => text.replace("OFF", "ON"));
      }),
  },
};

function status(device: Device, change: (text: string) => string): void {
  interfereWith(device, ["SITE STATBUFFER"], (_session, command, carryOut) =>
    reworded(carryOut(command), change),
  );
}

/** The session that has sent the last file, whatever became of it. */
function fillerOf(device: Device): () => Session | undefined {
  let filler: Session | undefined;
  interfere(device, (session, command, carryOut) => {
    const { verb } = command;

    if (verb === "STOR" || verb === "APPE") filler = session;
    return carryOut(command);
  });
  return () => filler;
}

import { storedContent } from "../../../device/content.js";
import { composed, type Parts } from "../device/parts.js";
import type { Session } from "../device/session.js";
import { atWork } from "./checks.js";
import { invented, type MisbehaviourFamily, on, reworded, withSink } from "./misbehaviour.js";

const STATUS = /MAX-REQ-BUSY (\d+)-(\d+)-(\d+) /;

/** Whose the temporary buffer is, what STATBUFFER tells, and what is checked on the way (Dm724-I 3.5, 3.8). */
export const savingMisbehaviours: MisbehaviourFamily = {
  "statbuffer-turned-round": {
    clause: "3.5 STATBUFFER, AMB-034",
    says: "STATBUFFER gives BUSY where MAX belongs, and MAX where BUSY belongs.",
    parts: () => status((text) => text.replace(STATUS, "MAX-REQ-BUSY $3-$2-$1 ")),
  },
  "statbuffer-of-the-first-file": {
    clause: "3.5 STATBUFFER",
    says: "STATBUFFER goes on telling what it has told first.",
    parts: () => {
      let told: string | undefined;
      return status((text) => {
        if (told === undefined && !text.includes('"."')) told = text;
        return told ?? text;
      });
    },
  },
  "clearbuffer-keeps-the-memory": {
    clause: "3.5 CLEARBUFFER, AMB-029",
    says: "After CLEARBUFFER there is still a buffer, with nothing in it.",
    parts: () => ({
      TemporaryBuffer: (Usual) =>
        class extends Usual {
          override deallocate() {
            this.empty();
          }
        },
    }),
  },
  "clearbuffer-by-its-owner-only": {
    clause: "3.5 CLEARBUFFER",
    says: "CLEARBUFFER is refused to a session that has not filled the buffer.",
    parts: () => byOwnerOnly("SITE CLEARBUFFER", "Temporal buffer is locked."),
  },
  "savebuffer-by-its-owner-only": {
    clause: "3.5 SAVEBUFFER, AMB-029",
    says: "SAVEBUFFER finds nothing in a buffer that another session has filled.",
    parts: () => byOwnerOnly("SITE SAVEBUFFER", "Temporal buffer is empty."),
  },
  "buffer-lost-with-its-session": {
    clause: "3.5, AMB-029",
    says: "The buffer is emptied when the session that filled it ends.",
    parts: () => {
      let filler: Session | undefined;
      return {
        ...fillers((session) => {
          filler = session;
        }),
        Session: (Usual) =>
          class extends Usual {
            override end(by: "client" | "server") {
              // What runs already has what it saves.
              if (filler === this) this.device.storage.buffer.empty();
              super.end(by);
            }
          },
      };
    },
  },
  "direct-empties-the-buffer": {
    clause: "3.5",
    says: "SITE DIRECT empties the buffer.",
    parts: () =>
      on(["SITE DIRECT"], (session, command, carryOut) => {
        session.device.storage.buffer.empty();
        return carryOut(command);
      }),
  },
  "refused-file-stored": {
    clause: "3.8, AMB-040",
    says: "A file that a check refuses replaces the stored one all the same.",
    parts: () =>
      on(["STOR"], (session, command, carryOut) => {
        const { directory } = session;
        const { argument = "" } = command;

        const disk = directory && session.device.storage.disk(directory.name);
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
    parts: () =>
      atWork(
        () => false,
        ({ argument = "" }) => /\.BFW *$/i.test(argument),
      ),
  },
  "small-extensions-not-checked": {
    clause: "3.8, AMB-026, AMB-048",
    says: "Files whose names are sent in small letters are not checked.",
    parts: () =>
      atWork(
        () => false,
        ({ verb, argument = "" }) => verb !== "SITE" && /\.[a-z]+ *$/.test(argument),
      ),
  },
  "direct-on-without-checks": {
    clause: "3.7, 3.8",
    says: "In DIRECT ON nothing is checked.",
    parts: () =>
      atWork(
        () => false,
        (_command, { device }) => device.modes.direct,
      ),
  },
  "crc-takes-length-along": {
    clause: "3.8",
    says: "CHECK CRC switches LENGTH too.",
    parts: () =>
      on(["SITE CHECK CRC"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        session.setCheck("length", session.device.checks.crc);
        return outcome;
      }),
  },
  "compatible-governs-hardware": {
    clause: "3.7, AMB-043",
    says: "COMPATIBLE OFF switches the checks of the hardware off.",
    parts: () =>
      on(["SITE COMPATIBLE OFF"], (session, command, carryOut) => {
        session.setCheck("hardware", false);
        session.setCheck("hw-supported", false);
        return carryOut(command);
      }),
  },
  "compatible-turned-round": {
    clause: "3.7, AMB-043",
    says: "COMPATIBLE ON does what OFF is for.",
    parts: () =>
      on(["SITE COMPATIBLE ON"], (_session, command, carryOut) => {
        const other = { ...command, argument: "COMPATIBLE OFF" };
        return reworded(carryOut(other), (text) => text.replace("OFF", "ON"));
      }),
  },
};

function status(change: (text: string) => string): Parts {
  return on(["SITE STATBUFFER"], (_session, command, carryOut) => reworded(carryOut(command), change));
}

/** @param fills is told the session that sends a file, whatever becomes of it */
function fillers(fills: (session: Session) => void): Parts {
  return on(["STOR", "APPE"], (session, command, carryOut) => {
    fills(session);
    return carryOut(command);
  });
}

function byOwnerOnly(line: string, refusal: string): Parts {
  let filler: Session | undefined;
  return composed(
    fillers((session) => {
      filler = session;
    }),
    on([line], (session, command, carryOut) =>
      filler === session ? carryOut(command) : invented("SITE", 503, refusal),
    ),
  );
}

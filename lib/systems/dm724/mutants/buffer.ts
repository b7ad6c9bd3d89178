import { type Content, storedContent } from "../../../device/content.js";
import type { OpenedForWriting, WriteFrom } from "../../../device/file-system.js";
import type { Clock } from "../../../net/clock.js";
import { keeping, type MisbehaviourFamily, on, reworded } from "./misbehaviour.js";

/** The temporary buffer and what is saved from it (Dm724-I 3.5). */
export const bufferMisbehaviours: MisbehaviourFamily = {
  "buffer-not-cleared": {
    clause: "3.5 CLEARBUFFER",
    says: "CLEARBUFFER leaves the buffer as it is.",
    parts: () => ({
      TemporaryBuffer: (Usual) =>
        class extends Usual {
          override deallocate() {}
        },
    }),
  },
  "buffer-kept-when-refused": {
    clause: "5.1.6, AMB-040",
    says: "A file that a check refuses, or that breaks off, stays in the buffer.",
    parts: () => ({
      TemporaryBuffer: (Usual) =>
        class extends Usual {
          override openForWriting(name: string, from: WriteFrom): OpenedForWriting {
            const opened = super.openForWriting(name, from);
            if (!opened.ok) return opened;
            const { writer } = opened;
            return { ok: true, writer: { ...writer, cut: () => void writer.close() } };
          }
          override empty() {}
        },
    }),
  },
  "save-does-nothing": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER reports success and writes nothing.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override store() {
            return true;
          }
        },
    }),
  },
  "save-cuts-the-last-octet": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER writes one octet less than there is.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override store(name: string, content: Content) {
            return super.store(name, storedContent(content.read(0, content.length - 1)));
          }
        },
    }),
  },
  "save-ignores-room": {
    clause: "1.4.3 SITE",
    says: "SAVEBUFFER finds room for every file.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override roomFor() {
            return Number.POSITIVE_INFINITY;
          }
        },
    }),
  },
  "save-to-the-active-file-system-only": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER overlooks the file system that is named.",
    parts: () =>
      on(["SITE SAVEBUFFER"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "SAVEBUFFER" });
      }),
  },
  "empty-buffer-saved": {
    clause: "1.4.3 SITE, AMB-029",
    says: "SAVEBUFFER of an empty buffer succeeds.",
    parts: () =>
      on(["SITE SAVEBUFFER"], (session, command, carryOut) => {
        const { buffer } = session.device.storage;
        const opened = buffer.file === undefined ? buffer.openForWriting("EMPTY.TXT", 0) : undefined;
        if (opened?.ok === true) opened.writer.close();
        return carryOut(command);
      }),
  },
  "direct-off-stores-directly": {
    clause: "3.5, AMB-049",
    says: "STOR and APPE go to the file system whatever DIRECT is.",
    parts: () =>
      on(["STOR", "APPE"], (session, command, carryOut) =>
        keeping(session.device.modes, ["direct"], () => {
          session.device.modes.direct = true;
          return carryOut(command);
        }),
      ),
  },
  "direct-on-stores-in-the-buffer": {
    clause: "3.5, AMB-049",
    says: "STOR and APPE go to the buffer whatever DIRECT is.",
    parts: () =>
      on(["STOR", "APPE"], (session, command, carryOut) =>
        keeping(session.device.modes, ["direct"], () => {
          session.device.modes.direct = false;
          return carryOut(command);
        }),
      ),
  },
  "statbuffer-one-too-many": {
    clause: "3.5 STATBUFFER",
    says: "STATBUFFER's BUSY is one octet too many.",
    parts: () =>
      on(["SITE STATBUFFER"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) =>
          text.replace(/-(\d+) filename/, (_match, busy: string) => `-${Number(busy) + 1} filename`),
        ),
      ),
  },
  "statbuffer-req-below-busy": {
    clause: "3.5 STATBUFFER, AMB-034",
    says: "STATBUFFER's REQ is always 0.",
    parts: () => ({
      TemporaryBuffer: (Usual) =>
        class extends Usual {
          override get requested() {
            return 0;
          }
        },
    }),
  },
  "statbuffer-without-name": {
    clause: "3.5 STATBUFFER",
    says: "STATBUFFER does not tell the file's name.",
    parts: () =>
      on(["SITE STATBUFFER"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) => text.replace(/"[^"]*"/, '"."')),
      ),
  },
  "buffer-without-limit": {
    clause: "3.5, 5.1.1",
    says: "The buffer takes more than MAX.",
    parts: () => ({
      TemporaryBuffer: (Usual) =>
        class extends Usual {
          constructor(_size: number, memory: number, clock: Clock) {
            super(Number.MAX_SAFE_INTEGER, memory, clock);
          }
        },
    }),
  },
  "buffer-of-the-first-user": {
    clause: "3.5, the warning",
    says: "What is in the buffer is not replaced by another STOR, which is thrown away.",
    parts: () => ({
      TemporaryBuffer: (Usual) =>
        class extends Usual {
          override openForWriting(name: string, from: WriteFrom): OpenedForWriting {
            if (this.file === undefined) return super.openForWriting(name, from);
            return { ok: true, writer: { write: () => true, close: () => undefined, cut: () => {} } };
          }
        },
    }),
  },
};

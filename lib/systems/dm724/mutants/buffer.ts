import { storedContent } from "../../../device/content.js";
import { interfereWith, type MisbehaviourFamily, reworded } from "./misbehaviour.js";

/** The temporary buffer and what is saved from it (Dm724-I 3.5). */
export const bufferMisbehaviours: MisbehaviourFamily = {
  "buffer-not-cleared": {
    clause: "3.5 CLEARBUFFER",
    says: "CLEARBUFFER leaves the buffer as it is.",
    apply: ({ storage }) => {
      storage.buffer.deallocate = () => {};
    },
  },
  "buffer-kept-when-refused": {
    clause: "5.1.6, AMB-040",
    says: "A file that a check refuses, or that breaks off, stays in the buffer.",
    apply: ({ storage }) => {
      const { buffer } = storage;
      const open = buffer.openForWriting.bind(buffer);
      buffer.openForWriting = (name, from) => {
        const opened = open(name, from);
        if (!opened.ok) return opened;
        const { writer } = opened;
        return { ok: true, writer: { ...writer, cut: () => void writer.close() } };
      };
      buffer.empty = () => {};
    },
  },
  "save-does-nothing": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER reports success and writes nothing.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) disk.store = () => true;
    },
  },
  "save-cuts-the-last-octet": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER writes one octet less than there is.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) {
        const store = disk.store.bind(disk);
        disk.store = (name, content) => store(name, storedContent(content.read(0, content.length - 1)));
      }
    },
  },
  "save-ignores-room": {
    clause: "1.4.3 SITE",
    says: "SAVEBUFFER finds room for every file.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) disk.roomFor = () => Number.POSITIVE_INFINITY;
    },
  },
  "save-to-the-active-file-system-only": {
    clause: "3.5 SAVEBUFFER",
    says: "SAVEBUFFER overlooks the file system that is named.",
    apply: (device) =>
      interfereWith(device, ["SITE SAVEBUFFER"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "SAVEBUFFER" });
      }),
  },
  "empty-buffer-saved": {
    clause: "1.4.3 SITE, AMB-029",
    says: "SAVEBUFFER of an empty buffer succeeds.",
    apply: (device) =>
      interfereWith(device, ["SITE SAVEBUFFER"], (_session, command, carryOut) => {
        const { buffer } = device.storage;
        const opened = buffer.file === undefined ? buffer.openForWriting("EMPTY.TXT", 0) : undefined;
        if (opened?.ok === true) opened.writer.close();
        return carryOut(command);
      }),
  },
  "direct-off-stores-directly": {
    clause: "3.5, AMB-049",
    says: "STOR and APPE go to the file system whatever DIRECT is.",
    apply: (device) =>
      interfereWith(device, ["STOR", "APPE"], (_session, command, carryOut) => {
        const { direct } = device.modes;
        device.modes.direct = true;
        const outcome = carryOut(command);
        device.modes.direct = direct;
        return outcome;
      }),
  },
  "direct-on-stores-in-the-buffer": {
    clause: "3.5, AMB-049",
    says: "STOR and APPE go to the buffer whatever DIRECT is.",
    apply: (device) =>
      interfereWith(device, ["STOR", "APPE"], (_session, command, carryOut) => {
        const { direct } = device.modes;
        device.modes.direct = false;
        const outcome = carryOut(command);
        device.modes.direct = direct;
        return outcome;
      }),
  },
  "statbuffer-one-too-many": {
    clause: "3.5 STATBUFFER",
    says: "STATBUFFER's BUSY is one octet too many.",
    apply: (device) =>
      interfereWith(device, ["SITE STATBUFFER"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) =>
          text.replace(/-(\d+) filename/, (_match, busy: string) => `-${Number(busy) + 1} filename`),
        ),
      ),
  },
  "statbuffer-req-below-busy": {
    clause: "3.5 STATBUFFER, AMB-034",
    says: "STATBUFFER's REQ is always 0.",
    apply: ({ storage }) => void Object.defineProperty(storage.buffer, "requested", { get: () => 0 }),
  },
  "statbuffer-without-name": {
    clause: "3.5 STATBUFFER",
    says: "STATBUFFER does not tell the file's name.",
    apply: (device) =>
      interfereWith(device, ["SITE STATBUFFER"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) => text.replace(/"[^"]*"/, '"."')),
      ),
  },
  "buffer-without-limit": {
    clause: "3.5, 5.1.1",
    says: "The buffer takes more than MAX.",
    apply: ({ storage }) =>
      void Object.defineProperty(storage.buffer, "size", { value: Number.MAX_SAFE_INTEGER }),
  },
  "buffer-of-the-first-user": {
    clause: "3.5, the warning",
    says: "What is in the buffer is not replaced by another STOR, which is thrown away.",
    apply: ({ storage }) => {
      const { buffer } = storage;
      const open = buffer.openForWriting.bind(buffer);
      buffer.openForWriting = (name, from) =>
        buffer.file === undefined
          ? open(name, from)
          : { ok: true, writer: { write: () => true, close: () => undefined, cut: () => {} } };
    },
  },
};

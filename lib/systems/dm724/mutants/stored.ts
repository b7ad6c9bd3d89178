import { type Content, joinedContent, storedContent } from "../../../device/content.js";
import type { File } from "../../../device/file-system.js";
import type { Device } from "../device/device.js";
import { completed } from "../device/file-transfer.js";
import { say } from "../device/say.js";
import { interfereWith, type MisbehaviourFamily, reworded, withSink } from "./misbehaviour.js";

/** What is there after a store, and what is told about it (Dm724-I 1.3, 1.4.3). */
export const storedMisbehaviours: MisbehaviourFamily = {
  "stor-keeps-the-tail": {
    clause: "1.4.3 STOR",
    says: "A shorter file leaves the end of the longer one that it replaces.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) {
        const store = disk.store.bind(disk);
        disk.store = (name, content) => store(name, withTail(content, disk.find(name)?.content));
        const open = disk.openForWriting.bind(disk);
        disk.openForWriting = (name, from) => {
          const old = disk.find(name);
          const opened = open(name, from);
          if (!opened.ok || from !== 0 || old === undefined) return opened;
          const { writer } = opened;
          const close = (): Content | undefined => {
            const content = writer.close();
            if (content !== undefined) disk.install({ ...old, content: withTail(content, old.content) });
            return content;
          };
          return { ok: true, writer: { ...writer, close } };
        };
      }
    },
  },
  "empty-file-not-stored": {
    clause: "1.4.3 STOR",
    says: "A file of no octets is received and not stored.",
    apply: (device) =>
      interfereWith(device, ["STOR"], (_session, command, carryOut) =>
        withSink(carryOut(command), (sink) => {
          let octets = 0;
          return {
            ...sink,
            write: (piece) => {
              octets += piece.length;
              return sink.write(piece);
            },
            end: (ending) => {
              if (octets > 0) return sink.end(ending);
              sink.cut();
              return completed("STOR", 0, ending);
            },
          };
        }),
      ),
  },
  "appe-needs-a-file": {
    clause: "1.4.3 APPE",
    says: "APPE is refused when there is nothing to add to.",
    apply: ({ storage }) => {
      for (const fileSystem of storage.all()) {
        const open = fileSystem.openForWriting.bind(fileSystem);
        fileSystem.openForWriting = (name, from) =>
          from === "end" && fileSystem.find(name) === undefined
            ? { ok: false, fault: "open" }
            : open(name, from);
      }
    },
  },
  "size-before-the-append": {
    clause: "1.4.3 SIZE",
    says: "SIZE of a file that was added to is the one before.",
    apply: (device) => {
      const before = new Map<string, File>();
      for (const fileSystem of device.storage.all()) {
        const open = fileSystem.openForWriting.bind(fileSystem);
        fileSystem.openForWriting = (name, from) => {
          const file = fileSystem.find(name);
          if (from === "end" && file !== undefined) before.set(name, file);
          else before.delete(name);
          return open(name, from);
        };
      }
      told(device, ["SIZE"], (file) => ({ ...file, content: (before.get(file.name) ?? file).content }));
    },
  },
  "mdtm-of-the-first-version": {
    clause: "1.4.3 MDTM",
    says: "MDTM keeps the date of a file that was replaced.",
    apply: (device) => {
      const dates = new Map<string, number>();
      for (const disk of device.storage.permanent) {
        for (const { name, modified } of disk.files()) dates.set(name, modified);
      }
      told(device, ["MDTM"], (file) => {
        const modified = dates.get(file.name) ?? file.modified;
        dates.set(file.name, modified);
        return { ...file, modified };
      });
    },
  },
  "mdtm-with-two-digits-for-the-year": {
    clause: "1.4.3 MDTM, AMB-022",
    says: "MDTM leaves the century out.",
    apply: (device) => reworded213(device, "MDTM", (text) => text.replace(/^\d\d(?=\d{12}$)/, "")),
  },
  "dele-of-nothing": {
    clause: "1.4.3 DELE",
    says: "DELE of a file that is not there succeeds.",
    apply: (device) =>
      interfereWith(device, ["DELE"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        const missing = outcome.kind === "reply" && outcome.code === 550;
        return missing ? say("DELE", 250, "File deleted.") : outcome;
      }),
  },
  "rnfr-of-nothing": {
    clause: "1.4.3 RNFR",
    says: "RNFR takes a file that is not there.",
    apply: (device) =>
      interfereWith(device, ["RNFR"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        const missing = outcome.kind === "reply" && outcome.code === 550;
        return missing ? say("RNFR", 350, "Rename pending information.") : outcome;
      }),
  },
  "appe-one-octet-short": {
    clause: "1.4.3 APPE",
    says: "The first octet that APPE receives is not kept.",
    apply: (device) =>
      interfereWith(device, ["APPE"], (_session, command, carryOut) =>
        withSink(carryOut(command), (sink) => {
          let first = true;
          return {
            ...sink,
            room: undefined,
            write: (octets) => {
              const kept = first ? octets.subarray(1) : octets;
              first = false;
              return sink.write(kept);
            },
          };
        }),
      ),
  },
};

/** @param taken whether a name that is quoted, or not, is taken */
function withTail(content: Content, old: Content | undefined): Content {
  if (old === undefined || old.length <= content.length) return content;
  return joinedContent(content, storedContent(old.read(content.length, old.length - content.length)));
}

/** While these commands look for a file they find another one. */
export function told(device: Device, verbs: readonly string[], change: (file: File) => File): void {
  let telling = false;
  for (const fileSystem of device.storage.all()) {
    const find = fileSystem.find.bind(fileSystem);
    fileSystem.find = (name) => {
      const file = find(name);
      return telling && file !== undefined ? change(file) : file;
    };
  }
  interfereWith(device, verbs, (_session, command, carryOut) => {
    telling = true;
    const outcome = carryOut(command);
    telling = false;
    return outcome;
  });
}

function reworded213(device: Device, verb: string, change: (text: string) => string): void {
  interfereWith(device, [verb], (_session, command, carryOut) => reworded(carryOut(command), change));
}

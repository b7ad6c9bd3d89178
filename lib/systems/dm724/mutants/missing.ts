import type { FileSystem, FileWriter } from "../../../device/file-system.js";
import type { Device } from "../device/device.js";
import { type FileSystemName, nameParts } from "../device/names.js";
import { interfereWith, invented, type Misbehaviour, type MisbehaviourFamily } from "./misbehaviour.js";

/** What every device has, and one has not: file systems, services, kinds of files (Dm724-I 1.1, 1.4.3, 3.1). */
export const missingMisbehaviours: MisbehaviourFamily = {
  "disk-missing": fileSystem("DSK", "3.1"),
  "card-missing": fileSystem("SMC", "3.1"),
  "buffer-missing": fileSystem("MEM", "3.1, 3.5"),
  "first-sink-missing": fileSystem("TST", "3.1, 3.3"),
  "second-sink-missing": fileSystem("TS1", "3.1, 3.3"),
  "top-missing": {
    clause: "3.1 NUL",
    says: "There is no top above the file systems.",
    apply: (device) => {
      interfereWith(device, ["CWD /", "CWD NUL", "CWD ..", "CDUP"], (_session, command, carryOut) => {
        const { verb } = command;

        const outcome = carryOut(command);
        const there = outcome.kind === "reply" && outcome.code === 200;
        return there ? invented(verb, 550, "Pathname not available.") : outcome;
      });
      interfereWith(device, ["SMNT NUL", "SMNT /NUL"], () =>
        invented("SMNT", 550, "File system is not available."),
      );
    },
  },
  "site-missing": {
    clause: "1.4.3 SITE",
    says: "There is no SITE.",
    apply: (device) =>
      interfereWith(device, ["SITE"], () => invented("SITE", 502, "Command not implemented.")),
  },
  "code-files-not-kept": {
    clause: "1.1",
    says: "Files of code are received and not kept.",
    apply: (device) => notKept(device, ["BIN", "BFW", "X", "XZ"]),
  },
  "configuration-files-not-kept": {
    clause: "1.1",
    says: "Configuration files are received and not kept.",
    apply: (device) => notKept(device, ["CFG"]),
  },
  "code-not-to-flash": {
    clause: "3.1 FCO, 3.7",
    says: "SAVEBUFFER saves code in the active file system where there is FCO.",
    apply: (device) => homeless(device, ["X", "XZ"]),
  },
  "configuration-not-to-flash": {
    clause: "3.1 FDA, 3.7",
    says: "SAVEBUFFER saves configurations in the active file system where there is FDA.",
    apply: (device) => homeless(device, ["CFG"]),
  },
  "last-file-system-first": {
    clause: "3.7, 3.8 SYSTEM",
    says: "A client begins in the last file system that keeps files, not in the first.",
    apply: ({ storage }) => {
      const initial = storage.initial.bind(storage);
      storage.initial = (configured, search) =>
        configured === "NUL" && search ? storage.get("TS1") : initial(configured, search);
    },
  },
};

function fileSystem(name: FileSystemName, clause: string): Misbehaviour {
  return {
    clause: `${clause} ${name}`,
    says: `There is no file system ${name}.`,
    apply: ({ storage }) => {
      const [get, all] = [storage.get.bind(storage), storage.all.bind(storage)];
      storage.get = (wanted) => (wanted === name ? undefined : get(wanted));
      storage.all = () => [...all()].filter((known) => known.name !== name);
    },
  };
}

const NOWHERE: FileWriter = { write: () => true, close: () => undefined, cut: () => {} };

function notKept({ storage }: Device, extensions: readonly string[]): void {
  const meant = (name: string): boolean => extensions.includes(nameParts(name)[1]);
  const writing = (fileSystem: FileSystem): void => {
    const open = fileSystem.openForWriting.bind(fileSystem);
    fileSystem.openForWriting = (name, from) =>
      meant(name) ? { ok: true, writer: NOWHERE } : open(name, from);
  };
  for (const known of storage.all()) writing(known);
  for (const disk of storage.permanent) {
    const store = disk.store.bind(disk);
    disk.store = (name, content) => meant(name) || store(name, content);
  }
}

function homeless({ storage }: Device, extensions: readonly string[]): void {
  const home = storage.home.bind(storage);
  storage.home = (extension) => (extensions.includes(extension) ? undefined : home(extension));
}

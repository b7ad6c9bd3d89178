import type { Content } from "../../../device/content.js";
import type { FileWriter } from "../../../device/file-system.js";
import { type FileSystemName, nameParts } from "../device/names.js";
import { composed, type Parts } from "../device/parts.js";
import { everyFileSystem } from "./file-systems.js";
import { invented, type Misbehaviour, type MisbehaviourFamily, on } from "./misbehaviour.js";

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
    parts: () =>
      composed(
        on(["CWD /", "CWD NUL", "CWD ..", "CDUP"], (_session, command, carryOut) => {
          const outcome = carryOut(command);
          const there = outcome.kind === "reply" && outcome.code === 200;
          return there ? invented(command.verb, 550, "Pathname not available.") : outcome;
        }),
        on(["SMNT NUL", "SMNT /NUL"], () => invented("SMNT", 550, "File system is not available.")),
      ),
  },
  "site-missing": {
    clause: "1.4.3 SITE",
    says: "There is no SITE.",
    parts: () => on(["SITE"], () => invented("SITE", 502, "Command not implemented.")),
  },
  "code-files-not-kept": {
    clause: "1.1",
    says: "Files of code are received and not kept.",
    parts: () => notKept(["BIN", "BFW", "X", "XZ"]),
  },
  "configuration-files-not-kept": {
    clause: "1.1",
    says: "Configuration files are received and not kept.",
    parts: () => notKept(["CFG"]),
  },
  "code-not-to-flash": {
    clause: "3.1 FCO, 3.7",
    says: "SAVEBUFFER saves code in the active file system where there is FCO.",
    parts: () => homeless(["X", "XZ"]),
  },
  "configuration-not-to-flash": {
    clause: "3.1 FDA, 3.7",
    says: "SAVEBUFFER saves configurations in the active file system where there is FDA.",
    parts: () => homeless(["CFG"]),
  },
  "last-file-system-first": {
    clause: "3.7, 3.8 SYSTEM",
    says: "A client begins in the last file system that keeps files, not in the first.",
    parts: () => ({
      Storage: (Usual) =>
        class extends Usual {
          override initial(configured: FileSystemName, search: boolean) {
            return configured === "NUL" && search ? this.get("TS1") : super.initial(configured, search);
          }
        },
    }),
  },
};

function fileSystem(name: FileSystemName, clause: string): Misbehaviour {
  return {
    clause: `${clause} ${name}`,
    says: `There is no file system ${name}.`,
    parts: () => ({
      Storage: (Usual) =>
        class extends Usual {
          override get(wanted: string) {
            return wanted === name ? undefined : super.get(wanted);
          }
          override all() {
            return [...super.all()].filter((known) => known.name !== name);
          }
        },
    }),
  };
}

const NOWHERE: FileWriter = { write: () => true, close: () => undefined, cut: () => {} };

function notKept(extensions: readonly string[]): Parts {
  const meant = (name: string): boolean => extensions.includes(nameParts(name)[1]);
  const writing = everyFileSystem({
    openForWriting: (name, from, usual) => (meant(name) ? { ok: true, writer: NOWHERE } : usual(name, from)),
  });
  return composed(writing, {
    Disk: (Usual) =>
      class extends Usual {
        override store(name: string, content: Content) {
          return meant(name) || super.store(name, content);
        }
      },
  });
}

function homeless(extensions: readonly string[]): Parts {
  return {
    Storage: (Usual) =>
      class extends Usual {
        override home(extension: string) {
          return extensions.includes(extension) ? undefined : super.home(extension);
        }
      },
  };
}

import { type Content, joinedContent, storedContent } from "../../../device/content.js";
import type { File, OpenedForWriting, WriteFrom } from "../../../device/file-system.js";
import { completed } from "../device/file-transfer.js";
import { composed, type Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import { everyFileSystem } from "./file-systems.js";
import { type MisbehaviourFamily, on, reworded, withSink } from "./misbehaviour.js";

/** What is there after a store, and what is told about it (Dm724-I 1.3, 1.4.3). */
export const storedMisbehaviours: MisbehaviourFamily = {
  "stor-keeps-the-tail": {
    clause: "1.4.3 STOR",
    says: "A shorter file leaves the end of the longer one that it replaces.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override store(name: string, content: Content) {
            return super.store(name, withTail(content, this.find(name)?.content));
          }
          override openForWriting(name: string, from: WriteFrom): OpenedForWriting {
            const old = this.find(name);
            const opened = super.openForWriting(name, from);
            if (!opened.ok || from !== 0 || old === undefined) return opened;
            const { writer } = opened;
            const close = (): Content | undefined => {
              const content = writer.close();
              if (content !== undefined) this.install({ ...old, content: withTail(content, old.content) });
              return content;
            };
            return { ok: true, writer: { ...writer, close } };
          }
        },
    }),
  },
  "empty-file-not-stored": {
    clause: "1.4.3 STOR",
    says: "A file of no octets is received and not stored.",
    parts: () =>
      on(["STOR"], (_session, command, carryOut) =>
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
    parts: () =>
      everyFileSystem({
        openForWriting: (name, from, usual, fileSystem) =>
          from === "end" && fileSystem.find(name) === undefined
            ? { ok: false, fault: "open" }
            : usual(name, from),
      }),
  },
  "size-before-the-append": {
    clause: "1.4.3 SIZE",
    says: "SIZE of a file that was added to is the one before.",
    parts: () => {
      const before = new Map<string, File>();
      return composed(
        everyFileSystem({
          openForWriting: (name, from, usual, fileSystem) => {
            const file = fileSystem.find(name);
            if (from === "end" && file !== undefined) before.set(name, file);
            else before.delete(name);
            return usual(name, from);
          },
        }),
        told(["SIZE"], (file) => ({ ...file, content: (before.get(file.name) ?? file).content })),
      );
    },
  },
  "mdtm-of-the-first-version": {
    clause: "1.4.3 MDTM",
    says: "MDTM keeps the date of a file that was replaced.",
    parts: () => {
      const dates = new Map<string, number>();
      const first = ({ name, modified }: File): number => {
        const date = dates.get(name) ?? modified;
        dates.set(name, date);
        return date;
      };
      return composed(
        told(["MDTM"], (file) => ({ ...file, modified: first(file) })),
        {
          boot: (usual) => (model, storage) => {
            for (const file of storage.permanent.flatMap((disk) => disk.files())) first(file);
            return usual(model, storage);
          },
        },
      );
    },
  },
  "mdtm-with-two-digits-for-the-year": {
    clause: "1.4.3 MDTM, AMB-022",
    says: "MDTM leaves the century out.",
    parts: () => reworded213("MDTM", (text) => text.replace(/^\d\d(?=\d{12}$)/, "")),
  },
  "dele-of-nothing": {
    clause: "1.4.3 DELE",
    says: "DELE of a file that is not there succeeds.",
    parts: () =>
      on(["DELE"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        const missing = outcome.kind === "reply" && outcome.code === 550;
        return missing ? say("DELE", 250, "File deleted.") : outcome;
      }),
  },
  "rnfr-of-nothing": {
    clause: "1.4.3 RNFR",
    says: "RNFR takes a file that is not there.",
    parts: () =>
      on(["RNFR"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        const missing = outcome.kind === "reply" && outcome.code === 550;
        return missing ? say("RNFR", 350, "Rename pending information.") : outcome;
      }),
  },
  "appe-one-octet-short": {
    clause: "1.4.3 APPE",
    says: "The first octet that APPE receives is not kept.",
    parts: () =>
      on(["APPE"], (_session, command, carryOut) =>
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

/** The end of the longer one stays. */
function withTail(content: Content, old: Content | undefined): Content {
  if (old === undefined || old.length <= content.length) return content;
  return joinedContent(content, storedContent(old.read(content.length, old.length - content.length)));
}

/** While these commands look for a file they find another one. */
export function told(verbs: readonly string[], change: (file: File) => File): Parts {
  let telling = false;
  return composed(
    everyFileSystem({ find: (usual) => (telling && usual !== undefined ? change(usual) : usual) }),
    on(verbs, (_session, command, carryOut) => {
      telling = true;
      const outcome = carryOut(command);
      telling = false;
      return outcome;
    }),
  );
}

function reworded213(verb: string, change: (text: string) => string): Parts {
  return on([verb], (_session, command, carryOut) => reworded(carryOut(command), change));
}

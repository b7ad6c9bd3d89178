import { composed } from "../device/parts.js";
import type { Session } from "../device/session.js";
import { everyFileSystem } from "./file-systems.js";
import { keeping, type MisbehaviourFamily, on, reworded, withSink, withSource } from "./misbehaviour.js";

/** Files and transfers (Dm724-I 1.4.2, 1.4.3). */
export const fileMisbehaviours: MisbehaviourFamily = {
  "retr-one-octet-short": {
    clause: "1.4.3 RETR",
    says: "The last octet of a file is not sent.",
    parts: () =>
      on(["RETR"], (_session, command, carryOut) =>
        withSource(carryOut(command), (source) => {
          let held = source.next();
          return {
            position: 0,
            end: (ending) => source.end(ending),
            next: () => {
              const piece = held;
              held = Buffer.isBuffer(piece) ? source.next() : undefined;
              return Buffer.isBuffer(piece) && held === undefined ? piece.subarray(0, -1) : piece;
            },
          };
        }),
      ),
  },
  "retr-one-octet-wrong": {
    clause: "1.4.3 RETR",
    says: "One octet of a file is sent wrong.",
    parts: () =>
      on(["RETR"], (_session, command, carryOut) =>
        withSource(carryOut(command), (source) => ({
          position: 0,
          end: (ending) => source.end(ending),
          next: () => {
            const piece = source.next();
            if (!Buffer.isBuffer(piece) || piece.length === 0) return piece;
            const changed = Buffer.from(piece);
            changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
            return changed;
          },
        })),
      ),
  },
  "stor-one-octet-short": {
    clause: "1.4.3 STOR",
    says: "The first octet that arrives is not stored.",
    parts: () =>
      on(["STOR"], (_session, command, carryOut) =>
        withSink(carryOut(command), (sink) => {
          let first = true;
          return {
            ...sink,
            write: (octets) => {
              const kept = first ? octets.subarray(1) : octets;
              first = false;
              return sink.write(kept);
            },
          };
        }),
      ),
  },
  "rest-ignored": {
    clause: "1.4.3 REST",
    says: "A transfer begins at the first octet whatever REST said.",
    parts: () =>
      on(["RETR", "STOR", "APPE"], (session, command, carryOut) => {
        session.restart = 0;
        return carryOut(command);
      }),
  },
  "rest-sticks": {
    clause: "1.4.3 REST, RFC 3659 5.3",
    says: "The offset of REST counts for every later transfer.",
    parts: () =>
      on(["RETR", "STOR", "APPE"], (session, command, carryOut) =>
        keeping(session, ["restart"], () => carryOut(command)),
      ),
  },
  "rest-one-too-far": {
    clause: "1.4.3 REST",
    says: "A transfer begins one octet behind what REST said.",
    parts: () =>
      on(["RETR"], (session, command, carryOut) => {
        if (session.restart > 0) session.restart++;
        return carryOut(command);
      }),
  },
  "appe-replaces": {
    clause: "1.4.3 APPE",
    says: "APPE replaces what is there.",
    parts: () =>
      everyFileSystem({ openForWriting: (name, from, usual) => usual(name, from === "end" ? 0 : from) }),
  },
  "stor-appends": {
    clause: "1.4.3 STOR",
    says: "STOR adds to a file that is there.",
    parts: () => everyFileSystem({ openForWriting: (name, _from, usual) => usual(name, "end") }),
  },
  "dele-keeps-the-file": {
    clause: "1.4.3 DELE",
    says: "DELE reports success and deletes nothing.",
    parts: () => everyFileSystem({ delete: () => true }),
  },
  "rename-copies": {
    clause: "1.4.3 RNTO",
    says: "The old name stays beside the new one.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override rename(from: string, to: string) {
            const file = this.find(from);
            const renamed = super.rename(from, to);
            if (renamed && file !== undefined) this.install(file);
            return renamed;
          }
        },
    }),
  },
  "rename-replaces": {
    clause: "1.4.3 RNTO",
    says: "RNTO replaces a file that has the new name.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override rename(from: string, to: string) {
            if (from !== to) this.delete(to);
            return super.rename(from, to);
          }
        },
    }),
  },
  "rnfr-lasts": {
    clause: "1.4.3 RNTO, RFC 959 4.1.3",
    says: "RNTO need not follow RNFR directly.",
    parts: () => {
      let renaming: Session["renaming"];
      return composed(
        on(["RNFR"], (session, command, carryOut) => {
          const outcome = carryOut(command);
          ({ renaming } = session);
          return outcome;
        }),
        on(["RNTO"], (session, command, carryOut) => {
          session.renaming ??= renaming;
          return carryOut(command);
        }),
      );
    },
  },
  "file-names-with-case": {
    clause: "AMB-048",
    says: "Names of files in small letters are not found.",
    parts: () =>
      on(["RETR", "SIZE", "MDTM", "DELE", "RNFR"], (_session, command, carryOut) => {
        return carryOut(
          /[a-z]/.test(command.argument ?? "") ? { ...command, argument: "NOSUCH.TXT" } : command,
        );
      }),
  },
  "size-one-too-many": {
    clause: "1.4.3 SIZE, AMB-022",
    says: "SIZE is one octet too many.",
    parts: () =>
      on(["SIZE"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) => text.replace(/^\d+$/, (size) => String(Number(size) + 1))),
      ),
  },
  "mdtm-of-another-day": {
    clause: "1.4.3 MDTM, AMB-022",
    says: "MDTM always gives the same date.",
    parts: () =>
      on(["MDTM"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) => text.replace(/^\d{14}$/, "19800101000000")),
      ),
  },
  "type-a-not-converted": {
    clause: "1.4.2 TYPE",
    says: "Type A sends files as they are stored.",
    parts: () =>
      on(["RETR"], (session, command, carryOut) =>
        keeping(session, ["type"], () => {
          session.type = "I";
          return carryOut(command);
        }),
      ),
  },
};

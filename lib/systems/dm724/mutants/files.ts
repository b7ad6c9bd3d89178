import { generatedContent } from "../../../device/content.js";
import { interfereWith, type MisbehaviourFamily, reworded, withSink, withSource } from "./misbehaviour.js";

/** Files and transfers (Dm724-I 1.4.2, 1.4.3). */
export const fileMisbehaviours: MisbehaviourFamily = {
  "retr-one-octet-short": {
    clause: "1.4.3 RETR",
    says: "The last octet of a file is not sent.",
    apply: (device) =>
      interfereWith(device, ["RETR"], (_session, command, carryOut) =>
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
    apply: (device) =>
      interfereWith(device, ["RETR"], (_session, command, carryOut) =>
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
    apply: (device) =>
      interfereWith(device, ["STOR"], (_session, command, carryOut) =>
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
    apply: (device) =>
      interfereWith(device, ["RETR", "STOR", "APPE"], (session, command, carryOut) => {
        session.restart = 0;
        return carryOut(command);
      }),
  },
  "rest-sticks": {
    clause: "1.4.3 REST, RFC 3659 5.3",
    says: "The offset of REST counts for every later transfer.",
    apply: (device) =>
      interfereWith(device, ["RETR", "STOR", "APPE"], (session, command, carryOut) => {
        const { restart } = session;
        const outcome = carryOut(command);
        session.restart = restart;
        return outcome;
      }),
  },
  "rest-one-too-far": {
    clause: "1.4.3 REST",
    says: "A transfer begins one octet behind what REST said.",
    apply: (device) =>
      interfereWith(device, ["RETR"], (session, command, carryOut) => {
        if (session.restart > 0) session.restart++;
        return carryOut(command);
      }),
  },
  "appe-replaces": {
    clause: "1.4.3 APPE",
    says: "APPE replaces what is there.",
    apply: ({ storage }) => {
      for (const fileSystem of storage.all()) {
        const open = fileSystem.openForWriting.bind(fileSystem);
        fileSystem.openForWriting = (name, from) => open(name, from === "end" ? 0 : from);
      }
    },
  },
  "stor-appends": {
    clause: "1.4.3 STOR",
    says: "STOR adds to a file that is there.",
    apply: ({ storage }) => {
      for (const fileSystem of storage.all()) {
        const open = fileSystem.openForWriting.bind(fileSystem);
        fileSystem.openForWriting = (name) => open(name, "end");
      }
    },
  },
  "dele-keeps-the-file": {
    clause: "1.4.3 DELE",
    says: "DELE reports success and deletes nothing.",
    apply: ({ storage }) => {
      for (const fileSystem of storage.all()) fileSystem.delete = () => true;
    },
  },
  "rename-copies": {
    clause: "1.4.3 RNTO",
    says: "The old name stays beside the new one.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) {
        const rename = disk.rename.bind(disk);
        disk.rename = (from, to) => {
          const file = disk.find(from);
          const renamed = rename(from, to);
          if (renamed && file !== undefined) disk.install(file);
          return renamed;
        };
      }
    },
  },
  "rename-replaces": {
    clause: "1.4.3 RNTO",
    says: "RNTO replaces a file that has the new name.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) {
        const rename = disk.rename.bind(disk);
        disk.rename = (from, to) => {
          if (from !== to) disk.delete(to);
          return rename(from, to);
        };
      }
    },
  },
  "rnfr-lasts": {
    clause: "1.4.3 RNTO, RFC 959 4.1.3",
    says: "RNTO need not follow RNFR directly.",
    apply: (device) => {
      let renaming: unknown;
      interfereWith(device, ["RNFR"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        ({ renaming } = session);
        return outcome;
      });
      interfereWith(device, ["RNTO"], (session, command, carryOut) => {
        if (session.renaming === undefined) Object.assign(session, { renaming });
        return carryOut(command);
      });
    },
  },
  "file-names-with-case": {
    clause: "AMB-048",
    says: "Names of files in small letters are not found.",
    apply: (device) =>
      interfereWith(device, ["RETR", "SIZE", "MDTM", "DELE", "RNFR"], (_session, command, carryOut) => {
        return carryOut(
          /[a-z]/.test(command.argument ?? "") ? { ...command, argument: "NOSUCH.TXT" } : command,
        );
      }),
  },
  "size-one-too-many": {
    clause: "1.4.3 SIZE, AMB-022",
    says: "SIZE is one octet too many.",
    apply: (device) =>
      interfereWith(device, ["SIZE"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) => text.replace(/^\d+$/, (size) => String(Number(size) + 1))),
      ),
  },
  "mdtm-of-another-day": {
    clause: "1.4.3 MDTM, AMB-022",
    says: "MDTM always gives the same date.",
    apply: (device) =>
      interfereWith(device, ["MDTM"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) => text.replace(/^\d{14}$/, "19800101000000")),
      ),
  },
  "checksum-over-everything": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC and XMD5 overlook offset and size.",
    apply: (device) =>
      interfereWith(device, ["XCRC", "XMD5"], (_session, command, carryOut) => {
        const name = /^ *(?:"[^"]*"|[^ "]+)/.exec(command.argument ?? "")?.[0];
        return carryOut(name !== undefined ? { ...command, argument: name } : command);
      }),
  },
  "checksum-size-is-an-end": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "The third argument of XCRC and XMD5 is taken for an end.",
    apply: (device) =>
      interfereWith(device, ["XCRC", "XMD5"], (_session, command, carryOut) => {
        const argument = (command.argument ?? "").replace(
          / (\d+) (\d+)$/,
          (_match, from: string, to: string) => ` ${from} ${Math.max(0, Number(to) - Number(from))}`,
        );
        return carryOut({ ...command, argument });
      }),
  },
  "listing-leaves-one-out": {
    clause: "1.4.2 LIST",
    says: "The last file is missing in listings.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) {
        const files = disk.files.bind(disk);
        disk.files = () => files().slice(0, -1);
      }
    },
  },
  "listing-in-unix-form-only": {
    clause: "1.4.2 LIST, 3.11 SYSTMODE",
    says: "Listings have the UNIX form whatever SYSTMODE is.",
    apply: (device) =>
      interfereWith(device, ["LIST"], (session, command, carryOut) => {
        const { format } = session;
        const outcome = carryOut(command);
        if (outcome.kind !== "transfer") return outcome;
        return {
          ...outcome,
          open: () => {
            session.format = "unix";
            const opening = outcome.open();
            session.format = format;
            return opening;
          },
        };
      }),
  },
  "type-a-not-converted": {
    clause: "1.4.2 TYPE",
    says: "Type A sends files as they are stored.",
    apply: (device) =>
      interfereWith(device, ["RETR"], (session, command, carryOut) => {
        const { type } = session;
        session.type = "I";
        const outcome = carryOut(command);
        session.type = type;
        return outcome;
      }),
  },
  "sink-compresses": {
    clause: "3.3, AMB-038",
    says: "What TST and TS1 send can be compressed.",
    apply: ({ storage }) => {
      for (const name of ["TST", "TS1"] as const) {
        const sink = storage.get(name);
        const find = sink?.find.bind(sink);
        if (sink === undefined || find === undefined) continue;
        sink.find = (wanted) => {
          const file = find(wanted);
          const read = (_offset: number, count: number): Buffer => Buffer.alloc(count);
          return file && { ...file, content: { length: file.content.length, read } };
        };
      }
    },
  },
  "sink-one-octet-short": {
    clause: "3.3",
    says: "TST and TS1 send one octet less than the name says.",
    apply: ({ storage }) => {
      for (const name of ["TST", "TS1"] as const) {
        const sink = storage.get(name);
        const find = sink?.find.bind(sink);
        if (sink === undefined || find === undefined) continue;
        sink.find = (wanted) => {
          const file = find(wanted);
          return file && { ...file, content: generatedContent(1, Math.max(0, file.content.length - 1)) };
        };
      }
    },
  },
  "test-mode-does-not-confine": {
    clause: "3.3",
    says: "TEST mode lets the session go to other file systems.",
    apply: (device) =>
      interfereWith(
        device,
        ["CWD", "SMNT", "CDUP", "LIST", "RETR", "SITE SAVEBUFFER"],
        (session, command, carryOut) => {
          const { testMode } = session;
          session.testMode = undefined;
          const outcome = carryOut(command);
          session.testMode = testMode;
          return outcome;
        },
      ),
  },
  "test-mode-outlives-rein": {
    clause: "3.3",
    says: "REIN does not end TEST mode.",
    apply: (device) =>
      interfereWith(device, ["REIN"], (session, command, carryOut) => {
        const { testMode, directory } = session;
        const outcome = carryOut(command);
        if (testMode !== undefined) Object.assign(session, { testMode, directory });
        return outcome;
      }),
  },
};

import { storedContent } from "../../../device/content.js";
import type { DiskRules } from "../../../device/disk.js";
import type { Outcome } from "../../../device/outcome.js";
import type { Clock } from "../../../net/clock.js";
import { completed } from "../device/file-transfer.js";
import type { FileSystemName } from "../device/names.js";
import type { Parts } from "../device/parts.js";
import { invented, keeping, type MisbehaviourFamily, on, withSink } from "./misbehaviour.js";

const ON_FILES = ["STOR", "APPE", "RETR", "SIZE", "MDTM", "DELE", "RNFR", "RNTO"] as const;

/** What a path means, and which file a name is (Dm724-I 1.3, 1.4.2, 1.4.3, 5.1.4). */
export const pathMisbehaviours: MisbehaviourFamily = {
  "second-level-overlooked": {
    clause: "1.4.2 PWD, 1.4.3 CWD, AMB-039",
    says: "What stands below a file system in a path is overlooked: /DSK/SUB is /DSK.",
    parts: () =>
      on(["CWD", "XCWD", "SMNT", ...ON_FILES], (_session, command, carryOut) => {
        const { verb, argument = "" } = command;
        const directory = verb === "SMNT" || verb.endsWith("CWD");
        const flat = directory
          ? argument.replace(/^(\s*\/?\w{3})\/.+$/, "$1")
          : argument.replace(/^(\s*\/?\w{3})\/.+\/([^/]+)$/, "$1/$2");
        return carryOut({ ...command, argument: flat });
      }),
  },
  "cwd-takes-any-name": {
    clause: "1.4.3 CWD, AMB-039",
    says: "CWD to a directory that there is not succeeds and changes nothing.",
    parts: () =>
      on(["CWD", "XCWD"], (_session, command, carryOut) => {
        const { verb } = command;

        const outcome = carryOut(command);
        const unknown = outcome.kind === "reply" && /Invalid pathname/.test(outcome.lines.join());
        return unknown ? invented(verb, 200, "CWD command successful.") : outcome;
      }),
  },
  "cwd-to-the-top-stays": {
    clause: "1.4.3 CWD",
    says: "CWD .. and CWD / are answered and change nothing.",
    parts: () =>
      on(["CWD ..", "CWD /", "CWD NUL", "CWD /NUL", "XCWD ..", "XCWD /"], (session, command, carryOut) =>
        keeping(session, ["directory"], () => carryOut(command)),
      ),
  },
  "paths-overlooked": {
    clause: "5.1.4, AMB-039",
    says: "Of a path the name alone counts: it is looked for in the working directory.",
    parts: () =>
      on(ON_FILES, (_session, command, carryOut) => {
        return carryOut({ ...command, argument: (command.argument ?? "").replace(/^.*\/(?=[^/]+$)/, "") });
      }),
  },
  "bare-names-refused": {
    clause: "5.1.4, 1.4.3 STOR",
    says: "STOR takes a file by its path alone.",
    parts: () =>
      on(["STOR"], (_session, command, carryOut) => {
        const { argument = "" } = command;
        return argument.includes("/") ? carryOut(command) : invented("STOR", 550, "Unable to open file.");
      }),
  },
  "retr-of-the-first-file": {
    clause: "1.4.3 RETR",
    says: "RETR sends the first file of the directory, whatever its name is.",
    parts: () =>
      on(["RETR"], (session, command, carryOut) => {
        const [first] = session.directory?.files() ?? [];
        return carryOut(
          first !== undefined && command.argument !== undefined
            ? { ...command, argument: first.name }
            : command,
        );
      }),
  },
  "stor-under-another-name": {
    clause: "1.4.3 STOR",
    says: "STOR stores under a name of its own.",
    parts: () =>
      on(["STOR"], (_session, command, carryOut) => {
        const argument = (command.argument ?? "").replace(/[^/ ]+$/, "FTPFILE.TMP");
        return carryOut({ ...command, argument });
      }),
  },
  "rntd-is-rnto": {
    clause: "1.4.3 RNFR, AMB-004",
    says: "RNTD is taken for RNTO.",
    parts: () =>
      on(["RNTD", "RNT0"], (_session, command, carryOut) => {
        return carryOut({ ...command, verb: "RNTO" });
      }),
  },
  "bios-zone-takes-anything": {
    clause: "3.1 BIO, 2.1.19",
    says: "BIO stores whatever it is sent.",
    parts: () => ({
      ...unruled("BIO"),
      ...on(["STOR"], (session, command, carryOut): Outcome => {
        const { argument = "" } = command;
        const zone = session.device.storage.disk("BIO");
        const outcome = carryOut(command);
        if (zone === undefined || outcome.kind !== "transfer" || outcome.fileSystem !== zone) return outcome;
        const pieces: Buffer[] = [];
        return withSink(outcome, (sink) => ({
          ...sink,
          room: undefined,
          write: (octets) => void pieces.push(Buffer.from(octets)),
          end: (ending) => {
            const name = argument.replace(/^.*[/ ]/, "").toUpperCase();
            zone.store(name, storedContent(Buffer.concat(pieces)));
            return completed("STOR", 0, ending);
          },
        }));
      }),
    }),
  },
  "flash-written-directly": {
    clause: "2.1.9",
    says: "What runs from FCO is written there at once.",
    parts: () => unruled("FCO"),
  },
  "room-without-end": {
    clause: "5.1.1",
    says: "A file system that is full takes files all the same.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          override get free() {
            return Number.MAX_SAFE_INTEGER;
          }
        },
    }),
  },
  "deleting-frees-nothing": {
    clause: "5.1.1",
    says: "The room of a file that is deleted is not free again.",
    parts: () => ({
      Disk: (Usual) =>
        class extends Usual {
          #lost = 0;
          override get free() {
            return super.free - this.#lost;
          }
          override delete(name: string) {
            const length = this.find(name)?.content.length ?? 0;
            const deleted = super.delete(name);
            if (deleted) this.#lost += length;
            return deleted;
          }
        },
    }),
  },
};

/** A file system that demands nothing of files. */
function unruled(unruly: FileSystemName): Parts {
  return {
    Disk: (Usual) =>
      class extends Usual {
        constructor(name: string, size: number, clock: Clock, rules?: DiskRules) {
          super(name, size, clock, name === unruly ? {} : rules);
        }
      },
  };
}

import { storedContent } from "../../../device/content.js";
import type { Outcome } from "../../../device/outcome.js";
import type { Device } from "../device/device.js";
import { completed } from "../device/file-transfer.js";
import { interfereWith, invented, type MisbehaviourFamily, withSink } from "./misbehaviour.js";

const ON_FILES = ["STOR", "APPE", "RETR", "SIZE", "MDTM", "DELE", "RNFR", "RNTO"] as const;

/** What a path means, and which file a name is (Dm724-I 1.3, 1.4.2, 1.4.3, 5.1.4). */
export const pathMisbehaviours: MisbehaviourFamily = {
  "second-level-overlooked": {
    clause: "1.4.2 PWD, 1.4.3 CWD, AMB-039",
    says: "What stands below a file system in a path is overlooked: /DSK/SUB is /DSK.",
    apply: (device) =>
      interfereWith(device, ["CWD", "XCWD", "SMNT", ...ON_FILES], (_session, command, carryOut) => {
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
    apply: (device) =>
      interfereWith(device, ["CWD", "XCWD"], (_session, command, carryOut) => {
        const { verb } = command;

        const outcome = carryOut(command);
        const unknown = outcome.kind === "reply" && /Invalid pathname/.test(outcome.lines.join());
        return unknown ? invented(verb, 200, "CWD command successful.") : outcome;
      }),
  },
  "cwd-to-the-top-stays": {
    clause: "1.4.3 CWD",
    says: "CWD .. and CWD / are answered and change nothing.",
    apply: (device) =>
      interfereWith(
        device,
        ["CWD ..", "CWD /", "CWD NUL", "CWD /NUL", "XCWD ..", "XCWD /"],
        (session, command, carryOut) => {
          const { directory } = session;
          const outcome = carryOut(command);
          session.directory = directory;
          return outcome;
        },
      ),
  },
  "paths-overlooked": {
    clause: "5.1.4, AMB-039",
    says: "Of a path the name alone counts: it is looked for in the working directory.",
    apply: (device) =>
      interfereWith(device, ON_FILES, (_session, command, carryOut) => {
        return carryOut({ ...command, argument: (command.argument ?? "").replace(/^.*\/(?=[^/]+$)/, "") });
      }),
  },
  "bare-names-refused": {
    clause: "5.1.4, 1.4.3 STOR",
    says: "STOR takes a file by its path alone.",
    apply: (device) =>
      interfereWith(device, ["STOR"], (_session, command, carryOut) => {
        const { argument = "" } = command;
        return argument.includes("/") ? carryOut(command) : invented("STOR", 550, "Unable to open file.");
      }),
  },
  "retr-of-the-first-file": {
    clause: "1.4.3 RETR",
    says: "RETR sends the first file of the directory, whatever its name is.",
    apply: (device) =>
      interfereWith(device, ["RETR"], (session, command, carryOut) => {
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
    apply: (device) =>
      interfereWith(device, ["STOR"], (_session, command, carryOut) => {
        const argument = (command.argument ?? "").replace(/[^/ ]+$/, "FTPFILE.TMP");
        return carryOut({ ...command, argument });
      }),
  },
  "rntd-is-rnto": {
    clause: "1.4.3 RNFR, AMB-004",
    says: "RNTD is taken for RNTO.",
    apply: (device) =>
      interfereWith(device, ["RNTD", "RNT0"], (_session, command, carryOut) => {
        return carryOut({ ...command, verb: "RNTO" });
      }),
  },
  "bios-zone-takes-anything": {
    clause: "3.1 BIO, 2.1.19",
    says: "BIO stores whatever it is sent.",
    apply: (device) => {
      const zone = device.storage.disk("BIO");
      if (zone === undefined) return;
      Reflect.set(zone, "rules", {});
      interfereWith(device, ["STOR"], (_session, command, carryOut): Outcome => {
        const { argument = "" } = command;

        const outcome = carryOut(command);
        if (outcome.kind !== "transfer" || outcome.fileSystem !== zone) return outcome;
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
      });
    },
  },
  "flash-written-directly": {
    clause: "2.1.9",
    says: "What runs from FCO is written there at once.",
    apply: (device) => rules(device, "FCO"),
  },
  "room-without-end": {
    clause: "5.1.1",
    says: "A file system that is full takes files all the same.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent)
        Object.defineProperty(disk, "size", { value: Number.MAX_SAFE_INTEGER });
    },
  },
  "deleting-frees-nothing": {
    clause: "5.1.1",
    says: "The room of a file that is deleted is not free again.",
    apply: ({ storage }) => {
      for (const disk of storage.permanent) {
        const remove = disk.delete.bind(disk);
        disk.delete = (name) => {
          const length = disk.find(name)?.content.length ?? 0;
          const deleted = remove(name);
          if (deleted) Object.defineProperty(disk, "size", { value: disk.size - length });
          return deleted;
        };
      }
    },
  },
};

function rules({ storage }: Device, name: "FCO"): void {
  const disk = storage.disk(name);
  if (disk !== undefined) Reflect.set(disk, "rules", {});
}

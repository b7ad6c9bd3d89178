import { storedContent } from "../../../device/content.js";
import type { File, FileSystem } from "../../../device/file-system.js";
import { GUEST } from "../device/accounts.js";
import type { Device } from "../device/device.js";
import { foldName, isCheckedName } from "../device/names.js";
import { say } from "../device/say.js";
import {
  interfereWith,
  invented,
  type MisbehaviourFamily,
  whenAdmitted,
  whenLeft,
  withSink,
} from "./misbehaviour.js";

/** TEST mode: who gets into it, what it confines and what it leaves out (Dm724-I 1.4.1 ACCT, 3.3). */
export const testingMisbehaviours: MisbehaviourFamily = {
  "acct-has-no-effect": {
    clause: "1.4.1 ACCT, 3.3",
    says: "ACCT TEST0 and TEST1 are answered, and TEST mode is not on.",
    apply: (device) =>
      interfereWith(device, ["ACCT"], (session, command, carryOut) => {
        const { testMode, directory } = session;
        const outcome = carryOut(command);
        Object.assign(session, { testMode, directory });
        return outcome;
      }),
  },
  "acct-for-root-only": {
    clause: "1.4.1 ACCT, 3.3",
    says: "ACCT does nothing for a guest.",
    apply: (device) =>
      interfereWith(device, ["ACCT"], (session, command, carryOut) =>
        session.level === GUEST ? say("ACCT", 202, "Command superfluous at this site.") : carryOut(command),
      ),
  },
  "test0-is-ts1": {
    clause: "1.4.1 ACCT, 3.3",
    says: "ACCT TEST0 confines the session to TS1.",
    apply: (device) =>
      interfereWith(device, ["ACCT TEST0"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "TEST1" });
      }),
  },
  "test-mode-stores-elsewhere": {
    clause: "1.4.1 ACCT, 3.3",
    says: "In TEST mode a path leads to files of other file systems.",
    apply: (device) =>
      interfereWith(
        device,
        ["STOR", "APPE", "RETR", "DELE", "RNFR", "RNTO", "SIZE", "MDTM"],
        (session, command, carryOut) => {
          const { argument = "" } = command;

          const { testMode } = session;
          if (testMode === undefined || !argument.includes("/")) return carryOut(command);
          const { direct } = device.modes;
          device.modes.direct = true;
          session.testMode = undefined;
          const outcome = carryOut(command);
          session.testMode = testMode;
          device.modes.direct = direct;
          return outcome;
        },
      ),
  },
  "test-mode-checks": {
    clause: "3.3, 3.7, 3.8, AMB-038",
    says: "In TEST mode files with a known extension are refused as unknown.",
    apply: (device) =>
      interfereWith(device, ["STOR"], ({ testMode }, command, carryOut) => {
        const { argument = "" } = command;
        return testMode !== undefined && isCheckedName(foldName(argument.trim()))
          ? withSink(carryOut(command), (sink) => ({
              ...sink,
              end: () => {
                sink.cut();
                return say("STOR", 503, "Unknown file type checked.");
              },
            }))
          : carryOut(command);
      }),
  },
  "test-mode-outlives-the-session": {
    clause: "3.3",
    says: "The next client is in the TEST mode that the one before was in.",
    apply: (device) => {
      let left: FileSystem | undefined;
      whenLeft(device, ({ testMode }) => {
        left = testMode;
      });
      whenAdmitted(device, (session) => {
        if (left !== undefined) Object.assign(session, { testMode: left, directory: left });
      });
    },
  },
  "sinks-need-test-mode": {
    clause: "3.3",
    says: "TST and TS1 take and send files in TEST mode only.",
    apply: (device) =>
      interfereWith(device, ["STOR", "APPE", "RETR"], (session, command, carryOut) => {
        const { verb } = command;

        const outcome = carryOut(command);
        const sink = outcome.kind === "transfer" && outcome.fileSystem?.sink === true;
        return sink && session.testMode === undefined ? invented(verb, 550, "Unable to open file.") : outcome;
      }),
  },
  "sink-keeps-content": {
    clause: "3.3",
    says: "TST and TS1 keep what they are sent, and send it back.",
    apply: (device) => {
      for (const sink of sinks(device)) {
        const kept = new Map<string, Buffer[]>();
        const open = sink.openForWriting.bind(sink);
        sink.openForWriting = (name, from) => {
          const opened = open(name, from);
          if (!opened.ok) return opened;
          const pieces: Buffer[] = [];
          kept.set(name, pieces);
          const { writer } = opened;
          const write = (octets: Buffer): boolean => {
            pieces.push(Buffer.from(octets));
            return writer.write(octets);
          };
          return { ok: true, writer: { ...writer, room: undefined, write } };
        };
        const find = sink.find.bind(sink);
        sink.find = (name) => withContent(find(name), kept.get(name));
      }
    },
  },
};

function withContent(file: File | undefined, pieces: readonly Buffer[] | undefined): File | undefined {
  if (file === undefined || pieces === undefined) return file;
  return { ...file, content: storedContent(Buffer.concat(pieces)) };
}

function sinks({ storage }: Device): FileSystem[] {
  return [...storage.all()].filter(({ sink }) => sink);
}

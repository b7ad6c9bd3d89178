import type { File, FileSystem } from "../../../device/file-system.js";
import type { Device } from "../device/device.js";
import { interfereWith, type MisbehaviourFamily } from "./misbehaviour.js";

const NUMBER = /^\d+$/;

/** The sinks and TEST mode (Dm724-I 3.3). */
export const sinkMisbehaviours: MisbehaviourFamily = {
  "test-mode-fills-the-buffer": {
    clause: "3.3, 3.5",
    says: "What is sent in TEST mode goes into the temporary buffer.",
    apply: (device) =>
      interfereWith(device, ["STOR", "APPE"], (session, command, carryOut) => {
        const { testMode, directory } = session;
        session.testMode = undefined;
        if (testMode !== undefined) session.directory = undefined;
        const outcome = carryOut(command);
        Object.assign(session, { testMode, directory });
        return outcome;
      }),
  },
  "test1-is-tst": {
    clause: "3.3",
    says: "ACCT TEST1 confines the session to TST.",
    apply: (device) =>
      interfereWith(device, ["ACCT TEST1"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "TEST0" });
      }),
  },
  "acct-takes-any-word": {
    clause: "1.4.1 ACCT, AMB-046",
    says: "ACCT with any word begins TEST mode.",
    apply: (device) =>
      interfereWith(device, ["ACCT"], (_session, command, carryOut) => {
        return carryOut(
          !/^ *TEST[01] *$/i.test(command.argument ?? "") ? { ...command, argument: "TEST0" } : command,
        );
      }),
  },
  "sink-remembers-nothing": {
    clause: "3.3, AMB-038",
    says: "TST and TS1 do not remember the last file that they were sent.",
    apply: (device) => {
      for (const sink of sinks(device)) {
        const find = sink.find.bind(sink);
        sink.files = () => [];
        sink.find = (name) => (NUMBER.test(name) ? find(name) : undefined);
      }
    },
  },
  "sink-remembers-all": {
    clause: "3.3, AMB-038",
    says: "TST and TS1 remember every file that they were sent.",
    apply: (device) => {
      for (const sink of sinks(device)) {
        const known = new Map<string, File>();
        const [files, find] = [sink.files.bind(sink), sink.find.bind(sink)];
        // What it remembers now is what it was sent last; each store is preceded by a look.
        const look = (): void => {
          for (const file of files()) known.set(file.name, file);
        };
        const open = sink.openForWriting.bind(sink);
        sink.openForWriting = (name, from) => {
          look();
          return open(name, from);
        };
        sink.files = () => {
          look();
          return [...known.values()];
        };
        sink.find = (name) => find(name) ?? known.get(name);
      }
    },
  },
  "sink-without-rest": {
    clause: "1.4.3 REST, 3.3",
    says: "REST has no effect on what TST and TS1 send.",
    apply: (device) =>
      interfereWith(device, ["RETR"], (session, command, carryOut) => {
        const { restart } = session;
        const outcome = carryOut(command);
        if (outcome.kind !== "transfer" || outcome.fileSystem?.sink !== true) return outcome;
        // Whether it is a sink is known only now, and the offset has been taken: once more without it.
        return restart === 0 ? outcome : carryOut(command);
      }),
  },
  "sink-of-16-bits": {
    clause: "3.3",
    says: "TST and TS1 send no file of more than 65535 octets.",
    apply: (device) => {
      for (const sink of sinks(device)) {
        const find = sink.find.bind(sink);
        sink.find = (name) => (NUMBER.test(name) && Number(name) > 65_535 ? undefined : find(name));
      }
    },
  },
};

function sinks({ storage }: Device): FileSystem[] {
  return [...storage.all()].filter(({ sink }) => sink);
}

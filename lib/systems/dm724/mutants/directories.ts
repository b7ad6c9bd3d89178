import type { FileSystem } from "../../../device/file-system.js";
import { ROOT } from "../device/accounts.js";
import type { Device } from "../device/device.js";
import type { Session } from "../device/session.js";
import { interfere, interfereWith, invented, type MisbehaviourFamily, reworded } from "./misbehaviour.js";

/** The working directory (Dm724-I 1.4.2, 1.4.3, 3.1). */
export const directoryMisbehaviours: MisbehaviourFamily = {
  "cwd-stays": {
    clause: "1.4.3 CWD",
    says: "CWD reports success and changes nothing.",
    apply: (device) => stays(device, ["CWD", "XCWD"]),
  },
  "cdup-stays": {
    clause: "1.4.3 CDUP",
    says: "CDUP reports success and changes nothing.",
    apply: (device) => stays(device, ["CDUP", "XCUP"]),
  },
  "smnt-stays": {
    clause: "1.4.2 SMNT",
    says: "SMNT reports success and changes nothing.",
    apply: (device) => stays(device, ["SMNT"]),
  },
  "cwd-into-a-file": {
    clause: "1.4.3 CWD, AMB-039",
    says: "CWD to a file succeeds.",
    apply: (device) =>
      interfereWith(device, ["CWD"], (session, command, carryOut) => {
        const { argument = "" } = command;

        const file = session.level === ROOT && session.directory?.find(argument.trim().toUpperCase());
        return file ? invented("CWD", 200, "CWD command successful.") : carryOut(command);
      }),
  },
  "pwd-of-the-start": {
    clause: "1.4.2 PWD",
    says: "PWD shows where the session began, wherever it is.",
    apply: (device) => {
      const began = new WeakMap<Session, FileSystem>();
      interfere(device, (session, command, carryOut) => {
        const { verb } = command;

        if (!began.has(session) && session.directory !== undefined) began.set(session, session.directory);
        const outcome = carryOut(command);
        const name = began.get(session)?.name;
        return verb === "PWD" ? reworded(outcome, (text) => text.replace(/"\/\w*"/, `"/${name}"`)) : outcome;
      });
    },
  },
  "bare-names-at-the-start": {
    clause: "1.4.3, 3.1",
    says: "A name without a path is looked for where the session began.",
    apply: (device) => {
      const { configuration, checks, storage } = device;
      const start = storage.initial(configuration.syst, checks.system);
      interfereWith(device, ["RETR", "SIZE", "MDTM", "DELE", "RNFR"], (session, command, carryOut) => {
        const { directory, testMode } = session;
        if (testMode === undefined) session.directory = start;
        const outcome = carryOut(command);
        session.directory = directory;
        return outcome;
      });
    },
  },
};

function stays(device: Device, verbs: readonly string[]): void {
  interfereWith(device, verbs, (session, command, carryOut) => {
    const { directory } = session;
    const outcome = carryOut(command);
    session.directory = directory;
    return outcome;
  });
}

import type { FileSystem } from "../../../device/file-system.js";
import { ROOT } from "../device/accounts.js";
import type { Parts } from "../device/parts.js";
import type { Session } from "../device/session.js";
import { invented, keeping, type MisbehaviourFamily, on, onEvery, reworded } from "./misbehaviour.js";

/** The working directory (Dm724-I 1.4.2, 1.4.3, 3.1). */
export const directoryMisbehaviours: MisbehaviourFamily = {
  "cwd-stays": {
    clause: "1.4.3 CWD",
    says: "CWD reports success and changes nothing.",
    parts: () => stays(["CWD", "XCWD"]),
  },
  "cdup-stays": {
    clause: "1.4.3 CDUP",
    says: "CDUP reports success and changes nothing.",
    parts: () => stays(["CDUP", "XCUP"]),
  },
  "smnt-stays": {
    clause: "1.4.2 SMNT",
    says: "SMNT reports success and changes nothing.",
    parts: () => stays(["SMNT"]),
  },
  "cwd-into-a-file": {
    clause: "1.4.3 CWD, AMB-039",
    says: "CWD to a file succeeds.",
    parts: () =>
      on(["CWD"], (session, command, carryOut) => {
        const { argument = "" } = command;

        const file = session.level === ROOT && session.directory?.find(argument.trim().toUpperCase());
        return file ? invented("CWD", 200, "CWD command successful.") : carryOut(command);
      }),
  },
  "pwd-of-the-start": {
    clause: "1.4.2 PWD",
    says: "PWD shows where the session began, wherever it is.",
    parts: () => {
      const began = new WeakMap<Session, FileSystem>();
      return onEvery((session, command, carryOut) => {
        if (!began.has(session) && session.directory !== undefined) began.set(session, session.directory);
        const outcome = carryOut(command);
        const name = began.get(session)?.name;
        return command.verb === "PWD"
          ? reworded(outcome, (text) => text.replace(/"\/\w*"/, `"/${name}"`))
          : outcome;
      });
    },
  },
  "bare-names-at-the-start": {
    clause: "1.4.3, 3.1",
    says: "A name without a path is looked for where the session began.",
    parts: () =>
      on(["RETR", "SIZE", "MDTM", "DELE", "RNFR"], (session, command, carryOut) =>
        keeping(session, ["directory"], () => {
          const { configuration, checks, storage } = session.device;
          if (session.testMode === undefined)
            session.directory = storage.initial(configuration.syst, checks.system);
          return carryOut(command);
        }),
      ),
  },
};

function stays(verbs: readonly string[]): Parts {
  return on(verbs, (session, command, carryOut) => keeping(session, ["directory"], () => carryOut(command)));
}

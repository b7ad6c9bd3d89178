import type { Outcome } from "../../../../device/outcome.js";
import type { CommandFamily } from "../command.js";
import { fileSystemName, foldName, MAX_PATH, parsePath } from "../names.js";
import { pathText } from "../place.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

const absent = {
  absent: true,
  run: (_session: Session, _argument: string | undefined, verb: string) =>
    say(verb, 502, "Command not implemented."),
} as const;

/** The working directory, which is a file system or the top of the tree (Dm724-I 1.3, 1.4.2, 1.4.3). */
export const directoryCommands: CommandFamily = {
  PWD: { run: pwd },
  XPWD: { run: pwd },
  SMNT: { run: smnt },
  CWD: { run: cwd },
  XCWD: { run: cwd },
  CDUP: { run: cdup },
  XCUP: { run: cdup },
  MKD: absent,
  XMKD: absent,
  RMD: absent,
  XRMD: absent,
};

function pwd(session: Session, _argument: string | undefined, verb: string): Outcome {
  return say(verb, 257, '"%s" is the current directory.', `/${session.directory?.name ?? ""}`);
}

function smnt(session: Session, argument: string | undefined): Outcome {
  const word = foldName((argument ?? "").trim()).replace(/^\//, "");
  const name = fileSystemName(word);
  const { testMode } = session;
  if (name === undefined || (testMode !== undefined && testMode.name !== name)) {
    return say("SMNT", 501, "File system not recognized.");
  }
  const fileSystem = session.device.storage.get(name);
  if (fileSystem === undefined && name !== "NUL") return say("SMNT", 550, "File system is not available.");
  session.directory = fileSystem;
  return say("SMNT", 200, "File system mounted.");
}

/** The three texts for success tell `.`, the top and a file system apart (I6). */
function cwd(session: Session, argument: string | undefined, verb: string): Outcome {
  const text = pathText(argument);
  if (text === "") return say(verb, 501, "No pathname defined.");
  const path = text.length > MAX_PATH ? undefined : parsePath(text);
  if (path?.kind === "current") return say(verb, 200, "CWD current dir successful.");
  if (path?.kind !== "top" && path?.kind !== "directory") return say(verb, 501, "Invalid pathname.");
  const name = path.kind === "top" ? "NUL" : path.fileSystem;
  const { testMode, device } = session;
  if (testMode !== undefined && testMode.name !== name)
    return say(verb, 501, "Pathname not allowed in test mode.");
  const fileSystem = device.storage.get(name);
  if (fileSystem === undefined && name !== "NUL") return say(verb, 550, "Pathname not available.");
  session.directory = fileSystem;
  return name === "NUL"
    ? say(verb, 200, "CWD root dir successful.")
    : say(verb, 200, "CWD command successful.");
}

/** TEST mode has its sink for a root (3.3). */
function cdup(session: Session, _argument: string | undefined, verb: string): Outcome {
  if (session.directory === undefined || session.testMode !== undefined)
    return say(verb, 550, "Top of tree.");
  session.directory = undefined;
  return say(verb, 200, "CDUP command successful.");
}

import { GUEST, ROOT } from "../accounts.js";
import type { CommandFamily } from "../command.js";
import type { FileSystem, WriteFrom } from "../file-system.js";
import { fileSink, fileSource } from "../file-transfer.js";
import { foldName, isCheckedName, isEightThree, parsePath } from "../names.js";
import type { Opening, Outcome, Transfer } from "../outcome.js";
import { pathText, placeOf } from "../place.js";
import { say } from "../reply.js";
import type { Session } from "../session.js";

/** Files over data connections: RETR, STOR, APPE, and REST, ALLO, STOU, ABOR around them (Dm724-I 1.4.2, 1.4.3). */
export const transferCommands: CommandFamily = {
  RETR: { access: ROOT, syntax: " <path-name>", run: retr },
  STOR: { access: ROOT, syntax: " <path-name>", run: store },
  APPE: { access: ROOT, syntax: " <path-name>", run: store },
  REST: { access: ROOT, syntax: " <offset>", run: rest },
  ALLO: {
    access: ROOT,
    syntax: " <size>[ R <record-size>]",
    absent: true,
    run: () => say("ALLO", 202, "Command not implemented, superfluous at this site."),
  },
  STOU: {
    access: ROOT,
    syntax: "",
    absent: true,
    run: () => say("STOU", 502, "Command not implemented."),
  },
  ABOR: {
    access: GUEST,
    syntax: "",
    run: () => ({ kind: "abort", reply: say("ABOR", 226, "Command ABOR successfully processed.") }),
  },
};

/** The offset counts once, for the next transfer, whatever becomes of that (RFC 3659 5.3). */
function takeRestart(session: Session): number {
  const { restart } = session;
  session.restart = 0;
  return restart;
}

function retr(session: Session, argument: string | undefined): Outcome {
  const from = takeRestart(session);
  const place = placeOf(session, argument);
  if (place.kind === "unnamed") return say("RETR", 501, "Invalid filename.");
  if (place.kind === "absent") return say("RETR", 450, "File system not available.");
  if (place.kind !== "file") return say("RETR", 501, "Invalid pathname.");
  const { fileSystem } = place;
  if (session.device.isBusyFor(session, fileSystem)) return say("RETR", 450, "Error, system busy.");
  const ascii = session.type === "A";
  return fileTransfer("RETR", fileSystem, "file transfer", () => {
    const content = fileSystem.find(place.name)?.content;
    if (content === undefined) return { kind: "refused", reply: say("RETR", 550, "Unable to open file.") };
    if (from > content.length) return { kind: "refused", reply: say("RETR", 554, "Unable to seek in file.") };
    const template = "RETR completed, %lu bytes processed, data connection is closed.";
    return {
      kind: "send",
      source: fileSource(content, from, ascii, (octets) => say("RETR", 226, template, octets)),
    };
  });
}

function store(session: Session, argument: string | undefined, verb: string): Outcome {
  const restart = takeRestart(session);
  const target = targetOf(session, argument);
  if (target.kind === "unnamed") return say(verb, 501, "Invalid filename.");
  if (target.kind === "absent") return say(verb, 450, "File system not available.");
  if (target.kind === "confined") return say(verb, 501, "Invalid pathname.");
  const fileSystem = target.kind === "file" ? target.fileSystem : undefined;
  if (fileSystem && session.device.isBusyFor(session, fileSystem))
    return say(verb, 450, "Error, system busy.");
  // REST and APPE together work as REST and STOR (RFC 3659 5.3).
  const from: WriteFrom = verb === "APPE" && restart === 0 ? "end" : restart;
  const ascii = session.type === "A";
  const what =
    verb === "STOR" && isChecked(session, argument, target) ? "checked file transfer" : "file transfer";
  return fileTransfer(verb, fileSystem, what, (): Opening => {
    if (target.kind === "nowhere") return { kind: "refused", reply: say(verb, 550, "Unable to open file.") };
    const opened = target.fileSystem.openForWriting(target.name, from);
    if (opened.ok) return { kind: "receive", sink: fileSink(verb, opened.writer, ascii) };
    const seek = opened.fault === "seek";
    return {
      kind: "refused",
      reply: seek ? say(verb, 554, "Unable to seek in file.") : say(verb, 550, "Unable to open file."),
    };
  });
}

/**
 * Where a received file goes. With DIRECT OFF it is the temporary buffer, also for a path that names another file
 * system (AMB-049), unless that is a sink, which always works (3.3), or leads nowhere (5.1.4).
 */
function targetOf(session: Session, argument: string | undefined): ReturnType<typeof placeOf> {
  const { storage, modes } = session.device;
  const place = placeOf(session, argument);
  if (modes.direct || session.testMode !== undefined) return place;
  if (place.kind === "file" && !place.fileSystem.sink) return inBuffer(storage.buffer, place.name);
  const path = parsePath(pathText(argument));
  // A bare name needs no working directory: 3.5 stores it in the buffer from the top of the tree, too.
  if (place.kind === "nowhere" && path.kind === "below") return inBuffer(storage.buffer, path.name);
  return place;
}

function inBuffer(buffer: FileSystem, name: string): ReturnType<typeof placeOf> {
  return isEightThree(name) ? { kind: "file", fileSystem: buffer, name } : { kind: "unnamed" };
}

/** Known extensions are checked, but not in TEST mode (3.8, AMB-040), nor what a sink swallows. */
function isChecked(
  session: Session,
  argument: string | undefined,
  target: ReturnType<typeof placeOf>,
): boolean {
  if (session.testMode !== undefined) return false;
  if (target.kind === "file") return !target.fileSystem.sink && isCheckedName(target.name);
  return isCheckedName(foldName(pathText(argument).replace(/^.*\//, "")));
}

/** A transfer with the replies that Dm724-I 1.4.3 lists for its verb. */
function fileTransfer(
  verb: string,
  fileSystem: FileSystem | undefined,
  what: string,
  open: () => Opening,
): Transfer {
  return {
    kind: "transfer",
    verb,
    fileSystem,
    already: say(verb, 125, `Data connection already open, ${what} in process...`),
    opened: say(verb, 150, `Data connection open, ${what} in process...`),
    unopened: say(verb, 425, "Unable to open data transport."),
    broken: say(verb, 426, "Unexpected data link close."),
    aborted: say("ABOR", 426, `Aborting ${verb} command...`),
    open,
  };
}

/** 200 for 0 and 350 otherwise (AMB-015). Whether there is such a place shows at the transfer (RFC 3659 5.3). */
function rest(session: Session, argument: string | undefined): Outcome {
  const digits = /^0*(\d+)$/.exec((argument ?? "").trim())?.[1];
  // The manual lists no 501 for REST.
  if (digits === undefined) return say("REST", 500, "Syntax error, command delimiter error.");
  const offset = Number(digits);
  session.restart = Number.isSafeInteger(offset) ? offset : Number.POSITIVE_INFINITY;
  if (offset === 0) return say("REST", 200, "Restore offset set to 0.");
  return say("REST", 350, "Restore offset set to %lu, use RETR, STOR or APPE to init transfer.", digits);
}

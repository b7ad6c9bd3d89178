import type { FileSystem, WriteFrom } from "../../../../device/file-system.js";
import type { Ending, Opening, Outcome, Transfer } from "../../../../device/outcome.js";
import type { DeviceReply } from "../../../../device/reply.js";
import type { CommandFamily } from "../command.js";
import { completed, fileSink, fileSource } from "../file-transfer.js";
import { placeOf } from "../place.js";
import { receivingPlace, receptionFor } from "../receiving.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** Files over data connections: RETR, STOR, APPE, and REST, ALLO, STOU, ABOR around them (Dm724-I 1.4.2, 1.4.3). */
export const transferCommands: CommandFamily = {
  RETR: { run: retr },
  STOR: { run: store },
  APPE: { run: store },
  REST: { run: rest },
  ALLO: {
    absent: true,
    run: () => say("ALLO", 202, "Command not implemented, superfluous at this site."),
  },
  STOU: {
    absent: true,
    run: () => say("STOU", 502, "Command not implemented."),
  },
  ABOR: {
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
  if (session.device.jobs.isBusyFor(session, fileSystem)) return say("RETR", 450, "Error, system busy.");
  const representation = session.representation();
  return fileTransfer(session, "RETR", fileSystem, "file transfer", () => {
    const content = fileSystem.find(place.name)?.content;
    if (content === undefined) return { kind: "refused", reply: say("RETR", 550, "Unable to open file.") };
    if (from > content.length) return { kind: "refused", reply: say("RETR", 554, "Unable to seek in file.") };
    const end = (octets: number, ending: Ending): DeviceReply => completed("RETR", octets, ending);
    return { kind: "send", source: fileSource(content, from, representation, end) };
  });
}

function store(session: Session, argument: string | undefined, verb: string): Outcome {
  const restart = takeRestart(session);
  const target = receivingPlace(session, argument);
  switch (target.kind) {
    case "unnamed":
      return say(verb, 501, "Invalid filename.");
    case "absent":
      return say(verb, 450, "File system not available.");
    case "confined":
      return say(verb, 501, "Invalid pathname.");
    case "elsewhere":
      return verb === "STOR"
        ? say("STOR", 530, "Alternate file system not loaded.")
        : say(verb, 501, "Invalid pathname.");
  }
  const fileSystem = target.kind === "file" ? target.fileSystem : undefined;
  if (fileSystem && session.device.jobs.isBusyFor(session, fileSystem)) {
    return say(verb, 450, "Error, system busy.");
  }
  // REST and APPE together work as REST and STOR (RFC 3659 5.3).
  const from: WriteFrom = verb === "APPE" && restart === 0 ? "end" : restart;
  const what = verb === "STOR" && target.checked ? "checked file transfer" : "file transfer";
  return fileTransfer(session, verb, fileSystem, what, (): Opening => {
    if (target.kind === "nowhere") return { kind: "refused", reply: say(verb, 550, "Unable to open file.") };
    const opened = receptionFor(session.device, verb, target, from);
    if (!opened.ok) return { kind: "refused", reply: opened.reply };
    const before = from === "end" ? (target.fileSystem.find(target.name)?.content.length ?? 0) : from;
    return { kind: "receive", sink: fileSink(verb, opened.reception, before, session.type === "A") };
  });
}

/** A transfer with the replies that Dm724-I 1.4.3 lists for its verb. */
function fileTransfer(
  session: Session,
  verb: string,
  fileSystem: FileSystem | undefined,
  what: string,
  open: () => Opening,
): Transfer {
  return {
    kind: "transfer",
    verb,
    fileSystem,
    representation: session.representation(),
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
  const number = (argument ?? "").trim();
  // The manual lists no 501 for REST.
  if (!/^\d+$/.test(number)) return say("REST", 500, "Syntax error, command delimiter error.");
  const digits = number.replace(/^0+(?=\d)/, "");
  const offset = Number(digits);
  session.restart = Number.isSafeInteger(offset) ? offset : Number.POSITIVE_INFINITY;
  if (offset === 0) return say("REST", 200, "Restore offset set to 0.");
  return say("REST", 350, "Restore offset set to %lu, use RETR, STOR or APPE to init transfer.", digits);
}

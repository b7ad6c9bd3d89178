import type { File, FileSystem } from "../../../../device/file-system.js";
import type { Outcome } from "../../../../device/outcome.js";
import type { DeviceReply } from "../../../../device/reply.js";
import { printTime } from "../../../../ftp/time.js";
import type { CommandFamily } from "../command.js";
import { placeOf } from "../place.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** Single files, without a data connection: DELE, RNFR, RNTO, SIZE, MDTM (Dm724-I 1.4.3). */
export const fileCommands: CommandFamily = {
  DELE: { run: dele },
  RNFR: { run: rnfr },
  RNTO: { run: rnto },
  SIZE: { run: size },
  MDTM: { run: mdtm },
};

type Found = { ok: true; fileSystem: FileSystem; file: File } | { ok: false; reply: DeviceReply };

/** @param missing what is said when there is no such file */
function find(session: Session, argument: string | undefined, verb: string, missing: string): Found {
  const place = placeOf(session, argument);
  if (place.kind === "unnamed" || place.kind === "confined") {
    return { ok: false, reply: say(verb, 501, "Invalid filename.") };
  }
  if (place.kind === "absent") return { ok: false, reply: say(verb, 450, "File system not available.") };
  if (place.kind === "file" && session.device.jobs.isBusyFor(session, place.fileSystem)) {
    return { ok: false, reply: say(verb, 450, "Error, system busy.") };
  }
  const file = place.kind === "file" ? place.fileSystem.find(place.name) : undefined;
  if (place.kind !== "file" || file === undefined) return { ok: false, reply: say(verb, 550, missing) };
  return { ok: true, fileSystem: place.fileSystem, file };
}

function dele(session: Session, argument: string | undefined): Outcome {
  const missing = "Unable to delete file.";
  const found = find(session, argument, "DELE", missing);
  if (!found.ok) return found.reply;
  return found.fileSystem.delete(found.file.name)
    ? say("DELE", 250, "File deleted.")
    : say("DELE", 550, missing);
}

function rnfr(session: Session, argument: string | undefined): Outcome {
  const found = find(session, argument, "RNFR", "File not found.");
  if (!found.ok) return found.reply;
  session.renaming = found;
  return say("RNFR", 350, "Rename pending information.");
}

/** Within one file system only; a name that is taken is not overwritten. */
function rnto(session: Session, argument: string | undefined): Outcome {
  const { renaming } = session;
  session.renaming = undefined;
  if (renaming === undefined) return say("RNTO", 503, "Bad sequence of RNFR and RNTD commands.");
  const place = placeOf(session, argument);
  if (place.kind === "unnamed" || place.kind === "confined") return say("RNTO", 501, "Invalid filename.");
  if (place.kind === "absent") return say("RNTO", 450, "File system not available.");
  const { fileSystem, file } = renaming;
  if (session.device.jobs.isBusyFor(session, fileSystem)) return say("RNTO", 450, "Error, system busy.");
  const renamed =
    place.kind === "file" && place.fileSystem === fileSystem && fileSystem.rename(file.name, place.name);
  return renamed
    ? say("RNTO", 250, "File successfully renamed.")
    : say("RNTO", 550, "Unable to rename file.");
}

/** The stored length, whatever the type (AMB-022). */
function size(session: Session, argument: string | undefined): Outcome {
  const found = find(session, argument, "SIZE", "File not found.");
  return found.ok ? say("SIZE", 213, "nnnnnnnnn", found.file.content.length) : found.reply;
}

/** In UTC (AMB-022). */
function mdtm(session: Session, argument: string | undefined): Outcome {
  const found = find(session, argument, "MDTM", "File not found.");
  if (!found.ok) return found.reply;
  return say("MDTM", 213, "YYYYMMDDHHMMSS", printTime(new Date(found.file.modified)));
}

import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Content } from "../../../../device/content.js";
import type { Outcome } from "../../../../device/outcome.js";
import type { CommandFamily } from "../command.js";
import { placeOf } from "../place.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** Checksums of stored octets, whatever the type: XCRC and XMD5 (Dm724-I 1.3, 1.4.3, AMB-008). */
export const checksumCommands: CommandFamily = {
  XCRC: { run: checksum },
  XMD5: { run: checksum },
};

const PIECE = 256 * 1024;
/** The name with or without quotation marks, an offset, a size; not an end. */
const ARGUMENT = /^ *(?:"(?<quoted>[^"]*)"|(?<plain>[^ "]+))(?: +(?<offset>\d+)(?: +(?<size>\d+))?)? *$/;

function checksum(session: Session, argument: string | undefined, verb: string): Outcome {
  const { features } = session.device.model;
  if (verb === "XCRC" && !features.xcrc) return say("XCRC", 504, "Feature not present.");
  // XMD5 lists no such reply (AMB-008): it is a command that is known and absent.
  if (verb === "XMD5" && !features.xmd5) return say("(any)", 502, "Command not implemented.");
  const groups = ARGUMENT.exec(argument ?? "")?.groups;
  if (groups === undefined) return say(verb, 501, "Invalid filename.");
  const place = placeOf(session, groups["quoted"] ?? groups["plain"]);
  if (place.kind === "unnamed") return say(verb, 501, "Invalid filename.");
  if (place.kind === "absent") return say(verb, 450, "File system not available.");
  if (place.kind !== "file") return say(verb, 501, "Invalid pathname.");
  if (session.device.jobs.isBusyFor(session, place.fileSystem)) return say(verb, 450, "Error, system busy.");
  const content = place.fileSystem.find(place.name)?.content;
  if (content === undefined) return say(verb, 550, "Unable to open file.");
  const offset = Number(groups["offset"] ?? 0);
  if (offset > content.length) return say(verb, 550, "CRC offset past eof.");
  const size = Number(groups["size"] ?? content.length - offset);
  if (size > content.length - offset) return say(verb, 550, "CRC size past eof.");
  return verb === "XCRC"
    ? say("XCRC", 250, "XXXXXXXXX", crcOf(content, offset, size))
    : say("XMD5", 250, "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", md5Of(content, offset, size));
}

function crcOf(content: Content, offset: number, size: number): string {
  let crc = 0;
  for (const piece of piecesOf(content, offset, size)) crc = crc32(piece, crc);
  return crc.toString(16).toUpperCase().padStart(8, "0");
}

function md5Of(content: Content, offset: number, size: number): string {
  const hash = createHash("md5");
  for (const piece of piecesOf(content, offset, size)) hash.update(piece);
  return hash.digest("hex").toUpperCase();
}

function* piecesOf(content: Content, offset: number, size: number): Generator<Buffer> {
  for (let at = offset; at < offset + size; at += PIECE) {
    yield content.read(at, Math.min(PIECE, offset + size - at));
  }
}

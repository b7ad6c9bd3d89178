import type { FileSystem } from "../../../../device/file-system.js";
import type { Ending, Outcome } from "../../../../device/outcome.js";
import type { DeviceReply } from "../../../../device/reply.js";
import { printDosLine } from "../../../../ftp/listing-dos.js";
import { printUnixLine } from "../../../../ftp/listing-unix.js";
import type { CommandFamily } from "../command.js";
import { textSource } from "../file-transfer.js";
import { foldName, MAX_PATH, matchesMask, parsePath } from "../names.js";
import { pathText } from "../place.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** Directories over data connections: LIST and NLST, which the manual heads NLIST (Dm724-I 1.4.2, AMB-004). */
export const listingCommands: CommandFamily = {
  LIST: { run: list },
  NLST: { run: list },
};

/** What is listed: a file system or, undefined, the top of the tree; and which of its names. */
type Listed =
  | { readonly kind: "directory"; readonly fileSystem: FileSystem | undefined; readonly mask: string }
  | { readonly kind: "absent" }
  | { readonly kind: "invalid" };

function list(session: Session, argument: string | undefined, verb: string): Outcome {
  // Clients send the options of ls; there is nothing to choose here.
  const text = pathText(argument).replace(/^(?:-\S*(?: +|$))+/, "");
  if (text.length > MAX_PATH) return say(verb, 501, "Pathname too long.");
  const listed = listedBy(session, text);
  if (listed.kind === "absent") return say(verb, 450, "File system not available.");
  if (listed.kind === "invalid") return say(verb, 501, "Invalid pathname.");
  const { fileSystem, mask } = listed;
  if (fileSystem && session.device.jobs.isBusyFor(session, fileSystem))
    return say(verb, 450, "Error, system busy.");
  return {
    kind: "transfer",
    verb,
    fileSystem,
    representation: session.representation(true),
    already: say(verb, 125, "Data connection already open, list transfer in process..."),
    opened: say(verb, 150, "Data connection open, list transfer in process..."),
    unopened: say(verb, 425, "Unable to open data transport."),
    broken: say(verb, 426, "Unexpected data link close."),
    aborted: say("ABOR", 426, `Aborting ${verb} command...`),
    open: () => {
      const end = (ending: Ending): DeviceReply =>
        ending === "open"
          ? say(verb, 225, "List transfer completed, data connection is open.")
          : say(verb, 226, "List transfer completed, data connection is closed.");
      const lines = linesOf(session, fileSystem, mask, verb === "NLST");
      return { kind: "send", source: textSource(lines.map((line) => `${line}\r\n`).join(""), end) };
    },
  };
}

function listedBy(session: Session, text: string): Listed {
  const { device, directory, testMode } = session;
  const path = parsePath(text);
  const named = path.kind === "directory" || path.kind === "below" ? path.fileSystem : undefined;
  const atTop = path.kind === "top" || (named === undefined && directory === undefined);
  if (path.kind === "nowhere" && !isMaskAtTop(text)) return { kind: "invalid" };
  if (
    testMode !== undefined &&
    (path.kind === "nowhere" || atTop || (named ?? testMode.name) !== testMode.name)
  ) {
    return { kind: "invalid" };
  }
  const mask = path.kind === "below" ? path.name : path.kind === "nowhere" ? foldName(text.slice(1)) : "*";
  if (path.kind === "nowhere" || atTop) {
    // The top holds file systems and nothing else: another name is an unknown first part.
    return MASK.test(mask) ? { kind: "directory", fileSystem: undefined, mask } : { kind: "invalid" };
  }
  const fileSystem = named === undefined ? directory : device.storage.get(named);
  if (fileSystem === undefined) return { kind: "absent" };
  // Nothing found is an empty listing, but what could never be there is no path.
  if (!MASK.test(mask) && !fileSystem.admits(mask)) return { kind: "invalid" };
  return { kind: "directory", fileSystem, mask };
}

const MASK = /[*?]/;

/** `/D*` leads nowhere as a path and is a mask for the names of the file systems. */
function isMaskAtTop(text: string): boolean {
  return text.lastIndexOf("/") === 0 && /[*?]/.test(text) && !text.includes("..");
}

/** No match is an empty listing (AMB-042). */
function linesOf(
  session: Session,
  fileSystem: FileSystem | undefined,
  mask: string,
  namesOnly: boolean,
): string[] {
  const { clock, storage } = session.device;
  const now = new Date(clock.now());
  const print = session.format === "unix" ? printUnixLine : printDosLine;
  if (fileSystem === undefined) {
    return [...storage.all()]
      .filter(({ name }) => matchesMask(name, mask))
      .map(({ name }) =>
        namesOnly ? name : print({ name, kind: "directory", size: 0, modified: now, now }),
      );
  }
  return fileSystem
    .files()
    .filter(({ name }) => matchesMask(name, mask))
    .map(({ name, content, modified }) =>
      namesOnly
        ? name
        : print({ name, kind: "file", size: content.length, modified: new Date(modified), now }),
    );
}

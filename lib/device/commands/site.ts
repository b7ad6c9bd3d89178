import { ROOT } from "../accounts.js";
import { type CommandFamily, wordsOf } from "../command.js";
import type { Mode } from "../device.js";
import { nameParts } from "../names.js";
import type { Outcome } from "../outcome.js";
import { type Reply, say } from "../reply.js";
import type { Session } from "../session.js";

/** The device's own services (Dm724-I 1.4.3 SITE, chapter 3). */
export const siteCommands: CommandFamily = {
  SITE: { access: ROOT, syntax: " <word>[ <argument>]", run: site },
};

type Service = (session: Session, argument: string | undefined) => Outcome;

/** Every word that chapter 3 documents. */
const services: ReadonlyMap<string, Service> = new Map<string, Service>([
  ["BACKUP", notPresent],
  ["CHECK", notPresent],
  ["CLEARBUFFER", clearBuffer],
  ["COHERENCE", notPresent],
  ["COMPATIBLE", notPresent],
  ["DIRECT", modeService("direct", "DIRECT is set to %s.", "SITE DIRECT mode not recognized.")],
  ["GETAPPNAME", notPresent],
  ["GETBIOSVER", notPresent],
  ["GETCFGNAME", notPresent],
  ["GETFILEVER", notPresent],
  ["GETHDWLVL", notPresent],
  [
    "IMMEDIATE",
    modeService("immediate", "IMMEDIATE mode is set to %s.", "SITE IMMEDIATE mode not recognized."),
  ],
  [
    "KEEPALIVE",
    modeService("keepalive", "KEEPALIVE mode is set to %s.", "SITE KEEPALIVE mode not recognized."),
  ],
  ["LISTFIRMWARES", notPresent],
  ["RELOAD", reload],
  ["REPLY", modeService("reply", "REPLY mode is set to %s.", "SITE REPLY mode not recognized.")],
  ["SAVEBUFFER", notPresent],
  ["SAVESLAVES", notPresent],
  ["STATBUFFER", statBuffer],
  ["STOREDEVICE", storeDevice],
  ["SYSTID", notPresent],
  ["SYSTMODE", systMode],
]);

/** For HELP. */
export const siteWords: readonly string[] = [...services.keys()];

function site(session: Session, argument: string | undefined): Outcome {
  const [word = "", ...rest] = wordsOf(argument);
  const service = services.get(word.toUpperCase());
  if (service === undefined) return say("SITE", 500, "SITE command not recognized.");
  return service(session, rest.length === 0 ? undefined : rest.join(" ").toUpperCase());
}

function notPresent(): Reply {
  return say("SITE", 504, "Feature not present.");
}

/** ON or OFF for something that STAT shows; REIN and the end of the session put it back (2.1.9, AMB-012). */
function modeService(mode: Mode, done: string, fault: string): Service {
  return (session, argument) => {
    if (argument !== "ON" && argument !== "OFF") return say("SITE", 500, fault);
    session.setMode(mode, argument === "ON");
    return say("SITE", 200, done, argument);
  };
}

/** The format is of this session only (2.1.15). */
function systMode(session: Session, argument: string | undefined): Outcome {
  if (argument !== "MSDOS" && argument !== "UNIX")
    return say("SITE", 500, "SITE SYSTMODE mode not recognized.");
  session.format = argument === "UNIX" ? "unix" : "ms-dos";
  return say("SITE", 200, "SYST is set to %s.", argument);
}

/** This device does not reboot, so the mode can only be off (3.10). */
function reload(_session: Session, argument: string | undefined): Outcome {
  if (argument === "ON") return notPresent();
  if (argument !== "OFF") return say("SITE", 500, "SITE RELOAD mode not recognized.");
  return say("SITE", 200, "RELOAD mode is set to %s.", argument);
}

function clearBuffer(session: Session): Outcome {
  const { device } = session;
  if (device.isBusyFor(session, device.storage.buffer)) return say("SITE", 503, "Temporal buffer is locked.");
  device.storage.buffer.clear();
  return say("SITE", 211, "Temporal buffer cleared and deallocated.");
}

/** The buffer takes from the system what it needs and no more, so REQ is BUSY here (3.5). */
function statBuffer({ device }: Session): Outcome {
  const { buffer } = device.storage;
  const busy = buffer.file?.content.length ?? 0;
  const [name, extension] = nameParts(buffer.file?.name ?? "");
  const template = 'Buffer status: MAX-REQ-BUSY %lu-%lu-%lu filename: "%s.%s".';
  return say("SITE", 211, template, buffer.size, busy, busy, name, extension);
}

function storeDevice({ device, directory }: Session): Outcome {
  const template = "%s: is permanent storage device, direct mode is %s.";
  return say("SITE", 211, template, directory?.name ?? "NUL", device.modes.direct ? "ON" : "OFF");
}

import type { Disk } from "../../../../device/disk.js";
import type { File } from "../../../../device/file-system.js";
import type { Task } from "../../../../device/jobs.js";
import type { Outcome } from "../../../../device/outcome.js";
import type { DeviceReply } from "../../../../device/reply.js";
import { wholeRefusal } from "../image-checks.js";
import { recognise } from "../image-files.js";
import { fileSystemName, isCheckedName, nameParts } from "../names.js";
import { say } from "../say.js";
import type { Session } from "../session.js";
import { lengthy, type ServiceFamily, writingTime } from "./site-service.js";

/** The temporary buffer and where it is saved (Dm724-I 3.5). */
export const bufferServices: ServiceFamily = {
  CLEARBUFFER: clearBuffer,
  SAVEBUFFER: saveBuffer,
  SAVESLAVES: saveSlaves,
  STATBUFFER: statBuffer,
  STOREDEVICE: storeDevice,
};

function clearBuffer(session: Session): Outcome {
  const { device } = session;
  if (device.jobs.isBusyFor(session, device.storage.buffer))
    return say("SITE", 503, "Temporal buffer is locked.");
  device.storage.buffer.deallocate();
  return say("SITE", 211, "Temporal buffer cleared and deallocated.");
}

function statBuffer({ device }: Session): Outcome {
  const { buffer } = device.storage;
  const busy = buffer.file?.content.length ?? 0;
  const [name, extension] = nameParts(buffer.file?.name ?? "");
  const template = 'Buffer status: MAX-REQ-BUSY %lu-%lu-%lu filename: "%s.%s".';
  return say("SITE", 211, template, buffer.size, buffer.requested, busy, name, extension);
}

function storeDevice({ device, directory }: Session): Outcome {
  const template = "%s: is permanent storage device, direct mode is %s.";
  return say("SITE", 211, template, directory?.name ?? "NUL", device.modes.direct ? "ON" : "OFF");
}

/** Writes what is in the buffer now, whoever put it there (AMB-029). */
function saveBuffer(session: Session, argument: string | undefined): Outcome {
  const { device } = session;
  const fault = argumentFault(session, argument) ?? bufferFault(session);
  if (fault !== undefined) return fault;
  const file = device.storage.buffer.file;
  if (file === undefined) return say("SITE", 503, "Temporal buffer is empty.");
  const target = targetOf(session, argument, file);
  if (target === undefined) return say("SITE", 503, "Target file system not supports SAVEBUFFER.");
  if (device.jobs.isBusyFor(session, target)) return say("SITE", 450, "Error, system busy.");
  const name = (device.checks.rename && recognise(file.content)?.header.name) || file.name;
  if (file.content.length > target.roomFor(name)) return say("SITE", 552, "Not enough space to save file.");
  const task = savingTask(session, file, target, name);
  if (target.rules.readOnly !== true) return lengthy(session, "Saving temporal buffer...", task);
  device.ordered = { session, task };
  return say("SITE", 200, "SAVEBUFFER ordered. Please, close connection to proceed.");
}

function argumentFault({ device, testMode }: Session, argument: string | undefined): DeviceReply | undefined {
  if (argument === undefined) return undefined;
  const name = fileSystemName(argument.replace(/^\//, ""));
  if (name === undefined) return say("SITE", 501, "File system not recognized.");
  if (testMode !== undefined && testMode.name !== name) {
    return say("SITE", 501, "File system not allowed in test mode.");
  }
  if (name !== "NUL" && device.storage.get(name) === undefined) {
    return say("SITE", 550, "File system is not available.");
  }
  return undefined;
}

function bufferFault(session: Session): DeviceReply | undefined {
  const { jobs, storage, ordered } = session.device;
  if (ordered !== undefined || jobs.runs("SAVEBUFFER"))
    return say("SITE", 503, "Temporal buffer is already locked.");
  if (jobs.isBusyFor(session, storage.buffer)) return say("SITE", 503, "Temporal buffer is locked.");
  return storage.buffer.present ? undefined : say("SITE", 503, "No Temporal buffer present.");
}

/**
 * Without an argument a BIOS goes to BIO (CHECK PATH), CFG, X and XZ go where they belong (3.7), and the rest to the
 * active file system.
 */
function targetOf(
  { device, directory }: Session,
  argument: string | undefined,
  file: File,
): Disk | undefined {
  const { storage, checks } = device;
  const named = argument === undefined ? undefined : fileSystemName(argument.replace(/^\//, ""));
  if (named !== undefined) return storage.disk(named);
  const zone = storage.disk("BIO");
  if (checks.path && zone !== undefined && recognise(file.content)?.header.kind === "bios") return zone;
  const home = storage.home(nameParts(file.name)[1]);
  if (home !== undefined && home !== "absent") return home;
  return directory && storage.disk(directory.name);
}

/** CHECK DELETE empties the buffer afterwards when there can be nobody else who wants it (2.1.4.4). */
function savingTask(session: Session, file: File, target: Disk, name: string): Task {
  const { device, testMode } = session;
  const { buffer } = device.storage;
  const checked = testMode === undefined && isCheckedName(file.name);
  return {
    name: "SAVEBUFFER",
    uses: [buffer, target],
    duration: writingTime(session, file.content.length),
    finish: () => {
      // STOR has judged what it received; what APPE or a renamed file made of it is judged here (AMB-041).
      const refused = checked && wholeRefusal(device, file.name, file.content) !== undefined;
      if (refused) buffer.empty();
      if (refused || !target.store(name, file.content)) return say("SITE", 550, "Unable to write file.");
      if (device.checks.delete && device.configuration.clients === 1) buffer.empty();
      return say("SITE", 200, "SAVEBUFFER completed O.K.");
    },
  };
}

/** The slaves get what is in the buffer or, when it is empty, what the device itself runs. */
function saveSlaves(session: Session): Outcome {
  const { device } = session;
  const { slaves } = device.model;
  if (slaves === 0) return say("SITE", 504, "Feature not present.");
  const { buffer } = device.storage;
  if (device.jobs.isBusyFor(session, buffer)) return say("SITE", 450, "Error, system busy.");
  const octets = buffer.file?.content.length ?? device.software.application?.header.length ?? 0;
  return lengthy(session, "Saving temporal buffer over slave devices...", {
    name: "SAVESLAVES",
    uses: [buffer],
    duration: writingTime(session, octets * slaves),
    finish: () => say("SITE", 200, "SAVESLAVES completed O.K."),
  });
}

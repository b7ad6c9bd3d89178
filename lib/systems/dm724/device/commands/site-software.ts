import type { Outcome } from "../../../../device/outcome.js";
import { together } from "../../../../device/reply.js";
import { HEADER_LENGTH } from "../../../../firmware/image.js";
import { biosVersionDigits, fileVersionDigits } from "../../../../firmware/version.js";
import { coherence } from "../coherence.js";
import { recognise } from "../image-files.js";
import { placeOf } from "../place.js";
import { say } from "../say.js";
import type { Session } from "../session.js";
import { lengthy, type ServiceFamily, writingTime } from "./site-service.js";

/** What software there is, whether it fits together, and its copy (Dm724-I 3.4, 3.6). */
export const softwareServices: ServiceFamily = {
  BACKUP: backup,
  COHERENCE: checkCoherence,
  GETAPPNAME: ({ device }) => nameOf(device.software.application?.name),
  GETBIOSVER: getBiosVersion,
  GETCFGNAME: ({ device }) => nameOf(device.software.configuration),
  GETFILEVER: getFileVersion,
  GETHDWLVL: getHardwareLevel,
  LISTFIRMWARES: listFirmwares,
  SYSTID: systemIdentifier,
};

function nameOf(name: string | undefined): Outcome {
  return name === undefined
    ? say("SITE", 504, "Info not available.")
    : say("SITE", 204, "<NNNNNNNN.EEE>", name);
}

function getBiosVersion({ device }: Session): Outcome {
  const { bios } = device.software;
  if (bios === undefined) return say("SITE", 504, "Info not available.");
  return say("SITE", 214, "<NNNNNN>", biosVersionDigits(bios));
}

/** One reply of two lines (AMB-034). */
function getHardwareLevel({ device }: Session): Outcome {
  const { level } = device.model.hardware;
  if (level === undefined) return say("SITE", 504, "Info not available.");
  const digits = (value: number): string => value.toString(16).toUpperCase().padStart(8, "0");
  return together(
    [say("SITE", 213, "BIOS: <NNNNNNNN>", digits(level.bios))],
    say("SITE", 213, "APPL: <NNNNNNNN>", digits(level.application)),
  );
}

/** Only applications have a version to tell. */
function getFileVersion(session: Session, argument: string | undefined): Outcome {
  const place = placeOf(session, argument);
  if (place.kind === "unnamed" || place.kind === "confined") return say("SITE", 501, "Invalid filename.");
  if (place.kind === "absent") return say("SITE", 450, "File system not available.");
  if (place.kind !== "file") return say("SITE", 550, "Unable to open file.");
  if (session.device.jobs.isBusyFor(session, place.fileSystem))
    return say("SITE", 450, "Error, system busy.");
  const content = place.fileSystem.find(place.name)?.content;
  if (content === undefined) return say("SITE", 550, "Unable to open file.");
  if (content.length < HEADER_LENGTH) return say("SITE", 530, "File too short.");
  const header = recognise(content)?.header;
  if (header?.kind !== "application") return say("SITE", 530, "Info not available.");
  return say("SITE", 214, "<NNNNNN.SSSSS>", fileVersionDigits(header.version));
}

/** The files that the active application needs. */
function listFirmwares({ device }: Session): Outcome {
  const needs = device.software.application?.header.needs ?? [];
  const names = needs.map((id) => device.model.firmware.find((known) => known.id === id)?.name ?? id);
  return names.length === 0
    ? say("SITE", 200, "None")
    : say("SITE", 211, "<NNNNNNNN.EEE;...>", names.join(";"));
}

function systemIdentifier({ device }: Session): Outcome {
  const { system } = device.model;
  return system === undefined ? say("SITE", 550, "Unknown") : say("SITE", 211, "<systid>", system);
}

/** The active file system over the reserve one, of which clients see nothing (3.4). */
function backup(session: Session): Outcome {
  const { storage, jobs } = session.device;
  const [active] = storage.permanent;
  const { reserve } = storage;
  if (reserve === undefined || active === undefined) return say("SITE", 504, "Feature not present.");
  if (jobs.isBusyFor(session, active)) return say("SITE", 450, "Error, system busy.");
  return lengthy(session, "Backup in process...", {
    name: "BACKUP",
    uses: [active],
    duration: writingTime(session, active.used),
    finish: () => {
      reserve.copyFrom(active);
      return say("SITE", 250, "Backup successful.");
    },
  });
}

/** Whether the device could boot with what is on its disk: the first digit is the finding (3.6, AMB-035). */
function checkCoherence(session: Session): Outcome {
  const { device } = session;
  const disk = device.storage.disk("DSK");
  if (disk === undefined) return say("SITE", 550, "Disk not available");
  if (device.jobs.runs("COHERENCE")) return say("SITE", 550, "Coherence checker is busy.");
  if (device.jobs.isBusyFor(session, disk)) return say("SITE", 450, "Error, system busy.");
  return lengthy(session, "Checking firmware coherence...", {
    name: "COHERENCE",
    uses: [disk],
    duration: writingTime(session, disk.used),
    finish: () => {
      const { good, lines } = coherence(device);
      const code = good ? 211 : 550;
      return together(
        [say("SITE", code, "COHERENCE results"), ...lines.map((line) => ` ${line}`)],
        say("SITE", code, "COHERENCE results end"),
      );
    },
  });
}

import type { DeviceReply } from "../../../device/reply.js";
import type { HeaderReading, ImageHeader } from "../../../firmware/image.js";
import { compareVersions } from "../../../firmware/version.js";
import type { Device } from "./device.js";
import { fitsLength, recognise, soundHeader } from "./image-files.js";
import { nameParts } from "./names.js";
import { say } from "./say.js";
import { suitsBios, suitsHardware } from "./software.js";

/** What the header of a received file says, and the name it was sent under. */
interface Candidate {
  readonly device: Device;
  readonly name: string;
  readonly header: ImageHeader;
}

const KINDS = { application: "Application", firmware: "Firmware", bios: "BIOS" } as const;
/** The extension that a kind of image usually has. */
const USUAL = { application: "BIN", bios: "BIN", firmware: "BFW" } as const;

/**
 * Judges a file with a known extension by its header, in an order that the manual leaves open; images that have one
 * fault do not notice it (Dm724-I 3.7, 3.8).
 * @returns why it is refused, undefined when it is not
 */
export function headerRefusal(device: Device, name: string, reading: HeaderReading): DeviceReply | undefined {
  if (!reading.ok) return device.checks.unknown ? say("STOR", 503, "Unknown file type checked.") : undefined;
  const candidate = { device, name, header: reading.header };
  for (const check of [hardwareSupported, bios, hardware, version, profile, firmware]) {
    const refusal = check(candidate);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** What was received, judged at its end: CHECK LENGTH, then CHECK CRC (AMB-023, AMB-024). */
export function endRefusal(
  device: Device,
  header: ImageHeader,
  received: { readonly length: number; readonly crc: number },
): DeviceReply | undefined {
  if (device.checks.length && !fitsLength(header, received.length)) {
    return say("STOR", 535, "Unexpected end of checked file.");
  }
  if (device.checks.crc && received.crc !== header.crc) {
    return say("STOR", 536, "Received checked file with bad checksum.");
  }
  return undefined;
}

/** No text of its own is documented (AMB-027); the one that speaks of hardware carries the identifiers. */
function hardwareSupported({ device, header }: Candidate): DeviceReply | undefined {
  const { checks, model } = device;
  if (!checks["hw-supported"] || header.kind !== "application" || suitsHardware(model, header))
    return undefined;
  return say("STOR", 503, HARDWARE_TEXTS.application, header.hardware[0] ?? 0, model.hardware.id);
}

function bios({ device, header }: Candidate): DeviceReply | undefined {
  if (!device.checks.bios || header.kind !== "application" || suitsBios(device.software.bios, header)) {
    return undefined;
  }
  return say("STOR", 503, "Application not supported by present BIOS.");
}

const HARDWARE_TEXTS = {
  application: "Application not supported by hardware level (rcvd. %lu, reqd. %lu).",
  firmware: "Firmware not supported by hardware level (rcvd. %lu, reqd. %lu).",
  bios: "BIOS not supported by hardware level (rcvd. %lu, reqd. %lu).",
} as const;

/** "rcvd." is the file's level, "reqd." the device's (AMB-025). */
function hardware({ device, header }: Candidate): DeviceReply | undefined {
  const { level } = device.model.hardware;
  const required = header.kind === "bios" ? level?.bios : level?.application;
  if (!device.checks.hardware || required === undefined || header.hardwareLevel >= required) return undefined;
  return say("STOR", 503, HARDWARE_TEXTS[header.kind], header.hardwareLevel, required);
}

/** An equal version is accepted (AMB-025). A file whose extension is another kind's is called by none. */
function version({ device, name, header }: Candidate): DeviceReply | undefined {
  const active = activeVersion(device, header);
  if (!device.checks.version || active === undefined || compareVersions(header.version, active) >= 0) {
    return undefined;
  }
  if (nameParts(name)[1] !== USUAL[header.kind])
    return say("STOR", 503, "Version older than the stored one.");
  return say("STOR", 503, `${KINDS[header.kind]} older than the one stored.`);
}

function activeVersion({ software, storage }: Device, header: ImageHeader) {
  if (header.kind === "bios") return software.bios;
  if (header.kind === "application") return software.application?.header.version;
  for (const file of storage.permanent.flatMap((disk) => disk.files())) {
    const stored = soundHeader(file, "firmware");
    if (stored?.firmware === header.firmware) return stored.version;
  }
  return undefined;
}

function profile({ device, header }: Candidate): DeviceReply | undefined {
  const active = device.software.application?.header.profile;
  if (!device.checks.profile || header.kind !== "application") return undefined;
  if (active === undefined || header.profile === active) return undefined;
  return say("STOR", 503, "Application incompatible with the stored profile.");
}

/** Whether it is known, in one piece, and needed by the active application (3.8). */
function firmware({ device, header }: Candidate): DeviceReply | undefined {
  if (!device.checks.firmware || header.kind !== "firmware") return undefined;
  if (!device.model.firmware.some(({ id }) => id === header.firmware))
    return say("STOR", 551, "Firmware unknown.");
  if (header.misbuilt) return say("STOR", 552, "Firmware misbuilt.");
  const needed = device.software.application?.header.needs ?? [];
  return needed.includes(header.firmware) ? undefined : say("STOR", 552, "Firmware not required.");
}

/**
 * Whether a file that was put together piece by piece (APPE, REST) would have been refused as a whole (AMB-041).
 * @param content must be in memory
 */
export function wholeRefusal(
  device: Device,
  name: string,
  content: Parameters<typeof recognise>[0],
): DeviceReply | undefined {
  const image = recognise(content);
  if (image === undefined) return device.checks.unknown ? headerRefusal(device, name, UNKNOWN) : undefined;
  const { header } = image;
  const refusal = headerRefusal(device, name, { ok: true, header });
  if (refusal !== undefined) return refusal;
  if (device.checks.length && !image.wholeLength) return say("STOR", 535, "Unexpected end of checked file.");
  if (device.checks.crc && !image.rightChecksum) {
    return say("STOR", 536, "Received checked file with bad checksum.");
  }
  return undefined;
}

const UNKNOWN: HeaderReading = { ok: false, fault: "magic" };

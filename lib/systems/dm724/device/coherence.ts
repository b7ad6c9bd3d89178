import type { Disk } from "../../../device/disk.js";
import { printVersion } from "../../../firmware/version.js";
import type { Device } from "./device.js";
import { isSound, recognise } from "./image-files.js";
import { boot } from "./software.js";

export interface Coherence {
  readonly good: boolean;
  /** what was found, a sentence each */
  readonly lines: readonly string[];
}

/**
 * Whether all the software that the device needs is stored and fits together: an application that starts on this BIOS
 * and hardware, and the firmware it needs. The configuration is not looked at (Dm724-I 3.6).
 */
export function coherence({ model, storage }: Device): Coherence {
  const booted = boot(model, storage);
  if (!booted.ok) return { good: false, lines: [`Boot: ${booted.why}`] };
  const { bios, application } = booted.software;
  const lines = bios === undefined ? [] : [`BIOS ${printVersion(bios)}: OK`];
  if (application === undefined) return { good: false, lines: [...lines, "Application: none is stored"] };
  lines.push(`Application ${application.name} ${printVersion(application.header.version)}: OK`);
  const firmware = application.header.needs.map((id) => firmwareFinding(id, model, storage.permanent));
  return {
    good: firmware.every(({ good }) => good),
    lines: [...lines, ...firmware.map(({ name, says }) => `Firmware ${name}: ${says}`)],
  };
}

interface ImageFinding {
  readonly good: boolean;
  readonly name: string;
  readonly says: string;
}

function firmwareFinding(id: string, model: Device["model"], disks: readonly Disk[]): ImageFinding {
  const name = model.firmware.find((known) => known.id === id)?.name;
  if (name === undefined) return { good: false, name: id, says: "not known to this device" };
  const file = disks.map((disk) => disk.find(name)).find((found) => found !== undefined);
  if (file === undefined) return { good: false, name, says: "not found" };
  const image = recognise(file.content);
  if (image === undefined || !isSound(image) || image.header.firmware !== id) {
    return { good: false, name, says: "damaged" };
  }
  return { good: true, name, says: `${printVersion(image.header.version)}: OK` };
}

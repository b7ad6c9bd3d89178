import type { Disk } from "../../../device/disk.js";
import type { ImageHeader } from "../../../firmware/image.js";
import { compareVersions, type Version } from "../../../firmware/version.js";
import { soundHeader } from "./image-files.js";
import type { DeviceModel } from "./model.js";
import { nameParts } from "./names.js";
import type { Storage } from "./storage.js";

/** What the device runs since it was last started (Dm724-I 3.6). */
export interface RunningSoftware {
  /** left out by models that do not tell */
  readonly bios: Version | undefined;
  readonly application: { readonly name: string; readonly header: ImageHeader } | undefined;
  /** the name of the configuration file */
  readonly configuration: string | undefined;
}

export type Boot =
  | { readonly ok: true; readonly software: RunningSoftware }
  /** one sentence: the device does not come up */
  | { readonly ok: false; readonly why: string };

/** Starts what is stored. */
export function boot(model: DeviceModel, storage: Storage): Boot {
  const bios = bootBios(model, storage);
  if (!bios.ok) return bios;
  const configuration = storage.permanent
    .flatMap((fileSystem) => fileSystem.files())
    .map(({ name }) => name)
    .filter((name) => nameParts(name)[1] === "CFG");
  const named = model.boot.configuration;
  const software = {
    bios: bios.version,
    configuration: named === undefined ? undefined : configuration.includes(named) ? named : configuration[0],
  };
  // A model without an application of its own starts from somewhere that no client reaches.
  if (model.boot.application === undefined)
    return { ok: true, software: { ...software, application: undefined } };
  const application = applications(model, storage).find(({ header }) => fits(model, bios.version, header));
  if (application === undefined) return { ok: false, why: "no stored application can be started" };
  return { ok: true, software: { ...software, application } };
}

function bootBios(
  model: DeviceModel,
  storage: Storage,
): { ok: true; version: Version | undefined } | { ok: false; why: string } {
  const zone = storage.disk("BIO");
  if (zone === undefined) return { ok: true, version: model.bios };
  for (const file of zone.files()) {
    const header = soundHeader(file, "bios");
    if (header !== undefined) return { ok: true, version: header.version };
  }
  return { ok: false, why: "BIO holds no BIOS that can be started" };
}

/** Extensions of files that a device starts (3.6, 3.7). */
const CODE: ReadonlySet<string> = new Set(["BIN", "X", "XZ"]);

/** The sound applications that are stored where code is: the one that the device is set up to start comes first. */
function applications(model: DeviceModel, storage: Storage): { name: string; header: ImageHeader }[] {
  const found = codeFileSystems(storage).flatMap((fileSystem) =>
    fileSystem.files().flatMap((file) => {
      if (!CODE.has(nameParts(file.name)[1] ?? "")) return [];
      const header = soundHeader(file, "application");
      return header === undefined ? [] : [{ name: file.name, header }];
    }),
  );
  const first = found.findIndex(({ name }) => name === model.boot.application);
  return first <= 0 ? found : [...found.splice(first, 1), ...found];
}

/** DSK holds code, and FCO does where there is no disk (3.1). */
function codeFileSystems(storage: Storage): Disk[] {
  return (["DSK", "FCO"] as const).flatMap((name) => storage.disk(name) ?? []);
}

/** Whether an application runs on this device: what CHECK BIOS and CHECK HW SUPPORTED ask beforehand. */
function fits(model: DeviceModel, bios: Version | undefined, header: ImageHeader): boolean {
  return suitsBios(bios, header) && suitsHardware(model, header);
}

export function suitsBios(bios: Version | undefined, header: ImageHeader): boolean {
  return bios === undefined || compareVersions(header.minimumBios, bios) <= 0;
}

/** An application that lists no hardware is for all. */
export function suitsHardware(model: DeviceModel, header: ImageHeader): boolean {
  return header.hardware.length === 0 || header.hardware.includes(model.hardware.id);
}

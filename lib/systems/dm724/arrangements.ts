/** How the embedded device is arranged as a case asks: what suite.yaml names and no configuration line can say. */
import type { DeviceOptions } from "./device/device.js";
import type { DeviceModel } from "./device/model.js";
import { modelNamed } from "./device/models.js";

type Arranged = (model: DeviceModel) => DeviceOptions;

const ARRANGEMENTS: Readonly<Record<string, Arranged>> = {
  "registered-users": () => ({
    users: [
      { name: "FGROOT", password: "fgsecret", level: "root" },
      { name: "FGGUEST", password: "fgvisit", level: "guest" },
    ],
  }),
  banner: () => ({ banner: ["flashgate bench", "authorised persons only"] }),
  "refuses-when-busy": (model) => ({ model: { ...model, whenBusy: "refuse" } }),
  // The embedded device is always slow enough: lib/runner/embedded.ts.
  "slow-storage": () => ({}),
  "no-help": (model) => without(model, { help: "none" }),
  "no-command-help": (model) => without(model, { help: "general" }),
  "no-block-mode": (model) => without(model, { blockMode: false }),
  "no-compressed-mode": (model) => without(model, { compressedMode: false }),
  "no-record-structure": (model) => without(model, { recordStructure: false }),
  "no-checksums": (model) => without(model, { xcrc: false, xmd5: false }),
  "no-md5": (model) => without(model, { xmd5: false }),
  "memory-card": (model) => ({
    model: { ...model, fileSystems: [...model.fileSystems.filter(({ name }) => name !== "SMC"), CARD] },
  }),
  "only-memory-card": (model) => ({ model: { ...model, fileSystems: [CARD] } }),
  "only-bios-zone": (model) => ({ model: { ...model, fileSystems: [zoneOf(model)] } }),
  "no-disk": (model) => ({
    model: { ...model, fileSystems: model.fileSystems.filter(({ name }) => name !== "DSK") },
  }),
  "no-identity": (model) => {
    const { system: _system, bios: _bios, ...others } = model;
    const fileSystems = model.fileSystems.filter(({ name }) => name !== "BIO");
    return { model: { ...others, hardware: { id: model.hardware.id }, fileSystems } };
  },
  "reserve-file-system": (model) => ({ model: { ...model, reserve: true } }),
  "no-reserve": (model) => ({ model: { ...model, reserve: false } }),
  "no-slaves": (model) => ({ model: { ...model, slaves: 0 } }),
  slaves: (model) => ({ model: { ...model, slaves: 2 } }),
  "runs-from-flash": () => ({ model: modelNamed("legacy") }),
  "no-data-flash": () => ({ model: modelNamed("minimal") }),
  "no-needed-firmware": (model) => withoutNeeds(model),
  "little-room": (model) => ({
    model: {
      ...model,
      fileSystems: model.fileSystems.map((fileSystem) => ({ ...fileSystem, size: used(fileSystem) + 4 })),
    },
  }),
  "no-configuration": (model) => ({ model: { ...model, boot: { ...model.boot, configuration: undefined } } }),
  "short-file": (model) => withFile(model, "FGSHORT.BIN", "too short"),
};

/** @returns what a device of this model is made with, or undefined when there is no such arrangement */
export function arrangement(name: string, model: DeviceModel): DeviceOptions | undefined {
  return ARRANGEMENTS[name]?.(model);
}

function without(model: DeviceModel, features: Partial<DeviceModel["features"]>): DeviceOptions {
  return { model: { ...model, features: { ...model.features, ...features } } };
}

function withoutNeeds(model: DeviceModel): DeviceOptions {
  const fileSystems = model.fileSystems.map((fileSystem) => ({
    ...fileSystem,
    files: fileSystem.files.map(({ image, ...file }) => ({
      ...file,
      ...(image !== undefined && { image: { ...image, needs: [] } }),
    })),
  }));
  return { model: { ...model, fileSystems } };
}

const CARD: FileSystem = { name: "SMC", size: 8 << 20, files: [] };

function zoneOf(model: DeviceModel): FileSystem {
  return model.fileSystems.find(({ name }) => name === "BIO") ?? { name: "BIO", size: 1 << 20, files: [] };
}

type FileSystem = DeviceModel["fileSystems"][number];

function used({ files }: FileSystem): number {
  return files.reduce(
    (sum, { text, generated, image }) => sum + (text?.length ?? generated ?? image?.size ?? 0),
    0,
  );
}

function withFile(model: DeviceModel, name: string, text: string): DeviceOptions {
  const [first, ...others] = model.fileSystems;
  if (first === undefined) return {};
  const file = { name, text, modified: "2026-01-02T03:04:05Z" };
  return { model: { ...model, fileSystems: [{ ...first, files: [...first.files, file] }, ...others] } };
}

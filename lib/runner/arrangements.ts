/** How the embedded device is arranged as a case asks: what suite.yaml names and no configuration line can say. */
import type { DeviceOptions } from "../device/device.js";
import type { DeviceModel } from "../device/model.js";

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

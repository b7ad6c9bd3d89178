import { existsSync } from "node:fs";
import type { DeviceModel } from "../device/model.js";
import { modelNamed, modelNames } from "../device/models.js";
import { shownWord } from "../files/shown.js";

/** @param name one of the models that come with the project, or a file that describes one */
export async function readDevice(
  name: string,
): Promise<{ ok: true; model: DeviceModel } | { ok: false; message: string }> {
  const names = modelNames();
  if (names.includes(name)) return { ok: true, model: modelNamed(name) };
  if (!existsSync(name)) {
    return {
      ok: false,
      message: `there is no device model "${shownWord(name)}"; write one of ${names.join(", ")}, or the path of a file that describes one`,
    };
  }
  // YAML is needed for a model of somebody's own alone.
  const { readModel } = await import("../device/model-file.js");
  const { faultsText } = await import("../files/fault.js");
  const read = readModel(name);
  if (read.ok) return { ok: true, model: read.model };
  return { ok: false, message: faultsText(read.faults) };
}

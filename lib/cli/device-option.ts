import { existsSync } from "node:fs";
import { type Fault, faultsText } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import type { DeviceModel } from "../systems/dm724/device/model.js";
import { SYSTEMS } from "../systems/known.js";
import type { Models, ReferenceModel } from "../systems/system.js";

export type ReadDevice<Model> = { ok: true; model: Model } | { ok: false; message: string };

/** Where models come from. */
interface Shelf<Model> {
  names(): readonly string[];
  named(name: string): Model;
  read(
    file: string,
  ): { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly faults: readonly Fault[] };
}

/** @param name one of the models that come with the project, or a file that describes one; the usual one when left out */
export async function readDevice(name: string | undefined): Promise<ReadDevice<ReferenceModel>> {
  const all = await allModels();
  const [first] = all;
  if (first === undefined) return { ok: false, message: "no system has a reference device; name a target" };
  return name === undefined ? { ok: true, model: first.standard() } : chosen(name, all);
}

/** The same for `flashgate serve`, which makes a Dm 724-I of it by itself. */
export async function readDm724(name: string): Promise<ReadDevice<DeviceModel>> {
  const { modelNamed, modelNames } = await import("../systems/dm724/device/models.js");
  // YAML is needed for a model of somebody's own alone.
  const read = modelNames().includes(name)
    ? undefined
    : (await import("../systems/dm724/device/model-file.js")).readModel;
  const none = { ok: false, faults: [] } as const;
  return chosen(name, [{ names: modelNames, named: modelNamed, read: (file) => read?.(file) ?? none }]);
}

/** The models of every system that has some. */
export async function allModels(): Promise<Models[]> {
  return Promise.all([...SYSTEMS.values()].flatMap(({ models }) => (models === undefined ? [] : [models()])));
}

function chosen<Model>(name: string, shelves: readonly Shelf<Model>[]): ReadDevice<Model> {
  const known = shelves.find((shelf) => shelf.names().includes(name));
  if (known !== undefined) return { ok: true, model: known.named(name) };
  if (!existsSync(name)) {
    const names = shelves.flatMap((shelf) => shelf.names());
    return {
      ok: false,
      message: `there is no device model "${shownWord(name)}"; write one of ${names.join(", ")}, or the path of a file that describes one`,
    };
  }
  const faults: Fault[] = [];
  for (const shelf of shelves) {
    const read = shelf.read(name);
    if (read.ok) return { ok: true, model: read.model };
    faults.push(...read.faults);
  }
  return { ok: false, message: faultsText(faults) };
}

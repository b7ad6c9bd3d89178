import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { packageRoot } from "../catalogue/package-root.js";
import type { Fault } from "../yaml/fault.js";
import { YamlSource } from "../yaml/yaml-source.js";
import { type DeviceModel, modelSchema } from "./model.js";

export type ReadModel =
  | { readonly ok: true; readonly model: DeviceModel }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a model from a file.
 * @throws the system's error when the file cannot be read
 */
export function readModel(file: string): ReadModel {
  const source = new YamlSource(file, readFileSync(file, "utf8"));
  const model =
    source.data === undefined ? undefined : source.check(modelSchema, source.data, [], "device model");
  if (model === undefined) return { ok: false, faults: source.faults };
  judge(model, source);
  return source.faults.length === 0 ? { ok: true, model } : { ok: false, faults: source.faults };
}

const FOLDER = join("fixtures", "devices");
const EXTENSION = ".yaml";
const read = new Map<string, DeviceModel>();

/** The models that come with the project. */
export function modelNames(): string[] {
  return readdirSync(join(packageRoot(), FOLDER))
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => basename(file, EXTENSION))
    .toSorted();
}

/**
 * One of the models that come with the project; read once.
 * @throws Error for a name that is none of `modelNames`
 */
export function modelNamed(name: string): DeviceModel {
  const known = read.get(name);
  if (known !== undefined) return known;
  const result = readModel(join(packageRoot(), FOLDER, `${name}${EXTENSION}`));
  if (!result.ok) throw new Error(`${name} is no sound model: ${result.faults[0]?.message}`);
  read.set(name, result.model);
  return result.model;
}

/** The device of today. */
export function defaultModel(): DeviceModel {
  return modelNamed("current");
}

/** What the schema cannot see: whether the parts fit together. */
function judge(model: DeviceModel, source: YamlSource): void {
  const names = new Set<string>();
  const files = model.fileSystems.flatMap(({ files }) => files.map(({ name }) => name));
  model.fileSystems.forEach((fileSystem, at) => {
    const path = ["fileSystems", at];
    if (names.has(fileSystem.name))
      source.report([...path, "name"], `${fileSystem.name} is there twice; remove one`);
    names.add(fileSystem.name);
    judgeFiles(fileSystem, path, source);
  });
  for (const key of ["application", "configuration"] as const) {
    const name = model.boot[key];
    if (name !== undefined && !files.includes(name)) {
      source.report(
        ["boot", key],
        `${name} is installed nowhere; add it to a file system, or write another name`,
      );
    }
  }
  if (model.runsFromFlash && !names.has("FCO")) {
    source.report(
      ["runsFromFlash"],
      "the code can run from flash only where there is FCO; add it or write false",
    );
  }
  if (model.reserve && model.fileSystems.length === 0) {
    source.report(["reserve"], "there is no file system to keep a reserve of; write false");
  }
}

function judgeFiles(
  { files, size }: DeviceModel["fileSystems"][number],
  path: readonly (string | number)[],
  source: YamlSource,
): void {
  const names = new Set<string>();
  let used = 0;
  files.forEach((file, at) => {
    const place = [...path, "files", at];
    if (names.has(file.name)) source.report([...place, "name"], `${file.name} is there twice; remove one`);
    names.add(file.name);
    const image = file.image?.size;
    if (image !== undefined && (image % 128 !== 0 || image < 256)) {
      source.report([...place, "image", "size"], "an image has 256 octets or more, a multiple of 128");
    }
    used += image ?? file.generated ?? file.text?.length ?? 0;
  });
  if (used > size) source.report([...path, "size"], `the files need ${used} octets; write that or more`);
}

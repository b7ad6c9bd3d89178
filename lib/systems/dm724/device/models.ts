/**
 * The models that come with the project. YAML and its schema are a third of the memory that a device takes, so the
 * build keeps what it has read, with a digest of the text: another text, and the YAML is read.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { packageRoot } from "../../../files/package-root.js";
import type { DeviceModel } from "./model.js";

const FOLDER = join(packageRoot(), "fixtures", "devices");
const EXTENSION = ".yaml";
/** What the build has kept. */
const COMPILED = join(packageRoot(), "dist", "devices.json");

type Compiled = Record<string, { digest: string; model: DeviceModel }>;

const pathOf = (name: string): string => join(FOLDER, `${name}${EXTENSION}`);
const digestOf = (name: string): string =>
  createHash("sha256")
    .update(readFileSync(pathOf(name)))
    .digest("hex");

/**
 * The names, in order.
 * @since 0.1.0
 */
export function modelNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => basename(file, EXTENSION))
    .toSorted();
}

function compiled(): Compiled | undefined {
  // Running from source, what an older build has kept is no concern of ours.
  if (!import.meta.url.includes("/dist/")) return undefined;
  try {
    const kept = JSON.parse(readFileSync(COMPILED, "utf8")) as Compiled;
    return modelNames().every((name) => kept[name]?.digest === digestOf(name)) ? kept : undefined;
  } catch {
    return undefined;
  }
}

const kept = compiled();
/** Only where it is needed: this is what takes the memory. */
const source = kept === undefined ? await import("./model-file.js") : undefined;
const read = new Map<string, DeviceModel>();

/**
 * One of the models; read once.
 * @throws Error for a name that is none of `modelNames`
 * @since 0.1.0
 */
export function modelNamed(name: string): DeviceModel {
  const known = read.get(name) ?? kept?.[name]?.model;
  const model = known ?? fromSource(name);
  read.set(name, model);
  return model;
}

function fromSource(name: string): DeviceModel {
  const result = modelNames().includes(name) ? source?.readModel(pathOf(name)) : undefined;
  if (result === undefined || !result.ok) throw new Error(`there is no sound model ${name}`);
  return result.model;
}

/** The device of today. */
export function defaultModel(): DeviceModel {
  return modelNamed("current");
}

/** For the build: keeps all models. */
export function writeCompiledModels(): void {
  const entries = modelNames().map((name) => [name, { digest: digestOf(name), model: modelNamed(name) }]);
  mkdirSync(dirname(COMPILED), { recursive: true });
  writeFileSync(COMPILED, JSON.stringify(Object.fromEntries(entries)));
}

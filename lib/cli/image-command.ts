import { createCipheriv } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { closest } from "../files/fault.js";
import { DAMAGES, damageNamed } from "../firmware/damage.js";
import { buildImage, HEADER_LENGTH, type ImageDescription, type ImageKind } from "../firmware/image.js";
import { imageFaults, readFields } from "../firmware/inspection.js";
import { parseVersion, type Version } from "../firmware/version.js";
import { jsonText } from "../report/log-line.js";
import { isNoFile } from "../report/plain-file.js";
import { writeWhole } from "../report/write-whole.js";
import { refuse, tell } from "./say.js";

interface Output {
  out: string;
  force?: boolean;
}

export interface BuildOptions extends Output {
  kind: ImageKind;
  release: string;
  name: string;
  minimumBios?: string;
  hardwareLevel: number;
  /** identifiers, divided by commas */
  hardware?: string;
  profile?: string;
  needs?: string;
  firmware?: string;
  build: number;
  payload?: string;
  /** octets of the whole file */
  size?: number;
  seed: number;
}

/** `flashgate image build`: an image in flashgate's own layout (docs/images.md). */
export function buildCommand(options: BuildOptions): number {
  const description = describe(options);
  if (typeof description === "string") return refuse(description, 2);
  try {
    return write(buildImage(description), options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(`the image cannot be built: ${error.message}`, 2);
  }
}

function describe(options: BuildOptions): ImageDescription | string {
  const version = parseVersion(options.release);
  if (version === undefined) return versionFault("--release", options.release);
  const minimumBios = options.minimumBios === undefined ? undefined : parseVersion(options.minimumBios);
  if (options.minimumBios !== undefined && minimumBios === undefined) {
    return versionFault("--minimum-bios", options.minimumBios);
  }
  const words = options.hardware?.split(",") ?? [];
  const hardware = words.map(Number);
  const wrong = words.find((_, at) => !isIdentifier(hardware[at]));
  if (wrong !== undefined) {
    return `--hardware ${wrong}: write identifiers from 0 to 0xFFFF with commas between them, such as 0x0123,0x0124`;
  }
  const payload = payloadOf(options);
  if (typeof payload === "string") return payload;
  return { ...pick(options, version), minimumBios, hardware, payload };
}

function pick(options: BuildOptions, version: Version): Omit<ImageDescription, "payload"> {
  const { kind, name, hardwareLevel, profile, firmware, build } = options;
  const needs = options.needs?.split(",");
  return { kind, version, name, hardwareLevel, profile, firmware, build, needs };
}

function isIdentifier(id: number | undefined): boolean {
  return id !== undefined && Number.isInteger(id) && id >= 0 && id <= 0xffff;
}

function versionFault(option: string, text: string): string {
  return `${option} ${text}: write one to five numbers with dots between them, such as 11.01.10.45.03`;
}

function payloadOf({ payload, size, seed }: BuildOptions): Buffer | string {
  if ((payload === undefined) === (size === undefined)) {
    return "write either --payload FILE or --size OCTETS, so that there is something behind the header";
  }
  if (payload !== undefined) return read(payload);
  const octets = Math.max(0, (size ?? 0) - HEADER_LENGTH);
  const key = Buffer.alloc(16);
  key.writeDoubleBE(seed);
  // A key stream: it is the same for the same seed, and no line's compression gains anything on it.
  return createCipheriv("aes-128-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(octets));
}

/** `flashgate image inspect`. @returns 0 for a sound image, 1 for any other file */
export function inspectCommand(file: string, options: { json?: boolean }): number {
  const image = read(file);
  if (typeof image === "string") return refuse(image, 2);
  const faults = imageFaults(image);
  if (options.json === true) {
    const fields = readFields(image).map(({ field, octets, value }) => ({
      name: field.name,
      offset: field.offset,
      octets,
      value,
    }));
    tell(jsonText({ file, length: image.length, sound: faults.length === 0, faults, fields }, 2));
  } else {
    for (const { field, octets, value } of readFields(image)) {
      if (field.kind === "zero") continue;
      const shown = octets.length > 24 ? `${octets.slice(0, 21)}...` : octets;
      tell(
        `${String(field.offset).padStart(3)}  ${field.name.padEnd(16)}  ${shown.padEnd(24)}  ${value}`.trimEnd(),
      );
    }
    for (const fault of faults) tell(`not sound: ${fault}`);
    if (faults.length === 0) tell(`sound: ${image.length} octets`);
  }
  return faults.length === 0 ? 0 : 1;
}

/** `flashgate image damage`. */
export function damageCommand(
  file: string | undefined,
  name: string | undefined,
  options: Partial<Output> & { list?: boolean },
): number {
  if (options.list === true) {
    const width = Math.max(...DAMAGES.map((damage) => damage.name.length));
    for (const { name, says, refusedBy } of DAMAGES) {
      tell(
        `${name.padEnd(width)}  ${says} ${refusedBy === undefined ? "No check refuses it." : `CHECK ${refusedBy} refuses it.`}`,
      );
    }
    return 0;
  }
  const { out } = options;
  if (file === undefined || name === undefined || out === undefined) {
    return refuse("write flashgate image damage FILE DAMAGE --out FILE; --list shows the damages", 2);
  }
  const damage = damageNamed(name);
  if (damage === undefined) {
    const near = closest(
      name,
      DAMAGES.map((known) => known.name),
    );
    const instead =
      near === undefined ? "flashgate image damage --list shows what there is" : `write ${near}`;
    return refuse(`there is no damage "${name}"; ${instead}`, 2);
  }
  const image = read(file);
  if (typeof image === "string") return refuse(image, 2);
  const [fault] = imageFaults(image);
  if (fault !== undefined) return refuse(`${file} is no sound image (${fault}); damage one that is`, 2);
  return write(damage.apply(image), { ...options, out });
}

function read(file: string): Buffer | string {
  if (isNoFile(file)) return `${file} is not a file; name a file`;
  try {
    return readFileSync(file);
  } catch (error) {
    return `${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name a file`;
  }
}

/** All of it or nothing: under another name first. */
function write(image: Buffer, { out, force }: Output): number {
  if (force !== true && existsSync(out)) {
    return refuse(`${out} exists; write another name, or --force to replace it`, 2);
  }
  try {
    // A folder that is not there is a mistake in its name.
    statSync(dirname(out));
    writeWhole(out, image);
  } catch (error) {
    return refuse(
      `${out} cannot be written (${(error as NodeJS.ErrnoException).code}); name a file in a folder of yours`,
      2,
    );
  }
  tell(`${out}: ${image.length} octets`);
  return 0;
}

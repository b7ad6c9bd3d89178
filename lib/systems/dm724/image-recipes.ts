/** The images of suite.yaml, built in the project's own layout for a device of a known model. */

import { damageNamed } from "../../firmware/damage.js";
import { buildImage, type ImageDescription } from "../../firmware/image.js";
import type { Version } from "../../firmware/version.js";
import type { ImageRecipe } from "../../suite/schema.js";
import type { DeviceModel } from "./device/model.js";

const NO_VERSION: Version = [0, 0, 0, 0, 0];
/** An identifier that no model has. */
const OTHER_HARDWARE = 0xfffe;
const OTHER_PROFILE = "FGOTHER";
const UNKNOWN_FIRMWARE = "FGNONE";

interface Installed {
  readonly name: string;
  readonly version: Version;
  readonly profile: string | undefined;
  readonly needs: readonly string[];
}

/** @returns undefined where the device has nothing that such an image could stand beside */
export function imageFor(model: DeviceModel, recipe: ImageRecipe): Buffer | undefined {
  const installed = installedOf(model, recipe);
  if (installed === undefined) return undefined;
  const { level } = model.hardware;
  // A device that tells no level of its own asks for none.
  if (level === undefined && recipe["hardware-level"] === "too-low") return undefined;
  const needed = recipe.kind === "bios" ? level?.bios : level?.application;
  const tooLow = recipe["hardware-level"] === "too-low";
  if (tooLow && (needed ?? 0) === 0) return undefined;
  const firmware = recipe.kind === "firmware" ? firmwareId(model, recipe) : "";
  if (firmware === undefined) return undefined;
  const bios = biosVersion(model);
  if (bios === undefined && recipe["minimum-bios"] === "later") return undefined;
  const description: ImageDescription = {
    kind: recipe.kind,
    version: moved(installed.version, recipe.version),
    minimumBios:
      recipe.kind === "application"
        ? moved(bios ?? NO_VERSION, recipe["minimum-bios"] === "later" ? "later" : "same")
        : NO_VERSION,
    hardwareLevel: tooLow ? (needed ?? 1) - 1 : (needed ?? 0),
    hardware:
      recipe.hardware === "any" ? [] : [recipe.hardware === "this" ? model.hardware.id : OTHER_HARDWARE],
    profile:
      recipe.kind === "application"
        ? recipe.profile === "same"
          ? (installed.profile ?? "")
          : OTHER_PROFILE
        : "",
    name: recipe.named ?? installed.name,
    firmware,
    build: recipe.kind === "firmware" ? 7 : 0,
    needs: recipe.kind === "application" ? installed.needs : [],
    payload: payload(recipe.octets),
  };
  const image = buildImage(description);
  return recipe.damage === undefined ? image : damageNamed(recipe.damage)?.apply(image);
}

/** What the device has of this kind. */
function installedOf(model: DeviceModel, { kind, firmware }: ImageRecipe): Installed | undefined {
  const images = model.fileSystems.flatMap(({ files }) =>
    files.flatMap(({ name, image }) => (image?.kind === kind ? [{ ...image, name }] : [])),
  );
  if (kind === "firmware") {
    const wanted = firmware === "needed" ? neededFirmware(model)[0] : undefined;
    const stored = images.find((image) => image.firmware === wanted);
    const name = model.firmware.find(({ id }) => id === wanted)?.name ?? "FW0000FF.BFW";
    return { name, version: stored?.version ?? NO_VERSION, profile: undefined, needs: [] };
  }
  const active = images.find(({ name }) => kind === "bios" || name === model.boot.application) ?? images[0];
  return (
    active && {
      name: active.name,
      version: active.version,
      profile: active.profile,
      needs: active.needs ?? [],
    }
  );
}

function biosVersion(model: DeviceModel): Version | undefined {
  const stored = model.fileSystems.flatMap(({ files }) =>
    files.flatMap(({ image }) => (image?.kind === "bios" ? [image.version] : [])),
  );
  return stored[0] ?? model.bios;
}

function neededFirmware(model: DeviceModel): readonly string[] {
  for (const { files } of model.fileSystems) {
    const active = files.find(({ name }) => name === model.boot.application)?.image;
    if (active !== undefined) return active.needs ?? [];
  }
  return [];
}

function firmwareId(model: DeviceModel, { firmware }: ImageRecipe): string | undefined {
  if (firmware === "unknown") return UNKNOWN_FIRMWARE;
  const needed = neededFirmware(model);
  if (firmware === "needed") return needed[0];
  return model.firmware.find(({ id }) => !needed.includes(id))?.id;
}

function moved(version: Version, how: "same" | "later" | "earlier"): Version {
  const [first, ...rest] = version;
  const step = how === "same" ? 0 : how === "later" ? 1 : -1;
  return [Math.max(0, first + step), ...rest] as unknown as Version;
}

/** Octets that a checksum cannot mistake for zeros; they begin with a line end, which type A would change (5.1.5). */
function payload(length: number): Buffer {
  const octets = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) octets[at] = (at * 37 + (at >> 8) * 11 + 1) & 0xff;
  octets.write("\r\n", "latin1");
  return octets;
}

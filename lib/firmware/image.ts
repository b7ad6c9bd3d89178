import { ImageChecksum } from "./checksum.js";
import { type FieldName, fieldNamed, HEADER_LENGTH, IMAGE_LAYOUT, MAGIC } from "./layout.js";
import type { Version } from "./version.js";

export { ImageChecksum } from "./checksum.js";
export { HEADER_LENGTH } from "./layout.js";

export type ImageKind = "bios" | "application" | "firmware";

/** In the order of their numbers, which begin with 1. */
export const IMAGE_KINDS: readonly ImageKind[] = ["bios", "application", "firmware"];

/**
 * What the header of an image says.
 * @since 0.1.0
 */
export interface ImageHeader {
  readonly kind: ImageKind;
  /** octets of the whole file, as the header has it */
  readonly length: number;
  readonly crc: number;
  readonly version: Version;
  /** that an application needs; zero in other kinds */
  readonly minimumBios: Version;
  readonly hardwareLevel: number;
  /** identifiers; none: any hardware */
  readonly hardware: readonly number[];
  readonly profile: string;
  /** 8.3, upper case */
  readonly name: string;
  /** identifier of a firmware; empty in other kinds */
  readonly firmware: string;
  readonly build: number;
  /** build number and complement do not agree */
  readonly misbuilt: boolean;
  /** identifiers of the firmware that an application needs */
  readonly needs: readonly string[];
}

/** Why octets are no header: they are too few, or something in them is not as the layout says. */
export type HeaderFault =
  | "short"
  | "magic"
  | "kind"
  | "header-version"
  | "hardware"
  | "text"
  | "name"
  | "reserved";

export type HeaderReading =
  | { readonly ok: true; readonly header: ImageHeader }
  | { readonly ok: false; readonly fault: HeaderFault };

const HEADER_VERSION = 1;
/** As the device's file systems take names (AMB-048). */
const EIGHT_THREE = /^[A-Z0-9_^$~!#%&{}()@'`-]{1,8}(?:\.[A-Z0-9_^$~!#%&{}()@'`-]{1,3})?$/;

/**
 * Reads the first 128 octets of a file.
 * @since 0.1.0
 */
export function readHeader(octets: Buffer): HeaderReading {
  const fault = (name: HeaderFault): HeaderReading => ({ ok: false, fault: name });
  if (octets.length < HEADER_LENGTH) return fault("short");
  if (!octets.subarray(0, MAGIC.length).equals(MAGIC)) return fault("magic");
  const kind = IMAGE_KINDS[octets.readUInt8(fieldNamed("kind").offset) - 1];
  if (kind === undefined) return fault("kind");
  if (number(octets, "header version") !== HEADER_VERSION) return fault("header-version");
  if (!reservedIsZero(octets)) return fault("reserved");
  const hardwareField = fieldNamed("hardware");
  const count = number(octets, "hardware count");
  if (count > (hardwareField.count ?? 0)) return fault("hardware");
  const texts = [text(octets, "profile"), text(octets, "firmware"), ...listed(octets, "needs")];
  const [profile, firmware, ...needs] = texts;
  if (profile === undefined || firmware === undefined || !needs.every((id) => id !== undefined))
    return fault("text");
  const name = text(octets, "name");
  if (name === undefined || !EIGHT_THREE.test(name)) return fault("name");
  const build = number(octets, "build");
  return {
    ok: true,
    header: {
      kind,
      length: number(octets, "length"),
      crc: number(octets, "checksum"),
      version: version(octets, "version"),
      minimumBios: version(octets, "minimum BIOS"),
      hardwareLevel: number(octets, "hardware level"),
      hardware: Array.from({ length: count }, (_, at) => octets.readUInt16BE(hardwareField.offset + at * 2)),
      profile,
      name,
      firmware,
      build,
      misbuilt: (build ^ number(octets, "build complement")) !== 0xffff,
      needs: needs.filter((id) => id !== ""),
    },
  };
}

/**
 * What an image is made of; what is left out is zero or empty.
 * @since 0.1.0
 */
export interface ImageDescription {
  readonly kind: ImageKind;
  readonly version: Version;
  readonly minimumBios?: Version | undefined;
  readonly hardwareLevel: number;
  readonly hardware?: readonly number[] | undefined;
  readonly profile?: string | undefined;
  readonly name: string;
  readonly firmware?: string | undefined;
  readonly build?: number | undefined;
  readonly needs?: readonly string[] | undefined;
  readonly payload: Buffer;
}

/**
 * Header and payload, the payload filled up with zeros to a multiple of 128 octets.
 * @throws RangeError for what does not fit its field
 * @since 0.1.0
 */
export function buildImage(description: ImageDescription): Buffer {
  const { kind, payload, hardware = [], needs = [], build = 0 } = description;
  const length = HEADER_LENGTH + Math.ceil(payload.length / HEADER_LENGTH) * HEADER_LENGTH;
  const image = Buffer.alloc(length);
  MAGIC.copy(image);
  payload.copy(image, HEADER_LENGTH);
  putNumber(image, "kind", IMAGE_KINDS.indexOf(kind) + 1);
  putNumber(image, "header version", HEADER_VERSION);
  putNumber(image, "length", length);
  putVersion(image, "version", description.version);
  putVersion(image, "minimum BIOS", description.minimumBios ?? [0, 0, 0, 0, 0]);
  putNumber(image, "hardware level", description.hardwareLevel);
  putNumber(image, "hardware count", hardware.length);
  const { offset, count = 0 } = fieldNamed("hardware");
  if (hardware.length > count) throw new RangeError(`at most ${count} identifiers of hardware fit`);
  hardware.forEach((id, at) => image.writeUInt16BE(id, offset + at * 2));
  putText(image, "profile", description.profile ?? "");
  if (!EIGHT_THREE.test(description.name))
    throw new RangeError(`${description.name} is no 8.3 name in capitals`);
  putText(image, "name", description.name);
  putText(image, "firmware", description.firmware ?? "");
  putNumber(image, "build", build);
  putNumber(image, "build complement", build ^ 0xffff);
  const list = fieldNamed("needs");
  if (needs.length > (list.count ?? 0))
    throw new RangeError(`an application needs ${list.count} firmwares at most`);
  needs.forEach((id, at) => putTextAt(image, list.offset + at * list.size, list.size, "needs", id));
  return sealed(image);
}

/** Puts the right checksum into an image, in place. @returns it */
export function sealed(image: Buffer): Buffer {
  const checksum = new ImageChecksum();
  checksum.update(image);
  putNumber(image, "checksum", checksum.crc);
  return image;
}

/** Writes a number into its field. @throws RangeError when it does not fit */
export function putNumber(image: Buffer, name: FieldName, value: number): void {
  const { offset, size } = fieldNamed(name);
  image.writeUIntBE(value, offset, size);
}

export function putVersion(image: Buffer, name: FieldName, value: Version): void {
  const { offset } = fieldNamed(name);
  value.forEach((part, at) => image.writeUInt16BE(part, offset + at * 2));
}

export function putText(image: Buffer, name: FieldName, value: string): void {
  const { offset, size } = fieldNamed(name);
  putTextAt(image, offset, size, name, value);
}

function putTextAt(image: Buffer, offset: number, size: number, name: string, value: string): void {
  if (value.length > size || !/^[!-~]*$/.test(value)) {
    throw new RangeError(`${name} takes up to ${size} printable characters, not "${value}"`);
  }
  image.fill(0, offset, offset + size);
  image.write(value, offset, "latin1");
}

function number(octets: Buffer, name: FieldName): number {
  const { offset, size } = fieldNamed(name);
  return octets.readUIntBE(offset, size);
}

function version(octets: Buffer, name: FieldName): Version {
  const { offset } = fieldNamed(name);
  const at = (index: number): number => octets.readUInt16BE(offset + index * 2);
  return [at(0), at(1), at(2), at(3), at(4)];
}

function text(octets: Buffer, name: FieldName): string | undefined {
  const { offset, size } = fieldNamed(name);
  return textAt(octets, offset, size);
}

function listed(octets: Buffer, name: FieldName): (string | undefined)[] {
  const { offset, size, count = 0 } = fieldNamed(name);
  return Array.from({ length: count }, (_, at) => textAt(octets, offset + at * size, size));
}

/** @returns undefined for anything but printable characters with NUL behind them */
function textAt(octets: Buffer, offset: number, size: number): string | undefined {
  return /^([!-~]*)\0*$/.exec(octets.toString("latin1", offset, offset + size))?.[1];
}

function reservedIsZero(octets: Buffer): boolean {
  return IMAGE_LAYOUT.filter(({ kind }) => kind === "zero").every(({ offset, size }) =>
    octets.subarray(offset, offset + size).every((octet) => octet === 0),
  );
}

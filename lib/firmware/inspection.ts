import { HEADER_LENGTH, type HeaderFault, IMAGE_KINDS, ImageChecksum, readHeader } from "./image.js";
import { IMAGE_LAYOUT, type ImageField } from "./layout.js";
import { printVersion, type Version } from "./version.js";

const HEADER_FAULTS: Readonly<Record<HeaderFault, string>> = {
  short: `it has fewer than ${HEADER_LENGTH} octets, which a header takes`,
  magic: "it does not begin with the text flashgate image",
  kind: "its kind is none of 1, 2 and 3",
  "header-version": "the version of its header is not 1",
  hardware: "it counts more identifiers of hardware than fit",
  text: "a text in its header holds something else than printable characters and NUL",
  name: "its name is no 8.3 name in capitals",
  reserved: "octets that are reserved are not zero",
};

/** @returns everything that is wrong with a file as an image, by itself: a sentence each; empty when it is sound */
export function imageFaults(image: Buffer): string[] {
  const reading = readHeader(image);
  if (!reading.ok) return [HEADER_FAULTS[reading.fault]];
  const { header } = reading;
  const checksum = new ImageChecksum();
  checksum.update(image);
  const faults: string[] = [];
  if (header.length !== image.length)
    faults.push(`its header says ${header.length} octets, it has ${image.length}`);
  if (image.length % HEADER_LENGTH !== 0) faults.push(`its length is no multiple of ${HEADER_LENGTH}`);
  if (header.crc !== checksum.crc) {
    faults.push(
      `its header says the checksum ${hexadecimal(header.crc)}, it is ${hexadecimal(checksum.crc)}`,
    );
  }
  if (header.misbuilt) faults.push("its build number and the complement of it do not agree");
  return faults;
}

/** One field as it stands in a file. */
export interface FieldReading {
  readonly field: ImageField;
  /** hexadecimal */
  readonly octets: string;
  /** for people */
  readonly value: string;
}

/** @returns the fields, as far as the octets go */
export function readFields(image: Buffer): FieldReading[] {
  return IMAGE_LAYOUT.flatMap((field: ImageField) => {
    const octets = image.subarray(field.offset, field.offset + field.size * (field.count ?? 1));
    if (octets.length < field.size * (field.count ?? 1)) return [];
    return [{ field, octets: octets.toString("hex"), value: valueOf(field, octets) }];
  });
}

function valueOf({ name, kind, size }: ImageField, octets: Buffer): string {
  switch (kind) {
    case "magic":
    case "text":
      return printable(octets);
    case "texts":
      return pieces(octets, size)
        .map(printable)
        .filter((text) => text !== "")
        .join(", ");
    case "number": {
      const value = octets.readUIntBE(0, size);
      if (name === "kind") return IMAGE_KINDS[value - 1] ?? String(value);
      return name === "checksum" ? hexadecimal(value) : String(value);
    }
    case "numbers":
      return pieces(octets, size)
        .map((piece) => piece.readUIntBE(0, size))
        .filter((value) => value !== 0)
        .map((value) => `0x${value.toString(16).padStart(4, "0")}`)
        .join(", ");
    case "version": {
      const numbers = pieces(octets, 2).map((piece) => piece.readUInt16BE(0));
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = numbers;
      const version: Version = [a, b, c, d, e];
      return printVersion(version);
    }
    case "zero":
      return "";
  }
}

function pieces(octets: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.floor(octets.length / size) }, (_, at) =>
    octets.subarray(at * size, (at + 1) * size),
  );
}

/** What a terminal can show; anything else is a full stop. */
function printable(octets: Buffer): string {
  return octets
    .toString("latin1")
    .replace(/(?<!\0)\0+$/, "")
    .replace(/[^ -~]/g, ".");
}

function hexadecimal(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, "0");
}

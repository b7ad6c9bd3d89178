import { HEADER_LENGTH, putNumber, putText, putVersion, sealed } from "./image.js";
import { fieldNamed, MAGIC } from "./layout.js";

/** One way to spoil an image. Everything else about it stays right: length and checksum are repaired unless they are it. */
export interface Damage {
  readonly name: string;
  /** one sentence */
  readonly says: string;
  /** the check of Dm724-I 3.8 that refuses it, undefined when none does */
  readonly refusedBy: string | undefined;
  /** @param image is not changed */
  apply(image: Buffer): Buffer;
}

/** Changes a copy and repairs the checksum. */
const resealed =
  (change: (image: Buffer) => void): Damage["apply"] =>
  (image) => {
    const copy = Buffer.from(image);
    change(copy);
    return sealed(copy);
  };

/** Changes a copy and repairs nothing. */
const broken =
  (change: (image: Buffer) => void): Damage["apply"] =>
  (image) => {
    const copy = Buffer.from(image);
    change(copy);
    return copy;
  };

const turnBit = (image: Buffer, at: number): void => void image.writeUInt8(image.readUInt8(at) ^ 1, at);

/**
 * All of them, in the order of the header's fields.
 * @since 0.1.0
 */
export const DAMAGES: readonly Damage[] = [
  {
    name: "magic",
    says: "The first octets are another file's.",
    refusedBy: "UNKNOWN",
    apply: resealed((image) => void image.fill("x", 0, MAGIC.length)),
  },
  {
    name: "kind",
    says: "It is neither BIOS nor application nor firmware.",
    refusedBy: "UNKNOWN",
    apply: resealed((image) => putNumber(image, "kind", 9)),
  },
  {
    name: "short",
    says: "It ends inside its header.",
    refusedBy: "UNKNOWN",
    apply: (image) => Buffer.from(image.subarray(0, 100)),
  },
  {
    name: "truncated",
    says: "Its last 128 octets are missing.",
    refusedBy: "LENGTH",
    apply: (image) => {
      const copy = Buffer.from(image.subarray(0, image.length - HEADER_LENGTH));
      return sealed(copy);
    },
  },
  {
    name: "longer",
    says: "There are 128 octets more than its header says.",
    refusedBy: "LENGTH",
    apply: (image) => sealed(Buffer.concat([image, Buffer.alloc(HEADER_LENGTH)])),
  },
  {
    name: "odd-length",
    says: "It is one octet longer, as its header says, and so no multiple of 128.",
    refusedBy: "LENGTH",
    apply: (image) => {
      const longer = Buffer.concat([image, Buffer.alloc(1)]);
      putNumber(longer, "length", longer.length);
      return sealed(longer);
    },
  },
  {
    name: "payload",
    says: "One bit behind the header is wrong.",
    refusedBy: "CRC",
    apply: broken((image) => turnBit(image, image.length - 1)),
  },
  {
    name: "checksum",
    says: "One bit of the checksum is wrong.",
    refusedBy: "CRC",
    apply: broken((image) => turnBit(image, fieldNamed("checksum").offset)),
  },
  {
    name: "older",
    says: "Its version is the first there ever was.",
    refusedBy: "VERSION",
    apply: resealed((image) => putVersion(image, "version", [0, 0, 0, 0, 1])),
  },
  {
    name: "later-bios",
    says: "It needs a BIOS that does not exist yet (applications).",
    refusedBy: "BIOS",
    apply: resealed((image) => putVersion(image, "minimum BIOS", [99, 99, 0, 0, 0])),
  },
  {
    name: "hardware-level",
    says: "It copes with no hardware problem at all.",
    refusedBy: "HARDWARE",
    apply: resealed((image) => putNumber(image, "hardware level", 0)),
  },
  {
    name: "other-hardware",
    says: "It supports another device's hardware alone (applications).",
    refusedBy: "HW SUPPORTED",
    apply: resealed((image) => {
      const { offset, size, count = 0 } = fieldNamed("hardware");
      image.fill(0, offset, offset + size * count);
      image.writeUInt16BE(0xfffe, offset);
      putNumber(image, "hardware count", 1);
    }),
  },
  {
    name: "profile",
    says: "Its profile extension is another one (applications).",
    refusedBy: "PROFILE",
    apply: resealed((image) => putText(image, "profile", "OTHER")),
  },
  {
    name: "other-name",
    says: "The name inside is FGOTHER.BIN; CHECK RENAME stores it so.",
    refusedBy: undefined,
    apply: resealed((image) => putText(image, "name", "FGOTHER.BIN")),
  },
  {
    name: "unknown-firmware",
    says: "Its identifier is no firmware's that any device knows (firmware).",
    refusedBy: "FIRMWARE",
    apply: resealed((image) => putText(image, "firmware", "NOSUCHFW")),
  },
  {
    name: "misbuilt",
    says: "Its build number and the complement of it do not agree (firmware).",
    refusedBy: "FIRMWARE",
    apply: resealed((image) => turnBit(image, fieldNamed("build complement").offset)),
  },
];

/**
 * @returns undefined for a damage that there is not
 * @since 0.1.0
 */
export function damageNamed(name: string): Damage | undefined {
  return DAMAGES.find((damage) => damage.name === name);
}

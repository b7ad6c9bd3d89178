/**
 * Where things stand in an image header, as data. The layout is flashgate's own and no vendor's: it has what the checks
 * of Dm724-I 3.8 ask for and nothing else.
 */
type FieldKind = "magic" | "number" | "version" | "text" | "numbers" | "texts" | "zero";

export interface ImageField {
  readonly name: string;
  /** octets from the start of the file */
  readonly offset: number;
  /** octets; of each element in `numbers` and `texts` */
  readonly size: number;
  /** elements of `numbers` and `texts` */
  readonly count?: number;
  readonly kind: FieldKind;
  readonly what: string;
}

/** Octets of a header. A whole image is a multiple of it (Dm724-I 2.1.4.8). */
export const HEADER_LENGTH = 128;

export const MAGIC = Buffer.from("flashgate image\0", "latin1");

/** Numbers are big-endian, texts are printable ASCII padded with NUL. */
export const IMAGE_LAYOUT = [
  { name: "magic", offset: 0, size: 16, kind: "magic", what: "the text flashgate image" },
  { name: "kind", offset: 16, size: 1, kind: "number", what: "1 BIOS, 2 application, 3 firmware" },
  { name: "header version", offset: 17, size: 1, kind: "number", what: "1" },
  { name: "reserved", offset: 18, size: 2, kind: "zero", what: "zero" },
  { name: "length", offset: 20, size: 4, kind: "number", what: "octets of the whole file" },
  {
    name: "checksum",
    offset: 24,
    size: 4,
    kind: "number",
    what: "CRC-32 of the whole file with these octets as zero",
  },
  { name: "version", offset: 28, size: 10, kind: "version", what: "of what the image is" },
  { name: "minimum BIOS", offset: 38, size: 10, kind: "version", what: "that an application needs" },
  {
    name: "hardware level",
    offset: 48,
    size: 4,
    kind: "number",
    what: "hardware problems that it copes with",
  },
  {
    name: "hardware count",
    offset: 52,
    size: 1,
    kind: "number",
    what: "identifiers that follow, 0 for any hardware",
  },
  { name: "reserved", offset: 53, size: 1, kind: "zero", what: "zero" },
  {
    name: "hardware",
    offset: 54,
    size: 2,
    count: 8,
    kind: "numbers",
    what: "identifiers of supported hardware",
  },
  { name: "profile", offset: 70, size: 8, kind: "text", what: "the profile extension" },
  { name: "name", offset: 78, size: 12, kind: "text", what: "8.3 name under which it is stored" },
  { name: "firmware", offset: 90, size: 8, kind: "text", what: "identifier of a firmware" },
  { name: "build", offset: 98, size: 2, kind: "number", what: "build number" },
  {
    name: "build complement",
    offset: 100,
    size: 2,
    kind: "number",
    what: "build with every bit turned over",
  },
  {
    name: "needs",
    offset: 102,
    size: 8,
    count: 3,
    kind: "texts",
    what: "firmware that an application needs",
  },
  { name: "reserved", offset: 126, size: 2, kind: "zero", what: "zero" },
] as const satisfies readonly ImageField[];

export type FieldName = (typeof IMAGE_LAYOUT)[number]["name"];

/** @throws Error for a name that the layout has not, which the type excludes */
export function fieldNamed(name: FieldName): ImageField {
  const field = IMAGE_LAYOUT.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field;
}

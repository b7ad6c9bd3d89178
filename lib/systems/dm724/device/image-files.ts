import type { Content } from "../../../device/content.js";
import type { File } from "../../../device/file-system.js";
import { HEADER_LENGTH, ImageChecksum, type ImageHeader, readHeader } from "../../../firmware/image.js";

/** What the device makes of the octets of a file, whatever its name (I2). */
export interface RecognisedImage {
  readonly header: ImageHeader;
  /** the length of the header is that of the file, and a multiple of 128 (AMB-024) */
  readonly wholeLength: boolean;
  readonly rightChecksum: boolean;
}

const PIECE = 256 * 1024;

/** Contents never change, so that each is read once; thousands of devices share the same installed images. */
const recognised = new WeakMap<Content, RecognisedImage | undefined>();

/** @returns undefined when the device does not know the file's format */
export function recognise(content: Content): RecognisedImage | undefined {
  if (recognised.has(content)) return recognised.get(content);
  const image = read(content);
  recognised.set(content, image);
  return image;
}

/** Whether the header says so long a file. */
export function fitsLength(header: ImageHeader, octets: number): boolean {
  return header.length === octets && octets % HEADER_LENGTH === 0;
}

/** An image that could be started, as far as it goes by itself. */
export function isSound({ header, wholeLength, rightChecksum }: RecognisedImage): boolean {
  return wholeLength && rightChecksum && !header.misbuilt;
}

/** The header of a file that is a sound image of this kind. */
export function soundHeader(file: File | undefined, kind: ImageHeader["kind"]): ImageHeader | undefined {
  const image = file && recognise(file.content);
  return image !== undefined && isSound(image) && image.header.kind === kind ? image.header : undefined;
}

function read(content: Content): RecognisedImage | undefined {
  const reading = readHeader(content.read(0, HEADER_LENGTH));
  if (!reading.ok) return undefined;
  const { header } = reading;
  const checksum = new ImageChecksum();
  for (let at = 0; at < content.length; at += PIECE) checksum.update(content.read(at, PIECE));
  return {
    header,
    wholeLength: fitsLength(header, content.length),
    rightChecksum: checksum.crc === header.crc,
  };
}

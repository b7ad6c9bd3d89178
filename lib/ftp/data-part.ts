/** What a data connection carries besides octets: the marks of RFC 959 3.4 and 3.5. */
export type DataPart =
  | { readonly kind: "octets"; readonly octets: Buffer }
  | { readonly kind: "end-of-record" }
  | { readonly kind: "end-of-file" }
  /** a restart marker; its text is what REST would be given */
  | { readonly kind: "marker"; readonly text: string };

/**
 * Why what arrived cannot be read.
 *
 * - `reserved-code`: a descriptor with bits, or an escape with a code, that nobody has assigned
 * - `unprintable-marker`: a restart marker with a space or a character that is not printable
 * - `marker-without-text`: a restart marker of no characters, or one whose text does not follow it
 * - `octets-after-end`: anything behind the end of the file
 */
export type DataFault = "reserved-code" | "unprintable-marker" | "marker-without-text" | "octets-after-end";

/** The sender's side. It holds nothing back. */
export interface DataEncoder {
  /**
   * @returns the octets for the connection; none when the encoding has no sign for the part, as the end of the file
   *   is the close in stream mode. It can be the part's own buffer.
   * @throws RangeError for a marker that the encoding cannot carry: a mistake of the programmer
   */
  encode(part: DataPart): Buffer;
}

/** The receiver's side, for one file. What it gives does not depend on where the stream was cut into chunks. */
export interface DataDecoder {
  /** Never throws. Octets of one block can come in several parts, and those of several blocks in one. */
  push(chunk: Buffer): DataPart[];
  /** undefined while all is well; after a fault `push` gives nothing more */
  readonly fault: DataFault | undefined;
  /** whether the end-of-file mark was read; always false where the close is the end of the file */
  readonly ended: boolean;
  /** octets read of a block, string or escape that is not whole: more than 0 at the close means that it was cut off */
  readonly unfinished: number;
}

const MARKER = /^[\x21-\x7e]+$/;

/**
 * Whether a text can be a restart marker: printable ASCII, the language of the control connection, without a space
 * (RFC 959 3.4.2), and not empty.
 */
export function isMarkerText(text: string): boolean {
  return MARKER.test(text);
}

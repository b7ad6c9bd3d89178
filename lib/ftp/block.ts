import { Gathered } from "../octets/gathered.js";
import { octetsOf, textOf } from "../octets/text.js";
import {
  type DataDecoder,
  type DataEncoder,
  type DataFault,
  type DataPart,
  isMarkerText,
} from "./data-part.js";

/**
 * Block mode (RFC 959 3.4.2): blocks with a header of one descriptor octet and a count of 16 bits, most significant
 * octet first.
 */

const HEADER = 3;
const LONGEST = 0xffff;

/** Bits of a descriptor, in block and in compressed mode. Several can be set. */
export const DESCRIPTOR = { END_OF_RECORD: 128, END_OF_FILE: 64, SUSPECT: 32, MARKER: 16 } as const;
const RESERVED = 15;

/** Sends each mark in a block of its own without data, so that data never waits for what comes behind it. */
export const blockEncoder: DataEncoder = {
  encode(part) {
    switch (part.kind) {
      case "octets":
        return blocks(part.octets);
      case "end-of-record":
        return Buffer.from([DESCRIPTOR.END_OF_RECORD, 0, 0]);
      case "end-of-file":
        return Buffer.from([DESCRIPTOR.END_OF_FILE, 0, 0]);
      case "marker": {
        const marker = markerOctets(part.text, LONGEST);
        return Buffer.concat([
          Buffer.from([DESCRIPTOR.MARKER, marker.length >> 8, marker.length & 0xff]),
          marker,
        ]);
      }
    }
  },
};

function blocks(octets: Buffer): Buffer {
  const sent = Buffer.allocUnsafe(octets.length + HEADER * Math.ceil(octets.length / LONGEST));
  let length = 0;
  for (let from = 0; from < octets.length; from += LONGEST) {
    const count = Math.min(LONGEST, octets.length - from);
    sent[length] = 0;
    sent.writeUInt16BE(count, length + 1);
    length += HEADER + octets.copy(sent, length + HEADER, from, from + count);
  }
  return sent;
}

/**
 * The octets of a restart marker's text.
 * @throws RangeError for a text that is no marker, or longer than `longest` octets: a mistake of the programmer
 */
export function markerOctets(text: string, longest: number): Buffer {
  if (!isMarkerText(text) || text.length > longest) {
    throw new RangeError(`a restart marker has 1 to ${longest} printable characters and no space`);
  }
  return octetsOf(text);
}

/** Reads a restart marker's text from its octets. */
export function markerPart(
  octets: Buffer,
): { ok: true; part: DataPart } | { ok: false; fault: "marker-without-text" | "unprintable-marker" } {
  if (octets.length === 0) return { ok: false, fault: "marker-without-text" };
  const text = textOf(octets);
  return isMarkerText(text)
    ? { ok: true, part: { kind: "marker", text } }
    : { ok: false, fault: "unprintable-marker" };
}

/** Whether a descriptor has a bit that nobody has assigned. What it would mean for the data cannot be known. */
export function isReserved(descriptor: number): boolean {
  return (descriptor & RESERVED) !== 0;
}

/** The marks that a descriptor puts behind its data: the end of a record is before the end of the file. */
export function marksOf(descriptor: number): DataPart[] {
  const marks: DataPart[] = [];
  if (descriptor & DESCRIPTOR.END_OF_RECORD) marks.push({ kind: "end-of-record" });
  if (descriptor & DESCRIPTOR.END_OF_FILE) marks.push({ kind: "end-of-file" });
  return marks;
}

/**
 * Reads blocks. Data is handed on as it comes, in the chunk's own memory; of a marker the text is kept until it is
 * whole. Data that the sender suspects of errors is data all the same: the code is not for error control in FTP.
 */
export class BlockDecoder implements DataDecoder {
  #fault: DataFault | undefined;
  #ended = false;
  readonly #header = Buffer.alloc(HEADER);
  /** octets of the block that were read, with its header */
  #read = 0;
  readonly #marker = new Gathered();

  get fault(): DataFault | undefined {
    return this.#fault;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get unfinished(): number {
    return this.#read;
  }

  push(chunk: Buffer): DataPart[] {
    const parts: DataPart[] = [];
    let at = 0;
    while (at < chunk.length && this.#fault === undefined) {
      if (this.#ended) this.#fault = "octets-after-end";
      else if (this.#read < HEADER) this.#readHeader(chunk[at++] ?? 0, parts);
      else at = this.#readBlock(chunk, at, parts);
    }
    return parts;
  }

  get #descriptor(): number {
    return this.#header.readUInt8(0);
  }

  /** octets of the block with its header */
  get #length(): number {
    return HEADER + this.#header.readUInt16BE(1);
  }

  #readHeader(octet: number, parts: DataPart[]): void {
    this.#header[this.#read++] = octet;
    if (isReserved(this.#descriptor)) this.#fault = "reserved-code";
    else if (this.#read === HEADER && this.#length === HEADER) this.#close(parts);
  }

  /** @returns the index behind what belongs to the block */
  #readBlock(chunk: Buffer, from: number, parts: DataPart[]): number {
    const to = Math.min(chunk.length, from + this.#length - this.#read);
    if (this.#descriptor & DESCRIPTOR.MARKER) this.#marker.append(chunk, from, to);
    else parts.push({ kind: "octets", octets: chunk.subarray(from, to) });
    this.#read += to - from;
    if (this.#read === this.#length) this.#close(parts);
    return to;
  }

  #close(parts: DataPart[]): void {
    this.#read = 0;
    if (this.#descriptor & DESCRIPTOR.MARKER) {
      const marker = markerPart(this.#marker.take());
      if (!marker.ok) {
        this.#fault = marker.fault;
        return;
      }
      parts.push(marker.part);
    }
    parts.push(...marksOf(this.#descriptor));
    this.#ended = (this.#descriptor & DESCRIPTOR.END_OF_FILE) !== 0;
  }
}

import type { Representation } from "../../device/outcome.js";
import { dataDecoder, dataEncoder } from "../../ftp/data-coding.js";
import type { DataDecoder, DataEncoder, DataPart } from "../../ftp/data-part.js";

const CR_LF = Buffer.from("\r\n");
const CR = 13;
/** Octets of a file between two restart markers that the device sends (RFC 959 3.5). */
const BETWEEN_MARKERS = 1024 * 1024;

/**
 * Octets of a file on their way onto the data connection. In record structure each line of a text is a record (RFC 959
 * 3.1.2); anything else is one record as a whole.
 */
export class SendCoder {
  readonly #encoder: DataEncoder;
  #marked = 0;
  /** a line's end may be cut between its two octets */
  #heldCr = false;

  constructor(private readonly representation: Representation) {
    this.#encoder = dataEncoder(representation);
  }

  /**
   * @param octets as they stand in the network's form of the type
   * @param position octets of the file up to their end
   */
  push(octets: Buffer, position: number): Buffer {
    const { mode, structure, text } = this.representation;
    const parts: DataPart[] =
      structure === "R" && text ? this.#records(octets) : [{ kind: "octets", octets }];
    if (mode !== "S" && position - this.#marked >= BETWEEN_MARKERS) {
      this.#marked = position;
      parts.push({ kind: "marker", text: String(position) });
    }
    return this.#encode(parts);
  }

  end(): Buffer {
    const { structure, text } = this.representation;
    const parts: DataPart[] = this.#heldCr ? [{ kind: "octets", octets: CR_LF.subarray(0, 1) }] : [];
    if (structure === "R" && !text) parts.push({ kind: "end-of-record" });
    return this.#encode([...parts, { kind: "end-of-file" }]);
  }

  #encode(parts: readonly DataPart[]): Buffer {
    const encoded = parts.map((part) => this.#encoder.encode(part));
    return encoded.length === 1 ? (encoded[0] as Buffer) : Buffer.concat(encoded);
  }

  #records(chunk: Buffer): DataPart[] {
    const octets = this.#heldCr ? Buffer.concat([CR_LF.subarray(0, 1), chunk]) : chunk;
    this.#heldCr = octets.at(-1) === CR;
    const end = this.#heldCr ? octets.length - 1 : octets.length;
    const parts: DataPart[] = [];
    let at = 0;
    for (let found = octets.indexOf(CR_LF); found >= 0 && found < end; found = octets.indexOf(CR_LF, at)) {
      if (found > at) parts.push({ kind: "octets", octets: octets.subarray(at, found) });
      parts.push({ kind: "end-of-record" });
      at = found + CR_LF.length;
    }
    if (at < end) parts.push({ kind: "octets", octets: octets.subarray(at, end) });
    return parts;
  }
}

/** What has arrived: octets of the file in the network's form of its type, and restart markers. */
export type Arrived =
  | { readonly kind: "octets"; readonly octets: Buffer }
  | { readonly kind: "marker"; readonly text: string };

/** The data connection's octets on their way to a file. */
export class ReceiveCoder {
  readonly #decoder: DataDecoder;

  constructor(private readonly representation: Representation) {
    this.#decoder = dataDecoder(representation);
  }

  /** Whether the end-of-file mark has come: without it the file is not whole (RFC 959 3.4). */
  get ended(): boolean {
    return this.#decoder.ended;
  }

  /** Whether what came cannot be read. */
  get broken(): boolean {
    return this.#decoder.fault !== undefined;
  }

  push(chunk: Buffer): Arrived[] {
    return this.#decoder.push(chunk).flatMap((part): Arrived[] => {
      switch (part.kind) {
        case "octets":
        case "marker":
          return [part];
        case "end-of-record":
          // It ends a line of a text, and means nothing in other types.
          return this.representation.text ? [{ kind: "octets", octets: CR_LF }] : [];
        case "end-of-file":
          return [];
      }
    });
  }
}

import { BlockDecoder, blockEncoder } from "./block.js";
import { CompressedDecoder, CompressedEncoder } from "./compressed.js";
import type { DataDecoder, DataEncoder, DataFault, DataPart } from "./data-part.js";
import { RecordDecoder, recordEncoder } from "./record.js";

/** How a file is encoded on the data connection (RFC 959 3.4): what MODE and STRU have chosen. */
export interface DataCoding {
  /** stream, block or compressed */
  readonly mode: "S" | "B" | "C";
  /**
   * file or record. Only stream mode is encoded differently for them. In the others a mark of a record is written and
   * read in either structure, and what it means in a file without records is for the caller to say.
   */
  readonly structure: "F" | "R";
  /** the filler octet of compressed mode: 32, a space, in type A and 0 in type I (RFC 959 3.4.3) */
  readonly filler: number;
}

/** Whether the octets of a file go as they are and the close is its end: stream mode with file structure. */
export function isPlain(coding: Pick<DataCoding, "mode" | "structure">): boolean {
  return coding.mode === "S" && coding.structure === "F";
}

/** The encoder of the sender. */
export function dataEncoder(coding: DataCoding): DataEncoder {
  switch (coding.mode) {
    case "B":
      return blockEncoder;
    case "C":
      return new CompressedEncoder(coding.filler);
    case "S":
      return isPlain(coding) ? plainEncoder : recordEncoder;
  }
}

/** A decoder for one file. */
export function dataDecoder(coding: DataCoding): DataDecoder {
  switch (coding.mode) {
    case "B":
      return new BlockDecoder();
    case "C":
      return new CompressedDecoder(coding.filler);
    case "S":
      return isPlain(coding) ? new PlainDecoder() : new RecordDecoder();
  }
}

const plainEncoder: DataEncoder = {
  encode(part) {
    switch (part.kind) {
      case "octets":
        return part.octets;
      case "end-of-record":
      case "end-of-file":
        return Buffer.alloc(0);
      case "marker":
        throw new RangeError("stream mode has no restart markers");
    }
  },
};

/** Everything is data. */
class PlainDecoder implements DataDecoder {
  readonly fault: DataFault | undefined = undefined;
  readonly ended: boolean = false;
  readonly unfinished: number = 0;

  push(chunk: Buffer): DataPart[] {
    return chunk.length === 0 ? [] : [{ kind: "octets", octets: chunk }];
  }
}

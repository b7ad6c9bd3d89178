import { Gathered } from "../octets/gathered.js";
import type { DataDecoder, DataEncoder, DataFault, DataPart } from "./data-part.js";

/**
 * Stream mode with record structure (RFC 959 3.4.1): the marks are an escape octet and a code behind the data that
 * they end. A data octet that looks like the escape is sent twice.
 */

const ESCAPE = 0xff;
const RECORD = 1;
const FILE = 2;
const DOUBLED = Buffer.from([ESCAPE, ESCAPE]);
const END_OF_RECORD = Buffer.from([ESCAPE, RECORD]);
const END_OF_FILE = Buffer.from([ESCAPE, FILE]);

/** Sends each mark by itself: whether a record is the last one is not known yet when it ends. */
export const recordEncoder: DataEncoder = {
  encode(part) {
    switch (part.kind) {
      case "octets":
        return escaped(part.octets);
      case "end-of-record":
        return Buffer.from(END_OF_RECORD);
      case "end-of-file":
        return Buffer.from(END_OF_FILE);
      case "marker":
        throw new RangeError("stream mode has no restart markers");
    }
  },
};

function escaped(octets: Buffer): Buffer {
  let escape = octets.indexOf(ESCAPE);
  if (escape < 0) return octets;
  const sent = Buffer.allocUnsafe(2 * octets.length);
  let length = 0;
  let from = 0;
  for (; escape >= 0; escape = octets.indexOf(ESCAPE, from)) {
    length += octets.copy(sent, length, from, escape);
    // Erased flash is full of this octet, so a row of them is not searched one by one.
    for (from = escape; octets[from] === ESCAPE; from++) {
      sent[length++] = ESCAPE;
      sent[length++] = ESCAPE;
    }
  }
  length += octets.copy(sent, length, from);
  return sent.subarray(0, length);
}

/** Reads what `recordEncoder` writes, and both marks in one escape: the record's comes first. */
export class RecordDecoder implements DataDecoder {
  #fault: DataFault | undefined;
  #ended = false;
  #escaped = false;
  readonly #data = new Gathered();

  get fault(): DataFault | undefined {
    return this.#fault;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get unfinished(): number {
    return this.#escaped ? 1 : 0;
  }

  push(chunk: Buffer): DataPart[] {
    const parts: DataPart[] = [];
    let at = 0;
    while (at < chunk.length && this.#fault === undefined) {
      if (this.#ended) this.#fault = "octets-after-end";
      else if (this.#escaped) this.#readCode(chunk[at++], parts);
      else at = this.#readData(chunk, at, parts);
    }
    this.#flush(parts);
    return parts;
  }

  #readCode(code: number | undefined, parts: DataPart[]): void {
    this.#escaped = false;
    switch (code) {
      case ESCAPE:
        this.#data.append(DOUBLED, 1);
        return;
      case RECORD:
      case FILE:
      case RECORD | FILE:
        this.#flush(parts);
        if (code & RECORD) parts.push({ kind: "end-of-record" });
        if (code & FILE) parts.push({ kind: "end-of-file" });
        this.#ended = (code & FILE) !== 0;
        return;
      default:
        this.#fault = "reserved-code";
    }
  }

  /** @returns the index behind the data that was read, and behind the escape that stands there */
  #readData(chunk: Buffer, from: number, parts: DataPart[]): number {
    const escape = chunk.indexOf(ESCAPE, from);
    if (escape < 0) {
      this.#flush(parts);
      parts.push({ kind: "octets", octets: chunk.subarray(from) });
      return chunk.length;
    }
    let end = escape;
    while (chunk[end] === ESCAPE && chunk[end + 1] === ESCAPE) end += 2;
    // Of a row of doubled octets every second one is data, and they are all the same.
    this.#data.append(chunk, from, escape + (end - escape) / 2);
    this.#escaped = chunk[end] === ESCAPE;
    return this.#escaped ? end + 1 : end;
  }

  #flush(parts: DataPart[]): void {
    if (this.#data.length > 0) parts.push({ kind: "octets", octets: this.#data.take() });
  }
}

import { Gathered } from "../octets/gathered.js";
import { DESCRIPTOR, isReserved, markerOctets, markerPart, marksOf } from "./block.js";
import type { DataDecoder, DataEncoder, DataFault, DataPart } from "./data-part.js";

/**
 * Compressed mode (RFC 959 3.4.3). A code octet begins each string:
 *
 *     0nnnnnnn  n octets of data follow
 *     10nnnnnn  the octet that follows, n times
 *     11nnnnnn  the filler octet, n times: space in type A, zero in type I
 *     00000000  escape: a descriptor with the codes of block mode follows
 *
 * What the RFC leaves open is decided so. It lets a descriptor "apply to the succeeding string", whose octets are at
 * least one: an empty file could not be ended, and a receiver that has read the end of the file would have to wait
 * for more. So the ends of a record and of the file stand where they take effect, behind their data, as in stream
 * mode. A sender that means it the other way is found out by its data behind the end. A marker's descriptor does
 * apply to the succeeding string: that has to be data of the first form, and is the marker's text.
 */

const ESCAPE = 0x00;
const LONGEST_DATA = 127;
const LONGEST_RUN = 63;
const REPLICATED = 0x80;
const FILLER = 0xc0;
/** A shorter run saves nothing: it takes two octets, and the data behind it needs another code octet. */
const SHORTEST_RUN = 3;

/** Finds runs of three and more equal octets within each part; a run is not followed into the next part. */
export class CompressedEncoder implements DataEncoder {
  constructor(private readonly filler: number) {}

  encode(part: DataPart): Buffer {
    switch (part.kind) {
      case "octets":
        return this.#compressed(part.octets);
      case "end-of-record":
        return Buffer.from([ESCAPE, DESCRIPTOR.END_OF_RECORD]);
      case "end-of-file":
        return Buffer.from([ESCAPE, DESCRIPTOR.END_OF_FILE]);
      case "marker": {
        const marker = markerOctets(part.text, LONGEST_DATA);
        return Buffer.concat([Buffer.from([ESCAPE, DESCRIPTOR.MARKER, marker.length]), marker]);
      }
    }
  }

  #compressed(octets: Buffer): Buffer {
    // At worst there are no runs: a run that interrupts data saves at least the code octet that this costs.
    const sent = Buffer.allocUnsafe(octets.length + Math.ceil(octets.length / LONGEST_DATA) + 1);
    let length = 0;
    let from = 0;
    while (from < octets.length) {
      const run = nextRun(octets, from);
      length = putData(sent, length, octets, from, run);
      from = run;
      const octet = octets[run];
      if (octet === undefined) break;
      let end = run + SHORTEST_RUN;
      while (octets[end] === octet) end++;
      const shortest = octet === this.filler ? 1 : SHORTEST_RUN;
      while (end - from >= shortest) {
        const count = Math.min(LONGEST_RUN, end - from);
        sent[length++] = (octet === this.filler ? FILLER : REPLICATED) | count;
        if (octet !== this.filler) sent[length++] = octet;
        from += count;
      }
    }
    return sent.subarray(0, length);
  }
}

/** The index of the first run of three equal octets; the number of octets if there is none. */
function nextRun(octets: Buffer, from: number): number {
  const last = octets.length - SHORTEST_RUN;
  for (let at = from; at <= last; ) {
    const middle = octets[at + 1];
    // Two that differ are in no run that begins at the first of them or one before.
    if (octets[at + 2] !== middle) at += 2;
    else if (octets[at] !== middle) at += 1;
    else return at;
  }
  return octets.length;
}

function putData(sent: Buffer, at: number, octets: Buffer, from: number, to: number): number {
  let length = at;
  for (let begin = from; begin < to; begin += LONGEST_DATA) {
    const count = Math.min(LONGEST_DATA, to - begin);
    sent[length++] = count;
    length += octets.copy(sent, length, begin, begin + count);
  }
  return length;
}

/** What the next octet is. */
type Expected = "code" | "data" | "replicated" | "descriptor" | "marker-code" | "marker-text";

/**
 * Reads compressed data; what a chunk holds between two marks becomes one part. A run of no octets is taken: that a
 * count must be positive the RFC says of data alone. Suspected errors are passed over, as in block mode.
 */
export class CompressedDecoder implements DataDecoder {
  #fault: DataFault | undefined;
  #ended = false;
  #expected: Expected = "code";
  /** octets read of the string or escape */
  #read = 0;
  /** octets of data or of a marker's text that are to come, or how many times the next octet stands */
  #count = 0;
  #descriptor = 0;
  readonly #data = new Gathered();
  readonly #marker = new Gathered();
  readonly #run = Buffer.alloc(LONGEST_RUN);

  constructor(private readonly filler: number) {}

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
      else if (this.#expected === "data" || this.#expected === "marker-text")
        at = this.#readText(chunk, at, parts);
      else this.#readOctet(this.#expected, chunk[at++] ?? 0, parts);
    }
    this.#flush(parts);
    return parts;
  }

  #readText(chunk: Buffer, from: number, parts: DataPart[]): number {
    const to = Math.min(chunk.length, from + this.#count);
    const marker = this.#expected === "marker-text";
    (marker ? this.#marker : this.#data).append(chunk, from, to);
    this.#read += to - from;
    this.#count -= to - from;
    if (this.#count > 0) return to;
    this.#expect("code");
    if (marker) this.#closeMarker(parts);
    return to;
  }

  #readOctet(expected: Exclude<Expected, "data" | "marker-text">, octet: number, parts: DataPart[]): void {
    this.#read++;
    switch (expected) {
      case "code":
        return this.#readCode(octet);
      case "replicated":
        this.#repeat(octet, this.#count);
        return this.#expect("code");
      case "descriptor":
        return this.#readDescriptor(octet, parts);
      case "marker-code":
        if (octet === ESCAPE || octet > LONGEST_DATA) this.#fault = "marker-without-text";
        this.#count = octet;
        return this.#expect("marker-text");
    }
  }

  #readCode(code: number): void {
    this.#count = code & LONGEST_RUN;
    if (code === ESCAPE) return this.#expect("descriptor");
    if (code >= FILLER) {
      this.#repeat(this.filler, this.#count);
      return this.#expect("code");
    }
    if (code >= REPLICATED) return this.#expect("replicated");
    this.#count = code;
    this.#expect("data");
  }

  #readDescriptor(descriptor: number, parts: DataPart[]): void {
    this.#descriptor = descriptor;
    if (isReserved(descriptor)) {
      this.#fault = "reserved-code";
    } else if (descriptor & DESCRIPTOR.MARKER) {
      this.#expect("marker-code");
    } else {
      this.#expect("code");
      this.#mark(parts);
    }
  }

  #closeMarker(parts: DataPart[]): void {
    const marker = markerPart(this.#marker.take());
    if (!marker.ok) {
      this.#fault = marker.fault;
      return;
    }
    this.#flush(parts);
    parts.push(marker.part);
    this.#mark(parts);
  }

  #mark(parts: DataPart[]): void {
    const marks = marksOf(this.#descriptor);
    if (marks.length > 0) this.#flush(parts);
    parts.push(...marks);
    this.#ended = (this.#descriptor & DESCRIPTOR.END_OF_FILE) !== 0;
  }

  #expect(expected: Expected): void {
    this.#expected = expected;
    if (expected === "code") this.#read = 0;
  }

  #repeat(octet: number, count: number): void {
    this.#data.append(this.#run.fill(octet, 0, count), 0, count);
  }

  #flush(parts: DataPart[]): void {
    if (this.#data.length > 0) parts.push({ kind: "octets", octets: this.#data.take() });
  }
}

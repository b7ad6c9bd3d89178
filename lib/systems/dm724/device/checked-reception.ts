import type { FileWriter, OpenedForWriting } from "../../../device/file-system.js";
import type { DeviceReply } from "../../../device/reply.js";
import { HEADER_LENGTH, ImageChecksum, type ImageHeader, readHeader } from "../../../firmware/image.js";
import type { Device } from "./device.js";
import { plainReception, type Reception } from "./file-transfer.js";
import { endRefusal, headerRefusal, wholeRefusal } from "./image-checks.js";
import { say } from "./say.js";
import type { TemporaryBuffer } from "./temporary-buffer.js";

/** Where a checked file is going to be kept. */
export interface Target {
  /** as it was sent, folded */
  readonly name: string;
  /** the temporary buffer, which a refused file leaves empty; undefined: it goes straight to a file system */
  readonly buffer: TemporaryBuffer | undefined;
  /** Opens the place. @param header of the file, when it has one */
  open(header: ImageHeader | undefined): OpenedForWriting;
  /** whether this is a place for such a file at all (BIO) */
  admits(header: ImageHeader | undefined): boolean;
}

/**
 * A file with a known extension (Dm724-I 3.8): its first 128 octets are judged before anything is opened, so that a
 * file which does not suit leaves what is stored as it is. Length and checksum show at the end: then the old file has
 * gone already in DIRECT ON (3.7, the warning), and the buffer is emptied in DIRECT OFF (5.1.6).
 */
export class CheckedReception implements Reception {
  #head: Buffer | undefined = Buffer.alloc(0);
  #header: ImageHeader | undefined;
  #writer: FileWriter | undefined;
  readonly #received = new ImageChecksum();

  constructor(
    private readonly device: Device,
    private readonly target: Target,
  ) {}

  room(): Buffer | undefined {
    return this.#writer?.room?.();
  }

  write(octets: Buffer): DeviceReply | undefined {
    this.#received.update(octets);
    if (this.#head === undefined) return this.#keep(octets);
    this.#head = Buffer.concat([this.#head, octets]);
    return this.#head.length < HEADER_LENGTH ? undefined : this.#begin(this.#head);
  }

  end(): DeviceReply | undefined {
    const refusal = this.#head && this.#begin(this.#head);
    if (refusal !== undefined) return refusal;
    this.#writer?.close();
    const wrong = this.#header && endRefusal(this.device, this.#header, this.#received);
    if (wrong !== undefined) this.target.buffer?.empty();
    return wrong;
  }

  cut(): void {
    // What broke off before its header was whole has opened nothing; the buffer is emptied all the same.
    if (this.#writer === undefined) this.target.buffer?.empty();
    this.#writer?.cut();
  }

  #begin(head: Buffer): DeviceReply | undefined {
    this.#head = undefined;
    const reading = readHeader(head);
    this.#header = reading.ok ? reading.header : undefined;
    const refusal =
      headerRefusal(this.device, this.target.name, reading) ??
      (this.target.admits(this.#header) ? undefined : say("STOR", 550, "Error writing file."));
    if (refusal !== undefined) {
      this.target.buffer?.empty();
      return refusal;
    }
    const opened = this.target.open(this.#header);
    if (!opened.ok) return say("STOR", 550, "Unable to open file.");
    this.#writer = opened.writer;
    return this.#keep(head);
  }

  #keep(octets: Buffer): DeviceReply | undefined {
    if (this.#writer?.write(octets) !== false) return undefined;
    this.#writer.cut();
    return say("STOR", 550, "Error writing file.");
  }
}

/**
 * A checked file that is continued: all of it is judged when it is complete, since its header is in what was kept
 * (AMB-041). APPE lists no reply for a file that does not suit, so that it is one that cannot be written.
 */
export function continuedReception(
  verb: string,
  device: Device,
  name: string,
  writer: FileWriter,
  buffer: TemporaryBuffer | undefined,
): Reception {
  const plain = plainReception(verb, writer);
  return {
    ...plain,
    end: () => {
      const whole = writer.close();
      const refusal = whole && wholeRefusal(device, name, whole);
      if (refusal === undefined) return undefined;
      buffer?.empty();
      return verb === "STOR" ? refusal : say(verb, 550, "Error writing file.");
    },
  };
}

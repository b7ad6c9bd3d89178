import type { Content } from "../../../device/content.js";
import type { FileWriter } from "../../../device/file-system.js";
import type { Ending, Representation, Sink, Source } from "../../../device/outcome.js";
import type { DeviceReply } from "../../../device/reply.js";
import { FromNetwork, ToNetwork } from "../../../ftp/ascii.js";
import { isPlain } from "../../../ftp/data-coding.js";
import { say } from "./say.js";

/** Octets that a source gives at a time, at most: fewer calls of the system for what goes out as it is. */
const PIECE = 1024 * 1024;
/** What is converted on its way takes fresh memory. */
const CONVERTED_PIECE = 256 * 1024;

/**
 * Gives a file out in pieces, from an offset on.
 * @param representation of the transfer; the lines of a text are converted (type A)
 * @param end makes the last reply from the octets of the file that were given out
 */
export function fileSource(
  content: Content,
  from: number,
  representation: Representation,
  end: (octets: number, ending: Ending) => DeviceReply,
): Source {
  let at = from;
  const lines = representation.text ? new ToNetwork() : undefined;
  const most = lines === undefined && isPlain(representation) ? PIECE : CONVERTED_PIECE;
  return {
    next: () => {
      if (at >= content.length) return undefined;
      const piece = content.read(at, Math.min(most, content.together?.(at) ?? most));
      at += piece.length;
      return lines === undefined ? piece : lines.push(piece);
    },
    get position() {
      return at;
    },
    end: (ending) => end(at - from, ending),
  };
}

/** Gives a text out at once. */
export function textSource(text: string, end: (ending: Ending) => DeviceReply): Source {
  let rest: Buffer | undefined = text === "" ? undefined : Buffer.from(text, "latin1");
  return {
    next: () => {
      const piece = rest;
      rest = undefined;
      return piece;
    },
    position: 0,
    end,
  };
}

/** What happens between the octets of a file that arrives and the place where it is kept. */
export interface Reception {
  /** @returns memory in which the next octets may be put before they are written, which spares a copy */
  room?: (() => Buffer | undefined) | undefined;
  /** @returns a reply when the file is not wanted any more; nothing of it is kept then */
  write(octets: Buffer): DeviceReply | undefined;
  /** All has arrived. @returns a reply when it is refused now; the reception knows what is left of it */
  end(): DeviceReply | undefined;
  cut(): void;
}

/** Keeps whatever comes. */
export function plainReception(verb: string, writer: FileWriter): Reception {
  return {
    room: writer.room,
    write: (octets) => {
      if (writer.write(octets)) return undefined;
      writer.cut();
      return say(verb, 550, "Error writing file.");
    },
    end: () => {
      writer.close();
      return undefined;
    },
    cut: () => writer.cut(),
  };
}

/**
 * Takes a file in.
 * @param verb STOR or APPE
 * @param from octets of the file that are there already
 * @param ascii whether the lines of a text are converted (type A)
 */
export function fileSink(verb: string, reception: Reception, from: number, ascii: boolean): Sink {
  const lines = ascii ? new FromNetwork() : undefined;
  let octets = 0;
  const write = (piece: Buffer): DeviceReply | undefined => {
    octets += piece.length;
    return reception.write(piece);
  };
  return {
    room: lines === undefined ? () => reception.room?.() : undefined,
    write: (piece) => write(lines === undefined ? piece : lines.push(piece)),
    mark: (marker) => say(verb, 110, "MARK %s = %lu", marker, from + octets),
    end: (ending) => {
      const refusal = (lines && write(lines.end())) ?? reception.end();
      return refusal ?? completed(verb, octets, ending);
    },
    cut: () => reception.cut(),
  };
}

/** How a transfer of a file ends well (AMB-018). */
export function completed(verb: string, octets: number, ending: Ending): DeviceReply {
  return ending === "open"
    ? say(verb, 225, `${verb} completed, %lu bytes processed, data connection is open.`, octets)
    : say(verb, 226, `${verb} completed, %lu bytes processed, data connection is closed.`, octets);
}

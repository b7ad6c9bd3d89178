import { FromNetwork, ToNetwork } from "../ftp/ascii.js";
import type { Content } from "./content.js";
import type { FileWriter } from "./file-system.js";
import type { Sink, Source } from "./outcome.js";
import { type Reply, say } from "./reply.js";

/** Octets that a source gives at a time. */
const PIECE = 64 * 1024;

/**
 * Gives a file out in pieces, from an offset on.
 * @param ascii whether the lines of a text are converted (type A)
 * @param end makes the last reply from the octets of the file that were given out
 */
export function fileSource(
  content: Content,
  from: number,
  ascii: boolean,
  end: (octets: number) => Reply,
): Source {
  let at = from;
  const next = (): Buffer | undefined => {
    if (at >= content.length) return undefined;
    const piece = content.read(at, PIECE);
    at += piece.length;
    return piece;
  };
  if (!ascii) return { next, end: () => end(at - from) };
  const lines = new ToNetwork();
  return {
    next: () => {
      const piece = next();
      return piece && lines.push(piece);
    },
    end: () => end(at - from),
  };
}

/** Gives a text out at once. */
export function textSource(text: string, end: () => Reply): Source {
  let rest: Buffer | undefined = text === "" ? undefined : Buffer.from(text, "latin1");
  return {
    next: () => {
      const piece = rest;
      rest = undefined;
      return piece;
    },
    end,
  };
}

/**
 * Takes a file in.
 * @param verb STOR or APPE
 * @param ascii whether the lines of a text are converted (type A)
 */
export function fileSink(verb: string, writer: FileWriter, ascii: boolean): Sink {
  const lines = ascii ? new FromNetwork() : undefined;
  let octets = 0;
  const write = (piece: Buffer): Reply | undefined => {
    octets += piece.length;
    if (writer.write(piece)) return undefined;
    writer.cut();
    return say(verb, 550, "Error writing file.");
  };
  return {
    write: (piece) => write(lines === undefined ? piece : lines.push(piece)),
    end: () => {
      const refusal = lines && write(lines.end());
      if (refusal !== undefined) return refusal;
      writer.close();
      return say(verb, 226, `${verb} completed, %lu bytes processed, data connection is closed.`, octets);
    },
    cut: () => writer.cut(),
  };
}

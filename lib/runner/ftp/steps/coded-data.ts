/** Data in the modes and structures of RFC 959 3.4 that are not plain octets. */
import { dataDecoder, dataEncoder } from "../../../ftp/data-coding.js";
import type { DataPart } from "../../../ftp/data-part.js";
import type { StepOf } from "../../../suite/schema.js";

type Coded = Pick<StepOf<"data">, "mode" | "structure" | "marks">;
const LF = 0x0a;

const codingOf = ({ mode, structure }: Coded) => ({
  mode: mode ?? ("S" as const),
  structure: structure ?? ("F" as const),
  filler: 0,
});

/** @returns the octets that go over the connection, the end of the file included */
export function encoded(step: Coded, octets: Buffer): Buffer {
  const encoder = dataEncoder(codingOf(step));
  return Buffer.concat(
    [...parts(step, octets), { kind: "end-of-file" } as const].map((part) => encoder.encode(part)),
  );
}

function* parts(step: Coded, octets: Buffer): Generator<DataPart> {
  const marks = Object.entries(step.marks ?? {}).map(([at, text]) => ({ at: Number(at), text }));
  let from = 0;
  const cuts = new Set(marks.map(({ at }) => at));
  for (let at = 0; at <= octets.length; at += 1) {
    const record = step.structure === "R" && octets[at] === LF;
    if (!cuts.has(at) && !record && at < octets.length) continue;
    if (at > from) yield { kind: "octets", octets: octets.subarray(from, at) };
    from = at;
    for (const mark of marks) if (mark.at === at) yield { kind: "marker", text: mark.text };
    if (record) {
      yield { kind: "end-of-record" };
      from = at + 1;
    }
  }
}

export interface Decoding {
  /** whether what has come so far holds the end of the file */
  readonly isWhole: (chunks: readonly Buffer[]) => boolean;
  /** what it says, with LF behind every record */
  result(): { octets: Buffer; fault: string | undefined };
}

export function decodingOf(step: Coded): Decoding {
  const decoder = dataDecoder(codingOf(step));
  const pieces: Buffer[] = [];
  let seen = 0;
  return {
    isWhole: (chunks) => {
      for (; seen < chunks.length; seen += 1) {
        for (const part of decoder.push(chunks[seen] ?? Buffer.alloc(0))) {
          if (part.kind === "octets") pieces.push(Buffer.from(part.octets));
          else if (part.kind === "end-of-record") pieces.push(Buffer.from([LF]));
        }
      }
      return decoder.ended || decoder.fault !== undefined;
    },
    result: () => {
      const unfinished = decoder.ended ? undefined : "its end is not said";
      return { octets: Buffer.concat(pieces), fault: decoder.fault ?? unfinished };
    },
  };
}

import type { Content } from "./content.js";

/** A file as it stands in a file system. */
export interface File {
  /** as the file system admits it */
  readonly name: string;
  readonly content: Content;
  /** milliseconds since 1970, UTC */
  readonly modified: number;
}

/** Where writing begins: at an offset, 0 for a new file, or behind what is there (APPE). */
export type WriteFrom = number | "end";

/** What receives a file. Exactly one of `close` and `cut` ends it. */
export interface FileWriter {
  /** @returns memory in which the next octets may be put before they are written, which spares a copy */
  room?: (() => Buffer) | undefined;
  /** @param octets whose memory is the caller's again afterwards @returns false when there is no room for them */
  write(octets: Buffer): boolean;
  /** The file is complete. @returns all of it, with what was kept of the old one; undefined when it is not kept */
  close(): Content | undefined;
  /** The file broke off; each file system knows what is left of it. */
  cut(): void;
}

export type OpenedForWriting = { ok: true; writer: FileWriter } | { ok: false; fault: "open" | "seek" };

/** One storage system of a device. Names are as it keeps them: whoever calls has folded them. */
export interface FileSystem {
  readonly name: string;
  /** what is sent here is not kept, and checks do not apply */
  readonly sink: boolean;
  /** Whether a file of this name could be here at all. */
  admits(name: string): boolean;
  /** All files, in the order in which a listing shows them. */
  files(): readonly File[];
  find(name: string): File | undefined;
  openForWriting(name: string, from: WriteFrom): OpenedForWriting;
  /** @returns false when there is no such file */
  delete(name: string): boolean;
  /** @returns false when there is no such file, or the new name is taken */
  rename(from: string, to: string): boolean;
}

import { printReply } from "../ftp/reply.js";

/** What a device says: a documented reply with its values filled in, ready for the wire. */
export interface DeviceReply {
  readonly kind: "reply";
  /** the verb that is answered; `(connect)` for the greeting, `(any)` for a reply to no command in particular */
  readonly verb: string;
  readonly code: number;
  readonly lines: readonly string[];
  /** id of the catalogue's entry */
  readonly entry: string;
  /** of several lines: the entry of each, undefined for a line that is none */
  readonly entries?: readonly (string | undefined)[];
  /** as sent */
  readonly octets: Buffer;
}

/**
 * One multi-line reply (RFC 959 4.2) of documented replies with one code, and of other lines between them or in front.
 * It counts as the last of them.
 */
export function together(parts: readonly (string | DeviceReply)[], last: DeviceReply): DeviceReply {
  const all = [...parts, last];
  const lines = all.flatMap((part) => (typeof part === "string" ? [part] : part.lines));
  const entries = all.flatMap((part) => (typeof part === "string" ? [undefined] : entriesOf(part)));
  return { ...last, lines, entries, octets: printReply(last.code, lines) };
}

/** The entry of each line. */
export function entriesOf(reply: DeviceReply): readonly (string | undefined)[] {
  return reply.entries ?? [reply.entry];
}

/** A documented reply in the wire form of a device with a quirk: these octets stand for it instead. */
export function worded(reply: DeviceReply, octets: Buffer): DeviceReply {
  return { ...reply, octets };
}

/**
 * What a device says is data, also where a case sends it back. Here it is looked at when it is read: whatever could be more
 * than a name or a number in a command is refused, so that no command is made of it.
 */
import { pathnameIn } from "../../ftp/pathname.js";
import type { Received } from "../../suite/judge.js";
import type { Bindings } from "../../suite/reply-template.js";

/** Printable ASCII: the octets that a word of a device may have where it gets into a command. */
const PRINTABLE = /^[\x20-\x7e]*$/;
/** A directory as long as this leaves room for a name within the line that every server reads (RFC 959 says no limit). */
const MOST_OF_A_PATH = 128;
/** What a shell, a program's options or a mask of names would read as more than a path, and what leads out of it. */
const MORE_THAN_A_PATH = /^[~-]|(?:^|\/)\.\.(?:\/|$)|[*?;|&`<>]|\$\(/;
const PATH_CREATED = 257;

/** @returns the first octet of a text that is no printable ASCII, as 0x0d; undefined where there is none */
function unprintableIn(text: string): string | undefined {
  if (PRINTABLE.test(text)) return undefined;
  const octet = /[^\x20-\x7e]/.exec(text)?.[0].charCodeAt(0) ?? 0;
  return `0x${octet.toString(16).padStart(2, "0")}`;
}

/**
 * The directory for the cases' own files, out of the reply to PWD.
 * @returns "" where the reply tells none that may stand in a command: a guess would judge other cases
 */
export function workDirectoryIn(received: Received): string {
  const isPath = received.kind === "reply" && received.reply.code === PATH_CREATED;
  const path = isPath ? pathnameIn(received.reply.lines.join("\n")) : undefined;
  if (path === undefined || path.length > MOST_OF_A_PATH || hasTelnet(received)) return "";
  return MORE_THAN_A_PATH.test(path) ? "" : path;
}

/** The reader of replies takes Telnet commands out, wherever they stood. */
function hasTelnet(received: Received): boolean {
  return received.kind === "reply" && received.reply.irregularities.includes("telnet");
}

/**
 * @param before what the case had read until now
 * @param after the same with what it reads from this reply
 * @param telnet whether a Telnet command in it may be an answer to one of ours
 * @returns one sentence when that cannot be data of a command
 */
export function unfitWords(
  received: Received,
  before: Bindings,
  after: Bindings,
  telnet = false,
): string | undefined {
  for (const [name, value] of after) {
    const octet = before.get(name) === value ? undefined : unprintableIn(value);
    if (octet !== undefined) return `what stands for {${name}} in the reply has the octet ${octet}`;
  }
  const isPath = received.kind === "reply" && received.reply.code === PATH_CREATED;
  if (!telnet && hasTelnet(received) && (isPath || after.size > before.size)) {
    return "what the case reads from the reply has a Telnet command in it (0xff)";
  }
  if (!isPath) return undefined;
  const path = /"([^]*)"/.exec(received.reply.lines.join("\n"))?.[1] ?? "";
  const octet = unprintableIn(path);
  return octet === undefined ? undefined : `the path name in the reply has the octet ${octet}`;
}

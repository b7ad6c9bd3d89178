/**
 * What a program has to read in a reply is no mere text: without it the reply is of no use, whatever the rule for texts.
 */
import { parseExtendedPassive, parsePassive } from "../ftp/endpoint.js";
import { pathnameIn } from "../ftp/pathname.js";
import type { Reply } from "../ftp/reply.js";
import { parseTime } from "../ftp/time.js";

/**
 * @param verb the command that is answered; undefined where that is not known
 * @returns what cannot be read in it, as the end of a sentence; undefined when all that there is to read can be read
 */
export function unreadableIn(
  verb: string | undefined,
  reply: Pick<Reply, "code" | "lines">,
): string | undefined {
  const text = reply.lines.join("\n");
  switch (reply.code) {
    case 227: {
      // RFC 1123 4.1.2.6: wherever the six numbers stand.
      return parsePassive(text).ok ? undefined : "it holds no address and port (RFC 959 4.1.2)";
    }
    case 229: {
      const parsed = parseExtendedPassive(text);
      return parsed.ok ? undefined : `it holds no port that clients can read: ${parsed.fault} (RFC 2428 3)`;
    }
    case 257:
      return pathnameIn(text) === undefined
        ? "it holds no pathname in double quotes (RFC 959 appendix II)"
        : undefined;
    case 213:
      return unreadableStatus(verb, text.trimEnd().replace(/\.$/, ""));
    default:
      return undefined;
  }
}

/** 213 is a size or a time, after SIZE and MDTM; a time may have a fraction of a second (RFC 3659 2.3). */
function unreadableStatus(verb: string | undefined, text: string): string | undefined {
  if (verb === "SIZE") return /^\d+$/.test(text) ? undefined : "it is no number of octets (RFC 3659 4.1)";
  if (verb !== "MDTM") return undefined;
  const parsed = parseTime(text);
  return parsed.ok ? undefined : `it is no time: ${parsed.fault} (RFC 3659 2.3)`;
}

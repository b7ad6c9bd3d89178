import { documentedReply } from "../catalogue/catalogue.js";
import { printTemplate } from "../catalogue/template.js";
import { printReply } from "../ftp/reply.js";

/** What the device says: a documented reply with its values filled in, ready for the wire. */
export interface Reply {
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

/** Replies without values are the same every time: a command that answers one makes nothing anew. */
const constant = new Map<string, Reply>();

/**
 * A documented reply.
 * @param text the manual's text, verbatim, which is the template
 * @param values for its conversions (`%s`, `%lu`) and placeholders (`ON / OFF`), in order
 * @throws Error when Dm 724-I documents no such reply to this verb: a mistake of the programmer
 */
export function say(verb: string, code: number, text: string, ...values: (string | number)[]): Reply {
  if (values.length > 0) return replyOf(verb, code, text, printTemplate(text, values));
  const key = `${verb} ${code} ${text}`;
  let reply = constant.get(key);
  if (reply === undefined) {
    reply = replyOf(verb, code, text, text);
    constant.set(key, reply);
  }
  return reply;
}

function replyOf(verb: string, code: number, text: string, line: string): Reply {
  const entry = documentedReply(verb, code, text).id;
  return { kind: "reply", verb, code, lines: [line], entry, octets: printReply(code, line) };
}

/**
 * One multi-line reply (RFC 959 4.2) of documented replies with one code, and of other lines between them or in front.
 * It counts as the last of them.
 */
export function together(parts: readonly (string | Reply)[], last: Reply): Reply {
  const all = [...parts, last];
  const lines = all.flatMap((part) => (typeof part === "string" ? [part] : part.lines));
  const entries = all.flatMap((part) => (typeof part === "string" ? [undefined] : entriesOf(part)));
  return { ...last, lines, entries, octets: printReply(last.code, lines) };
}

/** The entry of each line. */
export function entriesOf(reply: Reply): readonly (string | undefined)[] {
  return reply.entries ?? [reply.entry];
}

/** A documented reply in the wire form of a device with a quirk: these octets stand for it instead. */
export function worded(reply: Reply, octets: Buffer): Reply {
  return { ...reply, octets };
}

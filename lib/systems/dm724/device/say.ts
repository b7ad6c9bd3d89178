import type { DeviceReply } from "../../../device/reply.js";
import { printReply } from "../../../ftp/reply.js";
import { catalogue } from "../catalogue.js";

/** Replies without values are the same every time: a command that answers one makes nothing anew. */
const constant = new Map<string, DeviceReply>();

/**
 * A documented reply.
 * @param text the manual's text, verbatim, which is the template
 * @param values for its conversions (`%s`, `%lu`) and placeholders (`ON / OFF`), in order
 * @throws Error when Dm 724-I documents no such reply to this verb: a mistake of the programmer
 */
export function say(verb: string, code: number, text: string, ...values: (string | number)[]): DeviceReply {
  if (values.length > 0) return replyOf(verb, code, text, catalogue.templates.print(text, values));
  const key = `${verb} ${code} ${text}`;
  let reply = constant.get(key);
  if (reply === undefined) {
    reply = replyOf(verb, code, text, text);
    constant.set(key, reply);
  }
  return reply;
}

function replyOf(verb: string, code: number, text: string, line: string): DeviceReply {
  const entry = catalogue.documented(verb, code, text).id;
  return { kind: "reply", verb, code, lines: [line], entry, octets: printReply(code, line) };
}

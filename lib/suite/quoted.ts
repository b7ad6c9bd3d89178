/** What goes over the wire as it is written. */
const SENT = new Set(["command", "octets", "upload", "download", "until"]);
/** `command: LIST` beside `list:` names a verb, it is not sent as written. */
const NAMES_A_VERB = /^(?:STOR|APPE|LIST|NLST)$/;

/** Values of a case that have to stand in double quotes: without them `command: STAT #1` becomes `STAT`. */
export function mustBeQuoted(key: string, value: unknown): boolean {
  if (!SENT.has(key) || typeof value === "number") return false;
  return !(key === "command" && typeof value === "string" && NAMES_A_VERB.test(value));
}

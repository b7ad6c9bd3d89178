import { createHash } from "node:crypto";
import type { CaseRecord } from "../../runner/journal.js";
import { plainReply, plainSentence } from "./plain-text.js";

/**
 * By what a failure is known again: 16 hexadecimal digits over its verdict, whether the device died, what was expected
 * and what came, or the reason where nothing came. Neither lines of files nor numbers of a reply's text count.
 */
export function signatureOf({ verdict, reason, deviation, died }: CaseRecord): string {
  const told =
    deviation === undefined
      ? [[], plainSentence(reason)]
      : [deviation.expected.map(plainSentence), plainReply(deviation.received)];
  const whole = JSON.stringify([verdict, died === true, ...told]);
  return createHash("sha256").update(whole).digest("hex").slice(0, 16);
}

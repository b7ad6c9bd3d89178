/** What came instead of a reply, or with it, as the judge takes it. */
import { textOf, visible } from "../../octets/text.js";
import type { Received } from "../../suite/judge.js";
import type { Alternative } from "../../suite/schema.js";
import type { ReplyOutcome } from "../../tester/ftp/user-pi.js";

export type Heard = Exclude<ReplyOutcome, { kind: "stopped" }>;
/** Not a word of `Absence`, which is about no reply. */
export function isAlternative(absence: Alternative): boolean {
  return typeof absence === "object" || /^(\d|closed|silence)/.test(absence);
}

/** 221 and 421: what a server says of its own accord when it ends the session (RFC 959 5.4). */
export const UNASKED: readonly number[] = [221, 421];

/** 450 of a command, 421 and 120 of a connection. */
export function isBusy(received: Received): boolean {
  return received.kind === "reply" && [120, 421, 450].includes(received.reply.code);
}

/** of a status that has lines (RFC 959 4.2.1) */
export const SERIES_CODE = 211;
/** An exchange with preliminary replies may take as long as so many replies. */
export const EXCHANGE_REPLIES = 2;

export function receivedFrom(outcome: Heard): Received {
  switch (outcome.kind) {
    case "reply":
      return outcome;
    case "flood":
      return outcome;
    case "closed":
      return { kind: "closed", how: outcome.how, partial: shown(outcome.fragment?.octets) };
    case "silence":
      return {
        kind: "silence",
        milliseconds: outcome.milliseconds,
        partial: shown(outcome.fragment?.octets),
      };
  }
}

function shown(octets: Buffer | undefined): string {
  if (octets === undefined || octets.length === 0) return "";
  const start = visible(textOf(octets.subarray(0, 120)));
  return octets.length > 120 ? `"${start}..." (${octets.length} octets)` : `"${start}"`;
}

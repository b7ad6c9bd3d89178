/** Design C3: whatever a case, a seed or a flag asks, nothing above the permitted hazard reaches the wire. */

import type { Reply } from "../../ftp/reply.js";
import type { HazardContext } from "../../hazard/ftp/context.js";
import { hazardOfLine } from "../../hazard/ftp/hazard.js";
import { AGREED_HAZARDS, type HazardTable } from "../../hazard/ftp/table.js";
import { type Hazard, hazardAbove } from "../../hazard/order.js";
import { textOf, visible } from "../../octets/text.js";
import type { WireGuard } from "../../tester/ftp/user-pi.js";

/** As much of an unfinished line as a command with its argument can need; a longer one is judged by its end as well. */
const PENDING_OCTETS = 8192;
/** Interpret As Command (RFC 854) */
const IAC = 0xff;
const NOTHING = Buffer.alloc(0);

interface SessionState {
  /** what was sent since the last line end: a command may be completed by the next write */
  pending: Buffer;
  /** commands whose final reply has not come */
  awaiting: string[];
  inSink: boolean;
  buffered: boolean;
  telnet: boolean;
}

/** @returns the first octet outside printable ASCII that is not one of the written ones, as 0x0d */
function foreignOctet(octets: Buffer, written: string): string | undefined {
  let at = 0;
  for (const octet of octets) {
    if (octet >= 0x20 && octet <= 0x7e) continue;
    while (at < written.length && written.charCodeAt(at) !== octet) at += 1;
    if (at === written.length) return `0x${octet.toString(16).padStart(2, "0")}`;
    at += 1;
  }
  return undefined;
}

/**
 * Judges each write together with the unfinished line before it. It trusts only what the device itself confirmed in words
 * that fit the command: a sink or a buffer makes an upload harmless, a stray 200 does not.
 */
export class HazardGuard implements WireGuard {
  readonly #sessions = new Map<string, SessionState>();

  constructor(
    readonly permit: Hazard,
    /** who set the limit, for the sentence */
    readonly because: string,
    /** the words of the device under test */
    private readonly table: HazardTable = AGREED_HAZARDS,
    /** the device has sinks, where uploads are not stored */
    readonly sinks: boolean = false,
  ) {}

  /** @param written what whoever sends it wrote, latin1: an octet that is no printable ASCII has to stand in it, in order */
  refusal(session: string, octets: Buffer, written = "\r\n"): string | undefined {
    const foreign = foreignOctet(octets, written);
    if (foreign !== undefined) {
      return `"${visible(octets.subarray(0, 80))}" was not sent: it has the octet ${foreign}, which the case did not write`;
    }
    const state = this.#state(session);
    const whole = state.pending.length === 0 ? octets : Buffer.concat([state.pending, octets]);
    const context: HazardContext = { sinks: this.sinks, inSink: state.inSink, buffered: state.buffered };
    const { hazard, because } = hazardOfLine(this.table, whole, context);
    if (hazardAbove(hazard, this.permit)) {
      return `"${visible(octets.subarray(0, 80))}" was not sent: its hazard is ${hazard} (${because}) and ${this.because} permits ${this.permit}`;
    }
    if (octets.includes(IAC)) state.telnet = true;
    const end = whole.lastIndexOf(0x0a);
    this.#follow(state, end < 0 ? NOTHING : whole.subarray(0, end));
    state.pending = Buffer.from(whole.subarray(Math.max(end + 1, whole.length - PENDING_OCTETS)));
    return undefined;
  }

  heard(session: string, reply: Reply): void {
    if (reply.code < 200) return;
    const state = this.#state(session);
    const command = state.awaiting.shift();
    if (command === undefined || reply.code !== 200) return;
    const text = reply.lines.join(" ");
    const { inSink, buffered } = this.table.confirmedBy(command, text);
    if (inSink === true) state.inSink = this.sinks;
    if (buffered === true) state.buffered = true;
  }

  /** What was sent may end the state that made uploads harmless, whether the device obeys or not. */
  #follow(state: SessionState, lines: Buffer): void {
    for (const line of textOf(lines).split(/[\r\n]+/)) {
      const command = line.trim().toUpperCase();
      if (command === "") continue;
      state.awaiting.push(command);
      if (state.awaiting.length > 1024) state.awaiting.shift();
      const verb = command.split(/\s+/)[0] ?? "";
      if (/^(REIN|USER|ACCT|CWD|XCWD|CDUP|XCUP|SMNT)$/.test(verb)) state.inSink = false;
      if (/^(REIN|USER|SITE)$/.test(verb)) state.buffered = false;
    }
  }

  /** Whether a Telnet command was sent in this session, so that the device's own are answers. */
  saidTelnet(session: string): boolean {
    return this.#state(session).telnet;
  }

  #state(session: string): SessionState {
    let state = this.#sessions.get(session);
    if (state === undefined) {
      state = { pending: NOTHING, awaiting: [], inSink: false, buffered: false, telnet: false };
      this.#sessions.set(session, state);
    }
    return state;
  }

  /** A new control connection starts from nothing. */
  forget(session: string): void {
    this.#sessions.delete(session);
  }
}

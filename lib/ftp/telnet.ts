/** The octets of Telnet that may stand on a control connection (RFC 854, RFC 959 4.1.3). */

const IAC = 255;
const DONT = 254;
const DO = 253;
const WONT = 252;
const WILL = 251;
const SB = 250;
const IP = 244;
const DM = 242;
const SE = 240;

const NOTHING = Buffer.alloc(0);

interface TelnetCommand {
  command: number | undefined;
  option: number | undefined;
  /** The index behind the command. */
  end: number;
}

/**
 * Takes Telnet commands out of the octets of a line. `IAC IAC` is one octet 255.
 *
 * A 255 before an octet that is no command is an octet of the text: servers of the field do not double the 255 of
 * a name. But behind `IAC IP` it goes, and so does a lone DM. Either is what is left of a Synch when the system
 * took its urgent octet out of the stream, and ABOR has to be understood all the same.
 *
 * @returns the same buffer where there is no octet 255; `found` when a command was there, for which a doubled 255
 *   does not count; `interrupt` when that was IP or DM, with which the user-PI announces ABOR (RFC 959 4.1.3)
 */
export function stripTelnet(octets: Buffer): { octets: Buffer; found: boolean; interrupt: boolean } {
  let at = octets.indexOf(IAC);
  if (at < 0) return { octets, found: false, interrupt: false };
  const kept = Buffer.allocUnsafe(octets.length);
  let length = 0;
  let from = 0;
  let found = false;
  let interrupt = false;
  let behindIp = -1;
  for (; at >= 0; at = octets.indexOf(IAC, from)) {
    length += octets.copy(kept, length, from, at);
    const { command, end } = commandAt(octets, at);
    from = end;
    if (command === IAC || (command === undefined && at !== behindIp)) {
      kept[length++] = IAC;
      continue;
    }
    found = true;
    if (command === IP || command === DM) interrupt = true;
    if (command === IP) {
      if (octets[from] === DM) from++;
      behindIp = from;
    }
  }
  length += octets.copy(kept, length, from);
  return { octets: kept.subarray(0, length), found, interrupt };
}

/** The latin1 text of a line without its Telnet commands, and whether there were any. */
export function plainText(line: Buffer): { text: string; telnet: boolean } {
  const text = line.toString("latin1");
  if (!text.includes("\xff")) return { text, telnet: false };
  const { octets, found } = stripTelnet(line);
  return { text: octets.toString("latin1"), telnet: found };
}

/**
 * The refusals that are due: `IAC DONT x` for every `IAC WILL x` and `IAC WONT x` for every `IAC DO x`
 * (RFC 1123 4.1.2.12). WONT and DONT need no answer, or two peers would answer each other for ever.
 */
export function telnetAnswers(octets: Uint8Array): Buffer {
  let at = octets.indexOf(IAC);
  if (at < 0) return NOTHING;
  const answers: number[] = [];
  while (at >= 0) {
    const { command, option, end } = commandAt(octets, at);
    if (option !== undefined) {
      if (command === WILL) answers.push(IAC, DONT, option);
      if (command === DO) answers.push(IAC, WONT, option);
    }
    at = octets.indexOf(IAC, end);
  }
  return Buffer.from(answers);
}

/**
 * The command that the IAC at this index begins; none when what follows is no command of RFC 854. Those of later
 * RFCs need an option that both sides agreed on, and FTP agrees on none. One that the octets end in the middle of
 * goes to their end.
 */
function commandAt(octets: Uint8Array, at: number): TelnetCommand {
  const command = octets[at + 1];
  if (command === undefined || command < SE) return { command: undefined, option: undefined, end: at + 1 };
  if (command >= WILL && command <= DONT) {
    return { command, option: octets[at + 2], end: Math.min(at + 3, octets.length) };
  }
  if (command === SB) return { command, option: undefined, end: endOfSubnegotiation(octets, at + 2) };
  return { command, option: undefined, end: at + 2 };
}

/** The index behind the `IAC SE` that ends a subnegotiation; an `IAC IAC` inside is data. */
function endOfSubnegotiation(octets: Uint8Array, from: number): number {
  for (let at = octets.indexOf(IAC, from); at >= 0; at = octets.indexOf(IAC, at + 2)) {
    if (octets[at + 1] === SE) return at + 2;
  }
  return octets.length;
}

import { Gathered } from "../octets/gathered.js";
import { type Line, LineReader } from "../octets/lines.js";
import { octetsOf } from "../octets/text.js";
import { addCharacters, addIrregularity, type Irregularity } from "./irregularity.js";
import { plainText } from "./telnet.js";

/** A reply as a user-PI reads it (RFC 959 4.2). */
export interface Reply {
  /** The three digits, 0 to 999: a code out of range is named, not refused. */
  code: number;
  /**
   * The texts, latin1, one a line, without code and separator. An inner line of a multi-line reply is verbatim
   * except that the reply's own code and a hyphen are taken off; a leading blank (RFC 2389 3.2) stays.
   */
  lines: string[];
  /** Whether it was sent as multi-line: a hyphen followed its first code. */
  multiline: boolean;
  /** Everything as received, text before the code included; not what went beyond a limit ("over-long"). */
  octets: Buffer;
  /** Each once, in the order in which they were seen. */
  irregularities: Irregularity[];
}

/** What was received and is not a reply. */
export interface Fragment {
  octets: Buffer;
  irregularities: Irregularity[];
}

/** Octets of a line that are kept unless the caller says otherwise. */
const MAX_REPLY_LINE = 64 * 1024;
/** Octets of a reply after which it is ended unless the caller says otherwise. */
const MAX_REPLY = 1024 * 1024;

const HYPHEN = 0x2d;
const BLANK = 0x20;
const ZERO = 0x30;
const ENDINGS = { crlf: Buffer.from("\r\n"), lf: Buffer.from("\n"), none: Buffer.alloc(0) };

/** A multi-line reply of which the last line has not come yet. */
interface Open {
  code: number;
  /** The three digits as they were sent. */
  digits: string;
  lines: string[];
}

/**
 * Cuts a stream into replies, however it was cut into chunks. A line that begins no reply is kept for the next
 * reply, in front of it. Holds at most 2 * `maxReply` + 3 * `maxLine` octets, whatever the server sends.
 */
export class ReplyReader {
  readonly #lines: LineReader;
  readonly #maxReply: number;
  /** The whole lines that are not delivered yet: text before a code, then a reply's own. */
  readonly #octets = new Gathered();
  /** Of the lines before the code. */
  #before = 0;
  /** Of the reply's own lines. */
  #size = 0;
  #irregularities: Irregularity[] = [];
  #open: Open | undefined;

  /**
   * @param options.maxLine octets of a line that are kept; a longer one is named over-long
   * @param options.maxReply octets of a reply after whose line it is delivered as over-long, complete or not, so
   *   that an endless multi-line reply cannot eat memory; what follows is read as if it were new
   */
  constructor(options: { maxLine?: number; maxReply?: number } = {}) {
    this.#lines = new LineReader({ keep: options.maxLine ?? MAX_REPLY_LINE });
    this.#maxReply = options.maxReply ?? MAX_REPLY;
  }

  /** @returns the replies that this chunk completes */
  push(chunk: Uint8Array): Reply[] {
    const replies: Reply[] = [];
    for (const line of this.#lines.push(chunk)) {
      const reply = this.#open ? this.#inside(line, this.#open) : this.#first(line);
      if (reply) replies.push(reply);
    }
    return replies;
  }

  /** Octets that are not part of a delivered reply yet, as far as they are kept. */
  get pending(): Buffer {
    return Buffer.concat([this.#octets.copy(), this.#lines.pendingOctets()]);
  }

  /** @returns what is left when the stream ends; the reader is as new afterwards */
  end(): Fragment | undefined {
    const line = this.#lines.end();
    if (line) {
      this.#text(line);
      addIrregularity(this.#irregularities, "no-line-end");
      this.#octets.append(line.octets);
    }
    if (this.#octets.length === 0) return undefined;
    if (this.#open) addIrregularity(this.#irregularities, "no-final-line");
    const fragment = { octets: this.#octets.take(), irregularities: this.#irregularities };
    this.#reset();
    return fragment;
  }

  /** A line where a reply begins. */
  #first(line: Line): Reply | undefined {
    const text = this.#text(line);
    const code = codeOf(text);
    const separator = text.charCodeAt(3);
    // A fourth digit makes it a number, not a code with a wrong separator.
    if (code < 0 || isDigit(separator)) {
      addIrregularity(this.#irregularities, "text-before-code");
      this.#before = this.#keep(line, this.#before);
      return undefined;
    }
    if (code < 100 || code > 599) addIrregularity(this.#irregularities, "code-out-of-range");
    this.#size = this.#keep(line, 0);
    if (separator === HYPHEN) {
      this.#open = { code, digits: text.slice(0, 3), lines: [text.slice(4)] };
      return this.#endIfOverLong(this.#open);
    }
    const regular = separator === BLANK || text.length === 3;
    if (!regular) addIrregularity(this.#irregularities, "bad-separator");
    return this.#deliver(code, [text.slice(regular ? 4 : 3)], false);
  }

  /** A line of a multi-line reply after its first. */
  #inside(line: Line, open: Open): Reply | undefined {
    const text = this.#text(line);
    this.#size = this.#keep(line, this.#size);
    const separator = text.charCodeAt(3);
    if (text.startsWith(open.digits)) {
      if (separator === BLANK || text.length === 3) {
        open.lines.push(text.slice(4));
        return this.#deliver(open.code, open.lines, true);
      }
      open.lines.push(separator === HYPHEN ? text.slice(4) : text);
    } else {
      if (codeOf(text) >= 0 && (separator === BLANK || separator === HYPHEN || text.length === 3)) {
        addIrregularity(this.#irregularities, "other-code-inside");
      }
      open.lines.push(text);
    }
    return this.#endIfOverLong(open);
  }

  /** The line as text, Telnet commands taken out and irregularities named. */
  #text(line: Line): string {
    const { text, telnet } = plainText(line.octets);
    if (telnet) addIrregularity(this.#irregularities, "telnet");
    if (line.ending === "lf") addIrregularity(this.#irregularities, "bare-lf");
    if (line.dropped > 0) addIrregularity(this.#irregularities, "over-long");
    addCharacters(this.#irregularities, text);
    return text;
  }

  /** Keeps a line's octets up to the limit of its kind. @returns how many of that kind are kept now */
  #keep(line: Line, size: number): number {
    if (size > this.#maxReply) {
      addIrregularity(this.#irregularities, "over-long");
      return size;
    }
    const ending = ENDINGS[line.ending];
    this.#octets.append(line.octets);
    this.#octets.append(ending);
    return size + line.octets.length + ending.length;
  }

  #endIfOverLong(open: Open): Reply | undefined {
    if (this.#size <= this.#maxReply) return undefined;
    addIrregularity(this.#irregularities, "over-long");
    addIrregularity(this.#irregularities, "no-final-line");
    return this.#deliver(open.code, open.lines, true);
  }

  #deliver(code: number, lines: string[], multiline: boolean): Reply {
    const reply: Reply = {
      code,
      lines,
      multiline,
      octets: this.#octets.take(),
      irregularities: this.#irregularities,
    };
    this.#reset();
    return reply;
  }

  #reset(): void {
    this.#before = 0;
    this.#size = 0;
    this.#irregularities = [];
    this.#open = undefined;
  }
}

/** The number that a line's first three digits make, or -1. */
function codeOf(text: string): number {
  const hundreds = text.charCodeAt(0);
  const tens = text.charCodeAt(1);
  const ones = text.charCodeAt(2);
  if (!isDigit(hundreds) || !isDigit(tens) || !isDigit(ones)) return -1;
  return (hundreds - ZERO) * 100 + (tens - ZERO) * 10 + (ones - ZERO);
}

function isDigit(character: number): boolean {
  return character >= ZERO && character <= ZERO + 9;
}

/**
 * The octets of a reply: one line for one text, a multi-line reply for more (RFC 959 4.2). Inner lines are
 * printed verbatim, with or without a code of the caller's; one that a reader could take for a line with a code
 * of its own gets a blank in front, as the RFC demands.
 * @param code 100 to 999
 * @param lines latin1, without line ends
 * @throws RangeError for another code, a line end in a text or a character above U+00FF
 */
export function printReply(code: number, lines: string | readonly string[]): Buffer {
  if (!Number.isInteger(code) || code < 100 || code > 999) throw new RangeError(`${code} is no reply code`);
  const texts = typeof lines === "string" ? [lines] : lines;
  const last = texts.length - 1;
  const printed = texts.map((text, index) => {
    if (text.includes("\n")) throw new RangeError("a text of a reply has a line end inside");
    if (index === last) return `${code} ${text}\r\n`;
    if (index === 0) return `${code}-${text}\r\n`;
    return needsPadding(text, code) ? ` ${text}\r\n` : `${text}\r\n`;
  });
  return octetsOf(last < 0 ? `${code} \r\n` : printed.join(""));
}

/** The reply's own code and a hyphen may stand: every reader takes that for an inner line. */
function needsPadding(text: string, code: number): boolean {
  return /^\d{3}(?:[ -]|$)/.test(text) && !text.startsWith(`${code}-`);
}

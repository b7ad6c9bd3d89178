/** Where passwords stand on a control connection, as a machine that looks at each octet once. */

const IAC = 0xff;
/** SE, the lowest octet that is a command behind IAC (RFC 854). */
const FIRST_COMMAND = 0xf0;

/** What the line may be at so far: one bit each, since it can be read in several ways at once. */
const BEFORE = 1;
const BEHIND_IAC = 2;
/** A Telnet command may have an option behind it, whatever octet that is, or none. */
const AT_OPTION = 4;
/** Behind P, PA, PAS and PASS: 8, 16, 32 and 64. */
const BEHIND_P = 8;
const BEHIND_WORD = 64;
const BEHIND_BLANK = 128;

/** A pair is where something begins in the text, and how long it is. */
export type Span = readonly [from: number, length: number];

/**
 * What stands behind `PASS` and a blank at the beginning of a line, to the line's end (RFC 959 4.1.1). Telnet commands,
 * blanks and NULs may stand before the word, in any order: servers take them out.
 * @param commands what a user-PI sent; latin1
 * @returns in their order, none of them empty
 */
export function behindPass(commands: string): Span[] {
  const found: Span[] = [];
  let may = BEFORE;
  for (let at = 0; at < commands.length; at += 1) {
    const octet = commands.charCodeAt(at);
    if (octet === 0x0d || octet === 0x0a) {
      may = BEFORE;
    } else if ((may & BEHIND_BLANK) !== 0) {
      const end = endOfLine(commands, at);
      found.push([at, end - at]);
      at = end - 1;
    } else if (may !== 0) {
      may = after(may, octet);
    }
  }
  return found;
}

/** What the line may be at behind one more octet. */
function after(may: number, octet: number): number {
  let next = 0;
  if ((may & BEFORE) !== 0) {
    if (isBlank(octet) || octet === 0) next |= BEFORE;
    if (octet === IAC) next |= BEHIND_IAC;
    if (isLetter(octet, "P")) next |= BEHIND_P;
  }
  if ((may & BEHIND_IAC) !== 0 && octet >= FIRST_COMMAND) next |= BEFORE | AT_OPTION;
  if ((may & AT_OPTION) !== 0) next |= BEFORE;
  if (isLetter(octet, "A")) next |= (may & BEHIND_P) << 1;
  if (isLetter(octet, "S")) next |= (may & (BEHIND_P * 2 + BEHIND_P * 4)) << 1;
  if ((octet === 0x20 || octet === 0x09) && (may & BEHIND_WORD) !== 0) next |= BEHIND_BLANK;
  return next;
}

function isLetter(octet: number, letter: "P" | "A" | "S"): boolean {
  return (octet & ~0x20) === letter.charCodeAt(0);
}

/** Blank, tab, vertical tab, form feed, and the blank of latin1 that does not break. */
function isBlank(octet: number): boolean {
  return octet === 0x20 || octet === 0x09 || octet === 0x0b || octet === 0x0c || octet === 0xa0;
}

function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== 0x0d && text.charCodeAt(end) !== 0x0a) end += 1;
  return end;
}

/**
 * Octets as text and back. Text that stands for octets is latin1, one character an octet, so that nothing a
 * peer sends is lost or changed before somebody has judged it.
 */

const ABOVE_OCTET = /[\u0100-\uffff]/;
const NOT_PLAIN = /[^\x20-\x5b\x5d-\x7e]/g;
const NOT_PRINTABLE = /[^\x20-\x7e]/;

/**
 * The octets that a latin1 text stands for.
 * @throws RangeError for a character above U+00FF, which stands for no octet: a mistake of the programmer
 */
export function octetsOf(text: string): Buffer {
  const at = text.search(ABOVE_OCTET);
  if (at >= 0) {
    const code = text.charCodeAt(at).toString(16).padStart(4, "0").toUpperCase();
    throw new RangeError(`character ${at} of the text is U+${code}, which is no octet`);
  }
  return Buffer.from(text, "latin1");
}

/** The latin1 text that stands for the octets. */
export function textOf(octets: Uint8Array): string {
  return asBuffer(octets).toString("latin1");
}

/** The same memory as a Buffer. */
export function asBuffer(octets: Uint8Array): Buffer {
  return Buffer.isBuffer(octets) ? octets : Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
}

/**
 * Octets for people to read, in one line: printable ASCII as it is, the rest as `\r`, `\n`, `\t`, `\0`, `\\` or
 * `\xNN`. `fromVisible` reads it back, so what a report shows can be sent again.
 * @throws RangeError for a text with a character above U+00FF
 */
export function visible(octets: Uint8Array | string): string {
  const text = typeof octets === "string" ? textOf(octetsOf(octets)) : textOf(octets);
  return text.replace(NOT_PLAIN, escaped);
}

function escaped(character: string): string {
  switch (character) {
    case "\r":
      return "\\r";
    case "\n":
      return "\\n";
    case "\t":
      return "\\t";
    case "\0":
      return "\\0";
    case "\\":
      return "\\\\";
    default:
      return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["r", "\r"],
  ["n", "\n"],
  ["t", "\t"],
  ["0", "\0"],
  ["\\", "\\"],
]);

/**
 * The octets that `visible` would show as this text. Anything but printable ASCII has to be escaped: whether a
 * raw "é" means one octet of latin1 or two of UTF-8 is for the author to say.
 * @returns the octets, or what is wrong and the index in the text where it is
 */
export function fromVisible(
  text: string,
): { ok: true; octets: Buffer } | { ok: false; fault: string; at: number } {
  const raw = text.search(NOT_PRINTABLE);
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", from)) {
    if (raw >= 0 && raw < at) break;
    pieces.push(text.slice(from, at));
    const letter = text.charAt(at + 1);
    if (letter === "x") {
      const digits = text.slice(at + 2, at + 4);
      if (!/^[0-9A-Fa-f]{2}$/.test(digits)) {
        return { ok: false, fault: "\\x is followed by two hexadecimal digits", at };
      }
      pieces.push(String.fromCharCode(Number.parseInt(digits, 16)));
      from = at + 4;
      continue;
    }
    const character = ESCAPES.get(letter);
    if (character === undefined) {
      const what = letter === "" ? "a backslash ends the text" : `\\${letter} is no escape`;
      return { ok: false, fault: `${what}; there are \\r \\n \\t \\0 \\\\ and \\xNN`, at };
    }
    pieces.push(character);
    from = at + 2;
  }
  if (raw >= 0) {
    return { ok: false, fault: "what is not printable ASCII is written as \\xNN, an octet each", at: raw };
  }
  pieces.push(text.slice(from));
  return { ok: true, octets: Buffer.from(pieces.join(""), "latin1") };
}

/**
 * Text of a journal for a terminal or an XML file. What a device says reaches reasons, remarks and identities, so any
 * character may be in them: one that moves a cursor, hides what follows, or is forbidden in XML 1.0 is shown as an escape.
 */

/** Controls, halves of surrogate pairs, line and paragraph separators, marks of direction, U+FEFF, U+FFFE and U+FFFF. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\ufffe\uffff]/gu;

const SHORT: Readonly<Record<string, string>> = { "\r": "\\r", "\n": "\\n", "\t": "\\t", "\0": "\\0" };

/** The text in one line, every unsafe character as `\r`, `\n`, `\t`, `\0`, `\xNN` or `\uNNNN`. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16);
    return SHORT[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`);
  });
}

/** The beginning of a text that may have no end, printable. @param most characters kept */
export function excerpt(text: string, most: number): string {
  const start = printable(text.slice(0, most));
  return text.length <= most ? start : `${start}... (${counted(text.length - most, "more character")})`;
}

/**
 * Breaks a text at its blanks. A word that is longer than a line stays whole, so that a path can be copied.
 * @param width characters in a line
 * @param firstWidth characters in the first line, when something else stands before it
 */
export function wrapped(text: string, width: number, firstWidth = width): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(" ")) {
    const room = lines.length === 0 ? firstWidth : width;
    if (line === undefined) line = word;
    else if (line.length + 1 + word.length <= room) line += ` ${word}`;
    else {
      lines.push(line.trimEnd());
      line = word;
    }
  }
  lines.push((line ?? "").trimEnd());
  return lines;
}

/** `1 case`, `2 cases`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

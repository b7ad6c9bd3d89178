/**
 * What a peer sent and should not have, as far as it shows on a line. None of it stops the reading: the codecs
 * keep the octets, name the irregularity, and leave the judgement to the caller.
 */
const IRREGULARITIES = {
  "bare-lf": ["RFC 959 5.3.2", "a line ends with LF without CR"],
  "bare-cr": ["RFC 959 5.3.2", "a CR is not followed by LF"],
  nul: ["RFC 959 5.3.2", "there is a NUL octet"],
  "eight-bit": ["RFC 959 5.3.2", "there is an octet above 127, which is not ASCII"],
  telnet: ["RFC 1123 4.1.2.12", "there is a Telnet command"],
  "over-long": ["no clause: a limit of the reader", "it is longer than is read, so the rest was not kept"],
  "empty-line": ["RFC 959 5.3.1", "there is an empty line"],
  "no-line-end": ["RFC 959 5.3.1", "the stream ends in the middle of a line"],
  "no-final-line": ["RFC 959 4.2", "a multi-line reply has no last line with its code and a blank"],
  "text-before-code": ["RFC 959 4.2", "there is text that belongs to no reply"],
  "bad-separator": ["RFC 959 4.2", "something else than a blank or a hyphen follows the reply code"],
  "code-out-of-range": ["RFC 959 4.2", "the first digit of the reply code is not 1 to 5"],
  "other-code-inside": [
    "RFC 959 4.2",
    "a line inside a multi-line reply begins with a number of three digits and is not padded",
  ],
  "blank-before-verb": ["RFC 959 5.3.1", "a blank stands before the command"],
  "bad-verb": ["RFC 959 5.3", "the command code has other characters than letters and digits"],
} as const satisfies Record<string, readonly [clause: string, sentence: string]>;

export type Irregularity = keyof typeof IRREGULARITIES;

/** All there are, for whoever reads them from a file. */
export function isIrregularity(name: string): name is Irregularity {
  return Object.hasOwn(IRREGULARITIES, name);
}

/** A sentence for people, with the clause that the octets offend. */
export function describeIrregularity(irregularity: Irregularity): string {
  const [clause, sentence] = IRREGULARITIES[irregularity];
  return `${sentence} (${clause})`;
}

/** Adds what is not there yet: an irregularity is named once, where it was first seen. */
export function addIrregularity(to: Irregularity[], irregularity: Irregularity): void {
  if (!to.includes(irregularity)) to.push(irregularity);
}

const REGULAR = /^[\t -~]*$/;
const EIGHT_BIT = /[\x80-\xff]/;

/** Names what the characters of one line (latin1, without its ending) have of irregular. */
export function addCharacters(to: Irregularity[], text: string): void {
  if (REGULAR.test(text)) return;
  if (text.includes("\r")) addIrregularity(to, "bare-cr");
  if (text.includes("\0")) addIrregularity(to, "nul");
  if (EIGHT_BIT.test(text)) addIrregularity(to, "eight-bit");
}

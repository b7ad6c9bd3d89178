import type { Line } from "../octets/lines.js";
import { octetsOf } from "../octets/text.js";
import { addCharacters, addIrregularity, type Irregularity } from "./irregularity.js";
import { plainText } from "./telnet.js";

/** A command as a server-PI reads it: kept to the octet, with a name for everything that is irregular. */
export interface CommandLine {
  /** What stands before the first blank, ASCII letters in upper case (RFC 959 5.3: case does not matter). */
  verb: string;
  /** Latin1, verbatim from behind the first blank to the end of the line; undefined when there is no blank. */
  argument: string | undefined;
  /** As it was received, Telnet commands included. */
  line: Line;
  irregularities: Irregularity[];
}

/** RFC 959 5.3 has letters only; XMD5 (Dm724-I 1.4.3) and its like made digits usual. */
const USUAL = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * Reads one line of the control connection as a command. Nothing is refused: a line that is no command has an
 * empty or odd verb. Telnet commands are taken out first (RFC 959 4.1.3: ABOR comes behind a Synch).
 */
export function parseCommand(line: Line): CommandLine {
  const irregularities: Irregularity[] = [];
  if (line.ending === "lf") irregularities.push("bare-lf");
  if (line.ending === "none") irregularities.push("no-line-end");
  if (line.dropped > 0) irregularities.push("over-long");
  const { text, telnet } = plainText(line.octets);
  if (telnet) irregularities.push("telnet");
  addCharacters(irregularities, text);

  const blank = text.indexOf(" ");
  const word = blank < 0 ? text : text.slice(0, blank);
  const argument = blank < 0 ? undefined : text.slice(blank + 1);
  if (USUAL.test(word)) return { verb: word.toUpperCase(), argument, line, irregularities };
  if (text === "") addIrregularity(irregularities, "empty-line");
  else addIrregularity(irregularities, word === "" ? "blank-before-verb" : "bad-verb");
  return { verb: asciiUpperCase(word), argument, line, irregularities };
}

/** `toUpperCase` would turn the latin1 octets "ß", "µ" and "ÿ" into characters that are no octets. */
function asciiUpperCase(word: string): string {
  return word.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/**
 * The octets of a command. Nothing is checked and nothing is quoted: a tester sends what is forbidden.
 * @param argument latin1; undefined sends no blank, the empty text sends one
 * @throws RangeError for a character above U+00FF
 */
export function printCommand(verb: string, argument?: string): Buffer {
  return octetsOf(argument === undefined ? `${verb}\r\n` : `${verb} ${argument}\r\n`);
}

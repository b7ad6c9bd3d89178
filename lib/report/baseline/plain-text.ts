/**
 * What a device says, with what varies from run to run replaced, so that two runs can be held against each other.
 * Nothing depends on how many digits a number has: a device that answers port 999 today and port 40001 tomorrow, or pads
 * a size to a column, says the same.
 */

/** The code of a reply or of what is expected (`5yz`), where a text begins; `150 octets` is an amount of data. */
const CODE = /^[1-5](?:\d\d|yz)(?=[ -]|$)(?! octets(?:$| \(| that nobody))/;

/** A code inside a sentence of the runner, which stands behind one of the runner's own words. */
const CODE_IN_SENTENCE =
  /(?<=^|received |expected | or |but not |answered with |refused: |failed: |asked for: )([1-5](?:\d\d|yz)(?=[ \-,;.)]|$)(?! octets))/;

/** The text of a reply or of data: its code as it is, the rest plain. */
export function plainReply(text: string): string {
  const code = CODE.exec(text)?.[0] ?? "";
  return `${code}${plain(text.slice(code.length))}`;
}

/** A sentence of the runner, such as a case's reason: the codes that it tells stay. */
export function plainSentence(text: string): string {
  // A group in the pattern of a split stands at the odd places.
  const pieces = text.split(CODE_IN_SENTENCE);
  return pieces.map((piece, at) => (at % 2 === 1 ? piece : plain(piece))).join("");
}

const QUOTED = /(["'`])([^"'`]+)\1/g;
/** IPv6, MAC addresses and clocks with seconds. A word before it would be a label: `HELP::`. */
const WITH_COLONS = /(?<![\w:])(?:[\da-f]*:){2,}[\da-f]*(?![\w:])/gi;
/** Each run calls the suite's files otherwise (lib/suite/own-names.ts). */
const TAGGED = /(?<![0-9A-Za-z])(FG)[0-9A-Z]{2}\d(?=[0-9A-Z_-]{0,3}(?![0-9A-Z_-]))/gi;
const WORD = /[0-9A-Za-z]+/g;
/** Parts of one address, date, version or amount. */
const JOINED = /#(?:[.,:/+-]#)+/g;
const UNIT = /# ?(?:[kKMGT]i?B?|[AP]M|[Bb]ytes?|[Oo]ctets?)(?![0-9A-Za-z])/g;
const MONTH =
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const DAY = "(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)";
/** The words of a date: those that a number follows. */
const DATE_WORDS = new RegExp(`(?<![A-Za-z])(?:${DAY},? +)?(?:${MONTH}|${DAY},?)[ -]+(?=#)`, "g");
/** Of a long line of blanks only the first is tried. */
const PADDING = /(?<! ) +(?=#)|(?<=#) +/g;

function plain(text: string): string {
  return text
    .replace(TAGGED, "$1")
    .replace(
      QUOTED,
      (_, quote: string, inside: string) => `${quote}${inside.split("/").map(plainName).join("/")}${quote}`,
    )
    .replace(WITH_COLONS, "#")
    .replace(WORD, plainWord)
    .replace(JOINED, "#")
    .replace(UNIT, "#")
    .replace(PADDING, " ")
    .replace(DATE_WORDS, "");
}

/** A name that was made up: `tmpX3fQ`, `upload.part`, or letters and digits in turn, `a3f9c2`. */
function plainName(name: string): string {
  const temporary = /^[.~]?te?mp[._-]?[a-z\d]/i.test(name) || /\.(?:tmp|temp|part)$/i.test(name);
  return temporary || /\d[A-Za-z]+\d/.test(name) ? "<name>" : name;
}

function plainWord(word: string): string {
  // A checksum of letters alone is as much one as any other; no word of a language is spelt like it.
  if (!/\d/.test(word)) return /^(?:[a-f]{8,}|[A-F]{8,})$/.test(word) ? "#" : word;
  const whole = /^(?:[\da-f]+|\d+x[\da-f]+|\d+(?:[kmgt]i?b?|ms|s|[ap]m)|\d+T\d+Z?|\d+Z)$/i.test(word);
  return whole ? "#" : word.replace(/\d+/g, "#");
}

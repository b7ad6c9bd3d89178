import { stripTelnet } from "../../ftp/telnet.js";
import type { UnknownWords } from "./context.js";

/** One way in which a server may read octets that are not plain lines. */
interface Reading {
  /** latin1 */
  text: string;
  /** which unknown verbs count in it: the further the reading is fetched, the fewer */
  unknown: UnknownWords;
}

/** Octets that servers have been seen to skip, to take for blanks or to take for line ends. */
const NOISE = "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\xff]";
const BLANK = "[ \\t]";
/** How much behind a verb is read as its argument: enough for a path, and searching a long line stays linear. */
const ARGUMENT = 300;

const NOT_ASCII = /[\x80-\xff]/;

const BACKSPACE = "\b";
const DELETE = "\x7f";
const ERASE_WORD = "\x17";
const ERASE_LINE = ["\x15", "\x18"];
const EDITING = [BACKSPACE, DELETE, ERASE_WORD, ...ERASE_LINE];

/** The ways to read these octets that differ. */
export function readingsOf(octets: Buffer): Reading[] {
  const raw = octets.toString("latin1");
  const readings: Reading[] = [
    { text: stripTelnet(octets).octets.toString("latin1"), unknown: "any" },
    // Without knowledge of subnegotiation: what stands in one is text like any other.
    {
      text: raw.replace(/\xff[\xf0\xfa]/g, "\0").replace(/\xff(?:[\xfb-\xfe][^]|[\xf1-\xf9])/g, ""),
      unknown: "words",
    },
    { text: raw, unknown: "none" },
    // Every Telnet command has one octet after IAC.
    { text: raw.replace(/\xff[^]/g, ""), unknown: "none" },
    // A lone 255, like any octet that cannot be printed, may simply be dropped.
    { text: raw.replace(/[^\t\r\n\x20-\x7e]/g, ""), unknown: "none" },
    // ASCII has seven bits.
    { text: sevenBits(raw), unknown: "none" },
    ...(NOT_ASCII.test(raw) ? [{ text: compatible(octets), unknown: "none" as const }] : []),
  ];
  const asEdited = readings
    .filter(({ text }) => EDITING.some((character) => text.includes(character)))
    .map(({ text, unknown }) => ({ text: edited(text), unknown }));
  const seen = new Set<string>();
  return [...readings, ...asEdited].filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** Looks for commands that may do harm, wherever a server could see one begin. */
export class CommandSearch {
  readonly #beginnings: RegExp;
  readonly #anywheres: RegExp;

  /** @param verbs those to look for, in capitals */
  constructor(verbs: readonly string[]) {
    const pattern = `(${verbs.map((verb) => verb.split("").join(`${NOISE}*`)).join("|")})`;
    this.#beginnings = new RegExp(
      `(?:^|${NOISE})${BLANK}*(?:${pattern}([A-Z0-9]*)|[A-Z0-9]+?${pattern}(?=${NOISE}|${BLANK}|$))`,
      "gi",
    );
    this.#anywheres = new RegExp(`${pattern}([A-Z0-9]*)`, "gi");
  }

  /**
   * At the start, behind any octet that is not printable, and with such octets between their letters; or anywhere, for
   * lines so long that servers cut them. A word counts by its beginning (bftpd takes DELETE for DELE) and by its end
   * (busybox ftpd takes XYZZYSTOR for STOR). Each with what follows up to the line end.
   */
  commandsIn(text: string, options: { anywhere: boolean }): Set<string> {
    const commands = new Set<string>();
    for (const match of text.matchAll(options.anywhere ? this.#anywheres : this.#beginnings)) {
      const [whole, first, rest = "", last] = match;
      const verb = (first ?? last ?? "").replace(/[^\x20-\x7e]/g, "");
      const behind = match.index + whole.length;
      const argument = text.slice(behind, behind + ARGUMENT).split(/[\r\n]/)[0] ?? "";
      commands.add(verb + argument);
      if (rest !== "") commands.add(`${verb} ${rest.slice(0, ARGUMENT)}${argument}`);
    }
    return commands;
  }
}

/** As a terminal's line editing would leave it: rubouts, erased words and erased lines gone. */
function edited(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const kept: string[] = [];
      for (const character of line.split("")) {
        if (character === BACKSPACE || character === DELETE) kept.pop();
        else if (character === ERASE_WORD) eraseWord(kept);
        else if (ERASE_LINE.includes(character)) kept.length = 0;
        else kept.push(character);
      }
      return kept.join("");
    })
    .join("\n");
}

function eraseWord(line: string[]): void {
  while (line.at(-1) === " ") line.pop();
  while (line.length > 0 && line.at(-1) !== " ") line.pop();
}

/** As a server does that folds full-width and other compatible forms of letters (Unicode NFKC). */
function compatible(octets: Buffer): string {
  return octets
    .toString("utf8")
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\0-\xff]/g, "\xff");
}

function sevenBits(text: string): string {
  return Buffer.from(Buffer.from(text, "latin1").map((octet) => octet & 0x7f)).toString("latin1");
}

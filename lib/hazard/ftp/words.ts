import type { Hazard } from "../order.js";
import type { HazardContext, UnknownWords } from "./context.js";
import type { HazardRow, HazardTable } from "./table.js";

export interface HazardFinding {
  hazard: Hazard;
  /** a sentence for people */
  because: string;
}

const NOT_PRINTABLE = /[^\x20-\x7e]/g;
const ONE_LETTER_AGAIN_AND_AGAIN = /^([A-Z])\1{5,}$/;
/** What looks like a command and not like the rest of a name. */
const WORD = /^[A-Z]{3,}(?:[^A-Z0-9._]|$)/;
/** Arguments that a server may hand to a shell as they are. */
const SHELL_VERBS = new Set(["LIST", "NLST", "NLIST", "STAT", "MLST", "MLSD"]);
const SHELL = /[;|&`]|\$\(/;
/** Some servers set a time by MDTM. */
const SETS_TIME = /(?:^|\s)\d{8,}(?:\s|$)/;
/** Verbs after which the working directory, TEST mode and the way of STOR are what they were. */
const KEEPS_STATE = new Set(
  (
    "NOOP TYPE MODE STRU PORT PASV EPRT EPSV SIZE MDTM LIST NLST STAT SYST FEAT HELP PWD XPWD REST STOR APPE " +
    "RETR XCRC XMD5 ABOR ALLO"
  ).split(" "),
);

/** Whether what a HazardContext says is as true behind this plain line as before it. */
export function keepsState(line: string): boolean {
  const [verb = ""] = line.trim().split(/ +/);
  return verb === "" || KEEPS_STATE.has(verb.toUpperCase());
}

/**
 * What one command may do. `line` is latin1 without its line end; octets that are no printable ASCII count as if
 * they were not there and, between SITE's words, as if they were blanks.
 */
export function findingsOfCommand(
  line: string,
  reading: { table: HazardTable; context: HazardContext; unknown: UnknownWords; unfinished: boolean },
): HazardFinding[] {
  const { table } = reading;
  const blanks = line.replace(/[\t\v\f]/g, " ");
  const command = blanks.replace(NOT_PRINTABLE, "").trimStart();
  const [word = "", ...others] = command.split(/ +/);
  const verb = word.toUpperCase();
  if (verb === "") return [];
  if (verb === "SITE") {
    const apart = blanks.replace(NOT_PRINTABLE, " ").trimStart().split(/ +/).slice(1);
    const regular = command === blanks.trimStart();
    return [others, apart].map((words) => siteFinding(table, words.map(upper).filter(Boolean), regular));
  }
  const row = table.rows.get(verb);
  const name = command.slice(word.length).trim();
  if (row !== undefined) return [knownFinding(table, verb, row, name, reading.context)];
  if (reading.unknown === "none" || (reading.unknown === "words" && !WORD.test(verb))) return [];
  if (isChain(table, blanks)) return [];
  if (reading.unfinished && !command.includes(" ") && beginsKnownVerb(table, verb)) {
    return [{ hazard: "session", because: `${verb} begins a verb and is not complete` }];
  }
  return [unknownFinding(table, verb, verb)];
}

function knownFinding(
  table: HazardTable,
  verb: string,
  row: HazardRow,
  name: string,
  context: HazardContext,
): HazardFinding {
  const plain = { hazard: row.hazard, because: `${verb} ${row.reason}` };
  const sunk = context.sinks && table.isInSink(name, context.inSink);
  switch (verb) {
    case "STOR":
    case "APPE":
      if (sunk) return { hazard: "session", because: `${verb} goes into a sink` };
      if (context.buffered && table.isBuffered(name)) {
        return { hazard: "buffer", because: `${verb} goes into the temporary buffer` };
      }
      return firmwareOr(table, plain, verb, name);
    case "RNFR":
      return sunk ? plain : firmwareOr(table, plain, verb, name);
    case "MDTM":
      if (!SETS_TIME.test(name) || !name.includes(" ")) return plain;
      return firmwareOr(table, { hazard: "storage", because: "MDTM with a time may set it" }, verb, name);
  }
  if (row.hazard === "storage") return sunk ? plain : firmwareOr(table, plain, verb, name);
  if (SHELL_VERBS.has(verb) && SHELL.test(name)) {
    return { hazard: "reboot", because: `${verb}'s argument may be run by a shell` };
  }
  return plain;
}

function firmwareOr(table: HazardTable, otherwise: HazardFinding, verb: string, name: string): HazardFinding {
  if (!table.mayBeFirmware(name)) return otherwise;
  return { hazard: "firmware", because: `${verb} names what may be firmware: ${name.slice(0, 40)}` };
}

function siteFinding(table: HazardTable, words: readonly string[], regular: boolean): HazardFinding {
  const [word] = words;
  const command = word === undefined ? "SITE" : `SITE ${word}`;
  // More words than one count only where nothing can be misread: RELOAD is RELOAD ON unless it is RELOAD OFF.
  const whole = regular ? table.rows.get(`SITE ${words.join(" ")}`) : undefined;
  const row = whole ?? table.rows.get(command);
  if (row !== undefined) return { hazard: row.hazard, because: `${command} ${row.reason}` };
  return unknownFinding(table, command, word as string);
}

function unknownFinding(table: HazardTable, command: string, word: string): HazardFinding {
  if (!/[A-Z]/.test(word)) return { hazard: "session", because: `${command} has no letters` };
  if (ONE_LETTER_AGAIN_AND_AGAIN.test(word))
    return { hazard: "session", because: "it is one letter repeated" };
  const full = [...table.rows].find(
    ([words, { hazard }]) => words.startsWith(command) && hazard !== "observe" && hazard !== "session",
  );
  const guess = full === undefined ? "may be a vendor's reboot" : `may be short for ${full[0]}`;
  return { hazard: "reboot", because: `${command} is unknown and ${guess}` };
}

/** Known verbs with unprintable octets between them: each counts for itself, the whole is no word. */
function isChain(table: HazardTable, line: string): boolean {
  const [first = ""] = line.trimStart().split(" ");
  const pieces = first.split(NOT_PRINTABLE).filter(Boolean);
  return pieces.length > 1 && pieces.every((piece) => table.rows.has(piece.toUpperCase()));
}

function beginsKnownVerb(table: HazardTable, start: string): boolean {
  return [...table.rows.keys()].some((words) => words.startsWith(start) && words.split(" ").length === 1);
}

function upper(word: string): string {
  return word.toUpperCase();
}

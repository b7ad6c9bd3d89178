import { readTable } from "../../files/tsv.js";
import type { Hazard } from "../order.js";
import type { HazardContext } from "./context.js";

export interface Finding {
  hazard: Hazard;
  /** a sentence for people */
  because: string;
}

/**
 * Which verbs that the table does not have count as a vendor's reboot: any, those that are plain words, or none
 * (where the reading is so far-fetched that only what is known to be dangerous counts).
 */
export type UnknownWords = "any" | "words" | "none";

interface Row {
  hazard: Hazard;
  reason: string;
}

const NOT_PRINTABLE = /[^\x20-\x7e]/g;
const ONE_LETTER_AGAIN_AND_AGAIN = /^([A-Z])\1{5,}$/;
/** What looks like a command and not like the rest of a name. */
const WORD = /^[A-Z]{3,}(?:[^A-Z0-9._]|$)/;
/** A name that needs no directory, cannot leave one and is none. */
const PLAIN_NAME = /^(?!(?:BIO|DSK|FCO|FDA|MEM|NUL|SMC|TS1|TST)$)[A-Z0-9_-]{1,64}(?:\.[A-Z0-9_-]{1,64})?$/i;
const SINK_PATH = /^\/(?:TST|TS1)\/([^/]*)$/i;
const BUFFER_PATH = /^\/MEM\/([^/]*)$/i;
/** The code's file systems, the extensions of code (Dm724-I 3.1, 3.7, 3.8; AMB-026), and masks that may fit them. */
const FIRMWARE = /\.(?:BIN|BFW|IMG|XZ?(?![A-Z0-9]))|(?:^|[^A-Z0-9])(?:BIO|FCO)(?![A-Z0-9])|[*?]/i;
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

let rows: ReadonlyMap<string, Row> | undefined;

/** `hazards.tsv`: by verb, or by `SITE` and the words behind it. */
export function hazardTable(): ReadonlyMap<string, Row> {
  rows ??= new Map(
    readTable("hazard/ftp/hazards.tsv", ["words", "hazard", "reason"]).map(({ words, hazard, reason }) => [
      words,
      { hazard: hazard as Hazard, reason },
    ]),
  );
  return rows;
}

/** The verbs that are never, or not always, harmless. */
export function riskyVerbs(): string[] {
  const verbs = [...hazardTable()].filter(
    ([words, { hazard }]) => !words.includes(" ") && hazard === "storage",
  );
  return [...verbs.map(([words]) => words), "SITE", "RNFR", "MDTM"];
}

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
  reading: { context: HazardContext; unknown: UnknownWords; unfinished: boolean },
): Finding[] {
  const blanks = line.replace(/[\t\v\f]/g, " ");
  const command = blanks.replace(NOT_PRINTABLE, "").trimStart();
  const [word = "", ...others] = command.split(/ +/);
  const verb = word.toUpperCase();
  if (verb === "") return [];
  if (verb === "SITE") {
    const apart = blanks.replace(NOT_PRINTABLE, " ").trimStart().split(/ +/).slice(1);
    const regular = command === blanks.trimStart();
    return [others, apart].map((words) => siteFinding(words.map(upper).filter(Boolean), regular));
  }
  const row = hazardTable().get(verb);
  const name = command.slice(word.length).trim();
  if (row !== undefined) return [knownFinding(verb, row, name, reading.context)];
  if (reading.unknown === "none" || (reading.unknown === "words" && !WORD.test(verb))) return [];
  if (isChain(blanks)) return [];
  if (reading.unfinished && !command.includes(" ") && beginsKnownVerb(verb)) {
    return [{ hazard: "session", because: `${verb} begins a verb and is not complete` }];
  }
  return [unknownFinding(verb, verb)];
}

function knownFinding(verb: string, row: Row, name: string, context: HazardContext): Finding {
  const plain = { hazard: row.hazard, because: `${verb} ${row.reason}` };
  const sunk = context.sinks && isInSink(name, context);
  switch (verb) {
    case "STOR":
    case "APPE":
      if (sunk) return { hazard: "session", because: `${verb} goes into a sink` };
      if (context.buffered && PLAIN_NAME.test(BUFFER_PATH.exec(name)?.[1] ?? name)) {
        return { hazard: "buffer", because: `${verb} goes into the temporary buffer` };
      }
      return firmwareOr(plain, verb, name);
    case "RNFR":
      return sunk ? plain : firmwareOr(plain, verb, name);
    case "MDTM":
      if (!SETS_TIME.test(name) || !name.includes(" ")) return plain;
      return firmwareOr({ hazard: "storage", because: "MDTM with a time may set it" }, verb, name);
  }
  if (row.hazard === "storage") return sunk ? plain : firmwareOr(plain, verb, name);
  if (SHELL_VERBS.has(verb) && SHELL.test(name)) {
    return { hazard: "reboot", because: `${verb}'s argument may be run by a shell` };
  }
  return plain;
}

function isInSink(name: string, context: HazardContext): boolean {
  const path = SINK_PATH.exec(name);
  return path === null ? context.inSink && PLAIN_NAME.test(name) : PLAIN_NAME.test(path[1] as string);
}

function firmwareOr(otherwise: Finding, verb: string, name: string): Finding {
  if (!FIRMWARE.test(name) && !FIRMWARE.test(name.replace(/ /g, ""))) return otherwise;
  return { hazard: "firmware", because: `${verb} names what may be firmware: ${name.slice(0, 40)}` };
}

function siteFinding(words: readonly string[], regular: boolean): Finding {
  const table = hazardTable();
  const [word] = words;
  const command = word === undefined ? "SITE" : `SITE ${word}`;
  // More words than one count only where nothing can be misread: RELOAD is RELOAD ON unless it is RELOAD OFF.
  const whole = regular ? table.get(`SITE ${words.join(" ")}`) : undefined;
  const row = whole ?? table.get(command);
  if (row !== undefined) return { hazard: row.hazard, because: `${command} ${row.reason}` };
  return unknownFinding(command, word as string);
}

function unknownFinding(command: string, word: string): Finding {
  if (!/[A-Z]/.test(word)) return { hazard: "session", because: `${command} has no letters` };
  if (ONE_LETTER_AGAIN_AND_AGAIN.test(word))
    return { hazard: "session", because: "it is one letter repeated" };
  const full = [...hazardTable()].find(
    ([words, { hazard }]) => words.startsWith(command) && hazard !== "observe" && hazard !== "session",
  );
  const guess = full === undefined ? "may be a vendor's reboot" : `may be short for ${full[0]}`;
  return { hazard: "reboot", because: `${command} is unknown and ${guess}` };
}

/** Known verbs with unprintable octets between them: each counts for itself, the whole is no word. */
function isChain(line: string): boolean {
  const [first = ""] = line.trimStart().split(" ");
  const pieces = first.split(NOT_PRINTABLE).filter(Boolean);
  return pieces.length > 1 && pieces.every((piece) => hazardTable().has(piece.toUpperCase()));
}

function beginsKnownVerb(start: string): boolean {
  return [...hazardTable().keys()].some((words) => words.startsWith(start) && words.split(" ").length === 1);
}

function upper(word: string): string {
  return word.toUpperCase();
}

import { HAZARDS, type Hazard, hazardAbove } from "../order.js";
import type { HazardContext, UnknownWords } from "./context.js";
import { readingsOf } from "./readings.js";
import type { HazardTable } from "./table.js";
import { findingsOfCommand, type HazardFinding, keepsState } from "./words.js";

/** Lines of printable ASCII, ended by LF with or without CR: there is one way to read them. */
const PLAIN = /^(?:[\x20-\x7e]*\r?\n)*[\x20-\x7e]*\r?$/;
/** Octets after which a server may cut a line in two and take the rest for a command. */
const LONG = 200;
/** a run of octets that are no printable ASCII, or blanks */
const BETWEEN_WORDS = /[^\x21-\x7e]+/;
const NOTHING_KNOWN: HazardContext = { sinks: false, inSink: false, buffered: false };

/**
 * The worst that these octets can do if the server reads them as sloppily as servers do, and why. This is what
 * stands between a case and somebody's router, so in doubt it says the worse: a word that nobody knows may be a
 * vendor's reboot. What is exempt (sinks, the buffer) is exempt only in plain printable lines.
 *
 * @param table the words of the device under test
 * @param octets all that is pending on the control connection: the unfinished line so far and the new write. Its
 *   last piece counts without a line end, except that the first letters of a known verb are no command yet.
 */
export function hazardOfLine(
  table: HazardTable,
  octets: Buffer,
  context: HazardContext,
): { hazard: Hazard; because: string } {
  const text = octets.toString("latin1");
  const { sinks, inSink, buffered } = context;
  return table.found.of(`${sinks} ${inSink} ${buffered} ${text}`, () =>
    worstOf(table, octets, text, context),
  );
}

function worstOf(table: HazardTable, octets: Buffer, text: string, context: HazardContext): HazardFinding {
  let worst: HazardFinding = { hazard: "observe", because: "it reads, or sets what ends with the session" };
  for (const finding of PLAIN.test(text)
    ? plainFindings(table, text, context)
    : irregularFindings(table, octets)) {
    if (hazardAbove(finding.hazard, worst.hazard)) worst = finding;
    if (worst.hazard === HAZARDS.at(-1)) break;
  }
  return worst;
}

function* plainFindings(table: HazardTable, text: string, context: HazardContext): Generator<HazardFinding> {
  let known = context;
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const unfinished = at === lines.length - 1 && !line.endsWith("\r");
    yield* findingsOfCommand(line, { table, context: known, unknown: "any", unfinished });
    // A command in front may end what the caller knows: SITE DIRECT ON, CWD, REIN.
    if (!keepsState(line)) known = { ...NOTHING_KNOWN, sinks: context.sinks };
  }
  yield* longLineFindings(table, text);
}

function* irregularFindings(table: HazardTable, octets: Buffer): Generator<HazardFinding> {
  yield { hazard: "session", because: "octets that are no printable ASCII may confuse the session" };
  for (const { text, unknown } of readingsOf(octets)) {
    if (unknown === "any") yield* piecesFindings(table, text.split(/\r?\n/), "any");
    // CR and NUL may end a command, too; what is no plain word behind them is the rest of a name.
    if (unknown !== "none") yield* piecesFindings(table, text.split(/[\r\n\0]/), "words");
    yield* searchFindings(table, text, { anywhere: false });
    yield* longLineFindings(table, text);
  }
}

function* piecesFindings(
  table: HazardTable,
  pieces: readonly string[],
  unknown: UnknownWords,
): Generator<HazardFinding> {
  for (const [at, piece] of pieces.entries()) {
    const unfinished = at === pieces.length - 1;
    yield* findingsOfCommand(piece, { table, context: NOTHING_KNOWN, unknown, unfinished });
  }
}

function* longLineFindings(table: HazardTable, text: string): Generator<HazardFinding> {
  if (text.length <= LONG) return;
  for (const line of text.split(/[\r\n]/)) {
    if (line.length <= LONG) continue;
    yield { hazard: "session", because: `a line of more than ${LONG} octets may confuse the session` };
    yield* searchFindings(table, line, { anywhere: true });
    yield* cutFindings(table, line);
  }
}

/** A server that cuts a line may run what stands behind the cut, and the cut may be before any word. */
function* cutFindings(table: HazardTable, line: string): Generator<HazardFinding> {
  const words = new Set(line.slice(LONG).toUpperCase().split(BETWEEN_WORDS).slice(1));
  for (const word of words) {
    yield* findingsOfCommand(word, { table, context: NOTHING_KNOWN, unknown: "words", unfinished: false });
  }
}

function* searchFindings(
  table: HazardTable,
  text: string,
  options: { anywhere: boolean },
): Generator<HazardFinding> {
  for (const command of table.search.commandsIn(text, options)) {
    yield* findingsOfCommand(command, { table, context: NOTHING_KNOWN, unknown: "none", unfinished: false });
  }
}

import { type Line, LineReader } from "../octets/lines.js";
import { addCharacters, addIrregularity, type Irregularity } from "./irregularity.js";
import { parseDosLine } from "./listing-dos.js";
import type { ListingEntry } from "./listing-entry.js";
import { parseUnixLine } from "./listing-unix.js";

export interface Listing {
  /** "empty" when nothing was sent, "unknown" when no line is understood. */
  format: "unix" | "ms-dos" | "mixed" | "empty" | "unknown";
  entries: ListingEntry[];
  /** Lines that neither form explains. The `total` line of ls is skipped, and so are empty lines, which are named. */
  unparsed: string[];
  irregularities: Irregularity[];
}

const TOTAL = /^total [\d.,]+[KMGT]?$/;

/** Reads the data of LIST. */
export function parseListing(octets: Uint8Array): Listing {
  const { lines, irregularities } = textLines(octets);
  const entries: ListingEntry[] = [];
  const unparsed: string[] = [];
  let unix = false;
  let dos = false;
  for (const line of lines) {
    const unixEntry = parseUnixLine(line);
    const entry = unixEntry ?? parseDosLine(line);
    if (entry) {
      entries.push(entry);
      if (unixEntry) unix = true;
      else dos = true;
    } else if (line !== "" && !TOTAL.test(line)) {
      unparsed.push(line);
    }
  }
  return { format: formatOf(unix, dos, unparsed.length === 0), entries, unparsed, irregularities };
}

function formatOf(unix: boolean, dos: boolean, understood: boolean): Listing["format"] {
  if (unix && dos) return "mixed";
  if (unix) return "unix";
  if (dos) return "ms-dos";
  return understood ? "empty" : "unknown";
}

/** Reads the data of NLST: a name a line, verbatim. Empty lines are named and left out. */
export function parseNames(octets: Uint8Array): { names: string[]; irregularities: Irregularity[] } {
  const { lines, irregularities } = textLines(octets);
  return { names: lines.filter((line) => line !== ""), irregularities };
}

/** The lines of data of type A as latin1. Telnet commands have no business there and are data like the rest. */
function textLines(octets: Uint8Array): { lines: string[]; irregularities: Irregularity[] } {
  const reader = new LineReader();
  const lines = reader.push(octets);
  const last = reader.end();
  if (last) lines.push(last);
  const irregularities: Irregularity[] = [];
  const texts = lines.map((line) => textLine(line, irregularities));
  return { lines: texts, irregularities };
}

function textLine(line: Line, irregularities: Irregularity[]): string {
  const text = line.octets.toString("latin1");
  if (line.ending === "lf") addIrregularity(irregularities, "bare-lf");
  if (line.ending === "none") addIrregularity(irregularities, "no-line-end");
  if (line.dropped > 0) addIrregularity(irregularities, "over-long");
  if (text === "") addIrregularity(irregularities, "empty-line");
  addCharacters(irregularities, text);
  return text;
}

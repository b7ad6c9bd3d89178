import { Remembered } from "../octets/remembered.js";
import { type CatalogueEntry, repliesOf } from "./catalogue.js";
import { CONVERSIONS, FIELDS, type Field, FORMS, type Form } from "./template-forms.js";

/** A wire text, taken apart. */
type Piece = string | Field;

interface Compiled {
  form: Form;
  pieces: readonly Piece[];
  /** how closely a match ties the text down: its literal characters, and one for each place that is not loose */
  closeness: number;
  literal: boolean;
  strict: readonly RegExp[];
  /** the strict ways included */
  tolerant: readonly RegExp[];
}

/** No documented text is nearly as long as this; matching takes time that grows with the square of the length. */
const LONGEST = 2000;
const PLACE = /(%(?:l[ud]|[duXs])|%\{[a-z0-9-]+\})/;

/** Compiled when first asked for: the catalogue has some two hundred different texts, a session needs few. */
const compiledForms = new Map<string, Compiled>();

/**
 * Prints one of the manual's texts as the device sends it, with its values in order. What the manual's print has
 * lost is put back: `Entering Extended Passive Mode (   %u )` prints as `(|||50021|)`, and EPRT's text takes the
 * port as its last value. Placeholders take a value each: `Direct mode : ON / OFF` takes "ON" or "OFF".
 * Throws when the number of values is wrong or when one does not fit its place.
 */
export function printTemplate(text: string, values: readonly (string | number)[]): string {
  const { pieces } = compiled(text);
  const places = pieces.filter((piece) => typeof piece !== "string").length;
  if (places !== values.length) throw new Error(`"${text}" takes ${places} values, not ${values.length}`);
  let at = 0;
  let printed = "";
  for (const piece of pieces) {
    if (typeof piece === "string") {
      printed += piece;
      continue;
    }
    const value = values[at++] as string | number;
    const shown =
      piece === CONVERSIONS["%X"] && typeof value === "number" ? hexadecimal(value) : String(value);
    if (!new RegExp(`^(?:${piece.pattern})$`, "s").test(shown)) {
      throw new Error(`"${shown}" is no value for place ${at} of "${text}"`);
    }
    printed += shown;
  }
  return printed;
}

/**
 * Reads a received text as one of the manual's.
 * @param text the manual's text, which is the template
 * @param actual latin1, without code and separator
 * @param options.tolerant AMB-047: letters in either case, the final full stop there or not, any run of blanks as
 *   one; and the tolerated ways of the texts that have some
 * @returns the values in order, or undefined; a way of sending a text may have fewer values than another
 */
export function matchTemplate(
  text: string,
  actual: string,
  options: { tolerant?: boolean } = {},
): string[] | undefined {
  if (actual.length > LONGEST) return undefined;
  const { strict, tolerant } = compiled(text);
  for (const expression of options.tolerant ? tolerant : strict) {
    const match = expression.exec(actual);
    if (match !== null) return match.slice(1);
  }
  return undefined;
}

/**
 * Which entries a received reply stands for, tolerantly read: one for most replies, two for FEAT's and COHERENCE's,
 * eight for STAT's. Of several texts that a line matches the closest counts, and a verb's own entry goes before
 * that of `(any)`. What ends an aborted command is found under whichever verb it was received.
 *
 * @param verb as for `repliesOf`; "SITE SYSTID" is told from "SITE LISTFIRMWARES", which "SITE" alone is not
 * @param reply code and texts as `lib/ftp/reply.ts` gives them
 */
export function observedEntries(
  verb: string,
  reply: { code: number; lines: readonly string[]; multiline: boolean },
): CatalogueEntry[] {
  const { code, lines, multiline } = reply;
  return observed.of(`${verb}\n${code}${multiline ? "-" : " "}${lines.join("\n")}`, () => {
    const word = verb.trim().toUpperCase().split(/\s+/)[1];
    const found = entriesAmong(repliesOf(verb), reply, word);
    return found.length > 0 ? found : entriesAmong(repliesOf("ABOR"), reply, undefined);
  });
}

/** Arrays, which nobody changes. */
const observed = new Remembered<CatalogueEntry[]>();

function entriesAmong(
  entries: readonly CatalogueEntry[],
  reply: { code: number; lines: readonly string[]; multiline: boolean },
  word: string | undefined,
): CatalogueEntry[] {
  const candidates = entries.filter(
    (entry) => entry.code === reply.code && (entry.separator === " " || reply.multiline),
  );
  const found = new Set<CatalogueEntry>();
  for (const line of reply.lines) {
    const entry = closest(candidates, line, reply.multiline, word);
    if (entry !== undefined) found.add(entry);
  }
  return [...found];
}

function closest(
  candidates: readonly CatalogueEntry[],
  line: string,
  multiline: boolean,
  word: string | undefined,
): CatalogueEntry | undefined {
  let best: CatalogueEntry | undefined;
  let closeness = -1;
  for (const entry of candidates) {
    const { form, literal, closeness: own } = compiled(entry.text);
    if (own <= closeness) continue;
    // A bare number or name inside a multi-line reply is part of its free text.
    if (!literal && multiline) continue;
    if (word !== undefined && form.answers !== undefined && !form.answers.includes(word)) continue;
    if (matchTemplate(entry.text, line, { tolerant: true }) === undefined) continue;
    best = entry;
    closeness = own;
  }
  return best;
}

function compiled(text: string): Compiled {
  let made = compiledForms.get(text);
  if (made === undefined) {
    made = compile(text);
    compiledForms.set(text, made);
  }
  return made;
}

function compile(text: string): Compiled {
  const form = FORMS[text] ?? { wire: text };
  const pieces = piecesOf(form.wire);
  const strict = [form.wire, ...(form.or ?? [])];
  return {
    form,
    pieces,
    closeness: pieces.reduce((sum, piece) => sum + weight(piece), 0),
    literal: pieces.some((piece) => typeof piece === "string"),
    strict: strict.map((wire) => strictly(piecesOf(wire))),
    tolerant: [...strict, ...(form.tolerated ?? [])].map((wire) => tolerantly(piecesOf(wire))),
  };
}

function weight(piece: Piece): number {
  if (typeof piece === "string") return piece.length;
  return piece.loose ? 0 : 1;
}

function piecesOf(wire: string): Piece[] {
  return wire.split(PLACE).flatMap((part, index): Piece[] => {
    if (index % 2 === 0) return part === "" ? [] : [part];
    const field = CONVERSIONS[part] ?? FIELDS[part.slice(2, -1)];
    if (field === undefined) throw new Error(`"${wire}" has an unknown place ${part}`);
    return [field];
  });
}

function strictly(pieces: readonly Piece[]): RegExp {
  const source = pieces.map((piece) =>
    typeof piece === "string" ? literally(piece) : grouped(piece, piece.pattern),
  );
  return new RegExp(`^${source.join("")}$`, "s");
}

function tolerantly(pieces: readonly Piece[]): RegExp {
  const source = pieces.map((piece, index) => {
    if (typeof piece !== "string") {
      const group = grouped(piece, piece.tolerated ?? piece.pattern);
      return piece.bracketed ? `<?${group}>?` : group;
    }
    const last = index === pieces.length - 1 ? piece.replace(/\.$/, "") : piece;
    return last.split(/ +/).map(literally).join("[ \\t]+");
  });
  return new RegExp(`^[ \\t]*${source.join("")}\\.?[ \\t]*$`, "is");
}

function grouped(field: Field, pattern: string): string {
  return field.silent ? `(?:${pattern})` : `(${pattern})`;
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function hexadecimal(value: number): string {
  return value.toString(16).toUpperCase();
}

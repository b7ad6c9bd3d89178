import { CONVERSIONS, type Field, type Form, type Forms } from "./template-form.js";

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

/** The texts of a catalogue as templates: how they are printed and how they are read. */
export class Templates {
  /** Compiled when first asked for: a catalogue has some two hundred different texts, a session needs few. */
  readonly #compiled = new Map<string, Compiled>();

  constructor(private readonly forms: Forms = { forms: {}, fields: {} }) {}

  /**
   * Prints one of the manual's texts as the device sends it, with its values in order. What the manual's print has
   * lost is put back: `Entering Extended Passive Mode (   %u )` prints as `(|||50021|)`, and EPRT's text takes the
   * port as its last value. Placeholders take a value each: `Direct mode : ON / OFF` takes "ON" or "OFF".
   * Throws when the number of values is wrong or when one does not fit its place.
   */
  print(text: string, values: readonly (string | number)[]): string {
    const { pieces } = this.compiled(text);
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
  match(text: string, actual: string, options: { tolerant?: boolean } = {}): string[] | undefined {
    if (actual.length > LONGEST) return undefined;
    const { strict, tolerant } = this.compiled(text);
    for (const expression of options.tolerant ? tolerant : strict) {
      const match = expression.exec(actual);
      if (match !== null) return match.slice(1);
    }
    return undefined;
  }

  /** A text taken apart, once. */
  compiled(text: string): Compiled {
    let made = this.#compiled.get(text);
    if (made === undefined) {
      made = this.#compile(text);
      this.#compiled.set(text, made);
    }
    return made;
  }

  #compile(text: string): Compiled {
    const form = this.forms.forms[text] ?? { wire: text };
    const pieces = this.#piecesOf(form.wire);
    const strict = [form.wire, ...(form.or ?? [])];
    return {
      form,
      pieces,
      closeness: pieces.reduce((sum, piece) => sum + weight(piece), 0),
      literal: pieces.some((piece) => typeof piece === "string"),
      strict: strict.map((wire) => strictly(this.#piecesOf(wire))),
      tolerant: [...strict, ...(form.tolerated ?? [])].map((wire) => tolerantly(this.#piecesOf(wire))),
    };
  }

  #piecesOf(wire: string): Piece[] {
    return wire.split(PLACE).flatMap((part, index): Piece[] => {
      if (index % 2 === 0) return part === "" ? [] : [part];
      const field = CONVERSIONS[part] ?? this.forms.fields[part.slice(2, -1)];
      if (field === undefined) throw new Error(`"${wire}" has an unknown place ${part}`);
      return [field];
    });
  }
}

function weight(piece: Piece): number {
  if (typeof piece === "string") return piece.length;
  return piece.loose ? 0 : 1;
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

/**
 * Texts of a manual that are not plain printf templates: placeholders, choices, and what the print has lost.
 * A form is keyed by that text and says how that text looks on the wire. In a wire text `%lu` and its like
 * are printf conversions and `%{name}` is one of the fields below; everything else is literal.
 */
export interface Form {
  /** how the reference device prints it, and one way in which it is read */
  wire: string;
  /** other ways that count as the same text */
  or?: readonly string[];
  /** ways that are tolerated */
  tolerated?: readonly string[];
  /** for texts without a literal word: the SITE words they answer */
  answers?: readonly string[];
}

/** What may stand in one place of a text. Patterns are regular expressions without groups that capture. */
export interface Field {
  pattern: string;
  /** instead of `pattern`, where tolerated */
  tolerated?: string;
  /** a place that varies but carries no value */
  silent?: boolean;
  /** stands in angle brackets in the manual; whether devices send the brackets is open (AMB-034) */
  bracketed?: boolean;
  /** takes nearly anything: a text that matches more closely is the better reading */
  loose?: boolean;
}

/** The forms of a catalogue's texts, by the text, and the fields that stand in them, by name. */
export interface Forms {
  readonly forms: Readonly<Record<string, Form>>;
  readonly fields: Readonly<Record<string, Field>>;
}

/** printf's conversions */
export const CONVERSIONS: Readonly<Record<string, Field>> = {
  "%d": { pattern: "-?\\d+" },
  "%ld": { pattern: "-?\\d+" },
  "%u": { pattern: "\\d+" },
  "%lu": { pattern: "\\d+" },
  "%X": { pattern: "[0-9A-F]+" },
  "%s": { pattern: ".*?", loose: true },
};

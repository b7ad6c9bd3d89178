/**
 * The text of an expected reply: literal octets with named places. `{octets:number}`, `{crc:hex8}`, `{time:digits14}`,
 * `{name:file}` (8.3), `{names:files}` (divided by semicolons), `{state:ON|OFF}`, `{ON|OFF}`, `{anything}`. A name that comes twice in a case must hold the same text both times.
 */
const PLACE = /\{([^{}]*)\}/g;
const NAME_AND_KIND = /^([a-z][A-Za-z0-9]*)?:?([^]*)$/;

interface TextPlace {
  name: string | undefined;
  pattern: string;
  /** one text the place can hold, for asking the catalogue whether such a reply is documented */
  samples: readonly string[];
}

type Part = string | TextPlace;

/** How strictly texts are compared (design C4, AMB-047). */
export type TextRule = "exact" | "tolerant" | "codes";
export type Bindings = Map<string, string>;

export interface ReplyTemplate {
  text: string;
  parts: readonly Part[];
  /** compiled when first used, one for each rule */
  expressions: Map<TextRule, RegExp>;
}

const ANYTHING = ".+?";
/** A time: fractions of its seconds are legal (RFC 3659 2.3). */
const TIME = "digits14";
const FRACTION = "(?:\\.\\d+)?";

/** I1: eight characters and three. */
const FILE = "[^\\s.;<>]{1,8}\\.[^\\s.;<>]{1,3}";

const compiled = new Map<string, ReplyTemplate>();

export function replyTemplate(text: string): ReplyTemplate {
  let template = compiled.get(text);
  if (template === undefined) {
    template = { text, parts: partsOf(text), expressions: new Map() };
    compiled.set(text, template);
  }
  return template;
}

/**
 * @returns the bindings with what this text adds to them, or undefined when it does not match.
 * Tolerant: letters in either case, any run of blanks as one, the final full stop optional (AMB-047).
 */
export function matchReplyText(
  template: ReplyTemplate,
  actual: string,
  rule: TextRule,
  bindings: Bindings,
): Bindings | undefined {
  const match = expressionFor(template, rule).exec(rule === "exact" ? actual : settled(actual));
  if (match === null) return undefined;
  const next = new Map(bindings);
  for (const [at, part] of template.parts.entries()) {
    if (typeof part === "string" || part.name === undefined) continue;
    const value = match.groups?.[`place${at}`] ?? "";
    const before = next.get(part.name);
    if (before !== undefined && before.toLowerCase() !== value.toLowerCase()) return undefined;
    next.set(part.name, value);
  }
  return next;
}

/** Texts as a server might send them, every place filled: for asking the catalogue. */
export function sampleTexts(template: ReplyTemplate): string[] {
  const most = Math.max(
    1,
    ...template.parts.map((part) => (typeof part === "string" ? 1 : part.samples.length)),
  );
  return Array.from({ length: most }, (_, index) =>
    template.parts
      .map((part) => (typeof part === "string" ? part : (part.samples[index] ?? part.samples.at(-1) ?? "")))
      .join(""),
  );
}

/** Only numbers, with fractions or without, differ when two texts have the same shape; a place stands for a number. */
export function sameWording(template: ReplyTemplate, actual: string): boolean {
  const literal = template.parts.map((part) => (typeof part === "string" ? part : "0")).join("");
  const shape = (text: string): string =>
    settled(text)
      .replace(/[0-9]+(?:\.[0-9]+)?/g, "0")
      .toLowerCase();
  return shape(literal) === shape(actual);
}

function settled(text: string): string {
  return text
    .replace(/[ \t]+/g, " ")
    .trim()
    .replace(/\.$/, "");
}

function expressionFor(template: ReplyTemplate, rule: TextRule): RegExp {
  let expression = template.expressions.get(rule);
  if (expression === undefined) {
    const end = rule === "exact" ? "$" : "\\.?$";
    const source = sourcesOf(settledParts(template.parts, rule)).join("");
    expression = new RegExp(`^${source}${end}`, rule === "exact" ? "" : "i");
    template.expressions.set(rule, expression);
  }
  return expression;
}

/**
 * Where a place that holds anything is followed by a literal and by another such place, the first fit stands: the second
 * place would hold what lies between that and a later one. To try them all would take a power of the text's length.
 */
function sourcesOf(parts: readonly Part[]): string[] {
  return parts.map((part, at) => {
    if (typeof part !== "string") {
      const place = `(?<place${at}>${part.pattern})`;
      return isFirstFit(parts, at) ? `(?=(?<fit${at}>${place}` : place;
    }
    return isFirstFit(parts, at - 1) ? `${escaped(part)}))\\k<fit${at - 1}>` : escaped(part);
  });
}

function isFirstFit(parts: readonly Part[], at: number): boolean {
  const literal = parts[at + 1];
  return isAnything(parts[at]) && typeof literal === "string" && literal !== "" && isAnything(parts[at + 2]);
}

function isAnything(part: Part | undefined): boolean {
  return typeof part === "object" && part.pattern === ANYTHING;
}

/** The literal parts as `settled` leaves a text. */
function settledParts(parts: readonly Part[], rule: TextRule): readonly Part[] {
  if (rule === "exact") return parts;
  return parts.map((part, at) => {
    if (typeof part !== "string") return part;
    const blanks = part.replace(/[ \t]+/g, " ");
    const begun = at === 0 ? blanks.trimStart() : blanks;
    return at === parts.length - 1 ? begun.trimEnd().replace(/\.$/, "") : begun;
  });
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACE)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    const [, name, kind = ""] = NAME_AND_KIND.exec(match[1] ?? "") ?? [];
    parts.push(placeOf(match[0], name, kind));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function placeOf(whole: string, name: string | undefined, kind: string): TextPlace {
  const inner = whole.slice(1, -1);
  const alternatives = inner.includes("|") ? inner.slice(inner.indexOf(":") + 1).split("|") : undefined;
  if (alternatives !== undefined) {
    const named = inner.includes(":") ? inner.slice(0, inner.indexOf(":")) : undefined;
    return { name: named, pattern: alternatives.map(escaped).join("|"), samples: alternatives };
  }
  if (kind === "") return { name, pattern: ANYTHING, samples: ["1", "x"] };
  if (kind === "number") return { name, pattern: "\\d+", samples: ["1"] };
  if (kind === "file") return { name, pattern: FILE, samples: ["FGTEST.BIN"] };
  if (kind === "files") return { name, pattern: `${FILE}(?:;${FILE})*`, samples: ["FGTEST.BIN;FGTEST.BFW"] };
  const counted = /^(digits|hex)(\d+)?$/.exec(kind);
  if (counted === null) throw new Error(`unknown place ${whole}`);
  const set = counted[1] === "hex" ? "[0-9A-Fa-f]" : "\\d";
  const count = counted[2];
  const sample = counted[1] === "hex" ? "0123456789ABCDEF" : "20260102030405";
  return {
    name,
    pattern: count === undefined ? `${set}+` : `${set}{${count}}${kind === TIME ? FRACTION : ""}`,
    samples: [sample.repeat(3).slice(0, count === undefined ? 4 : Number(count))],
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/**
 * What keeps a hostile or broken file from taking all time and memory: bounds that no file of a person comes near. Nesting and
 * length are found while the text is cut into tokens, before anything is built of it; what aliases stand for, before they
 * are followed.
 */
import { isAlias, isMap, isPair, isScalar, isSeq, Lexer } from "yaml";

const MOST_TOKENS = 400_000;
const DEEPEST = 100;
const WIDEST_INDENT = 1000;
const MOST_BY_ALIASES = 100_000;

/** What the lexer puts between the tokens, and is not in the text. */
const [DOCUMENT, FLOW_END, SCALAR] = ["\u0002", "\u0018", "\u001f"];

export interface OutOfBounds {
  /** in characters of the text */
  readonly offset: number;
  readonly message: string;
}

const tooDeep = (offset: number): OutOfBounds => ({
  offset,
  message: `this is nested more than ${DEEPEST} deep; write it flatter`,
});

/** @returns where the text is too long or too deep to be read */
export function textOutOfBounds(text: string): OutOfBounds | undefined {
  let offset = 0;
  let tokens = 0;
  let flow = 0;
  let inLine = 0;
  let lineBegins = true;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === DOCUMENT || token === FLOW_END || token === SCALAR) {
      if (token === FLOW_END) flow = 0;
      scalar = token === SCALAR;
      continue;
    }
    tokens += 1;
    if (tokens > MOST_TOKENS)
      return {
        offset,
        message: `up to here are ${MOST_TOKENS} words and signs, and more are not read; name another file`,
      };
    if (scalar) scalar = false;
    else if (token === "[" || token === "{") flow += 1;
    else if (token === "]" || token === "}") flow -= 1;
    else if (token === "-" || token === "?") inLine += 1;
    if (flow > DEEPEST || inLine > DEEPEST || (lineBegins && isWide(token))) return tooDeep(offset);
    lineBegins = token.endsWith("\n");
    if (lineBegins) inLine = 0;
    offset += token.length;
  }
  return undefined;
}

function isWide(token: string): boolean {
  return token.length > WIDEST_INDENT && token.trim() === "";
}

/** @returns the first thing in a document that cannot be made a value: where, and what is wrong */
export function nodeOutOfBounds(root: unknown): OutOfBounds | undefined {
  const measure = new Measure();
  measure.of(root, 0);
  return measure.found;
}

class Measure {
  found: OutOfBounds | undefined;
  /** how many values an anchor stands for; undefined while it is being read */
  readonly #anchors = new Map<string, number | undefined>();
  #byAliases = 0;
  #offset = 0;

  /** @returns how many values the node stands for, itself included */
  of(node: unknown, depth: number): number {
    if (this.found !== undefined) return 0;
    if (isPair(node)) return this.of(node.key, depth) + this.of(node.value, depth);
    if (!isAlias(node) && !isScalar(node) && !isMap(node) && !isSeq(node)) return 1;
    this.#offset = node.range?.[0] ?? this.#offset;
    if (isAlias(node)) return this.#alias(node.source);
    if (depth > DEEPEST) return this.#refuse(tooDeep(this.#offset).message);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, undefined);
    let size = 1;
    if (isMap(node)) this.#keys(node.items);
    if (!isScalar(node)) for (const item of node.items) size += this.of(item, depth + 1);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, size);
    return size;
  }

  #alias(name: string): number {
    if (!this.#anchors.has(name))
      return this.#refuse("nothing before this alias has its name; write the value itself");
    const size = this.#anchors.get(name);
    if (size === undefined)
      return this.#refuse("this alias stands inside what it stands for; write the value itself");
    this.#byAliases += size;
    if (this.#byAliases > MOST_BY_ALIASES)
      return this.#refuse(
        `the aliases up to here stand for more than ${MOST_BY_ALIASES} values; write fewer of them`,
      );
    return size;
  }

  #keys(pairs: readonly { key: unknown }[]): void {
    const seen = new Set<string>();
    for (const { key } of pairs) {
      if (isMap(key) || isSeq(key)) {
        this.#offset = key.range?.[0] ?? this.#offset;
        this.#refuse("a key is a word, and this is a list or a mapping; write a word");
      }
      if (!isScalar(key)) continue;
      const name = String(key.value);
      if (seen.has(name)) {
        this.#offset = key.range?.[0] ?? this.#offset;
        this.#refuse("this key stands there a second time; keep one of the two");
      }
      seen.add(name);
    }
  }

  #refuse(message: string): 0 {
    this.found ??= { offset: this.#offset, message };
    return 0;
  }
}

/** Inputs made from a regular expression: what leads to each of its repetitions, that again and again, and no end. */
import type { Pattern } from "./patterns.js";

type Node =
  | { kind: "one"; texts: readonly string[] }
  | { kind: "group"; options: readonly Node[][]; empty: boolean }
  | { kind: "many"; node: Node; least: number };

/** Octets in the order in which they are tried for a set: those that other parts of an expression like come first. */
const OCTETS = [
  ...' 0aA\t.,(|"/-;:<\r\n\0\xff'.split(""),
  ...Array.from({ length: 256 }, (_, octet) => String.fromCharCode(octet)),
];
const MOST_TEXTS = 4;
/** More repetitions than these make an input long. */
const FEW = 20;
const NEVER_WANTED = "\x01";

export function attacksOn(expression: RegExp): Pattern[] {
  const options = new Parser(expression.source, expression.flags).alternatives();
  const found = new Map<string, Pattern>();
  for (const nodes of options) {
    for (const pattern of attacks(nodes, "")) {
      for (const behind of ["", NEVER_WANTED, `${sampleOf(nodes)}${NEVER_WANTED}`]) {
        if (pattern.again === "") continue;
        const one = { ...pattern, behind };
        found.set(JSON.stringify(one), one);
      }
    }
  }
  return [...found.values()];
}

function* attacks(nodes: readonly Node[], lead: string): Generator<Omit<Pattern, "behind">> {
  let before = lead;
  for (const [index, node] of nodes.entries()) {
    if (node.kind === "many") {
      for (const again of textsOf(node.node)) {
        yield { before, again };
        yield { before: `${before}x`, again };
      }
      // What a repetition may take as well as what comes behind it.
      yield { before, again: sampleOf(nodes.slice(index)) };
      yield { before, again: sampleOf(nodes.slice(index, index + 2)) };
      yield* attacks([node.node], before);
    } else if (node.kind === "group") {
      for (const option of node.options) yield* attacks(option, before);
    }
    before += sampleOf([node]);
  }
}

function sampleOf(nodes: readonly Node[]): string {
  return nodes.map((node) => (isEmpty(node) ? "" : (textsOf(node)[0] ?? ""))).join("");
}

/** What looks ahead takes nothing. */
function isEmpty(node: Node): boolean {
  return node.kind === "group" && node.empty;
}

function textsOf(node: Node): readonly string[] {
  if (node.kind === "one") return node.texts;
  if (node.kind === "many") return textsOf(node.node).map((text) => text.repeat(Math.max(1, node.least)));
  const texts = node.options.map((option) => sampleOf(option));
  const [only] = node.options;
  return node.options.length === 1 && only?.length === 1 && only[0] !== undefined
    ? textsOf(only[0])
    : texts.slice(0, MOST_TEXTS);
}

class Parser {
  #at = 0;
  readonly #groups: Node[] = [];
  readonly #named = new Map<string, Node>();

  constructor(
    readonly source: string,
    readonly flags: string,
  ) {}

  alternatives(): Node[][] {
    const options: Node[][] = [[]];
    while (this.#at < this.source.length && this.source[this.#at] !== ")") {
      if (this.source[this.#at] === "|") {
        this.#at += 1;
        options.push([]);
        continue;
      }
      const node = this.#quantified(this.#atom());
      if (node !== undefined) options.at(-1)?.push(node);
    }
    return options;
  }

  #atom(): Node | undefined {
    const rest = this.source.slice(this.#at);
    const opening = /^\((?:\?(?:<?[=!]|:|<\w+>))?/.exec(rest)?.[0];
    if (opening !== undefined) {
      this.#at += opening.length;
      const group: { kind: "group"; options: Node[][]; empty: boolean } = {
        kind: "group",
        options: [],
        empty: opening === "(?=" || opening === "(?!" || opening === "(?<!",
      };
      const captures = opening === "(" || /\w/.test(opening);
      if (captures) this.#groups.push(group);
      const name = /<(\w+)>/.exec(opening)?.[1];
      if (name !== undefined) this.#named.set(name, group);
      group.options = this.alternatives();
      this.#at += 1;
      return group;
    }
    const back = /^\\([1-9])/.exec(rest);
    if (back !== null) {
      this.#at += 2;
      return this.#groups[Number(back[1]) - 1];
    }
    const named = /^\\k<(\w+)>/.exec(rest);
    if (named !== null) {
      this.#at += named[0].length;
      return this.#named.get(named[1] ?? "");
    }
    const assertion = /^(?:[$^]|\\[bB])/.exec(rest)?.[0];
    if (assertion !== undefined) {
      this.#at += assertion.length;
      return undefined;
    }
    const one =
      /^\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]+\}|p\{[^}]*\}|[^])|^\[(?:\\[^]|[^\]\\])*\]|^[^]/.exec(
        rest,
      )?.[0] ?? "";
    this.#at += one.length;
    const whole = new RegExp(`^(?:${one})$`, this.flags.replace(/[gy]/g, ""));
    const texts = [...new Set(OCTETS.filter((octet) => whole.test(octet)))].slice(0, MOST_TEXTS);
    return { kind: "one", texts };
  }

  #quantified(node: Node | undefined): Node | undefined {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.source.slice(this.#at));
    if (found === null) return node;
    this.#at += found[0].length;
    if (node === undefined) return undefined;
    const [quantifier] = found;
    if (quantifier.startsWith("?")) return node;
    const least = Number(found[1] ?? (quantifier.startsWith("+") ? 1 : 0));
    const most =
      found[1] === undefined || found[3] === "" ? Number.POSITIVE_INFINITY : Number(found[3] ?? least);
    if (most > FEW) return { kind: "many", node, least };
    return least > 1
      ? { kind: "group", options: [Array.from({ length: least }, () => node)], empty: false }
      : node;
  }
}

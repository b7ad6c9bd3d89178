/** A YAML file whose every value can be traced back to its line and column. */
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from "yaml";
import type { z } from "zod";
import { nodeOutOfBounds, textOutOfBounds } from "./bounds.js";
import { closest, type Fault, suggestion } from "./fault.js";
import { aOrAn, at, deepest, keysAt, kindOf, rank } from "./issue.js";
import { shown, shownWord } from "./shown.js";

export type YamlPath = readonly (string | number)[];

/** A value that can be shown as it is meant. */
const PLAIN_VALUE = /^[A-Z]+$/;

/** Whether a value has to stand in double quotes, since YAML would quietly change it without (`STAT #1`). */
type MustBeQuoted = (key: string, value: unknown) => boolean;

/** What a file's values need beyond being YAML. */
export interface YamlRules {
  mustBeQuoted?: MustBeQuoted;
  /** whether what stands at a path may be a password, so that no message quotes it */
  isSecret?: (path: YamlPath) => boolean;
}

const MOST_MESSAGE = 300;
/** Of those that come after, it is only counted how many they are. */
const MOST_EXPLAINED = 100;

export class YamlSource {
  readonly data: unknown;
  readonly faults: Fault[] = [];
  readonly #lines = new LineCounter();
  readonly #root: Node | null;
  /** the pairs of a mapping by their keys: a file may have thousands of both keys and faults */
  readonly #pairs = new WeakMap<object, ReadonlyMap<unknown, Pair>>();

  constructor(
    readonly file: string,
    text: string,
    private readonly rules: YamlRules = {},
  ) {
    const beyond = textOutOfBounds(text);
    if (beyond !== undefined) {
      this.#root = null;
      this.faults.push({ file, ...placeIn(text, beyond.offset), message: beyond.message });
      return;
    }
    // That a key stands there twice is found below: the parser's own search looks at every pair of keys.
    const document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: false,
    });
    this.#root = document.contents;
    // What follows the first error of the syntax is mostly its consequence.
    const error = document.errors.reduce<YAMLParseError | undefined>(
      (first, other) => (first !== undefined && first.pos[0] <= other.pos[0] ? first : other),
      undefined,
    );
    const wrong = error === undefined ? nodeOutOfBounds(this.#root) : undefined;
    if (error?.code === "MULTIPLE_DOCS")
      this.#fault(error.pos[0], "a second document begins here; put it in a file of its own");
    else if (error !== undefined) this.#fault(error.pos[0], `not YAML: ${withoutSource(error.message)}`);
    else if (wrong !== undefined) this.#fault(wrong.offset, wrong.message);
    // What the aliases come to is bounded above.
    this.data = this.faults.length === 0 ? document.toJS({ maxAliasCount: -1 }) : undefined;
    if (this.#root !== null && this.faults.length === 0) this.#insistOnQuotes(this.#root);
  }

  /** Line and column of the value at `path`, or of its nearest parent; of the key itself with `key`. */
  positionOf(path: YamlPath, key?: string): { line: number; column: number } {
    let node: unknown = this.#root;
    let offset = 0;
    for (const part of path) {
      const next = this.#child(node, part);
      if (next === undefined) break;
      node = next;
      offset = startOf(node) ?? offset;
    }
    if (key !== undefined && isMap(node)) {
      const pair = this.#pairsOf(node).get(key);
      if (pair !== undefined) offset = startOf(pair.key) ?? offset;
    }
    return this.#position(offset);
  }

  report(path: YamlPath, message: string, key?: string): void {
    if (this.faults.length >= MOST_EXPLAINED)
      this.faults.push({ file: this.file, line: 0, column: 0, message });
    else this.faults.push({ file: this.file, ...this.positionOf(path, key), message });
  }

  /** @returns the checked value, or undefined after reporting every fault; `within` is where `value` stands. */
  check<S extends z.ZodType>(
    schema: S,
    value: unknown,
    within: YamlPath,
    what: string,
  ): z.infer<S> | undefined {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    // A key with a typo also makes the right one missing: the typo is said first.
    const typosFirst = result.error.issues.toSorted((a, b) => rank(b) - rank(a));
    for (const issue of typosFirst) this.#explain(issue, schema, value, within, what);
    return undefined;
  }

  #explain(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown, within: YamlPath, what: string): void {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    const place = [...within, ...path];
    const name = path.length > 0 ? `${what}: ${path.map((part) => shownWord(String(part))).join(".")}` : what;
    const secret = this.rules.isSecret?.(place) === true;
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, path);
      for (const key of issue.keys) {
        if (this.faults.length >= MOST_EXPLAINED) {
          this.report(place, "unknown key");
          continue;
        }
        const instead = known.length > 0 ? `; ${suggestion(key, known)}` : "; remove it";
        // Where a blank was forgotten behind a colon, the key is the password.
        const told =
          secret && place.length > 0 && closest(key, known) === undefined
            ? "unknown key"
            : `unknown key "${shownWord(key)}"`;
        this.report(place, `${what}: ${told}${instead}`, key);
      }
    } else if (issue.code === "invalid_union" && issue.errors.some((list) => list.length > 0)) {
      const nested = deepest(issue.errors);
      this.#explain({ ...nested, path: [...issue.path, ...nested.path] }, schema, value, within, what);
    } else if (issue.code === "invalid_type") {
      const found = at(value, path);
      const message =
        found === undefined
          ? `is missing; write ${aOrAn(issue.expected)}`
          : `is ${kindOf(found, secret)}; write ${aOrAn(issue.expected)}`;
      this.report(place, `${name} ${message}`);
    } else if (issue.code === "invalid_value") {
      const found = at(value, path);
      const is = found === undefined ? "is missing" : `is ${secret ? "another value" : shown(found)}`;
      this.report(
        place,
        `${name} ${is}; ${suggestion(typeof found === "string" ? found : "", issue.values.map(String))}`,
      );
    } else if (issue.code === "invalid_format") {
      const wanted = issue.message.startsWith("Invalid")
        ? `text that matches ${issue.pattern}`
        : issue.message;
      const is = secret ? "something else" : shown(at(value, path));
      this.report(place, `${name} is ${is}; write ${wanted}`);
    } else if (issue.code === "too_small" && issue.origin === "array") {
      this.report(place, `${name} is empty; write at least one`);
    } else {
      this.report(place, `${name}: ${issue.message}`);
    }
  }

  #insistOnQuotes(root: Node): void {
    visit(root, {
      Pair: (_, pair) => {
        if (!isPair(pair) || !isScalar(pair.key) || !isScalar(pair.value)) return;
        const key = String(pair.key.value);
        const value = pair.value as Scalar;
        if (value.type === "QUOTE_DOUBLE" || this.rules.mustBeQuoted?.(key, value.value) !== true) return;
        const shown = typeof value.value === "string" && PLAIN_VALUE.test(value.value) ? value.value : "...";
        this.#fault(
          value.range?.[0] ?? 0,
          `${key} must stand in double quotes, or YAML may change it; write ${key}: "${shown}"`,
        );
      },
    });
  }

  #child(node: unknown, part: string | number): unknown {
    if (isMap(node)) return this.#pairsOf(node).get(part)?.value;
    if (isNode(node) && "items" in node && typeof part === "number") return (node.items as unknown[])[part];
    return undefined;
  }

  #pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
    let pairs = this.#pairs.get(map);
    if (pairs === undefined) {
      pairs = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[pair.key.value, pair]] : [])));
      this.#pairs.set(map, pairs);
    }
    return pairs;
  }

  #fault(offset: number, message: string): void {
    this.faults.push({ file: this.file, ...this.#position(offset), message });
  }

  #position(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}

/** @param offset in characters of the text */
function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}

/** A message of the parser without the text that it quotes, which may be the whole file, and a password. */
function withoutSource(message: string): string {
  const quoted = message.indexOf(': "');
  return (quoted < 0 ? message : message.slice(0, quoted)).slice(0, MOST_MESSAGE);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

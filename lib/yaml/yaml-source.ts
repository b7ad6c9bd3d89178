/** A YAML file whose every value can be traced back to its line and column. */
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from "yaml";
import { z } from "zod";
import { type Fault, suggestion } from "./fault.js";

export type YamlPath = readonly (string | number)[];

/** A value that can be shown as it is meant. */
const PLAIN_VALUE = /^[A-Z]+$/;

/** Whether a value has to stand in double quotes, since YAML would quietly change it without (`STAT #1`). */
export type MustBeQuoted = (key: string, value: unknown) => boolean;

export class YamlSource {
  readonly data: unknown;
  readonly faults: Fault[] = [];
  readonly #lines = new LineCounter();
  readonly #root: Node | null;

  constructor(
    readonly file: string,
    text: string,
    private readonly mustBeQuoted: MustBeQuoted = () => false,
  ) {
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    this.#root = document.contents;
    // What follows the first error of the syntax is mostly its consequence.
    const [error] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
    if (error?.code === "MULTIPLE_DOCS")
      this.#fault(error.pos[0], "a second document begins here; put it in a file of its own");
    else if (error !== undefined) this.#fault(error.pos[0], `not YAML: ${error.message}`);
    this.data = this.faults.length === 0 ? document.toJS() : undefined;
    if (this.#root !== null && this.faults.length === 0) this.#insistOnQuotes(this.#root);
  }

  /** Line and column of the value at `path`, or of its nearest parent; of the key itself with `key`. */
  positionOf(path: YamlPath, key?: string): { line: number; column: number } {
    let node: unknown = this.#root;
    let offset = 0;
    for (const part of path) {
      const next = child(node, part);
      if (next === undefined) break;
      node = next;
      offset = startOf(node) ?? offset;
    }
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair !== undefined) offset = startOf(pair.key) ?? offset;
    }
    return this.#position(offset);
  }

  report(path: YamlPath, message: string, key?: string): void {
    this.faults.push({ file: this.file, ...this.positionOf(path, key), message });
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
    const name = path.length > 0 ? `${what}: ${path.join(".")}` : what;
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, path);
      for (const key of issue.keys) {
        const instead = known.length > 0 ? `; ${suggestion(key, known)}` : "; remove it";
        this.report(place, `${what}: unknown key "${key}"${instead}`, key);
      }
    } else if (issue.code === "invalid_union" && issue.errors.some((list) => list.length > 0)) {
      const nested = deepest(issue.errors);
      this.#explain({ ...nested, path: [...issue.path, ...nested.path] }, schema, value, within, what);
    } else if (issue.code === "invalid_type") {
      const found = at(value, path);
      const message =
        found === undefined
          ? `is missing; write ${aOrAn(issue.expected)}`
          : `is ${kindOf(found)}; write ${aOrAn(issue.expected)}`;
      this.report(place, `${name} ${message}`);
    } else if (issue.code === "invalid_value") {
      const found = at(value, path);
      const is = found === undefined ? "is missing" : `is ${JSON.stringify(found)}`;
      this.report(
        place,
        `${name} ${is}; ${suggestion(typeof found === "string" ? found : "", issue.values.map(String))}`,
      );
    } else if (issue.code === "invalid_format") {
      const wanted = issue.message.startsWith("Invalid")
        ? `text that matches ${issue.pattern}`
        : issue.message;
      this.report(place, `${name} is ${JSON.stringify(at(value, path))}; write ${wanted}`);
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
        if (value.type === "QUOTE_DOUBLE" || !this.mustBeQuoted(key, value.value)) return;
        const shown = typeof value.value === "string" && PLAIN_VALUE.test(value.value) ? value.value : "...";
        this.#fault(
          value.range?.[0] ?? 0,
          `${key} must stand in double quotes, or YAML may change it; write ${key}: "${shown}"`,
        );
      },
    });
  }

  #fault(offset: number, message: string): void {
    this.faults.push({ file: this.file, ...this.#position(offset), message });
  }

  #position(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}

function child(node: unknown, part: string | number): unknown {
  if (isMap(node)) return node.items.find((item) => isScalar(item.key) && item.key.value === part)?.value;
  if (isNode(node) && "items" in node && typeof part === "number") return (node.items as unknown[])[part];
  return undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const part of path) current = (current as Record<string | number, unknown> | undefined)?.[part];
  return current;
}

/** The keys that a mapping at `path` may have; none where there is no mapping, or a union hides which one is meant. */
function keysAt(schema: z.core.$ZodType | undefined, path: readonly (string | number)[]): string[] {
  let bare = schema;
  while (bare instanceof z.ZodOptional || bare instanceof z.ZodDefault || bare instanceof z.ZodPrefault) {
    bare = bare.unwrap();
  }
  const [part, ...rest] = path;
  if (bare instanceof z.ZodArray && part !== undefined) return keysAt(bare.element, rest);
  if (!(bare instanceof z.ZodObject)) return [];
  return part === undefined ? Object.keys(bare.shape) : keysAt(bare.shape[part], rest);
}

/** Of the alternatives of a union, the one that got furthest says best what was meant. */
function deepest(errors: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue {
  const candidates = errors.flatMap((list) => list.slice(0, 1));
  candidates.sort((a, b) => b.path.length - a.path.length || rank(b) - rank(a));
  return candidates[0] as z.core.$ZodIssue;
}

function rank(issue: z.core.$ZodIssue): number {
  return issue.code === "unrecognized_keys" ? 2 : issue.code === "invalid_format" ? 1 : 0;
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : `the ${typeof value} ${JSON.stringify(value)}`;
}

function aOrAn(expected: string): string {
  if (expected === "array") return "a list";
  if (expected === "object" || expected === "record") return "a mapping";
  return expected === "undefined" ? "nothing" : `a ${expected}`;
}

/** What stands in the sources: regular expressions and exported functions, found without compiling. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

export interface FoundExpression {
  line: number;
  expression: RegExp;
}

export interface FoundFunction {
  name: string;
  kind: "function" | "async" | "class";
  parameters: Parameter[];
}

export interface Parameter {
  name: string;
  /** as it is written, in one line */
  type: string;
  optional: boolean;
}

export function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (entry.name.endsWith(".ts") && !/\.(?:test|acceptance)\.ts$/.test(entry.name)) yield path;
  }
}

const COMMENT = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const TEXT = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/y;
const EXPRESSION = /\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)/y;
const WORD = /[\w$]+/y;
/** A slash behind one of these begins no division. */
const NO_VALUE = /(?:^|[=(,:;[!&|?{}+\-*%<>~^]|\breturn|\btypeof|\bcase|\bin|\bof|\byield)\s*$/;

/** Every regular expression that is written between slashes. */
export function expressionsIn(source: string): FoundExpression[] {
  const found: FoundExpression[] = [];
  /** How many braces are open in each template's places. */
  const templates: number[] = [];
  let at = 0;
  let code = "";
  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const match = expression.exec(source);
    if (match !== null) at += match[0].length;
    return match;
  };
  const template = (): void => {
    while (at < source.length && source[at] !== "`") {
      if (source.startsWith("${", at)) {
        templates.push(0);
        at += 2;
        code = "{";
        return;
      }
      at += source[at] === "\\" ? 2 : 1;
    }
    at += 1;
    code = "`";
  };
  while (at < source.length) {
    if (take(COMMENT) !== null) continue;
    if (take(TEXT) !== null) {
      code = '"';
      continue;
    }
    const from = at;
    const expression = source[at] === "/" && NO_VALUE.test(code) ? take(EXPRESSION) : null;
    if (expression !== null) {
      const line = source.slice(0, from).split("\n").length;
      found.push({ line, expression: new RegExp(expression[1] ?? "", expression[2]) });
      code = "/";
      continue;
    }
    const word = take(WORD);
    if (word !== null) {
      code = ` ${word[0]}`;
      continue;
    }
    const character = source.charAt(at);
    at += 1;
    const depth = templates.at(-1);
    if (character === "`") template();
    else if (character === "}" && depth === 0) {
      templates.pop();
      template();
    } else {
      if (depth !== undefined && character === "{") templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && character === "}") templates[templates.length - 1] = depth - 1;
      if (!/\s/.test(character)) code = character;
    }
  }
  return found;
}

/** Every function and class that a file exports. */
export function functionsIn(source: string): FoundFunction[] {
  const found: FoundFunction[] = [];
  for (const match of source.matchAll(/^export (?:class (\w+)|(async )?function\*? (\w+)(?:<[^(]*>)?\()/gm)) {
    const [whole, named, isAsync, name] = match;
    if (named !== undefined) {
      found.push({ name: named, kind: "class", parameters: [] });
      continue;
    }
    const parameters = pieces(inside(source, match.index + whole.length)).map(parameter);
    found.push({ name: name ?? "", kind: isAsync === undefined ? "function" : "async", parameters });
  }
  return found;
}

/** The text up to the parenthesis that closes the one just before `from`. */
function inside(source: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < source.length; at += 1) {
    if ("([{".includes(source.charAt(at))) depth += 1;
    if (")]}".includes(source.charAt(at))) depth -= 1;
  }
  return source.slice(from, at - 1);
}

/** Divided at the commas that stand in no brackets. */
function pieces(parameters: string): string[] {
  const all: string[] = [""];
  let depth = 0;
  for (const [index, character] of parameters.split("").entries()) {
    if ("([{<".includes(character)) depth += 1;
    if (")]}".includes(character) || (character === ">" && parameters[index - 1] !== "=")) depth -= 1;
    if (character === "," && depth === 0) all.push("");
    else all[all.length - 1] += character;
  }
  return all.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
}

function parameter(text: string): Parameter {
  const colon = text.startsWith("{") ? text.indexOf("}") + 1 : text.search(/[?:=]/);
  const name = text.slice(0, colon < 0 ? text.length : colon).trim();
  const rest = colon < 0 ? "" : text.slice(colon);
  const type = rest.replace(/^\s*\??:\s*/, "").replace(/\s=\s.*$/, "");
  return {
    name,
    type: type.trim(),
    optional: /^\s*\?/.test(rest) || /\s=\s/.test(rest) || name.startsWith("..."),
  };
}

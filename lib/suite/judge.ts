/** Holds one received reply against what a step expects. Pure: no sockets, no clock. */
import { describeIrregularity } from "../ftp/irregularity.js";
import type { Reply } from "../ftp/reply.js";
import { visible } from "../octets/text.js";
import { unreadableIn } from "./readable.js";
import {
  type Bindings,
  matchReplyText,
  replyTemplate,
  sameWording,
  type TextRule,
} from "./reply-template.js";
import type { Alternative, Alternatives, Expectation } from "./schema.js";
import type { Remark } from "./verdict.js";

/** What came when a reply was waited for. */
export type Received =
  | { kind: "reply"; reply: Reply }
  | { kind: "silence"; milliseconds: number; partial: string }
  | { kind: "closed"; how: "end" | "reset"; partial: string }
  | { kind: "flood"; octets: number };

export type Judgement =
  | { kind: "match"; bindings: Bindings; remarks: Remark[] }
  | { kind: "inconclusive" }
  /** `because` is what is wrong with a reply that is one of those expected as far as its code and text go */
  | { kind: "mismatch"; expected: string[]; because?: string };

/**
 * @param rule how texts are compared; codes are always compared, and what a program has to read must be readable
 * @param verb the command that is answered
 */
export function judge(
  asCase: Expectation,
  received: Received,
  rule: TextRule,
  bindings: Bindings,
  verb?: string,
): Judgement {
  const expectation = withElsewhere(asCase, rule);
  const judgement = judged(expectation, received, rule, bindings);
  if (judgement.kind !== "match" || received.kind !== "reply") return judgement;
  const { code } = received.reply;
  const asked = [...listOf(expectation.reply ?? []), ...listOf(expectation.lenient ?? [])].filter(
    (item) => codeOf(item) === code,
  );
  const because = asked.length === 0 ? undefined : unreadableIn(verb, received.reply);
  return because === undefined
    ? { ...judgement, remarks: [...judgement.remarks, ...featureLines(verb, received.reply)] }
    : { kind: "mismatch", expected: asked.map(alternativeText), because };
}

/** A device that speaks in the manual's words is held to the manual; another one may do what the standards allow. */
function withElsewhere(expectation: Expectation, rule: TextRule): Expectation {
  const { lenient = [], elsewhere } = expectation;
  if (elsewhere === undefined || rule === "exact") return expectation;
  return { ...expectation, lenient: [...listOf(lenient), ...listOf(elsewhere)] };
}

function codeOf(alternative: Alternative): number {
  return typeof alternative === "object" ? alternative.code : Number(alternative.slice(0, 3));
}

function judged(expectation: Expectation, received: Received, rule: TextRule, bindings: Bindings): Judgement {
  const lacking = new Map<string, string[]>();
  const saysHold = (alternative: Alternative, match: Bindings): boolean => {
    const missing = missingIn(expectation.says, received, match);
    if (missing.length > 0) lacking.set(alternativeText(alternative), missing);
    return missing.length === 0;
  };
  const required = listOf(expectation.reply ?? []);
  for (const alternative of listOf(expectation.unless ?? [])) {
    // Another wording is another answer here: what must not come is told by its text.
    if (matches(alternative, received, "worded", bindings) === undefined) continue;
    const wanted = required.map(
      (item) => `${alternativeText(item)}, but not ${alternativeText(alternative)}`,
    );
    return { kind: "mismatch", expected: wanted };
  }
  for (const alternative of required) {
    const match = matches(alternative, received, rule, bindings);
    if (match === undefined || !saysHold(alternative, match.bindings)) continue;
    return {
      kind: "match",
      bindings: match.bindings,
      remarks: [...match.remarks, ...irregularities(received)],
    };
  }
  for (const alternative of listOf(expectation.lenient ?? [])) {
    // Where texts are exact a code alone excuses no other text than the one that goes with it.
    if (rule === "exact" && !hasText(alternative) && isAsked(required, received)) continue;
    const match = matches(alternative, received, rule === "exact" ? "worded" : "tolerant", bindings);
    if (match === undefined || !saysHold(alternative, match.bindings)) continue;
    const message = `${receivedText(received)} is tolerated; required is ${required.map(alternativeText).join(" or ")}`;
    return {
      kind: "match",
      bindings: match.bindings,
      remarks: [{ kind: "lenient", message }, ...irregularities(received)],
    };
  }
  for (const alternative of listOf(expectation.inconclusive ?? [])) {
    if (matches(alternative, received, "tolerant", bindings) !== undefined) return { kind: "inconclusive" };
  }
  // What came is what was expected but for something that its text must say: only that is worth telling.
  const [nearest] = lacking;
  if (nearest !== undefined) {
    const [expected, missing] = nearest;
    return {
      kind: "mismatch",
      expected: [expected],
      because: `its text does not say ${missing.join(" and ")}`,
    };
  }
  const also =
    expectation.says === undefined ? "" : `, and in its text ${[expectation.says].flat().join(" and ")}`;
  return { kind: "mismatch", expected: required.map((item) => `${alternativeText(item)}${also}`) };
}

/** Not implemented, in the words of RFC 959 4.2.2: it needs no manual to be understood. */
const NOT_IMPLEMENTED: readonly Alternative[] = ["500", "502", "504"];

/** Whether a reply says that what was asked for is not there. @param absent what says so beside 500, 502 and 504 */
export function saysAbsent(absent: readonly Alternative[], received: Received): boolean {
  return [...absent, ...NOT_IMPLEMENTED].some(
    (item) => matches(item, received, "tolerant", new Map()) !== undefined,
  );
}

function hasText(alternative: Alternative): boolean {
  return typeof alternative === "object" || alternative.length > 4;
}

/** Whether a reply with this code is required with some text. */
function isAsked(required: readonly Alternative[], received: Received): boolean {
  if (received.kind !== "reply") return false;
  const code = String(received.reply.code);
  return required.some((item) => typeof item === "string" && hasText(item) && item.startsWith(code));
}

export function listOf(alternatives: Alternatives | readonly Alternative[]): readonly Alternative[] {
  return Array.isArray(alternatives) ? alternatives : [alternatives as Alternative];
}

export function alternativeText(alternative: Alternative): string {
  if (typeof alternative === "string") return alternative;
  const lines = alternative.lines ?? alternative.contains?.map((line) => `... ${line} ...`) ?? [];
  return [String(alternative.code), ...lines].join(" / ");
}

/** One line for people: what came. */
export function receivedText(received: Received): string {
  switch (received.kind) {
    case "reply":
      return shortened(`${received.reply.code} ${received.reply.lines.join(" / ")}`.trimEnd());
    case "silence":
      return `no reply within ${received.milliseconds} ms${received.partial === "" ? "" : `, only ${received.partial}`}`;
    case "closed":
      return `the control connection was ${received.how === "reset" ? "reset" : "closed"}${received.partial === "" ? "" : ` after ${received.partial}`}`;
    case "flood":
      return `${received.octets} octets that nobody asked for, and no end`;
  }
}

/** The dialogue has it all; a sentence needs enough to recognise it. */
const MOST_SHOWN = 600;

function shortened(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}... (${text.length} characters)` : text;
}

function matches(
  alternative: Alternative,
  received: Received,
  rule: Comparison,
  bindings: Bindings,
): { bindings: Bindings; remarks: Remark[] } | undefined {
  if (typeof alternative === "string" && (alternative === "closed" || alternative === "silence")) {
    return received.kind === alternative ? { bindings, remarks: [] } : undefined;
  }
  if (received.kind !== "reply") return undefined;
  const { reply } = received;
  if (typeof alternative === "string") {
    const code = alternative.slice(0, 3);
    const text = alternative.slice(4);
    if (code.endsWith("yz") ? String(reply.code)[0] !== code[0] : String(reply.code) !== code)
      return undefined;
    return text === ""
      ? { bindings, remarks: [] }
      : compareLines([text], [reply.lines.join("\n")], rule, bindings);
  }
  if (alternative.code !== reply.code) return undefined;
  const next = containsAll(alternative.contains ?? [], reply.lines, rule, bindings);
  if (next === undefined) return undefined;
  if (alternative.lines === undefined) return { bindings: next, remarks: [] };
  return compareLines(alternative.lines, reply.lines, rule, next);
}

/** `worded`: tolerant of letters, blanks and the full stop, and not of other words */
type Comparison = TextRule | "worded";

const textRuleOf = (rule: Comparison): TextRule => (rule === "exact" ? "exact" : "tolerant");

function compareLines(
  expected: readonly string[],
  actual: readonly string[],
  rule: Comparison,
  bindings: Bindings,
): { bindings: Bindings; remarks: Remark[] } | undefined {
  let next = bindings;
  const remarks: Remark[] = [];
  const differ = (message: string): boolean => {
    if (rule === "exact" || rule === "worded") return false;
    if (rule === "tolerant") remarks.push({ kind: "text", message });
    return true;
  };
  if (expected.length !== actual.length && !differ(`${actual.length} lines instead of ${expected.length}`))
    return undefined;
  for (const [index, text] of expected.entries()) {
    const line = actual[index];
    if (line === undefined) break;
    const template = replyTemplate(text);
    const match = matchReplyText(template, line, textRuleOf(rule), next);
    if (match !== undefined) {
      next = match;
      continue;
    }
    // The same words with another number are another answer, not another wording.
    if (rule === "tolerant" && sameWording(template, line)) return undefined;
    if (!differ(`text "${line}" instead of "${text}"`)) return undefined;
  }
  return { bindings: next, remarks };
}

function containsAll(
  wanted: readonly string[],
  lines: readonly string[],
  rule: Comparison,
  bindings: Bindings,
): Bindings | undefined {
  let next: Bindings | undefined = bindings;
  for (const text of wanted) {
    const template = replyTemplate(text);
    let found: Bindings | undefined;
    for (const line of lines) {
      found = matchReplyText(template, line, textRuleOf(rule), next);
      if (found !== undefined) break;
    }
    if (found === undefined) return undefined;
    next = found;
  }
  return next;
}

/** @returns what the text must say and does not, with its places filled in */
function missingIn(says: string | string[] | undefined, received: Received, bindings: Bindings): string[] {
  if (says === undefined) return [];
  const wanted = [says].flat().map((text) => fill(text, bindings));
  if (received.kind !== "reply") return wanted;
  // AMB-047: letters and runs of blanks do not matter, and the full stop is no part of data.
  const plain = (text: string): string => text.toLowerCase().replace(/[ \t]+/g, " ");
  const text = plain(received.reply.lines.join("\n"));
  return wanted.filter((one) => !text.includes(plain(one)));
}

/** `{name}` in `says` stands for what an earlier reply of the case held there. */
export function fill(text: string, bindings: Bindings): string {
  return text.replace(/\{([a-z][A-Za-z0-9]*)\}/g, (whole, name: string) => bindings.get(name) ?? whole);
}

/** RFC 2389 3.2: one blank in front of every feature, with which the line begins, and no code (AMB-011). */
function featureLines(verb: string | undefined, { code, lines, multiline, octets }: Reply): Remark[] {
  if (verb !== "FEAT" || code !== 211 || !multiline) return [];
  const sent = octets
    .toString("latin1")
    .split("\n")
    .slice(1, lines.length - 1);
  const wrong = sent.find((line) => !/^ [!-~]/.test(line));
  if (wrong === undefined) return [];
  const shown = visible(wrong.replace(/\r$/, ""));
  return [{ kind: "lenient", message: `"${shown}" does not begin with one blank (RFC 2389 3.2)` }];
}

function irregularities(received: Received): Remark[] {
  if (received.kind !== "reply") return [];
  // What a server answers to a Telnet option is part of the control connection (RFC 854), not of its replies.
  const own = received.reply.irregularities.filter((irregularity) => irregularity !== "telnet");
  return own.map((irregularity) => ({
    kind: "irregular" as const,
    message: `${received.reply.code}: ${describeIrregularity(irregularity)}`,
  }));
}

/** Arguments by the types that stand in the source. */
import { octetsOf } from "../octets/text.js";
import { BY_HAND, BY_TYPE, NOT_WALKED } from "./by-hand.js";
import type { FoundFunction, Parameter } from "./sources.js";

/** What becomes of a function: walked with a text, not walked for a reason, or without either. */
export type Plan =
  | { kind: "walked"; walk: (text: string) => unknown }
  | { kind: "not-walked"; reason: string }
  | { kind: "unknown" };

/** Types through which octets come. */
const OCTETS =
  /\b(?:string|Buffer|Uint8Array|unknown|Line|Reply|Received|CaseRecord|DialogueEvent|TraceEvent|CommandLine|DialogueLine)\b/;

/** A text, in one piece and in many. */
const MADE: Readonly<Record<string, (text: string) => readonly unknown[]>> = {
  string: (text) => [text],
  unknown: (text) => [text, { a: [text] }],
  Buffer: (text) => [octetsOf(text)],
  Uint8Array: (text) => [octetsOf(text)],
  "readonly string[]": (text) => [[text], text.split("\n"), text.match(/[^]{1,7}/g) ?? []],
  "readonly Buffer[]": (text) => [[octetsOf(text)]],
};

const SHORT: Readonly<Record<string, unknown>> = {
  string: "a",
  unknown: "a",
  Buffer: Buffer.from("a"),
  Uint8Array: Buffer.from("a"),
  "readonly string[]": ["a"],
  "readonly Buffer[]": [Buffer.from("a")],
  number: 200,
  boolean: true,
};

/** @param file below lib. @param exported what the module has under that name */
export function planFor(file: string, found: FoundFunction, exported: unknown, touchesFiles: boolean): Plan {
  const key = `${file} ${found.name}`;
  const byHand = BY_HAND[key];
  if (byHand !== undefined) return { kind: "walked", walk: byHand };
  const reason = NOT_WALKED[key] ?? NOT_WALKED[file] ?? NOT_WALKED[file.split("/").slice(0, -1).join("/")];
  if (reason !== undefined) return { kind: "not-walked", reason };
  if (found.kind === "async") return { kind: "not-walked", reason: "it waits" };
  if (found.kind === "class") return NO_PLAN;
  if (!found.parameters.some(({ type }) => OCTETS.test(type)))
    return { kind: "not-walked", reason: "no octets come to it" };
  const types = found.parameters.map(({ type }) => type).join(", ");
  const byType = BY_TYPE.find(([pattern]) => pattern.test(types));
  if (byType !== undefined) return { kind: "not-walked", reason: byType[1] };
  const needed = found.parameters.filter(({ optional }) => !optional);
  const known = needed.map(knownType);
  if (touchesFiles || known.includes(undefined) || typeof exported !== "function") return NO_PLAN;
  const call = exported as (...given: readonly unknown[]) => unknown;
  return { kind: "walked", walk: (text) => callsWith(call, known as string[], text) };
}

const NO_PLAN: Plan = { kind: "unknown" };

/** The first of a type's alternatives that arguments can be made for. */
function knownType({ type }: Parameter): string | undefined {
  if (type in SHORT) return type;
  return type.split(" | ").find((one) => one in SHORT);
}

/** The text for every parameter, and for each by itself. */
function callsWith(
  call: (...given: readonly unknown[]) => unknown,
  types: readonly string[],
  text: string,
): void {
  const long = types.map((type) => MADE[type]?.(text) ?? [SHORT[type]]);
  const first = long.map(([value]) => value);
  const short = types.map((type) => SHORT[type]);
  const given = [first];
  for (const [at, values] of long.entries()) {
    for (const value of values) given.push(first.with(at, value));
    if (types.length > 1) for (const value of values) given.push(short.with(at, value));
  }
  for (const one of given) used(call(...one));
}

/** What a generator yields is made when it is asked for. */
function used(result: unknown): void {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return;
  if (Symbol.iterator in result && "next" in result) for (const _ of result as Iterable<unknown>);
}

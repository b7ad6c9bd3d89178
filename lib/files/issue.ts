/** What the schema says of a value, in the words of a message. */
import { z } from "zod";
import { shown } from "./shown.js";

export function at(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const part of path) current = (current as Record<string | number, unknown> | undefined)?.[part];
  return current;
}

/** The keys that a mapping at `path` may have; none where there is no mapping, or a union hides which one is meant. */
export function keysAt(schema: z.core.$ZodType | undefined, path: readonly (string | number)[]): string[] {
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
export function deepest(errors: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue {
  const candidates = errors.flatMap((list) => list.slice(0, 1));
  candidates.sort((a, b) => b.path.length - a.path.length || rank(b) - rank(a));
  return candidates[0] as z.core.$ZodIssue;
}

export function rank(issue: z.core.$ZodIssue): number {
  return issue.code === "unrecognized_keys" ? 2 : issue.code === "invalid_format" ? 1 : 0;
}

export function kindOf(value: unknown, secret: boolean): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return secret ? `a ${typeof value}` : `the ${typeof value} ${shown(value)}`;
}

export function aOrAn(expected: string): string {
  if (expected === "array") return "a list";
  if (expected === "object" || expected === "record") return "a mapping";
  return expected === "undefined" ? "nothing" : `a ${expected}`;
}

/**
 * A case spells replies out in full, and the catalogue has them a second time: two encodings made independently. This is
 * where they meet: a case that expects a reply that the catalogue does not have for that command is refused.
 */
import type { Catalogue } from "../catalogue/catalogue.js";
import type { CatalogueEntry } from "../catalogue/entry.js";
import type { Case } from "./case.js";
import { requiredOf } from "./expected.js";
import { listOf } from "./judge.js";
import { replyTemplate, sampleTexts } from "./reply-template.js";
import type { Alternative, Alternatives, Step } from "./schema.js";
import { expandRepeats } from "./variables.js";
import { awaitedBy } from "./verbs/lookups.js";

export interface Undocumented {
  step: Step;
  message: string;
}

/** @returns what the steps expect and the manual does not document, unless the step says why. */
export function undocumentedReplies(steps: readonly Step[], catalogue: Catalogue): Undocumented[] {
  // Where there is no manual, nothing is held against one.
  if (catalogue.replies.length === 0) return [];
  const found: Undocumented[] = [];
  for (const { step, verbs, expected } of expectedReplies(steps)) {
    if ("undocumented" in step && step.undocumented !== undefined) continue;
    for (const alternative of expected) {
      const messages = verbs.map((verb) => faultOf(verb, alternative, catalogue));
      const [message] = messages;
      if (message !== undefined && !messages.includes(undefined)) found.push({ step, message });
    }
  }
  return found;
}

/**
 * The documented replies that a case spells out: by their text, or by a code that the command has only once. Its
 * preambles count too, and what is tolerated does not.
 * @returns ids of catalogue entries
 */
export function encodedReplies(steps: readonly Step[], catalogue: Catalogue): Set<string> {
  const encoded = new Set<string>();
  for (const { verbs, expected } of expectedReplies(steps)) {
    for (const verb of verbs) {
      for (const alternative of expected) {
        if (typeof alternative === "string" && !/^\d\d\d/.test(alternative)) continue;
        const entries = entriesFor(verb, alternative, catalogue);
        const spelt = typeof alternative === "object" || alternative.length > 4;
        if (spelt || entries.length === 1) for (const entry of entries) encoded.add(entry.id);
      }
    }
  }
  return encoded;
}

/** The documented replies that a case spells out, in its preambles too. @returns ids of catalogue entries */
export function repliesAskedBy({ folder, preamble, steps }: Case): string[] {
  const preambles = preamble.flatMap((name) => folder.preambles.get(name)?.steps ?? []);
  if (folder.system === undefined) return [];
  return [...encodedReplies([...preambles, ...steps], folder.system.catalogue)];
}

/** Which commands each expected reply may belong to: those sent last on that session, more than one when pipelined. */
function* expectedReplies(
  steps: readonly Step[],
): Generator<{ step: Step; verbs: readonly string[]; expected: readonly Alternative[] }> {
  const last = new Map<string, readonly string[]>();
  for (const step of steps) {
    const session = step.session ?? "main";
    const sent = awaitedBy(step);
    if (sent !== undefined) last.set(session, sent);
    const verbs = last.get(session) ?? ["(connect)"];
    const initial: Alternatives | undefined = "initial" in step ? step.initial : undefined;
    const expected = [requiredOf(step), initial].flatMap((alternatives) =>
      alternatives === undefined ? [] : listOf(alternatives),
    );
    if (expected.length > 0) yield { step, verbs, expected };
  }
}

function faultOf(verb: string, alternative: Alternative, catalogue: Catalogue): string | undefined {
  if (typeof alternative === "string" && !/^\d\d\d/.test(alternative)) return undefined;
  if (entriesFor(verb, alternative, catalogue).length > 0) return undefined;
  const code = typeof alternative === "object" ? String(alternative.code) : alternative.slice(0, 3);
  const documented = catalogue.repliesTo(verb);
  const same = documented
    .filter((entry) => String(entry.code) === code)
    .map((entry) => `${entry.code} ${entry.text}`);
  const known = same.length > 0 ? same : [...new Set(documented.map((entry) => String(entry.code)))];
  const asked = typeof alternative === "object" ? `${code} with these lines` : alternative;
  return `the manual has no reply "${asked}" for ${verb}; it has ${known.join(" | ")}; write one of them, or say why with undocumented:`;
}

/** By verb and reply: preambles and tables ask the same again and again, and the catalogue does not change. */
const known = new WeakMap<Catalogue, Map<string, CatalogueEntry[]>>();

function entriesFor(verb: string, alternative: Alternative, catalogue: Catalogue): CatalogueEntry[] {
  const own = known.get(catalogue) ?? new Map<string, CatalogueEntry[]>();
  known.set(catalogue, own);
  const key = `${verb}\n${typeof alternative === "string" ? alternative : JSON.stringify(alternative)}`;
  let entries = own.get(key);
  if (entries === undefined) own.set(key, (entries = entriesMatching(verb, alternative, catalogue)));
  return entries;
}

function entriesMatching(verb: string, alternative: Alternative, catalogue: Catalogue): CatalogueEntry[] {
  if (typeof alternative === "object") {
    const lines = alternative.lines ?? alternative.contains ?? [];
    const samples = lines.map((line) => sampleTexts(replyTemplate(line))[0] ?? "");
    const found = catalogue.observed(verb, {
      code: alternative.code,
      lines: samples,
      multiline: lines.length > 1,
    });
    if (alternative.lines === undefined && found.length > 0) return found;
    return lines.length === 0 || alternative.lines === undefined
      ? withCode(verb, String(alternative.code), catalogue)
      : found;
  }
  const code = alternative.slice(0, 3);
  const text = alternative.slice(4);
  const candidates = withCode(verb, code, catalogue);
  if (text === "") return candidates;
  const samples = sampleTexts(replyTemplate(expandRepeats(text)));
  return candidates.filter((entry) =>
    samples.some((sample) => catalogue.templates.match(entry.text, sample) !== undefined),
  );
}

function withCode(verb: string, code: string, catalogue: Catalogue): CatalogueEntry[] {
  return catalogue.repliesTo(verb).filter((entry) => String(entry.code) === code);
}

/**
 * What the suite's own files are called. A case writes FGTEST.TXT; on a device that outlives a run the names carry the run's
 * tag, so that two runs at once do not meet and each knows what another has left: FG, the tag, and up to three characters
 * that tell the suite's stems apart.
 *
 * What is wrong with a name on purpose stays so. A stem of nine characters has nine, and its first eight are those of the
 * name that a server which cuts it would take; dots and characters that no name may have stand where they stood.
 */
import { randomInt } from "node:crypto";
import type { Case, SuiteFolder } from "./case.js";
import type { Step } from "./schema.js";
import { hazardsOf } from "./suite-system.js";
import { expandRepeats } from "./variables.js";
import { sentBy } from "./verbs/lookups.js";

/** A word that may be the stem of a file of the suite's, wherever it stands in a text. */
const STEM = /(?<![A-Za-z0-9_])FG[A-Za-z0-9_-]*/gi;
/** The digit at the tag's end keeps letters on both sides from becoming a verb together. */
const TAGGED = /^FG([0-9A-Z]{2}[0-9])/i;
const STEM_LENGTH = 8;
const TAGGED_LENGTH = 5;
/** What stands behind these is a file or a directory, with an extension or without. */
const NAMING = /^\s*(?:STOR|APPE|DELE|RNFR|RNTO|RNTD|RNT0|X?MKD|X?RMD)\s/i;
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** How the suite's own files are called in one run. */
export interface OwnNames {
  /** a text of a case with the names that it spells out as they are called */
  called: (text: string) => string;
  /** whether a file of this name is another run's */
  isOthers: (name: string) => boolean;
}

/** A new run's tag: two digits or letters and a digit. */
export function newTag(): string {
  const one = (of: number): string => DIGITS[randomInt(of)] as string;
  return `${one(DIGITS.length)}${one(DIGITS.length)}${one(10)}`;
}

/** @returns the tag of the run that a file is of, in capital letters; undefined where its name is none of a run */
function tagOf(name: string): string | undefined {
  return TAGGED.exec(name)?.[1]?.toUpperCase();
}

/** @param cases all that were chosen, so that every part of a run and whoever judges it again comes to the same names */
export function ownNames(cases: readonly Case[], tag: string): OwnNames {
  const folders = new Set(cases.map(({ folder }) => folder));
  const risky = [...folders].flatMap((folder) => hazardsOf(folder).risky);
  const codes = codesOf(stemsOf(cases), new Set(risky));
  const called = (text: string): string =>
    text.replace(STEM, (written) => {
      const code = codes.get(written.slice(0, STEM_LENGTH).toUpperCase());
      if (code === undefined) return written;
      const tail = written.slice(STEM_LENGTH);
      const name = `FG${tag}${code}`;
      return asWritten(written, tail === "" ? name : name.padEnd(STEM_LENGTH, "0")) + tail;
    });
  return { called, isOthers: (name) => ![undefined, tag].includes(tagOf(name)) };
}

/** In small letters what is written in small letters, and in both what is written in both. */
function asWritten(written: string, called: string): string {
  if (written === written.toUpperCase()) return called;
  if (written === written.toLowerCase()) return called.toLowerCase();
  return called.slice(0, 1) + called.slice(1).toLowerCase();
}

/** Three characters for each stem, its own first ones where they are not another's. Masks fit as they did. */
function codesOf(stems: ReadonlySet<string>, risky: ReadonlySet<string>): Map<string, string> {
  const most = STEM_LENGTH - TAGGED_LENGTH;
  const codes = new Map<string, string>();
  const taken = new Set<string>(risky);
  // Those that need no shortening keep what they have, whatever the others need.
  for (const stem of [...stems].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const own = stem.slice(2);
    const code = [own.slice(0, most), ...shortened(own)].find((one) => !taken.has(one));
    if (code === undefined) throw new Error(`the suites have more names of files than can be told apart`);
    taken.add(code);
    codes.set(stem, code);
  }
  return codes;
}

function* shortened(own: string): Generator<string> {
  for (const last of DIGITS) yield own.slice(0, 2) + last;
  for (const middle of DIGITS) for (const last of DIGITS) yield own.slice(0, 1) + middle + last;
}

/** The stems of the suite's own files: not users and passwords, nor what is on the device whoever runs the suite. */
function stemsOf(cases: readonly Case[]): Set<string> {
  const stems = new Set<string>();
  const add = (text: string, naming: boolean): void => {
    for (const { 0: stem, index } of text.matchAll(STEM)) {
      const behind = text[index + stem.length] ?? "";
      if (naming || /[.*?]/.test(behind)) stems.add(stem.slice(0, STEM_LENGTH).toUpperCase());
    }
  };
  const folders = new Set(cases.map(({ folder }) => folder));
  const steps = [
    ...cases.flatMap((item) => item.steps),
    ...[...folders].flatMap(({ preambles, capabilities }) =>
      [...preambles.values(), ...capabilities.values()].flatMap((one) => one.steps),
    ),
  ];
  for (const step of steps) for (const text of textsOf(step)) add(text, isNaming(step, text));
  for (const { cleanup } of cases) for (const command of cleanup) add(command, NAMING.test(command));
  for (const folder of folders) for (const stem of givenIn(folder)) stems.delete(stem);
  for (const { config } of cases)
    for (const line of config) for (const stem of line.match(STEM) ?? []) stems.delete(stem.toUpperCase());
  return stems;
}

function isNaming(step: Step, text: string): boolean {
  const files = sentBy(step).filter(({ file }) => file);
  if (files.length > 0) return files.some((file) => file.text === text);
  return NAMING.test(text);
}

/** Every text of a step but its data. */
function textsOf(step: Step): string[] {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === "string") texts.push(expandRepeats(value));
    else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === "content") continue;
        if (!Array.isArray(value)) walk(key);
        walk(inner);
      }
    }
  };
  walk(step);
  return texts;
}

/** What an arrangement says is on the device, and what is called so inside an image, which may be somebody's file. */
function givenIn({ arrangements, images }: SuiteFolder): string[] {
  const texts = [...arrangements.values(), ...[...images.values()].map(({ named }) => named ?? "")];
  return texts
    .flatMap((text) => text.match(STEM) ?? [])
    .map((stem) => stem.slice(0, STEM_LENGTH).toUpperCase());
}

/** Which cases a run is made of, and why the others are not in it. */

import { closest } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import { type Hazard, hazardAbove } from "../hazard/order.js";
import type { Case } from "./case.js";
import { faultsProvokedBy, imagesOf } from "./verbs/lookups.js";
import type { NotSelected } from "./verdict.js";

export type Chosen = { ok: true; cases: Case[] } | { ok: false; message: string };

/** @param selectors id prefixes, or globs with `*` and `?`; none means every case. */
export function choose(cases: readonly Case[], selectors: readonly string[]): Chosen {
  if (selectors.length === 0) return { ok: true, cases: [...cases] };
  const chosen = new Set<Case>();
  for (const selector of selectors) {
    const wanted = matcher(selector);
    const found = cases.filter((item) => wanted(item.id));
    if (found.length === 0) {
      const known = [...new Set(cases.flatMap((item) => [item.suite, item.id]))];
      const near = closest(selector, known);
      const hint =
        near === undefined
          ? `the suites are ${[...new Set(cases.map((item) => item.suite))].join(", ")}`
          : `did you mean ${near}?`;
      return { ok: false, message: `no case matches the selector "${shownWord(selector)}"; ${hint}` };
    }
    for (const item of found) chosen.add(item);
  }
  return { ok: true, cases: cases.filter((item) => chosen.has(item)) };
}

function matcher(selector: string): (id: string) => boolean {
  if (!/[*?]/.test(selector)) return (id) => id.startsWith(selector);
  return (id) => matchesGlob(id, selector);
}

/** A star that has to take more takes one character more, and only the last star has to: no pattern takes long. */
function matchesGlob(id: string, glob: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let after = 0;
  while (at < id.length) {
    if (glob[place] === "*") {
      star = place;
      after = at;
      place += 1;
    } else if (place < glob.length && (glob[place] === "?" || glob[place] === id[at])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      after += 1;
      at = after;
      place = star + 1;
    } else return false;
  }
  while (glob[place] === "*") place += 1;
  return place === glob.length;
}

/** What a device turned out to be capable of; `unknown` where it did not come out. */
export type CapabilityFact =
  | { present: true }
  | { present: false; reason: string; unknown?: true | undefined };

/** What is known about the device under test when the cases are selected. */
export interface Claims {
  permit: Hazard;
  /** a capability that is not in the map has not been looked at */
  capabilities: ReadonlyMap<string, CapabilityFact>;
  /** whether a configuration line holds, or can be made to hold */
  configured(line: string): boolean;
  /** whether an arrangement holds, or can be made to hold */
  arranged(name: string): boolean;
  /** whether the device can be made to fail in this way */
  provokes(fault: string): boolean;
  /** whether there is such an image for the device */
  hasImage(name: string): boolean;
}

export interface Selection {
  selected: Case[];
  notSelected: NotSelected[];
  /** of the selected cases those that cannot be run, because it did not come out whether they apply; by id, with the reason */
  open: ReadonlyMap<string, string>;
}

export function selectCases(cases: readonly Case[], claims: Claims): Selection {
  const selected: Case[] = [];
  const notSelected: NotSelected[] = [];
  const open = new Map<string, string>();
  for (const item of cases) {
    if (item.capability !== undefined) {
      selected.push(item);
      continue;
    }
    const unknown = unknownOf(item, claims);
    const reason = reasonAgainst(item, unknown === undefined ? claims : supposing(item, claims));
    if (reason !== undefined) notSelected.push({ id: item.id, ...reason });
    else selected.push(item);
    if (reason === undefined && unknown !== undefined) open.set(item.id, unknown);
  }
  return { selected, notSelected, open };
}

/** Every capability that decides about a case beside what it needs: what its preambles do, and what it wants to hold. */
export function impliedBy(item: Case, claims: Pick<Claims, "configured" | "arranged">): string[] {
  const conditional = item.preamble.flatMap((name) =>
    (item.folder.preambles.get(name)?.steps ?? []).flatMap((step) => step.when ?? []),
  );
  // A configuration that nobody states may follow from a capability.
  const lines = item.config.filter((line) => !claims.configured(line));
  const satisfying = [...item.folder.capabilities.values()].filter(({ satisfies }) =>
    satisfies.some((line) => lines.includes(line)),
  );
  const arrangements = item.arrange.filter((name) => !claims.arranged(name));
  return [...conditional, ...satisfying.map(({ name }) => name), ...arrangements];
}

/** @returns why nobody knows whether the case applies to the device */
function unknownOf(item: Case, claims: Claims): string | undefined {
  for (const name of [...needsOf(item), ...impliedBy(item, claims)]) {
    const fact = claims.capabilities.get(name);
    if (fact?.present === false && fact.unknown === true)
      return `it did not come out whether the device has ${name}: ${fact.reason}`;
  }
  return undefined;
}

/** The claims of a device that has what did not come out. */
function supposing(item: Case, claims: Claims): Claims {
  const known = new Map([...claims.capabilities].filter(([, fact]) => fact.present || fact.unknown !== true));
  const isOpen = (name: string): boolean => claims.capabilities.has(name) && !known.has(name);
  const satisfied = [...item.folder.capabilities.values()].flatMap(({ name, satisfies }) =>
    isOpen(name) ? satisfies : [],
  );
  return {
    ...claims,
    capabilities: known,
    configured: (line) => claims.configured(line) || satisfied.includes(line),
    arranged: (name) => claims.arranged(name) || isOpen(name),
  };
}

/** Every capability a case depends on: its own and those of its preambles. */
export function needsOf(item: Case): string[] {
  const needs = new Set(item.needs);
  for (const name of item.preamble) {
    for (const need of item.folder.preambles.get(name)?.needs ?? []) needs.add(need);
  }
  return [...needs];
}

function reasonAgainst(item: Case, claims: Claims): Omit<NotSelected, "id"> | undefined {
  if (hazardAbove(item.hazard, claims.permit)) {
    return {
      reason: `its hazard is ${item.hazard} and the device permits ${claims.permit}`,
      missing: { hazard: item.hazard },
    };
  }
  for (const need of needsOf(item)) {
    const known = claims.capabilities.get(need);
    if (known?.present === false)
      return { reason: `${need}: ${known.reason}`, missing: { capability: need } };
  }
  for (const line of item.config) {
    if (!claims.configured(line)) {
      return {
        reason: `it needs the configuration "${line}", which the profile does not state`,
        missing: { configuration: line },
      };
    }
  }
  for (const name of item.arrange) {
    if (claims.arranged(name)) continue;
    const says = item.folder.arrangements.get(name) ?? name;
    return {
      reason: `it needs the arrangement ${name} (${says}), which the profile does not state`,
      missing: { arrangement: name },
    };
  }
  const before = item.preamble.flatMap((name) => item.folder.preambles.get(name)?.steps ?? []);
  for (const name of imagesOf([...before, ...item.steps])) {
    if (claims.hasImage(name)) continue;
    return { reason: `the profile names no image ${name}`, missing: { image: name } };
  }
  for (const fault of faultsProvokedBy(item.steps)) {
    if (claims.provokes(fault)) continue;
    return {
      reason: `the profile has no hook that brings about the fault ${fault}`,
      missing: { fault },
    };
  }
  return undefined;
}

/** What the schema cannot see in the texts of a step: places that do not exist, characters that are no octets. */
import { listOf } from "./judge.js";
import { replyTemplate } from "./reply-template.js";
import type { Alternatives, Step } from "./schema.js";
import type { SuiteSystem } from "./suite-system.js";
import { replaceForms } from "./variables.js";
import { sentBy, verbFaults } from "./verbs/lookups.js";
import type { Sent } from "./verbs/verb.js";

/**
 * What stands for a place in a command is a device's word, so it has a form that a reply was held to when it was read.
 * @returns what is wrong with the places in the commands of one case
 */
export function placeFaults(steps: readonly Step[], cleanup: readonly string[]): string[] {
  const expected = steps.flatMap(expectedTexts);
  const sent = [
    ...steps
      .flatMap(sentBy)
      .filter(({ filled }) => filled)
      .map(({ text }) => text),
    ...cleanup,
  ];
  const names = new Set(sent.flatMap((text) => placesIn(text)));
  return [...names].flatMap((name) => {
    const kinds = expected.flatMap((text) =>
      [...text.matchAll(KIND)].filter((match) => match[1] === name).map((match) => match[2] ?? ""),
    );
    if (kinds.length === 0) return [`no reply of the case has {${name}}, which a command has`];
    if (!kinds.includes("")) return [];
    return [
      `{${name}} goes into a command, so its kind has to be read: write {${name}:number}, {${name}:digits14}, {${name}:hex8} or {${name}:file}`,
    ];
  });
}

const KIND = /\{([a-z][A-Za-z0-9]*)(?::([^{}]*))?\}/g;

function placesIn(text: string): string[] {
  return [...replaceForms(text, () => "").matchAll(/\{([a-z][A-Za-z0-9]*)\}/g)].map(([, name = ""]) => name);
}

/** @returns what is wrong with the texts of a step, each with what to write instead */
export function textFaults(step: Step, system: SuiteSystem | undefined): string[] {
  return [
    ...sentBy(step).flatMap(sentFault),
    ...expectedTexts(step).flatMap(placeFault),
    ...verbFaults(step, system),
  ];
}

function sentFault({ key, text, free = false }: Sent): string[] {
  const wide = /[^\0-\xff]/.exec(text);
  if (wide !== null) {
    return [
      `${key} has the character ${JSON.stringify(wide[0])}, which is no octet; write each octet of it as \\xNN`,
    ];
  }
  if (!free && /[\r\n]/.test(text)) return [`${key} has a line end in it; send several lines with octets:`];
  return [];
}

function expectedTexts(step: Step): string[] {
  const expectations: (Alternatives | undefined)[] = [];
  for (const key of ["reply", "lenient", "elsewhere", "unless", "inconclusive", "initial"] as const) {
    if (key in step) expectations.push((step as Partial<Record<typeof key, Alternatives>>)[key]);
  }
  return expectations
    .flatMap((alternatives) => (alternatives === undefined ? [] : listOf(alternatives)))
    .flatMap((item) =>
      typeof item === "string" ? [item.slice(4)] : [...(item.lines ?? []), ...(item.contains ?? [])],
    );
}

function placeFault(text: string): string[] {
  try {
    replyTemplate(replaceForms(text, () => "x"));
    return [];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [
      `${said}; write {name}, {name:number}, {name:digits14}, {name:hex8}, {name:file}, {name:files} or {name:ON|OFF}`,
    ];
  }
}

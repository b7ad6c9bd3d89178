/** Whether the suites of a certificate are those of the version of flashgate that it names: they are what it was judged by. */
import { basename } from "node:path";
import type { FoundSuites, SuiteFiles } from "../../suite/suite-files.js";
import { nameIn } from "../../suite/used-suites.js";
import { counted } from "../printable.js";

export type SuiteOrigin =
  /** `more`: the names of other suites, which whoever ran it has added */
  | { readonly kind: "own"; readonly more: readonly string[] }
  /** what differs, in words */
  | { readonly kind: "altered"; readonly what: string }
  /** this is another version, and does not know that one's */
  | { readonly kind: "unknown" };

const MOST_NAMED = 5;

/**
 * @param bundled those of the certificate
 * @param own those of this version, which the certificate names
 */
export function suiteOrigin(bundled: FoundSuites, own: FoundSuites): SuiteOrigin {
  const left = [...bundled.folders];
  const differing: string[] = [];
  for (const folder of own.folders) {
    const name = basename(folder.path);
    const named = left.filter(({ path }) => nameIn(path) === name);
    const found = named.find((other) => differences(other, folder).length === 0) ?? named[0];
    if (found === undefined) differing.push(`the suite ${name} is missing`);
    else {
      differing.push(...differences(found, folder));
      left.splice(left.indexOf(found), 1);
    }
  }
  if (differing.length === 0) return { kind: "own", more: left.map(({ path }) => nameIn(path)) };
  const more = differing.length - MOST_NAMED;
  return {
    kind: "altered",
    what: `${differing.slice(0, MOST_NAMED).join("; ")}${more > 0 ? `; and ${counted(more, "more file")}` : ""}`,
  };
}

function differences(found: SuiteFiles, own: SuiteFiles): string[] {
  const texts = textsOf(found);
  const wanted = textsOf(own);
  return [
    ...[...wanted].flatMap(([name, text]) => {
      const other = texts.get(name);
      if (other === undefined) return [`missing: ${name}`];
      return other === text ? [] : [`changed: ${name}${casesThatDiffer(other, text)}`];
    }),
    ...[...texts.keys()].filter((name) => !wanted.has(name)).map((name) => `added: ${name}`),
  ];
}

function textsOf({ suite, cases }: SuiteFiles): Map<string, string> {
  return new Map([suite, ...cases].map(({ path, text }) => [basename(path), text]));
}

/** @returns which cases they are, in parentheses; nothing for what belongs to no case */
function casesThatDiffer(one: string, other: string): string {
  const [a, b] = [casesIn(one), casesIn(other)];
  const ids = [...new Set([...a.keys(), ...b.keys()])].filter((id) => a.get(id) !== b.get(id));
  if (ids.length === 0) return "";
  const more = ids.length - MOST_NAMED;
  return ` (${ids.length === 1 ? "case" : "cases"} ${ids.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""})`;
}

/** The text of each case by its id, without what stands in front of the first. */
function casesIn(text: string): Map<string, string> {
  const [, ...cases] = text.split(/^ *- +id: */m);
  return new Map(cases.map((item) => [/^[^\s#]*/.exec(item)?.[0].slice(0, 100) ?? "", item.trimEnd()]));
}

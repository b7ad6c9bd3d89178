import { suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";

/** How something of a suite.yaml is written there, for whoever has none yet. */
const WRITTEN: Readonly<Record<string, string>> = {
  preamble:
    "preambles: { NAME: { says: a session with all rights, steps: [{ connect: true }, { login: root }] } }",
  capability:
    'capabilities: { NAME: { says: has help, steps: [{ connect: true }, { command: "HELP", reply: "214" }] } }',
  arrangement: "arrangements: { NAME: { says: there is little room } }",
  image: "images: { NAME: { says: a later application, kind: application, version: later } }",
  table: "tables: { NAME: [{ id: first, column: value }] }",
};

/** @returns what is wrong with a name that nothing has, and what to write instead */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const unknown = `unknown ${what} "${shownWord(name)}"`;
  if (known.length > 0) return `${unknown}; ${suggestion(name, known)}`;
  return `${unknown}, and suite.yaml has none; leave it out, or write there ${WRITTEN[what]?.replace("NAME", shownWord(name))}`;
}

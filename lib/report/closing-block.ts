/** The last lines of a summary: green or not, of what, how many, and where to read more. */
import type { Journal } from "../runner/journal.js";
import { headlineOf } from "./headline.js";
import type { Paint } from "./paint.js";
import { counted, excerpt, printable, wrapped } from "./printable.js";
import { interruption, type Standing, standingOf, tallyOf } from "./tally.js";
import { timeSpan } from "./time-span.js";

const COLOURS = { PASS: "green", FAIL: "red", INCOMPLETE: "yellow" } as const satisfies Record<
  Standing,
  string
>;

/** @param columns characters in a line; the counts and the names of files stay in one, for who searches or copies them */
export function closingBlock(
  journal: Journal,
  files: readonly string[],
  paint: Paint,
  columns: number,
): string[] {
  const standing = standingOf(journal);
  const why = interruption(journal);
  const [word, ...headline] = wrapped(`${standing}: ${headlineOf(journal)}`, columns);
  return [
    paint([COLOURS[standing], "bold"], word ?? standing),
    ...headline,
    ...wrapped(identityOf(journal), columns),
    ...(why === undefined ? [] : wrapped(why, columns)),
    countsOf(journal),
    ...files.map((file) => `  ${printable(file)}`),
  ];
}

function identityOf({ header }: Journal): string {
  const [greeting = ""] = header.device.greeting.split("\n");
  const said = greeting === "" ? "no greeting" : `"${excerpt(greeting, 200)}"`;
  const strict = header.strict ? ", strict" : "";
  return `${excerpt(header.target.name, 200)}: ${said}, permits ${header.permit}, texts ${header.texts}${strict}`;
}

function countsOf(journal: Journal): string {
  const { passed, failed, inconclusive, errors, accepted, notSelected, notRun } = tallyOf(journal);
  const counts = [
    `${passed} passed`,
    `${failed} failed`,
    `${inconclusive} inconclusive`,
    counted(errors, "error"),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    `${notSelected} not selected`,
    `${notRun} not run`,
  ].join(", ");
  return journal.end === undefined ? counts : `${counts} in ${timeSpan(journal.end.durationMs)}`;
}

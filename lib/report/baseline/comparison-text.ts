/** A comparison with a baseline for people: what matters most stands first, the answer last, where the eye is. */
import { counted, excerpt, wrapped } from "../printable.js";
import type { Comparison } from "./against.js";
import { fewerText } from "./fewer.js";

export interface ComparisonTextOptions {
  /** characters in a line */
  columns: number;
  /** the run as it was named, for the command that mends the baseline */
  run: string;
}

/** Told one by one in each group; of the others their number is told. */
const MOST = 50;
const MOST_EXAMPLES = 3;
const MOST_CHARACTERS = 300;
const FEWEST_COLUMNS = 40;

/** @returns the lines, without line feeds; the last ones say what the run came to */
export function comparisonLines(comparison: Comparison, options: ComparisonTextOptions): string[] {
  const columns = Math.max(FEWEST_COLUMNS, options.columns);
  const { baseline, newFailures, changed, expired, notRun, fixed, stale, accepted } = comparison;
  const row = (label: string, text: string): string[] => {
    const head = `    ${label.padEnd(9)} `;
    const lines = wrapped(excerpt(text, MOST_CHARACTERS), columns - head.length);
    return lines.map((line, at) => `${at === 0 ? head : " ".repeat(head.length)}${line}`);
  };
  const failure = (known: {
    case: string;
    verdict: string;
    expected: readonly string[];
    received: string;
    passedBefore?: boolean;
  }): string[] => [
    `  ${known.case} (${known.verdict}${known.passedBefore === true ? ", passed before" : ""})`,
    ...(known.expected.length > 0 ? row("expected", known.expected.join(" or ")) : []),
    ...row(known.expected.length > 0 ? "received" : "reason", known.received),
  ];
  const group = <Item>(title: string, items: readonly Item[], told: (item: Item) => string[]): string[] => {
    if (items.length === 0) return [];
    const more = items.length - MOST;
    const rest = more > 0 ? [`  ... and ${more} more`] : [];
    return [`${items.length} ${title}`, ...items.slice(0, MOST).flatMap(told), ...rest, ""];
  };
  return [
    ...group("new: not accepted", newFailures, failure),
    ...group("changed: accepted, but it fails in another way now", changed, (known) => [
      ...failure(known),
      ...row("accepted", `${known.entry.received} (${known.entry.verdict})`),
      ...row("because", known.entry.reason),
    ]),
    ...group("expired: accepted until a day that is over", expired, (known) => [
      ...failure(known),
      ...row("expired", `${known.entry.expires}, ${days(-known.daysLeft)} ago`),
      ...row("because", known.entry.reason),
    ]),
    ...notRunLines(notRun, columns),
    ...group("fixed: accepted, and it passes now", fixed, (entry) => [
      `  ${baseline}:${entry.line}: ${entry.case}`,
    ]),
    ...group("stale: the suites have no such case", stale, (entry) => [
      `  ${baseline}:${entry.line}: ${entry.case}`,
    ]),
    ...group("accepted", accepted, (known) => [
      `  ${known.case} (${known.verdict}), ${known.daysLeft === 0 ? "until today" : `${days(known.daysLeft)} left`}`,
      ...row("because", known.entry.reason),
    ]),
    ...wrapped(headline(comparison), columns),
    ...(comparison.fewer === undefined ? [] : wrapped(fewerText(comparison.fewer), columns)),
    ...(comparison.interruption === undefined ? [] : wrapped(comparison.interruption, columns)),
    // A command stays in one line, for who copies it.
    ...mending(comparison, options.run),
  ];
}

/** Many cases have one reason, and it is the reason that is read. */
function notRunLines(notRun: Comparison["notRun"], columns: number): string[] {
  if (notRun.length === 0) return [];
  const groups = new Map<string, { id: string; was: string }[]>();
  for (const { case: id, was, reason } of notRun) {
    const group = groups.get(reason);
    const item = { id, was: was ?? "not in the baseline" };
    if (group === undefined) groups.set(reason, [item]);
    else group.push(item);
  }
  const lines = [...groups]
    .sort(([a, many], [b, more]) => more.length - many.length || (a < b ? -1 : 1))
    .flatMap(([reason, items]) => {
      const shown = items.slice(0, MOST_EXAMPLES).map(({ id, was }) => `    ${id} (${was})`);
      const more = items.length - shown.length;
      return [
        ...wrapped(`${counted(items.length, "case")}, ${excerpt(reason, MOST_CHARACTERS)}`, columns - 2).map(
          (line) => `  ${line}`,
        ),
        ...shown,
        ...(more > 0 ? [`    ... and ${more} more`] : []),
      ];
    });
  return [`${notRun.length} not run: unobserved is not fixed`, ...lines, ""];
}

const WORDS = { 0: "PASS", 1: "FAIL", 2: "MEND THE BASELINE", 3: "INCOMPLETE" } as const;

/** The answer in one line. */
export function headline(comparison: Comparison): string {
  const {
    exit,
    newFailures,
    changed,
    expired,
    notRun,
    fixed,
    stale,
    accepted,
    passed,
    nothingShared,
    fewer,
  } = comparison;
  const counts = [
    `${passed} passed`,
    ...count(newFailures, "new"),
    ...count(changed, "changed"),
    ...count(expired, "expired"),
    ...count(notRun, "not run"),
    ...count(fixed, "fixed"),
    ...count(stale, "stale"),
    ...count(accepted, "accepted"),
    ...(nothingShared ? ["nothing to compare: no case with a verdict is in the baseline"] : []),
    ...(fewer === undefined ? [] : [`${fewer.selected} selected of ${fewer.before} before`]),
  ].join(", ");
  return `${WORDS[exit]}: ${counts}`;
}

function count(list: readonly unknown[], word: string): string[] {
  return list.length === 0 ? [] : [`${list.length} ${word}`];
}

function mending({ fixed, stale, baseline }: Comparison, run: string): string[] {
  if (fixed.length + stale.length === 0) return [];
  return [
    "Take the fixed and the stale lines out of the baseline; this does it:",
    `  flashgate baseline accept ${run} --baseline ${baseline}`,
  ];
}

function days(count: number): string {
  return counted(count, "day");
}

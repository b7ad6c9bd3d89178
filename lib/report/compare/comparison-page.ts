/** The comparison of two runs for people; the answer stands last, where the eye is. */
import { fewerText } from "../baseline/fewer.js";
import { counted, excerpt, wrapped } from "../printable.js";
import type { RunComparison, RunIdentity, SelectionChange, VerdictChange } from "./compare-runs.js";
import type { ReplyChange } from "./reply-changes.js";
import type { TimeChange } from "./times.js";

const MOST = 50;
const MOST_EXAMPLES = 3;
const MOST_CHARACTERS = 300;
const FEWEST_COLUMNS = 40;

/** @param options.columns characters in a line. @returns the lines, without line feeds */
export function comparisonPage(comparison: RunComparison, options: { columns: number }): string[] {
  const columns = Math.max(FEWEST_COLUMNS, options.columns);
  const { broken, fixed, other, lost, selection, capabilities, replies, parted, observed, times } =
    comparison;
  const hanging = (head: string, text: string): string[] =>
    wrapped(excerpt(text, MOST_CHARACTERS), columns - head.length).map(
      (line, at) => `${at === 0 ? head : " ".repeat(head.length)}${line}`,
    );
  const group = <Item>(title: string, items: readonly Item[], told: (item: Item) => string[]): string[] => {
    if (items.length === 0) return [];
    const more = items.length - MOST;
    const rest = more > 0 ? [`  ... and ${more} more`] : [];
    return [`${title}: ${items.length}`, ...items.slice(0, MOST).flatMap(told), ...rest, ""];
  };
  const verdict = (change: VerdictChange): string[] => [
    `  ${change.case}: ${change.a} -> ${change.b}`,
    ...hanging("    ", change.received),
  ];
  const reply = ({ cases, example }: ReplyChange): string[] => [
    ...hanging("  ", `${counted(cases, "case")}, such as ${example.case}: ${example.command}`),
    ...hanging("    A  ", repliesText(example.a)),
    ...hanging("    B  ", repliesText(example.b)),
  ];
  const time = ({ of, aMs, bMs, samples }: TimeChange): string[] => [
    `  ${of}: ${aMs.toFixed(1)} ms -> ${bMs.toFixed(1)} ms${samples === undefined ? "" : ` (median of ${samples.a} and ${samples.b})`}`,
  ];
  return [
    ...identities(comparison, hanging),
    "",
    ...selectionLines("passed in A, no verdict in B", lost, hanging),
    ...group("broken", broken, verdict),
    ...group("fixed", fixed, verdict),
    ...group("not passed in either, and different", other, verdict),
    ...selectionLines("a verdict in one only", selection, hanging),
    ...group("capabilities", capabilities, ({ name, change, reason }) =>
      hanging("  ", reason === "" ? `${change} ${name}` : `${change} ${name} (${reason})`),
    ),
    ...group("replies that differ", replies, reply),
    ...group("cases in which other commands were sent, compared as far as they agree", parted, (id) => [
      `  ${id}`,
    ]),
    ...group("documented replies that came in A only", observed.onlyA, (id) => [`  ${id}`]),
    ...group("documented replies that came in B only", observed.onlyB, (id) => [`  ${id}`]),
    ...(times.overall > times.factor || times.overall * times.factor < 1
      ? [`the median case takes ${times.overall.toFixed(2)} times as long in B`, ""]
      : []),
    ...group(`commands more than ${times.factor} times as slow or as fast`, times.verbs, time),
    ...group(`cases more than ${times.factor} times as slow or as fast`, times.cases, time),
    ...wrapped(headline(comparison), columns),
    ...(comparison.fewer === undefined ? [] : wrapped(fewerText(comparison.fewer), columns)),
  ];
}

function repliesText(replies: readonly string[]): string {
  return replies.length === 0 ? "(no reply)" : replies.join(" | ");
}

type Hanging = (head: string, text: string) => string[];

function identities({ a, b, sameSuites, common, unknown }: RunComparison, hanging: Hanging): string[] {
  const suites = sameSuites
    ? `the same suites ${a.suites.digest.slice(0, 12)}`
    : `other suites (${a.suites.digest.slice(0, 12)} and ${b.suites.digest.slice(0, 12)}), so only common cases count`;
  const only = [
    ...(unknown.onlyA > 0 ? [`${unknown.onlyA} only A knows`] : []),
    ...(unknown.onlyB > 0 ? [`${unknown.onlyB} only B knows`] : []),
  ];
  return [
    ...hanging("A  ", identityText(a)),
    ...hanging("B  ", identityText(b)),
    ...hanging("   ", [suites, `${counted(common, "case")} with a verdict in both`, ...only].join(", ")),
  ];
}

function identityText({ started, target, device, permit, texts, strict }: RunIdentity): string {
  const [greeting = ""] = device.greeting.split("\n");
  const said = greeting === "" ? "no greeting" : `"${greeting}"`;
  return `${target.name}: ${said}, ${device.system}, work ${device.work}, permits ${permit}, texts ${texts}${strict ? ", strict" : ""}, ${started}`;
}

/** Many cases are left out for one reason. */
function selectionLines(title: string, changes: readonly SelectionChange[], hanging: Hanging): string[] {
  if (changes.length === 0) return [];
  const groups = new Map<string, string[]>();
  for (const { case: id, a, b } of changes) {
    const key = `${a} -> ${b}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [id]);
    else group.push(id);
  }
  const lines = [...groups]
    .sort(([one, many], [other, more]) => more.length - many.length || (one < other ? -1 : 1))
    .flatMap(([change, ids]) => {
      const shown = ids.slice(0, MOST_EXAMPLES).map((id) => `    ${id}`);
      const more = ids.length - shown.length;
      return [
        ...hanging("  ", `${counted(ids.length, "case")}, ${change}`),
        ...shown,
        ...(more > 0 ? [`    ... and ${more} more`] : []),
      ];
    });
  return [`${title}: ${changes.length}`, ...lines, ""];
}

function headline({ exit, common, broken, lost, fixed, other, replies }: RunComparison): string {
  if (exit === 3 && common === 0) return "NOTHING TO COMPARE: no case has a verdict in both runs";
  const counts = [
    `${broken.length} broken`,
    `${lost.length} without a verdict in B`,
    `${fixed.length} fixed`,
    `${other.length} otherwise different`,
    `${replies.length} replies changed`,
  ].join(", ");
  const word = { 0: "NOTHING LOST", 1: "LOST", 3: "NOT COMPARED" }[exit];
  return `${word}: of ${counted(common, "common case")} ${counts}`;
}

/**
 * All cases that have a verdict. A row is in the page; what unfolds below it is made by the script, from the page's JSON
 * for a case that passed, and from its story above for one that did not: thousands of dialogues as elements load slowly.
 */
import type { CaseRecord, Journal } from "../../runner/journal.js";
import { remarksOf, storyOf } from "../case-story.js";
import { counted, printable } from "../printable.js";
import { type DialogueLine, dialoguesThatFit } from "./dialogues.js";
import { type Html, html, jsonBlock } from "./markup.js";
import { ALL_FATES, byId, duration, FATES, type Fate, fateBadge } from "./words.js";

export function caseListSection(journal: Journal): Html {
  const cases = byId(journal.cases);
  return html`<section id="cases" aria-labelledby="cases-title">
<h2 id="cases-title">All cases that were run</h2>
${cases.length === 0 ? html`<p class="empty">No case was run.</p>` : list(cases)}
</section>
`;
}

function list(cases: readonly CaseRecord[]): Html {
  const suites = new Map<string, CaseRecord[]>();
  for (const record of cases) {
    const found = suites.get(record.suite);
    if (found === undefined) suites.set(record.suite, [record]);
    else found.push(record);
  }
  return html`${controls(cases)}
<noscript><p>Filter, search and the dialogues of cases that passed need this page's script, which does not run here.</p></noscript>
<div id="case-list">
${[...suites]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([suite, records]) => html`<section class="topic">
<h3><code>${suite}</code> <small>${counted(records.length, "case")}</small></h3>
<ul>
${records.map(row)}</ul>
</section>
`,
  )}</div>
${jsonBlock("case-data", caseData(cases.filter(({ verdict }) => verdict === "pass")))}`;
}

function row({ id, verdict, purpose, durationMs }: CaseRecord): Html {
  const passed = verdict === "pass";
  // The story of a case that did not pass has its id already.
  return html`<li><details data-case="${id}" data-fate="${verdict}"${passed && html` id="${id}"`}><summary>${fateBadge(verdict)} <code>${id}</code> <span class="purpose">${purpose}</span> <span class="time">${duration(durationMs)}</span></summary></details></li>
`;
}

function controls(cases: readonly CaseRecord[]): Html {
  const counts = new Map<Fate, number>();
  for (const { verdict } of cases) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const radio = (value: string, label: Html, checked: boolean): Html =>
    html`<label><input type="radio" name="fate" value="${value}"${checked && html` checked`}><span>${label}</span></label>`;
  return html`<form id="controls" role="search" aria-label="Cases" hidden>
<div class="search"><label for="search">Search in id, purpose, clauses, file</label> <input id="search" type="search" autocomplete="off" spellcheck="false"></div>
<label class="dialogues-too"><input type="checkbox" id="dialogues-too"> and in dialogues</label>
<fieldset><legend>Verdict</legend>${radio("", html`all ${cases.length}`, true)}${ALL_FATES.filter(
    (fate) => (counts.get(fate) ?? 0) > 0,
  ).map((fate) =>
    radio(fate, html`${FATES[fate].sign} ${FATES[fate].word} ${counts.get(fate)}`, false),
  )}</fieldset>
<p id="shown" role="status" aria-live="polite">${counted(cases.length, "case")}</p>
<details class="keys"><summary>Keys</summary>
<dl><div><dt><kbd>/</kbd></dt><dd>to the search</dd></div><div><dt><kbd>Esc</kbd></dt><dd>clears search and filter</dd></div><div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous case of the list; in the list <kbd>↓</kbd> <kbd>↑</kbd> too</dd></div><div><dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>next and previous case that did not pass</dd></div><div><dt><kbd>Enter</kbd></dt><dd>unfolds and folds</dd></div></dl>
<label><input type="checkbox" id="letter-keys" checked> Letters and / are keys of this page</label></details>
</form>`;
}

/** What the script needs of a case that passed. */
interface CaseData {
  /** each text once: most dialogues begin alike, and a page is loaded by somebody who waits */
  texts: string[];
  /** by case: rows of its story, then its dialogue as pairs of time and place in `texts` */
  cases: Record<string, [rows: readonly (readonly [string, string])[], dialogue: (string | number)[]]>;
}

function caseData(passed: readonly CaseRecord[]): CaseData {
  const dialogues = dialoguesThatFit(passed);
  const places = new Map<string, number>();
  const place = (text: string): number => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  };
  const cases = passed.map((record): [string, CaseData["cases"][string]] => {
    const rows = [...storyOf(record), ...remarksOf(record)].filter(([label]) => label !== "purpose");
    const lines: readonly DialogueLine[] = dialogues.get(record) ?? [];
    return [printable(record.id), [rows, lines.flatMap(({ at, text }) => [at?.trim() ?? "", place(text)])]];
  });
  return { cases: Object.fromEntries(cases), texts: [...places.keys()] };
}

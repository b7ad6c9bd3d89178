/** Every clause that a case covers, and what became of its cases. */
import type { Journal } from "../../runner/journal.js";
import { type Html, html } from "./markup.js";
import { ALL_FATES, FATES, type Fate, fateBadge } from "./words.js";

interface ClauseStanding {
  clause: string;
  counts: Record<Fate, number>;
  all: number;
}

/** Columns: the verdicts first, then what has none. */
const COLUMNS: readonly Fate[] = ["pass", "fail", "inconclusive", "error", "not-run", "not-selected"];

export function clausesSection(journal: Journal): Html {
  const standings = clauseStandings(journal);
  return html`<section id="clauses" aria-labelledby="clauses-title">
<h2 id="clauses-title">Clauses</h2>
${
  standings.length === 0
    ? html`<p class="empty">The journal names no case, and so no clause.</p>`
    : html`<p>A case covers one clause or more. A clause leads to its cases in the list.</p>
<table class="counted clauses" role="table"><caption>${standings.length} clauses and the verdicts of their cases</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Clause</th><th role="columnheader" scope="col">Standing</th><th role="columnheader" scope="col" class="number">Cases</th>${COLUMNS.map(
        (fate) =>
          html`<th role="columnheader" scope="col" class="number">${fate === "error" ? "errors" : FATES[fate].word}</th>`,
      )}</tr></thead>
<tbody role="rowgroup">${standings.map(clauseRow)}</tbody></table>`
}
</section>
`;
}

function clauseRow({ clause, counts, all }: ClauseStanding): Html {
  // The worst that became of a case stands for the clause; being left out counts only where nothing else happened.
  const standing = ALL_FATES.find((fate) => counts[fate] > 0) ?? "not-run";
  return html`<tr role="row" class="${standing}"><th role="rowheader" scope="row"><a href="#cases" data-search="${clause}">${clause}</a></th><td role="cell" data-label="standing">${fateBadge(standing)}</td><td role="cell" class="number" data-label="cases">${all}</td>${COLUMNS.map(
    (fate) =>
      html`<td role="cell" class="number${counts[fate] === 0 ? " zero" : ` ${fate}`}" data-label="${fate === "error" ? "errors" : FATES[fate].word}">${counts[fate]}</td>`,
  )}</tr>
`;
}

function clauseStandings({ cases, notSelected, notRun }: Journal): ClauseStanding[] {
  const found = new Map<string, ClauseStanding>();
  for (const record of [...cases, ...notSelected, ...notRun]) {
    const fate: Fate = record.type === "case" ? record.verdict : record.type;
    for (const clause of record.covers) {
      let standing = found.get(clause);
      if (standing === undefined) found.set(clause, (standing = { clause, counts: noCounts(), all: 0 }));
      standing.counts[fate] += 1;
      standing.all += 1;
    }
  }
  return [...found.values()].toSorted((a, b) => inOrder(a.clause, b.clause));
}

function noCounts(): Record<Fate, number> {
  return { pass: 0, fail: 0, inconclusive: 0, error: 0, "not-run": 0, "not-selected": 0 };
}

/** As a reader of the specification looks for them: 1.4.2 before 1.4.10. */
function inOrder(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const numbers = index % 2 === 1 ? Number(part) - Number(other) : 0;
    if (numbers !== 0) return numbers;
    return part < other ? -1 : 1;
  }
  return left.length - right.length;
}

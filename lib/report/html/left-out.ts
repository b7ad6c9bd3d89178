/** What was not selected, by reason, and what was selected and has no verdict. */
import type { Journal, NotRunRecord, NotSelectedRecord } from "../../runner/journal.js";
import { counted, excerpt } from "../printable.js";
import { tallyOf } from "../tally.js";
import { type Html, html } from "./markup.js";
import { byId } from "./words.js";

const MOST_CHARACTERS = 300;

export function leftOutSection(journal: Journal): Html {
  const { notSelected, notRun } = tallyOf(journal);
  const unrecorded = notRun - journal.notRun.length;
  return html`<section id="left-out" aria-labelledby="left-out-title">
<h2 id="left-out-title">Not selected, and not run</h2>
<h3>${notSelected} not selected</h3>
${
  notSelected === 0
    ? html`<p class="empty">Nothing was left out.</p>`
    : html`<p>The device does not have what these cases need, or its profile does not permit it.</p>
${groups(journal.notSelected)}`
}
<h3>${notRun} not run</h3>
${notRun === 0 ? html`<p class="empty">Every selected case has a verdict.</p>` : groups(journal.notRun)}${
  unrecorded > 0 && html`<p>Of ${counted(unrecorded, "selected case")} the journal has no record at all.</p>`
}
</section>
`;
}

/** The largest group first. */
function groups(records: readonly (NotSelectedRecord | NotRunRecord)[]): Html {
  const byReason = new Map<string, (NotSelectedRecord | NotRunRecord)[]>();
  for (const record of records) {
    const found = byReason.get(record.reason);
    if (found === undefined) byReason.set(record.reason, [record]);
    else found.push(record);
  }
  const sorted = [...byReason].toSorted(([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1));
  return html`<div class="groups">${sorted.map(
    ([
      reason,
      own,
    ]) => html`<details><summary><b>${own.length}</b> ${excerpt(reason, MOST_CHARACTERS)}</summary>
<ul>${byId(own).map(({ id, purpose }) => html`<li id="${id}"><code>${id}</code> ${excerpt(purpose, MOST_CHARACTERS)}</li>`)}</ul></details>
`,
  )}</div>`;
}

/** What did not pass, and why: each case with its whole story, readable without the script. */
import type { CaseRecord, Journal } from "../../runner/journal.js";
import { remarksOf, type StoryRow, storyOf } from "../case-story.js";
import { causesOf, causeText, examplesOf } from "../causes.js";
import { counted, excerpt } from "../printable.js";
import { acceptedIn, troublesIn } from "../tally.js";
import { type DialogueLine, dialogueBlock, dialoguesThatFit } from "./dialogues.js";
import { fragment, type Html, html } from "./markup.js";
import { byId, duration, fateBadge } from "./words.js";

/** Dialogues that are unfolded from the start; who has more failures than that looks for something. */
const UNFOLDED = 100;
/** Failures that fit into a table at a glance. */
const AT_A_GLANCE = 60;
const CELL_CHARACTERS = 160;

export function failuresSection(journal: Journal): Html {
  const records = troublesIn(journal);
  const dialogues = dialoguesThatFit(records);
  const none =
    acceptedIn(journal).size > 0 ? "Nothing but what is accepted." : "Every case that was run passed.";
  return html`<section id="failures" aria-labelledby="failures-title">
<h2 id="failures-title">What did not pass</h2>
${
  records.length === 0
    ? html`<p class="empty">${journal.cases.length === 0 ? "No case was run." : none}</p>`
    : html`${causes(journal)}${glance(records)}${records.map((record, index) =>
        failure(record, dialogues.get(record) ?? [], index < UNFOLDED),
      )}`
}
</section>
`;
}

/** Failures that a baseline tolerates, each with its reason; nothing where there are none. */
export function acceptedSection(journal: Journal): Html | undefined {
  const accepted = acceptedIn(journal);
  if (accepted.size === 0) return undefined;
  const records = byId(journal.cases.filter(({ id }) => accepted.has(id)));
  const dialogues = dialoguesThatFit(records);
  return html`<section id="accepted" aria-labelledby="accepted-title">
<h2 id="accepted-title">What is accepted</h2>
${records.map((record) => {
  const { reason = "", expires = "" } = accepted.get(record.id) ?? {};
  const terms: StoryRow = ["accepted", `until ${excerpt(expires, 20)}: ${excerpt(reason, CELL_CHARACTERS)}`];
  return failure(record, dialogues.get(record) ?? [], false, [terms]);
})}
</section>
`;
}

/** What there is to mend, when it is less than the number of cases says. */
function causes(journal: Journal): Html | undefined {
  const all = causesOf(journal);
  if (all.length === 0) return undefined;
  return html`<h3 id="causes">By likely cause</h3>
<ul class="causes" aria-labelledby="causes">${all.map((cause) => {
    const { ids, more } = examplesOf(cause);
    const links = ids.map(
      (id, at) => html`${at > 0 && ", "}<a href="${fragment(id)}"><code>${id}</code></a>`,
    );
    return html`<li><strong>${causeText(cause)}</strong><br>${links}${more > 0 && ` and ${more} more`}</li>
`;
  })}</ul>
`;
}

function glance(records: readonly CaseRecord[]): Html | undefined {
  if (records.length < 2 || records.length > AT_A_GLANCE) return undefined;
  return html`<table class="glance" role="table"><caption>${counted(records.length, "case")} at a glance</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Case</th><th role="columnheader" scope="col">Expected</th><th role="columnheader" scope="col">Received</th></tr></thead>
<tbody role="rowgroup">${records.map(
    ({ id, verdict, deviation, reason }) =>
      html`<tr role="row"><th role="rowheader" scope="row">${fateBadge(verdict)} <a href="${fragment(id)}"><code>${id}</code></a></th><td role="cell" data-label="expected"><samp>${excerpt(deviation?.expected.join(" or ") ?? "", CELL_CHARACTERS)}</samp></td><td role="cell" data-label="received"><samp>${excerpt(deviation?.received ?? reason, CELL_CHARACTERS)}</samp></td></tr>
`,
  )}</tbody></table>
`;
}

function failure(
  record: CaseRecord,
  lines: readonly DialogueLine[],
  open: boolean,
  more: readonly StoryRow[] = [],
): Html {
  const { id, verdict, deviation, durationMs, attempts, died } = record;
  const facts = [
    duration(durationMs),
    attempts > 1 && `attempt ${attempts}`,
    died === true && "the device died",
  ];
  return html`<article class="failure ${verdict}" id="${id}">
<h3 tabindex="-1">${fateBadge(verdict)} <a href="${fragment(id)}"><code>${id}</code></a> <small>${facts.filter((fact) => fact !== false).join(", ")}</small></h3>
<div class="story">
${storyList([...more, ...storyOf(record), ...remarksOf(record)])}
${
  lines.length === 0
    ? html`<p class="empty">The journal has no dialogue of this case.</p>`
    : html`<details${open && html` open`}><summary>Dialogue, ${counted(lines.length, "line")} (times in ms)</summary>
${dialogueBlock(lines, deviation?.received)}</details>`
}
</div>
</article>
`;
}

function storyList(rows: readonly StoryRow[]): Html {
  return html`<dl class="rows">${rows.map(
    ([label, text]) => html`<div class="${label}"><dt>${label}</dt><dd>${text}</dd></div>`,
  )}</dl>`;
}

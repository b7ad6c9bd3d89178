/** Command by documented reply: one sign for each reply, which leads to what is known of it. */
import type { Journal } from "../../runner/journal.js";
import type { Systems } from "../../suite/suite-system.js";
import { type Html, html } from "./markup.js";
import { replyDetails } from "./reply-details.js";
import {
  byCommand,
  REPLY_STATES,
  type ReplyStanding,
  type ReplyState,
  replyStandings,
} from "./reply-state.js";

/** Columns: RFC 959's classes of replies, by their first digit. */
const CLASSES = [
  ["1", "Preliminary"],
  ["2", "Completion"],
  ["3", "Intermediate"],
  ["4", "Transient negative"],
  ["5", "Permanent negative"],
] as const;

const STATES = Object.keys(REPLY_STATES) as ReplyState[];

/** @returns nothing for a run that was about no manual */
export function coverageSection(journal: Journal, systems: Systems): Html | undefined {
  const standings = replyStandings(journal, systems);
  if (standings.length === 0) return undefined;
  const commands = byCommand(standings);
  const count = (state: ReplyState): number =>
    standings.filter((standing) => standing.state === state).length;
  const gaps = standings.length - count("observed");
  return html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Documented replies</h2>
<p>Every reply that the manual documents, command by command. <strong>${count("observed")} of ${standings.length} were observed</strong> in this run. Each sign leads to the reply's text, its reason and its cases.</p>
<ul class="legend">${STATES.map(
    (state) =>
      html`<li><span class="chip ${state}"><span aria-hidden="true">${REPLY_STATES[state].sign}</span> ${count(state)}</span> <strong>${REPLY_STATES[state].word}</strong>: ${REPLY_STATES[state].meaning}</li>`,
  )}</ul>
<div class="matrix">
${
  gaps > 0 &&
  gaps < standings.length &&
  html`<p class="control"><label><input type="checkbox" id="gaps-only"> Only the ${gaps} that were not observed</label></p>\n`
}<table role="table"><caption>Commands by class of reply</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Command</th>${CLASSES.map(
    ([digit, word]) => html`<th role="columnheader" scope="col">${digit}yz <small>${word}</small></th>`,
  )}<th role="columnheader" scope="col" class="number">Observed</th></tr></thead>
<tbody role="rowgroup">${[...commands].map(([command, own]) => commandRow(command, own))}</tbody>
<tfoot role="rowgroup"><tr role="row"><th role="rowheader" scope="row">Total</th>${CLASSES.map(
    ([digit, word]) => {
      const own = standings.filter((standing) => classOf(standing) === digit);
      return html`<td role="cell" data-label="${digit}yz ${word}">${own.filter(isObserved).length} of ${own.length}</td>`;
    },
  )}<td role="cell" class="number" data-label="observed">${count("observed")} of ${standings.length}</td></tr></tfoot></table>
</div>
${replyDetails(commands)}
</section>
`;
}

function commandRow(command: string, own: readonly ReplyStanding[]): Html {
  const cells = CLASSES.map(([digit, word]) => {
    const chips = own.filter((standing) => classOf(standing) === digit).map(chip);
    return html`<td role="cell"${chips.length > 0 ? html` data-label="${digit}yz ${word}"` : html` class="none"`}>${chips}</td>`;
  });
  return html`<tr role="row"><th role="rowheader" scope="row">${command}</th>${cells}<td role="cell" class="number" data-label="observed">${own.filter(isObserved).length} of ${own.length}</td></tr>
`;
}

function chip({ anchor, entry, state, reason }: ReplyStanding): Html {
  const { sign, word } = REPLY_STATES[state];
  const told = `${entry.text} - ${word}${reason === "" ? "" : `: ${reason}`}`;
  return html`<a class="chip ${state}" href="#${anchor}" title="${entry.code} ${told}"><span aria-hidden="true">${sign}</span> ${entry.code}<span class="unseen"> ${told}</span></a> `;
}

/** What begins with none of the five digits is no reply of RFC 959, and stands where refusals do. */
function classOf({ entry }: ReplyStanding): string {
  const digit = String(entry.code).charAt(0);
  return CLASSES.some(([known]) => known === digit) ? digit : "5";
}

function isObserved({ state }: ReplyStanding): boolean {
  return state === "observed";
}

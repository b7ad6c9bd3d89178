/** Below the matrix: what is known of each documented reply, in a table for each command that unfolds. */
import { fragment, type Html, html } from "./markup.js";
import { REPLY_STATES, type ReplyStanding } from "./reply-state.js";

/** Cases that are named: a greeting is asked for by nearly all. */
const NAMED = 6;
const GAPS = ["failed", "other", "not-asked"] as const;

export function replyDetails(commands: ReadonlyMap<string, readonly ReplyStanding[]>): Html {
  return html`<div class="replies">
<h3>Reply by reply</h3>
${[...commands].map(([command, own]) => commandDetails(command, own))}</div>`;
}

function commandDetails(command: string, own: readonly ReplyStanding[]): Html {
  const observed = own.filter(({ state }) => state === "observed").length;
  const gaps = GAPS.map((state) => ({
    state,
    count: own.filter((standing) => standing.state === state).length,
  })).filter(({ count }) => count > 0);
  return html`<details><summary><strong>${command}</strong> <span class="of">${observed} of ${own.length} observed</span>${gaps.map(
    ({ state, count }) =>
      html` <span class="chip ${state}"><span aria-hidden="true">${REPLY_STATES[state].sign}</span> ${count} ${REPLY_STATES[state].word}</span>`,
  )}</summary>
<table role="table"><caption>Replies to ${command}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Reply</th><th role="columnheader" scope="col">State</th><th role="columnheader" scope="col">Sent when</th><th role="columnheader" scope="col">Cases</th></tr></thead>
<tbody role="rowgroup">${own.map(replyRow)}</tbody></table></details>
`;
}

function replyRow({ anchor, entry, state, reason, cases }: ReplyStanding): Html {
  const { sign, word } = REPLY_STATES[state];
  const rest = cases.length - NAMED;
  return html`<tr role="row" id="${anchor}"><th role="rowheader" scope="row"><samp><b>${entry.code}</b>${entry.separator}${entry.text}</samp></th><td role="cell" data-label="state"><span class="chip ${state}"><span aria-hidden="true">${sign}</span> ${word}</span>${reason !== "" && html` <small>${reason}</small>`}</td><td role="cell" data-label="sent when">${entry.condition}</td><td role="cell" data-label="cases">${
    cases.length === 0
      ? "none"
      : html`<ul>${cases.slice(0, NAMED).map((id) => html`<li><a href="${fragment(id)}"><code>${id}</code></a></li>`)}${rest > 0 && html`<li>and ${rest} more</li>`}</ul>`
  }</td></tr>
`;
}

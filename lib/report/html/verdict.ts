/** The first part of the page: the answer, and of what it is one. */
import type { Journal } from "../../runner/journal.js";
import { headlineOf } from "../headline.js";
import { counted, excerpt } from "../printable.js";
import { interruption, standingOf, type Tally, tallyOf } from "../tally.js";
import { timeSpan } from "../time-span.js";
import { type Html, html, type Part } from "./markup.js";
import { ALL_FATES, FATES, SIGNS } from "./words.js";

const MOST_CHARACTERS = 300;
/** A greeting has as many lines as a device likes. */
const GREETING_LINES = 8;

export function verdictSection(journal: Journal): Html {
  const standing = standingOf(journal);
  const tally = tallyOf(journal);
  const why = interruption(journal);
  return html`<header class="verdict ${standing.toLowerCase()}" id="verdict">
<h1><span class="standing"><span aria-hidden="true">${SIGNS[standing]}</span> ${standing}</span> <span class="headline">${headlineOf(journal)}</span></h1>
${why !== undefined && html`<p class="interruption"><strong>Not complete:</strong> ${why}</p>\n`}${
  journal.gate !== undefined &&
  html`<p class="gate">Against the baseline <code>${short(journal.gate.baseline)}</code> on ${short(journal.gate.day)}${tally.accepted > 0 && html`: <a href="#accepted">${counted(tally.accepted, "failure")} accepted</a>`}</p>\n`
}${proportions(tally)}
<ul class="counts">${ALL_FATES.map(
    (fate) =>
      html`<li class="${fate}${tally[FATES[fate].counts] === 0 && " none"}"><span class="sign" aria-hidden="true">${FATES[fate].sign}</span> <b>${tally[FATES[fate].counts]}</b> ${fate === "error" && tally.errors !== 1 ? "errors" : FATES[fate].word}</li>`,
  )}</ul>
${identity(journal)}
</header>
`;
}

/** The counts as one bar. They stand beside it in words, so it is an ornament. */
function proportions(tally: Tally): Html | undefined {
  const parts = ALL_FATES.map((fate) => ({ fate, count: tally[FATES[fate].counts] }));
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return undefined;
  let before = 0;
  const rects = parts.map(({ fate, count }) => {
    const x = (before / all) * 100;
    before += count;
    // One failure among thousands has to be seen.
    const width = count === 0 ? 0 : Math.max(0.4, (count / all) * 100);
    return html`<rect class="${fate}" x="${x.toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"/>`;
  });
  // Drawn from the last to the first: what matters most lies on top.
  return html`<svg class="proportions" aria-hidden="true" focusable="false">${rects.toReversed()}</svg>`;
}

function identity({ header, end, cases }: Journal): Html {
  const { target, device, shard } = header;
  const lines = device.greeting.split("\n");
  const greeting = lines.slice(0, GREETING_LINES);
  const rows: [label: string, value: Part][] = [
    ["Device", html`<strong>${short(target.name)}</strong>`],
    [
      "Greeting",
      device.greeting === ""
        ? "none"
        : html`${greeting.map((line, index) => html`${index > 0 && html`<br>`}<samp>${short(line)}</samp>`)}${
            lines.length > greeting.length &&
            html`<br>... ${counted(lines.length - greeting.length, "more line")}`
          }`,
    ],
    ["System", device.system === "" ? "did not say" : html`<samp>${short(device.system)}</samp>`],
    ["Permitted", short(header.permit)],
    ["Texts", `${short(header.texts)}${header.strict ? ", strict" : ", not strict"}`],
    [
      "Suites",
      html`${counted(header.suites.cases, "case")}, digest <code>${short(header.suites.digest)}</code>`,
    ],
    ["Part of the run", shard !== undefined && `${shard.index} of ${shard.of}`],
    ["Started", html`<time>${short(header.started)}</time>`],
    [
      "Finished",
      end === undefined ? "it did not: the run was killed" : html`<time>${short(end.finished)}</time>`,
    ],
    [
      "Duration",
      end === undefined ? undefined : `${timeSpan(end.durationMs)} for ${counted(cases.length, "case")}`,
    ],
    ["flashgate", short(header.flashgate)],
  ];
  return html`<dl class="identity">${rows
    .filter(([, value]) => value !== undefined && value !== false)
    .map(
      ([label, value]) => html`<div class="${label.toLowerCase()}"><dt>${label}</dt><dd>${value}</dd></div>`,
    )}</dl>`;
}

function short(text: string): string {
  return excerpt(text, MOST_CHARACTERS);
}

/** Where the time went: in all, by length, by topic, and the slowest cases. */
import type { CaseRecord, Journal } from "../../runner/journal.js";
import { counted } from "../printable.js";
import { timeSpan } from "../time-span.js";
import { fragment, type Html, html, type Part } from "./markup.js";
import { bar, duration, fateBadge } from "./words.js";

const SLOWEST = 15;
const TOPICS = 12;
/** Upper ends, in milliseconds. */
const LENGTHS: readonly [most: number, words: string][] = [
  [10, "up to 10 ms"],
  [100, "up to 100 ms"],
  [1000, "up to 1 s"],
  [10_000, "up to 10 s"],
  [Number.POSITIVE_INFINITY, "longer"],
];

export function timingSection({ cases, end }: Journal): Html {
  return html`<section id="timing" aria-labelledby="timing-title">
<h2 id="timing-title">Timing</h2>
${cases.length === 0 ? html`<p class="empty">No case was run.</p>` : figures(cases, end?.durationMs)}
</section>
`;
}

function figures(cases: readonly CaseRecord[], run: number | undefined): Html {
  const slowest = cases.toSorted((a, b) => b.durationMs - a.durationMs || (a.id < b.id ? -1 : 1));
  const total = slowest.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const longest = slowest[0]?.durationMs ?? 0;
  const median = slowest[Math.floor(slowest.length / 2)]?.durationMs ?? 0;
  const said = `All cases together took ${timeSpan(total)}, half of them ${duration(median)} or less each, the slowest ${duration(longest)}.`;
  const overlapped =
    run !== undefined && total > run ? " Cases overlap, so the run is shorter than their sum." : "";
  return html`<p>${run === undefined ? "The run was killed, so its length is not known." : html`The run took <strong>${timeSpan(run)}</strong>.`} ${said}${overlapped}</p>
<div class="side-by-side">
${lengths(cases)}
${topics(cases, total)}
</div>
${table(
  `The ${counted(Math.min(SLOWEST, cases.length), "slowest case")}`,
  ["Case", "Verdict", "Time"],
  slowest
    .slice(0, SLOWEST)
    .map(({ id, verdict, durationMs }) => [
      html`<a href="${fragment(id)}"><code>${id}</code></a>`,
      fateBadge(verdict),
      html`${bar(longest === 0 ? 0 : durationMs / longest)} ${duration(durationMs)}`,
    ]),
)}`;
}

function lengths(cases: readonly CaseRecord[]): Html {
  let from = -1;
  const rows = LENGTHS.map(([most, words]) => {
    const lower = from;
    from = most;
    const count = cases.filter(({ durationMs }) => durationMs > lower && durationMs <= most).length;
    return [words, html`${bar(count / cases.length)} ${count}`];
  });
  return table("Cases by length", ["Length", "Cases"], rows);
}

function topics(cases: readonly CaseRecord[], total: number): Html {
  const suites = new Map<string, { time: number; count: number }>();
  for (const { suite, durationMs } of cases) {
    const found = suites.get(suite) ?? { time: 0, count: 0 };
    suites.set(suite, { time: found.time + durationMs, count: found.count + 1 });
  }
  const sorted = [...suites].toSorted(([a, one], [b, two]) => two.time - one.time || (a < b ? -1 : 1));
  const most = sorted[0]?.[1].time ?? 0;
  const rows = sorted
    .slice(0, TOPICS)
    .map(([suite, { time, count }]): Part[] => [
      html`<code>${suite}</code>`,
      count,
      html`${bar(most === 0 ? 0 : time / most)} ${duration(time)}${total > 0 && html` <small>${Math.round((time / total) * 100)} %</small>`}`,
    ]);
  const caption =
    sorted.length > TOPICS ? `The ${TOPICS} topics that take most, of ${sorted.length}` : "Topics";
  return table(caption, ["Topic", "Cases", "Time of its cases"], rows);
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly Part[])[]): Html {
  return html`<table class="bars"><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody></table>`;
}

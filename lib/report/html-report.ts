/**
 * A run as one page for people: the answer first, then what did not pass and why, then what was covered. It needs nothing
 * but itself: no other file, no network, and without its script only comfort is missing.
 */
import type { Journal } from "../runner/journal.js";
import type { Systems } from "../suite/suite-system.js";
import { caseListSection } from "./html/case-list.js";
import { clausesSection } from "./html/clauses.js";
import { coverageSection } from "./html/coverage-matrix.js";
import { acceptedSection, failuresSection } from "./html/failures.js";
import { leftOutSection } from "./html/left-out.js";
import { html, ownElement } from "./html/markup.js";
import { pageFiles } from "./html/page-files.js";
import { timingSection } from "./html/timing.js";
import { verdictSection } from "./html/verdict.js";
import { SIGNS } from "./html/words.js";
import { excerpt } from "./printable.js";
import { type Standing, standingOf, tallyOf, troublesIn } from "./tally.js";

const TITLE_CHARACTERS = 100;

/**
 * The same journal gives the same page.
 * @param systems those whose manuals the page is to tell of, where the run was about them
 */
export function htmlReport(journal: Journal, systems: Systems = new Map()): string {
  const coverage = coverageSection(journal, systems);
  const { css, script, policy } = pageFiles();
  const { accepted, notSelected, notRun } = tallyOf(journal);
  const standing = standingOf(journal);
  const sections: [id: string, title: string, count?: number][] = [
    ["failures", "Not passed", troublesIn(journal).length],
    ...(accepted > 0 ? [["accepted", "Accepted", accepted] as [string, string, number]] : []),
    ...(coverage === undefined ? [] : [["coverage", "Replies"] as [string, string]]),
    ["clauses", "Clauses"],
    ["timing", "Timing"],
    ["cases", "All cases", journal.cases.length],
    ["left-out", "Left out", notSelected + notRun],
  ];
  // The policy stands before everything that it judges.
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="flashgate ${journal.header.flashgate}">
<title>${standing}: ${excerpt(journal.header.target.name, TITLE_CHARACTERS)} - flashgate</title>
<link rel="icon" href="${iconOf(standing)}">
${ownElement("style", css)}
</head>
<body>
<a class="skip" href="#main">To the report</a>
${verdictSection(journal)}<nav aria-label="Parts of the report"><ul>${sections.map(
    ([id, title, count]) =>
      html`<li><a href="#${id}">${title}${count !== undefined && html` <span class="count">${count}</span>`}</a></li>`,
  )}</ul></nav>
<main id="main" tabindex="-1">
${failuresSection(journal)}${acceptedSection(journal)}${coverage}${clausesSection(journal)}${timingSection(journal)}${caseListSection(journal)}${leftOutSection(journal)}</main>
<footer><p>Made by flashgate from the journal of the run. The journal has every dialogue whole.</p></footer>
${ownElement("script", script)}
</body>
</html>
`.toString();
}

/** So that it can be told among the tabs of a browser. */
function iconOf(standing: Standing): string {
  const colour = { PASS: "#14692f", FAIL: "#b3121d", INCOMPLETE: "#7d4e00" }[standing];
  const sign = `<text x="8" y="12.5" font-size="12" text-anchor="middle" fill="#fff">${SIGNS[standing]}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="${colour}"/>${sign}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The text of a JUnit element: what is told about one case. */
import type { CaseRecord } from "../runner/journal.js";
import { remarksOf, type StoryRow, storyOf } from "./case-story.js";
import { dialogueLines } from "./dialogue.js";
import { excerpt } from "./printable.js";

/** GitLab takes files below 30 MB; what stands beside the stories (names, times, purposes) has the rest. */
const STORY_OCTETS = 20 << 20;
/** Lines of each dialogue: the largest of these numbers with which all stories fit is taken. */
const DIALOGUE_LINES = [200, 60, 20, 6, 0];
const LABEL_WIDTH = 10;
const REASON_CHARACTERS = 1000;

/**
 * The stories of the cases that did not pass. When a huge run fails, every dialogue is shortened alike: the journal
 * has them whole, while a report that is too large would be thrown away by who receives it.
 * @param budget octets of all stories together
 */
export function storiesThatFit(
  cases: readonly CaseRecord[],
  budget = STORY_OCTETS,
): ReadonlyMap<CaseRecord, string> {
  const records = cases.filter((record) => record.verdict !== "pass");
  let stories = new Map<CaseRecord, string>();
  for (const most of DIALOGUE_LINES) {
    let octets = 0;
    stories = new Map();
    for (const record of records) {
      const story = storyWith(record, most);
      octets += Buffer.byteLength(story);
      if (octets > budget) break;
      stories.set(record, story);
    }
    if (octets <= budget) return stories;
  }
  return stories;
}

/** GitLab shows the text and not the message, so the reason stands first. */
function storyWith(record: CaseRecord, dialogueMost: number): string {
  const dialogue = dialogueLines(record, { most: dialogueMost });
  return characterData([
    excerpt(record.reason, REASON_CHARACTERS),
    ...storyOf(record)
      .filter(([label]) => label !== "reason")
      .map(rowLine),
    ...(dialogue.length > 0 ? ["dialogue  (times in ms)", ...dialogue] : []),
    ...remarksOf(record).map(rowLine),
  ]);
}

/** What is told about a case that passed. */
export function passedStory(record: CaseRecord): string {
  return characterData([...storyOf(record), ...remarksOf(record)].map(rowLine));
}

export function rowLine([label, text]: StoryRow): string {
  return `${label.padEnd(LABEL_WIDTH)}${text}`;
}

/** The lines as character data. `]]>` would end it; the builder takes care of the first one only. */
export function characterData(lines: readonly string[]): string {
  return lines.join("\n").replaceAll("]]>", "]]\\x3e");
}

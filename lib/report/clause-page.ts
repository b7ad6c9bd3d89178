/** docs/coverage.md: every sentence of the manual that requires something, and what covers it. */
import type { Clause } from "../suite/clauses.js";

/** Cases that are named before the rest is counted. */
const NAMED = 4;

/** What the page says of the manual besides its sentences. */
export interface Manual {
  /** what of it is covered: `Dm 724-I, chapters 1 to 5` */
  readonly title: string;
  /** where its documented replies stand: `section 1.4 and 5.1.6` */
  readonly replySections: string;
  /** the file with the sentences */
  readonly sentences: string;
}

export function clausePage(
  clauses: readonly Clause[],
  manual: Manual,
  counts: { cases: number; replies: number },
): string {
  const covered = clauses.filter(({ cases }) => cases.length > 0).length;
  const lines = [
    "# Coverage of the manual",
    "",
    `${manual.title}: ${clauses.length} sentences that require something, ${covered} of them covered by ${counts.cases} cases, ${clauses.length - covered} that cannot be tested over FTP. All ${counts.replies} documented replies of ${manual.replySections} are encoded in cases too; \`flashgate catalogue --coverage JOURNAL\` prints for a run which of them came.`,
    "",
    `The sentences stand in \`${manual.sentences}\`, in our own words; \`npm run coverage\` writes this page. It is written by a program: do not edit it.`,
  ];
  for (const section of new Set(clauses.map((clause) => clause.section))) {
    lines.push("", `## ${section}`, "", "| strength | sentence | covered by |", "|:--|:--|:--|");
    for (const clause of clauses.filter((item) => item.section === section))
      lines.push(`| ${clause.strength} | ${cell(clause.sentence)} | ${coveredBy(clause)} |`);
  }
  return `${lines.join("\n")}\n`;
}

function coveredBy({ cases, untestable }: Clause): string {
  if (cases.length === 0) return `*not testable: ${cell(untestable)}*`;
  const named = cases.slice(0, NAMED).map((id) => `\`${id}\``);
  const rest = cases.length - named.length;
  return rest > 0 ? `${named.join(", ")} and ${rest} more` : named.join(", ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}

import { readRun } from "../report/baseline/read-run.js";
import { type ReplyCoverage, replyCoverage } from "../report/coverage.js";
import { jsonText } from "../report/log-line.js";
import { chooseCases } from "../runner/choose-cases.js";
import { repliesAskedBy } from "../suite/documented.js";
import { SYSTEMS } from "../systems/known.js";
import { refuse, tell } from "./say.js";

/**
 * `flashgate catalogue --coverage JOURNAL`: command by reply, encoded, observed, or why not.
 * @param path a journal, or the folder of a run
 */
export async function coverageCommand(
  path: string,
  options: { json?: boolean; suites: readonly string[] },
): Promise<number> {
  const read = readRun(path);
  if (!read.ok) return refuse(read.message, 2);
  const chosen = await chooseCases([], options.suites, SYSTEMS);
  if (!chosen.ok) return refuse(chosen.message, chosen.exit);
  const { journal } = read;
  if (journal.header.suites.digest !== chosen.digest) {
    return refuse(
      `${path} is of other suites than these (${journal.header.suites.digest.slice(0, 12)}, not ${chosen.digest.slice(0, 12)}); run them again, or name the folders with --suites`,
      2,
    );
  }
  const rows = replyCoverage(
    journal,
    SYSTEMS,
    chosen.cases.map((item) => ({ id: item.id, asks: repliesAskedBy(item) })),
  );
  tell(options.json === true ? json(rows) : matrix(rows));
  return 0;
}

function json(rows: readonly ReplyCoverage[]): string {
  const objects = rows.map(({ entry, cases, observedIn, reason }) => ({
    reply: entry.id,
    command: entry.command,
    code: entry.code,
    text: entry.text,
    cases,
    observedIn,
    ...(reason !== undefined && { reason }),
  }));
  return jsonText(objects, 2);
}

/** Commands in the manual's order, each with its replies; what did not come says why. */
function matrix(rows: readonly ReplyCoverage[]): string {
  const lines: string[] = [];
  const commands = [...new Set(rows.map(({ entry }) => entry.command))];
  for (const command of commands) {
    const own = rows.filter(({ entry }) => entry.command === command);
    lines.push("", `${command}  ${count(own)}`);
    for (const { entry, cases, observedIn, reason } of own) {
      const mark = reason === undefined ? "observed" : cases.length > 0 ? "encoded " : "missing ";
      const times = reason === undefined ? `cases ${cases.length}, observed in ${observedIn.length}` : reason;
      lines.push(`  ${mark}  ${entry.code} ${entry.text}  [${times}]`);
    }
  }
  return [...lines.slice(1), "", `all documented replies: ${count(rows)}`].join("\n");
}

function count(rows: readonly ReplyCoverage[]): string {
  const encoded = rows.filter(({ cases }) => cases.length > 0).length;
  const observed = rows.filter(({ observedIn }) => observedIn.length > 0).length;
  return `${encoded} of ${rows.length} encoded, ${observed} observed`;
}

/** What a job on GitHub Actions shows of a run: annotations beside the change, and the page of the job. */
import { appendFileSync } from "node:fs";
import { annotations } from "../report/annotations.js";
import { markdownReport } from "../report/markdown.js";
import type { Journal } from "../runner/journal.js";
import { printCommand } from "./output.js";

/** Does nothing elsewhere. A page that cannot be written is said and changes no verdict. */
export function tellGitHub(journal: Journal, env: NodeJS.ProcessEnv): void {
  if (env["GITHUB_ACTIONS"] !== "true") return;
  const repository = { workspace: env["GITHUB_WORKSPACE"], folder: process.cwd() };
  for (const line of annotations(journal, repository)) printCommand(line);
  const page = env["GITHUB_STEP_SUMMARY"];
  if (page === undefined || page === "") return;
  try {
    appendFileSync(page, markdownReport(journal));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    process.stderr.write(`flashgate: the job's summary ${page} cannot be written (${code})\n`);
  }
}

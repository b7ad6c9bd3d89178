/** What GitHub Actions shows beside the files of a change: workflow commands on standard output. */
import { isAbsolute, relative, resolve } from "node:path";
import type { Journal } from "../runner/journal.js";
import { harmless } from "./log-line.js";
import { excerpt } from "./printable.js";
import { troublesIn } from "./tally.js";

/** GitHub shows ten of each kind in a step. */
const MOST = 10;
const MOST_CHARACTERS = 1000;

export interface Repository {
  /** where it is checked out (GITHUB_WORKSPACE); a file that is not below it is not of the change */
  workspace: string | undefined;
  /** the folder from which the cases' files are named */
  folder: string;
}

/** @returns a line for each of the first failures */
export function annotations(journal: Journal, repository: Repository): string[] {
  return troublesIn(journal)
    .slice(0, MOST)
    .map(({ id, verdict, file, reason, covers, deviation }) => {
      const [, path = file, line = "1"] = /^(.*):(\d+)$/.exec(file) ?? [];
      const at = String(deviation?.line || line);
      const level = verdict === "fail" ? "error" : "warning";
      const named = inRepository(path, repository);
      const place = named === undefined ? "" : `file=${property(named)},line=${at},`;
      const message = `${reason} (${covers.join(", ")})`;
      return harmless(`.::${level} ${place}title=${property(id)}::${data(message)}`).slice(1);
    });
}

/** @returns the path as the repository has it; undefined for a file of elsewhere, which GitHub could not place */
function inRepository(path: string, { workspace, folder }: Repository): string | undefined {
  if (workspace === undefined || workspace === "") return undefined;
  const below = relative(resolve(workspace), resolve(folder, path));
  if (below === "" || below === ".." || /^\.\.[/\\]/.test(below) || isAbsolute(below)) return undefined;
  return below.replaceAll("\\", "/");
}

function data(text: string): string {
  return excerpt(text, MOST_CHARACTERS).replaceAll("%", "%25");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

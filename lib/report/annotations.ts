/** What GitHub Actions shows beside the files of a change: workflow commands on standard output. */
import type { Journal } from "../runner/journal.js";
import { troublesIn } from "./tally.js";

/** GitHub shows ten of each kind in a step. */
const MOST = 10;

/** @returns a line for each of the first failures */
export function annotations(journal: Journal): string[] {
  return troublesIn(journal)
    .slice(0, MOST)
    .map(({ id, verdict, file, reason, covers, deviation }) => {
      const [, path = file, line = "1"] = /^(.*):(\d+)$/.exec(file) ?? [];
      const at = String(deviation?.line || line);
      const level = verdict === "fail" ? "error" : "warning";
      const message = `${reason} (${covers.join(", ")})`;
      return `::${level} file=${property(path)},line=${at},title=${property(id)}::${data(message)}`;
    });
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

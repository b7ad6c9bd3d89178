import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { clausePage } from "../report/clause-page.js";
import { chooseCases } from "../runner/choose-cases.js";
import { readClauses } from "../suite/clauses.js";
import { catalogue } from "../systems/dm724/catalogue.js";
import { SYSTEMS } from "../systems/known.js";

const MANUAL = {
  title: "Dm 724-I, chapters 1 to 5",
  replySections: "section 1.4 and 5.1.6",
  sentences: "suites/dm724/clauses.tsv",
};

/** The text of docs/coverage.md. @throws Error with every fault of the list of clauses */
export async function coveragePage(): Promise<string> {
  const chosen = await chooseCases(["dm724"], [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const read = readClauses(join(packageRoot(), "suites", "dm724"), chosen.cases);
  if (read?.ok !== true) throw new Error(read?.faults.join("\n") ?? "there is no list of clauses");
  return clausePage(read.clauses, MANUAL, { cases: chosen.cases.length, replies: catalogue.replies.length });
}

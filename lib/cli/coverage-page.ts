import { join } from "node:path";
import { ftpCatalogue } from "../catalogue/catalogue.js";
import { packageRoot } from "../files/package-root.js";
import { clausePage } from "../report/clause-page.js";
import { chooseCases } from "../runner/choose-cases.js";
import { readClauses } from "../suite/clauses.js";

/** The text of docs/coverage.md. @throws Error with every fault of the list of clauses */
export async function coveragePage(): Promise<string> {
  const chosen = await chooseCases(["dm724"], []);
  if (!chosen.ok) throw new Error(chosen.message);
  const read = readClauses(join(packageRoot(), "suites", "dm724"), chosen.cases);
  if (read?.ok !== true) throw new Error(read?.faults.join("\n") ?? "there is no list of clauses");
  return clausePage(read.clauses, { cases: chosen.cases.length, replies: ftpCatalogue().length });
}

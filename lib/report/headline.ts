import type { Journal } from "../runner/journal.js";
import { counted } from "./printable.js";
import { standingOf, tallyOf } from "./tally.js";

/** What stands behind PASS, FAIL or INCOMPLETE. */
export function headlineOf(journal: Journal): string {
  if (journal.gate !== undefined) return journal.gate.said.replace(/^(PASS|FAIL|INCOMPLETE): /, "");
  const { passed, failed, inconclusive, errors, notRun } = tallyOf(journal);
  const selected = passed + failed + inconclusive + errors + notRun;
  switch (standingOf(journal)) {
    case "PASS":
      return selected === 1 ? "the selected case passed" : `all ${selected} selected cases passed`;
    case "FAIL":
      return `${failed} of ${counted(selected, "selected case")} failed`;
    case "INCOMPLETE":
      if (failed > 0)
        return `${failed} of ${counted(selected, "selected case")} failed, and the run is not complete`;
      if (passed === selected) return selected === 0 ? "nothing was run" : "the run did not go to its end";
      return `${selected - passed} of ${counted(selected, "selected case")} neither passed nor failed`;
  }
}

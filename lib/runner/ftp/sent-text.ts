/** A case's texts on their way into a command: what the case wrote, and what a device filled in. */

import { hazardOfLine } from "../../hazard/ftp/hazard.js";
import { hazardAbove } from "../../hazard/order.js";
import { octetsOf } from "../../octets/text.js";
import { fill } from "../../suite/judge.js";
import { hazardsOf } from "../../suite/suite-system.js";
import { replaceForms } from "../../suite/variables.js";
import type { CaseContext } from "../case-context.js";
import type { SessionRun } from "../session-run.js";
import { CaseEnd } from "../step-end.js";

/** One line or more for the wire. */
export interface SentText {
  /** as it is sent */
  text: string;
  /** as the case and the profile wrote it: no octet of it is from the device, and the wire guard trusts these alone */
  written: string;
}

const PLACE = /\{([a-z][A-Za-z0-9]*)\}/g;
/** Every name that a case writes, renames or deletes of its own accord begins so. */
const OWN = /^FG/i;
/** Numbers, and names as 8.3 has them without what parts paths, fits many names or means something to a shell. */
const FORM = /^[\w.,:~!#%@^{}'-]{1,64}$/;
const NOTHING_KNOWN = { sinks: false, inSink: false, buffered: false };

/** @returns a text of the case with its variables filled in */
export function sentText(run: CaseContext, raw: string, session: SessionRun): SentText {
  return { text: run.text(raw, session), written: run.written(raw, session) };
}

/** The same with the places that earlier replies filled. Throws CaseEnd where what they hold may not stand there. */
export function commandOf(run: CaseContext, raw: string, session: SessionRun): SentText {
  const { text, written } = sentText(run, raw, session);
  const names = [...replaceForms(raw, () => "").matchAll(PLACE)].map(([, name = ""]) => name);
  for (const name of names) {
    const value = run.bindings.get(name);
    if (value === undefined) {
      throw new CaseEnd("inconclusive", `"${raw}" was not sent: no reply has told what {${name}} is`);
    }
    if (!FORM.test(value)) {
      run.fail(
        `"${raw}" was not sent: what the device said for {${name}} is neither a number nor a name: "${value}"`,
      );
    }
    if (OWN.test(value) || !hazardAbove("firmware", run.guard.permit) || !changesFiles(raw, run)) continue;
    run.fail(
      `"${raw}" was not sent: the device chose the name ${value}, and only names that begin with FG are the suite's`,
    );
  }
  return { text: fill(text, run.bindings), written };
}

/** Whether the command, of a name of the suite's, writes, renames or deletes. */
function changesFiles(raw: string, { item }: CaseContext): boolean {
  const line = replaceForms(raw, () => "").replace(PLACE, "FGTEST.TXT");
  if (/^\s*RNFR\b/i.test(line)) return true;
  return hazardAbove(
    hazardOfLine(hazardsOf(item.folder), octetsOf(`${line.replace(/[^\x20-\x7e]/g, "")}\r\n`), NOTHING_KNOWN)
      .hazard,
    "buffer",
  );
}

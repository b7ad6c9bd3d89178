/**
 * What a case sends beyond its own `hazard:`, as far as that is known before a run. The wire guard has the last word
 * (`runner/ftp/wire-guard`); this tells only what it would refuse in every run: what a device may confirm counts as confirmed,
 * and whatever stands for a device's word as something harmless.
 */
import type { HazardContext } from "../hazard/ftp/context.js";
import { hazardOfLine } from "../hazard/ftp/hazard.js";
import type { HazardTable } from "../hazard/ftp/table.js";
import { type Hazard, hazardAbove } from "../hazard/order.js";
import type { SuiteFolder } from "./case.js";
import type { Step } from "./schema.js";
import { hazardsOf } from "./suite-system.js";
import { expandRepeats, replaceForms } from "./variables.js";
import { sentBy, sessionUse } from "./verbs/lookups.js";
import type { Sent } from "./verbs/verb.js";

export interface SentHazard {
  step: Step;
  /** as a person would name it */
  sent: string;
  hazard: Hazard;
  because: string;
}

const SAMPLES: Readonly<Record<string, string>> = {
  work: "/FGWORK",
  own: "127.0.0.1",
  "own.comma": "127,0,0,1",
};
const PLACE = /\{[a-z][A-Za-z0-9]*\}/g;
/** A place where a command is told from another one: nobody knows what will stand there. */
const PLACE_IN_VERB = /^\s*(?:SITE\s+)?[^\s{]*\{/i;
const MOST_SHOWN = 60;

interface Session extends Pick<HazardContext, "inSink" | "buffered"> {
  /** the unfinished line */
  pending: string;
}

/**
 * @param whole whether these are all steps: one that is not known might have made the others harmless
 * @returns what the steps send in order, with the hazard that it has on the tamest device
 */
export function hazardsSent(steps: readonly Step[], folder: SuiteFolder, whole: boolean): SentHazard[] {
  const table = hazardsOf(folder);
  const sinks = table.knowsSinks;
  const tame = !whole && folder.system !== undefined;
  const sessions = new Map<string, Session>();
  const found: SentHazard[] = [];
  for (const step of steps) {
    const name = step.session ?? "main";
    if (sessionUse(step) === "opens") sessions.delete(name);
    const session = sessions.get(name) ?? { pending: "", inSink: tame && sinks, buffered: tame };
    sessions.set(name, session);
    for (const text of sentBy(step)) {
      const octets = onTheWire(text);
      if (octets === undefined) continue;
      const whole = session.pending + octets;
      const { inSink, buffered } = session;
      const { hazard, because } = hazardOfLine(table, Buffer.from(whole, "latin1"), {
        sinks,
        inSink,
        buffered,
      });
      found.push({ step, sent: text.text.slice(0, MOST_SHOWN), hazard, because });
      session.pending = whole.slice(whole.lastIndexOf("\n") + 1);
      Object.assign(session, confirmable(table, whole, sinks));
    }
  }
  return found;
}

/** @returns the text as it would be sent; undefined where only a run can tell */
function onTheWire({ control, filled = false }: Sent): string | undefined {
  if (control === undefined || /[^\0-\xff]/.test(control)) return undefined;
  const bare = replaceForms(control, () => "");
  if (filled && PLACE_IN_VERB.test(bare)) return undefined;
  const expanded = replaceForms(expandRepeats(control), (_, name) => SAMPLES[name] ?? "FG");
  return filled ? expanded.replace(PLACE, "1") : expanded;
}

/** What was confirmed once may have ended since; a run will tell. */
function confirmable(table: HazardTable, lines: string, sinks: boolean): Partial<Session> {
  const known: Partial<Session> = {};
  for (const line of lines.split(/[\r\n]+/)) {
    const { inSink, buffered } = table.confirmable(line.trim().toUpperCase());
    if (inSink === true && sinks) known.inSink = true;
    if (buffered === true) known.buffered = true;
  }
  return known;
}

/** @returns the worst of them; undefined where nothing is sent */
export function worstOf(sent: readonly SentHazard[]): Hazard | undefined {
  return sent.reduce<Hazard | undefined>(
    (worst, { hazard }) => (worst === undefined || hazardAbove(hazard, worst) ? hazard : worst),
    undefined,
  );
}

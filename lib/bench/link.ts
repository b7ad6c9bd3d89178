/** The whole suite over a link with 20 ms round trip: how long, how many round trips, and which cases are the dearest. */

import { behindLink } from "../runner/behind-link.js";
import { chooseCases } from "../runner/choose-cases.js";
import type { CaseRecord, DialogueEvent } from "../runner/journal.js";
import { prepareRun } from "../runner/prepare.js";
import { dm724Testbed } from "../systems/dm724/testbed.js";
import { SYSTEMS } from "../systems/known.js";
import { row } from "./figures.js";

const DELAY_MS = 10;
const DEAREST = 5;

export async function overALink(): Promise<string[]> {
  const chosen = await chooseCases([], [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const records: CaseRecord[] = [];
  const prepared = await prepareRun({
    chosen,
    bed: behindLink(dm724Testbed(), { delay: DELAY_MS }),
    strict: false,
    signal: new AbortController().signal,
    write: (record) => {
      if (record.type === "case") records.push(record);
    },
    listener: {},
  });
  if (!prepared.ok) throw new Error(prepared.message);
  const { durationMs } = await prepared.run.start();
  const passed = records.filter(({ verdict }) => verdict === "pass").length;
  const turns = records.map(({ dialogue }) => roundTrips(dialogue));
  const dearest = records.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, DEAREST);
  return [
    `over a link with ${2 * DELAY_MS} ms round trip: ${passed} of ${records.length} cases pass`,
    row("the run", [durationMs / 1000], "s"),
    row("round trips of a case", turns, "round trips"),
    row(
      "seconds of a case",
      records.map((record) => record.durationMs / 1000),
      "s",
    ),
    "the dearest:",
    ...dearest.map(
      ({ id, durationMs: spent, dialogue }) =>
        `  ${id}: ${(spent / 1000).toFixed(1)} s, ${roundTrips(dialogue)} round trips (${((roundTrips(dialogue) * 2 * DELAY_MS) / 1000).toFixed(1)} s of it)`,
    ),
  ];
}

/** How often the client spoke after the server had. A session that is opened costs one as well. */
function roundTrips(dialogue: readonly DialogueEvent[]): number {
  const heard = new Map<string, boolean>();
  let count = 0;
  for (const { session, channel, side, text, note } of dialogue) {
    if (channel !== "control") continue;
    if (side === "S") heard.set(session, true);
    else if (side === "C" && note?.startsWith("connected") === true) count += 1;
    else if (side === "C" && text !== undefined && heard.get(session) === true) {
      heard.set(session, false);
      count += 1;
    }
  }
  return count;
}

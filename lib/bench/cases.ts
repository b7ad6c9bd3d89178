/** How many cases a second the runner gets through on the embedded device, overlapping and one at a time. */

import { chooseCases } from "../runner/choose-cases.js";
import { prepareRun } from "../runner/prepare.js";
import { dm724Testbed } from "../systems/dm724/testbed.js";
import { SYSTEMS } from "../systems/known.js";
import { row } from "./figures.js";

const ROUNDS = 5;

export async function casesPerSecond(): Promise<string[]> {
  const chosen = await chooseCases([], [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const rows: string[] = [];
  for (const jobs of [undefined, 1]) {
    const rates: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bed = dm724Testbed({ jobs });
      const { signal } = new AbortController();
      const prepared = await prepareRun({
        chosen,
        bed,
        strict: false,
        signal,
        write: () => {},
        listener: {},
      });
      if (!prepared.ok) throw new Error(prepared.message);
      const { durationMs } = await prepared.run.start();
      rates.push((prepared.run.cases.length * 1000) / durationMs);
      times.push(durationMs / 1000);
    }
    const name =
      jobs === undefined ? `all ${chosen.cases.length} cases, overlapping` : "all cases, one at a time";
    rows.push(row(name, rates, "cases/s"), row(`${name}: the run`, times, "s"));
  }
  return rows;
}

/** How long a run will take, judged by how quickly the device has answered so far. */
import type { Case } from "../suite/case.js";
import type { CapabilityRecord, DialogueEvent } from "./journal.js";

/** Of each case beside its steps: the connection, the fence, the good-bye and the look whether the device still lives. */
const EXCHANGES_BESIDE = 6;

/** @returns milliseconds between a command and its answer, the middle one of all; undefined when nothing was asked */
export function answerTime(probes: readonly CapabilityRecord[]): number | undefined {
  const times = probes.flatMap(({ dialogue }) => answerTimes(dialogue)).sort((a, b) => a - b);
  return times[times.length >> 1];
}

/** @returns milliseconds that the cases take at that rate, `jobs` of them at once */
export function expectedTime(cases: readonly Case[], answerMs: number, jobs: number): number {
  const exchanges = cases.reduce((sum, { preamble, steps, folder }) => {
    const before = preamble.reduce((all, name) => all + (folder.preambles.get(name)?.steps.length ?? 0), 0);
    return sum + before + steps.length + EXCHANGES_BESIDE;
  }, 0);
  return (exchanges * answerMs) / Math.max(1, jobs);
}

function answerTimes(dialogue: readonly DialogueEvent[]): number[] {
  const times: number[] = [];
  let asked: number | undefined;
  for (const { at, channel, side, text } of dialogue) {
    if (channel !== "control" || text === undefined) continue;
    if (side === "C") asked ??= at;
    else if (side === "S" && asked !== undefined) {
      times.push(at - asked);
      asked = undefined;
    }
  }
  return times;
}

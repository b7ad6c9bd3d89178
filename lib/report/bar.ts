/** One line that says how far a run is. */
import { counted, printable } from "./printable.js";
import { timeSpan } from "./time-span.js";

export interface Standings {
  total: number;
  done: number;
  passed: number;
  failed: number;
  inconclusive: number;
  errors: number;
  notRun: number;
  /** when the run began and when each running case did, in the order in which they did; milliseconds */
  began: number;
  running: Map<string, number>;
}

/** Before that much of a run is over, its speed says nothing. */
const MEASURABLE_MS = 500;
const FEWEST_NAME_CHARACTERS = 10;

/** `[ 120/214] 118 passed, 2 failed` */
export function plainLine(standings: Standings): string {
  const { total, done, passed } = standings;
  const width = String(total).length + 1;
  return `[${String(done).padStart(width)}/${total}] ${[`${passed} passed`, ...troubles(standings)].join(", ")}`;
}

/** Never as wide as the terminal, since a full line would wrap. What does not fit is left out, the least important first. */
export function barLine(standings: Standings, now: number, columns: number): string {
  const { total, done, running } = standings;
  const room = columns - 1;
  const parts = new Map<Part, string>();
  let used = 0;
  const add = (part: Part, text: string | undefined): void => {
    const width = (text?.length ?? 0) + (used === 0 ? 0 : GAP.length);
    if (text === undefined || used + width > room) return;
    parts.set(part, text);
    used += width;
  };
  const left = pace(standings, now);
  add("count", `${done}/${total}`);
  for (const [index, text] of troubles(standings).entries()) add(`trouble${index}`, text);
  add("left", left?.left);
  if (room >= 60) add("rate", left?.rate);
  if (room >= 70) add("bar", drawn(done, total, room >= 110 ? 20 : 8));
  const [oldest] = running;
  if (oldest !== undefined) {
    const [id, since] = oldest;
    const age = now - since >= 1000 ? ` ${timeSpan(now - since)}` : "";
    const free = room - used - GAP.length - age.length;
    if (free >= FEWEST_NAME_CHARACTERS) add("running", `${endOf(printable(id), free)}${age}`);
  }
  return ORDER.flatMap((part) => parts.get(part) ?? [])
    .join(GAP)
    .slice(0, Math.max(0, room));
}

const GAP = "  ";
const ORDER = [
  "bar",
  "count",
  "trouble0",
  "trouble1",
  "trouble2",
  "trouble3",
  "rate",
  "left",
  "running",
] as const;
type Part = (typeof ORDER)[number] | `trouble${number}`;

/** Failures are counted from the first moment on; the rest when there is any. */
function troubles({ failed, inconclusive, errors, notRun }: Standings): string[] {
  const others = [
    inconclusive > 0 && `${inconclusive} inconclusive`,
    errors > 0 && counted(errors, "error"),
    notRun > 0 && `${notRun} not run`,
  ];
  return [`${failed} failed`, ...others.filter((text) => text !== false)];
}

function pace({ done, total, began }: Standings, now: number): { rate: string; left: string } | undefined {
  const elapsed = now - began;
  if (done === 0 || elapsed < MEASURABLE_MS) return undefined;
  const perSecond = (done * 1000) / elapsed;
  const rate = perSecond >= 1 ? `${Math.round(perSecond)}/s` : `${Math.round(perSecond * 60)}/min`;
  const left = Math.ceil((total - done) / perSecond);
  return { rate, left: `${timeSpan(left * 1000).replace(/\.0 s$/, " s")} left` };
}

function drawn(done: number, total: number, width: number): string {
  const full = Math.min(width, Math.floor((done * width) / Math.max(1, total)));
  return `[${"#".repeat(full)}${"-".repeat(width - full)}]`;
}

/** An id's last words tell more than its suite. */
function endOf(id: string, most: number): string {
  return id.length <= most ? id : `...${id.slice(id.length - most + 3)}`;
}

/** A run as one JSON document, for programs: everything but the dialogues, which stay in the journal. */
import { z } from "zod";
import type { GateRecord, Journal } from "../runner/journal.js";
import { causesOf } from "./causes.js";
import { jsonText } from "./log-line.js";
import { acceptedIn, interruption, standingOf, tallyOf } from "./tally.js";

const text = z.string();
const count = z.int().nonnegative();

const reportSchema = z.strictObject({
  format: z.literal(1),
  flashgate: text.describe("version of the program"),
  started: text.describe("ISO 8601"),
  finished: text.nullable().describe("null when the run was killed"),
  milliseconds: z.number().nonnegative().nullable(),
  standing: z.enum(["PASS", "FAIL", "INCOMPLETE"]),
  interruption: text.nullable().describe("why the run did not go to its end"),
  suites: z.strictObject({ digest: text, cases: count }),
  target: z.strictObject({ kind: z.enum(["embedded", "target"]), name: text }),
  device: z.strictObject({ greeting: text, system: text, work: text }),
  permit: text,
  texts: text,
  strict: z.boolean(),
  shard: z.strictObject({ index: count, of: count }).nullable(),
  gate: z
    .strictObject({ baseline: text, day: text, exit: z.int(), said: text })
    .nullable()
    .describe("what a baseline made of the run"),
  counts: z.strictObject({
    passed: count,
    failed: count,
    inconclusive: count,
    errors: count,
    accepted: count.describe("tolerated by a baseline; in none of the others"),
    notSelected: count,
    notRun: count,
  }),
  causes: z
    .array(z.strictObject({ cause: text, cases: z.array(text).describe("ids, sorted") }))
    .describe("what several cases that did not pass have in common, the most frequent first"),
  cases: z.array(
    z.strictObject({
      id: text,
      suite: text,
      purpose: text,
      covers: z.array(text),
      strength: text,
      hazard: text,
      file: text.describe("file and line of the case"),
      verdict: z.enum(["pass", "inconclusive", "fail", "error"]),
      reason: text,
      expected: z.array(text).nullable(),
      received: text.nullable(),
      remarks: z.array(z.strictObject({ kind: text, message: text })),
      observed: z.array(text).describe("entries of the catalogue"),
      milliseconds: z.number().nonnegative(),
      attempts: count,
      accepted: z.strictObject({ reason: text, expires: text }).nullable(),
    }),
  ),
  notSelected: z.array(z.strictObject({ id: text, reason: text })),
  notRun: z.array(z.strictObject({ id: text, reason: text })),
});

type Report = z.infer<typeof reportSchema>;

/** The same run gives the same text: cases are sorted. */
export function jsonReport(journal: Journal): string {
  const { header, cases, notSelected, notRun, end, gate } = journal;
  const accepted = acceptedIn(journal);
  const { flashgate, started, suites, target, device, permit, texts, strict, shard } = header;
  const report: Report = {
    format: 1,
    flashgate,
    started,
    finished: end?.finished ?? null,
    milliseconds: end?.durationMs ?? null,
    standing: standingOf(journal),
    interruption: interruption(journal) ?? null,
    suites,
    target,
    device,
    permit,
    texts,
    strict,
    shard: shard ?? null,
    gate: gate === undefined ? null : pick(gate),
    counts: tallyOf(journal),
    causes: causesOf(journal).map(({ cause, cases: ids }) => ({ cause, cases: [...ids] })),
    cases: byId(cases).map((record) => ({
      id: record.id,
      suite: record.suite,
      purpose: record.purpose,
      covers: [...record.covers],
      strength: record.strength,
      hazard: record.hazard,
      file: record.file,
      verdict: record.verdict,
      reason: record.reason,
      expected: record.deviation?.expected ?? null,
      received: record.deviation?.received ?? null,
      remarks: record.remarks,
      observed: record.observed,
      milliseconds: record.durationMs,
      attempts: record.attempts,
      accepted: accepted.get(record.id) ?? null,
    })),
    notSelected: byId(notSelected).map(({ id, reason }) => ({ id, reason })),
    notRun: byId(notRun).map(({ id, reason }) => ({ id, reason })),
  };
  return `${jsonText(report)}\n`;
}

function pick({ baseline, day, exit, said }: GateRecord): Report["gate"] {
  return { baseline, day, exit, said };
}

function byId<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** docs/report.schema.json */
export function reportSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(reportSchema), null, 2)}\n`;
}

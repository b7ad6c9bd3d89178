/** The counts that the documents state, where they stand, and what they are now: from suites, tables and fixtures, without a run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { readTsv } from "../files/tsv.js";
import { mutantFile } from "../power/mutant-files.js";
import { allMutants } from "../power/mutants.js";
import { chooseCases } from "../runner/choose-cases.js";
import { encodedReplies } from "../suite/documented.js";
import { catalogue } from "../systems/dm724/catalogue.js";
import { modelNames } from "../systems/dm724/device/models.js";
import { SYSTEMS } from "../systems/known.js";

type Count = "behaviours" | "cases" | "encoded" | "faults" | "models" | "mutants" | "replies";
type Counts = Readonly<Record<Count, string>>;

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** @throws Error with every fault of the suites */
export async function countsNow(): Promise<Counts> {
  const chosen = await chooseCases(["dm724"], [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const encoded = new Set(chosen.cases.flatMap(({ steps }) => [...encodedReplies(steps, catalogue)]));
  const models = modelNames().length;
  const mutants = allMutants(new Map()).length;
  return {
    behaviours: String(readTsv(mutantFile("behaviours.tsv"), ["mutant"]).length),
    cases: String(chosen.cases.length),
    encoded: String(catalogue.replies.filter(({ id }) => encoded.has(id)).length),
    faults: String(catalogue.faults.size),
    models: WORDS[models] ?? String(models),
    // Hundreds: one more mutant is no news.
    mutants: (mutants - (mutants % 100)).toLocaleString("en-US"),
    replies: String(catalogue.replies.length),
  };
}

interface Place {
  readonly file: string;
  /** what stands before the count and behind it; `#` is the count */
  readonly text: string;
  readonly count: Count;
}

/** Figures of one measurement (a full run, a benchmark) and decisions are history, and are not here. */
const PLACES: readonly Place[] = [
  { file: "README.md", text: "PASS: all # selected cases passed", count: "cases" },
  { file: "README.md", text: " # passed, 0 failed", count: "cases" },
  { file: "README.md", text: "**suites/dm724**: # cases for the manual", count: "cases" },
  { file: "README.md", text: "Of the # documented replies ", count: "replies" },
  { file: "README.md", text: " documented replies # are encoded in cases", count: "encoded" },
  // That each of them is observed is a test of suites/suites.test.ts.
  { file: "README.md", text: " are encoded in cases, and # are observed", count: "replies" },
  { file: "README.md", text: "[some # wrong devices]", count: "mutants" },
  { file: "README.md", text: "all # documented FTP replies", count: "replies" },
  { file: "README.md", text: "the reboot; # [models]", count: "models" },
  { file: "CHANGELOG.md", text: "the # FTP replies that the manual documents", count: "replies" },
  { file: "CHANGELOG.md", text: "`flashgate serve --device`: # models", count: "models" },
  { file: "CHANGELOG.md", text: "fail in one of # documented ways", count: "faults" },
  { file: "CHANGELOG.md", text: "covers chapters 1 to 5: # cases", count: "cases" },
  { file: "CHANGELOG.md", text: " cases; all # documented replies are encoded", count: "replies" },
  { file: "docs/power.md", text: "every one of the # documented replies", count: "replies" },
  { file: "docs/power.md", text: "**behaviour**: # devices", count: "behaviours" },
];

export const readDocument = (file: string): string => readFileSync(join(packageRoot(), file), "utf8");

/**
 * By file, the text as it should be.
 * @throws Error when a place is not in its file once: the prose has changed, and `PLACES` has not
 */
export function withCounts(counts: Counts, read = readDocument): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { file, text, count } of PLACES) {
    const [before = "", behind = ""] = text.split("#");
    const parts = (texts.get(file) ?? read(file)).split(
      new RegExp(`(?<=${quoted(before)})(?:[\\d,]+|[a-z]+)(?=${quoted(behind)})`),
    );
    if (parts.length !== 2)
      throw new Error(
        `${file} has "${text}" ${parts.length - 1} times, and not once; mend the line in lib/cli/counts.ts`,
      );
    texts.set(file, parts.join(counts[count]));
  }
  return texts;
}

const quoted = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");

/**
 * The journal as JUnit XML, in the dialect of Jenkins' junit-10.xsd (restated in fixtures/xsd).
 *
 * GitLab shows `classname` as the suite and drops a name that it has seen; Jenkins takes what precedes the last dot of
 * `classname` for the package (both are restated in junit-readers.test.ts). So `classname` is the suite and `name` the rest of the case's id: ids are unique and never
 * change, while a purpose may be worded better one day, and a case keeps its history by these names.
 */
import type { Builder, TestSuite } from "junit-report-builder";
import type { CaseRecord, Journal, NotRunRecord, NotSelectedRecord } from "../runner/journal.js";
import { documentOf, newReport, seconds, skip } from "./junit-builder.js";
import { characterData, passedStory, rowLine, storiesThatFit } from "./junit-story.js";
import { excerpt, printable } from "./printable.js";
import { acceptedIn, interruption, standingOf, troublesIn } from "./tally.js";

type Entry = CaseRecord | NotRunRecord | NotSelectedRecord;

const MESSAGE_CHARACTERS = 300;
const PURPOSE_CHARACTERS = 1000;
/** Where it is told that a run did not go to its end. It is there only then, so that the counts are those of the cases. */
const RUN_SUITE = "flashgate.run";
const RUN_CASE = "completed";
/** Where it is told that the gate is red though no case is. It is there only then, too. */
const GATE_SUITE = "flashgate.gate";
const GATE_CASE = "baseline";

export function junitXml(journal: Journal): string {
  const report = newReport("flashgate");
  const stories = storiesThatFit(journal.cases);
  const accepted = acceptedIn(journal);
  for (const [name, entries] of entriesBySuite(journal)) {
    const suite = addSuite(report, name, journal);
    suite.time(seconds(entries.reduce((sum, entry) => sum + durationOf(entry), 0)));
    for (const entry of entries) addCase(suite, entry, stories, accepted.get(entry.id));
  }
  const why = interruption(journal);
  if (why !== undefined) {
    const suite = addSuite(report, RUN_SUITE, journal).time(seconds(0));
    const testCase = suite.testCase().className(RUN_SUITE).name(RUN_CASE).time(seconds(0));
    testCase.error(why, "incomplete", characterData([why]));
  }
  const { gate } = journal;
  // A pipeline that reads this file must come to what the gate says.
  if (gate !== undefined && gate.exit !== 0 && why === undefined && !isRed(journal)) {
    const suite = addSuite(report, GATE_SUITE, journal).time(seconds(0));
    const testCase = suite.testCase().className(GATE_SUITE).name(GATE_CASE).time(seconds(0));
    const said = excerpt(gate.said, MESSAGE_CHARACTERS);
    testCase.error(
      said,
      GATE_CASE,
      characterData([said, `baseline: ${excerpt(gate.baseline, MESSAGE_CHARACTERS)}`]),
    );
  }
  return documentOf(report, journal.end?.durationMs);
}

/** Whether a case is a failure or an error in the report. */
function isRed(journal: Journal): boolean {
  return journal.notRun.length > 0 || troublesIn(journal).length > 0;
}

/** Sorted, since cases that overlap end in another order each time. */
function entriesBySuite(journal: Journal): [string, Entry[]][] {
  const suites = new Map<string, Entry[]>();
  for (const entry of [...journal.cases, ...journal.notRun, ...journal.notSelected]) {
    const entries = suites.get(entry.suite);
    if (entries === undefined) suites.set(entry.suite, [entry]);
    else entries.push(entry);
  }
  for (const entries of suites.values()) entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  return [...suites].sort(([a], [b]) => (a < b ? -1 : 1));
}

function addSuite(report: Builder, name: string, journal: Journal): TestSuite {
  const { header } = journal;
  const suite = report.testSuite().name(printable(name));
  // The format has neither milliseconds nor a zone; it is UTC.
  suite.timestamp(printable(header.started.slice(0, "2026-11-20T21:10:00".length)));
  const properties: [name: string, value: string][] = [
    ["standing", standingOf(journal)],
    ["target", header.target.name],
    ["target.kind", header.target.kind],
    ["device.greeting", header.device.greeting.replaceAll("\n", " / ")],
    ["device.system", header.device.system],
    ["permit", header.permit],
    ["texts", header.texts],
    ["strict", String(header.strict)],
    ["suites.digest", header.suites.digest],
    ...shardProperty(header.shard),
    ["flashgate", header.flashgate],
  ];
  for (const [key, value] of properties) suite.property(key, excerpt(value, MESSAGE_CHARACTERS));
  return suite;
}

/** Only of a part: the report of a whole run says nothing of shards. */
function shardProperty(shard: Journal["header"]["shard"]): [name: string, value: string][] {
  return shard === undefined ? [] : [["shard", `${shard.index}/${shard.of}`]];
}

/** What has no verdict is an error: it must never be taken for a pass. */
function addCase(
  suite: TestSuite,
  entry: Entry,
  stories: ReadonlyMap<CaseRecord, string>,
  accepted: { reason: string; expires: string } | undefined,
): void {
  const testCase = suite.testCase().className(printable(entry.suite)).name(nameOf(entry));
  testCase.time(seconds(durationOf(entry)));
  const message = excerpt(entry.reason, MESSAGE_CHARACTERS);
  const purpose = rowLine(["purpose", excerpt(entry.purpose, PURPOSE_CHARACTERS)]);
  switch (entry.type) {
    case "not-selected":
      skip(testCase, entry.type, message);
      testCase.standardOutput(characterData([purpose]));
      return;
    case "not-run":
      testCase.error(message, entry.type, characterData([`not run: ${message}`, purpose]));
      return;
    case "case": {
      const story = stories.get(entry) ?? message;
      if (accepted !== undefined) {
        // A pipeline that reads this file must come to what the gate says.
        const terms = `accepted until ${accepted.expires} (${accepted.reason}): ${entry.reason}`;
        skip(testCase, "accepted", excerpt(terms, MESSAGE_CHARACTERS));
        testCase.standardOutput(story);
      } else if (entry.verdict === "pass") testCase.standardOutput(passedStory(entry));
      else if (entry.verdict === "fail") testCase.failure(message, entry.verdict).stacktrace(story);
      else testCase.error(message, entry.verdict, story);
    }
  }
}

/** The id without its suite, which stands in `classname`. */
function nameOf({ id, suite }: Entry): string {
  return printable(id.startsWith(`${suite}.`) ? id.slice(suite.length + 1) : id);
}

function durationOf(entry: Entry): number {
  return entry.type === "case" ? entry.durationMs : 0;
}

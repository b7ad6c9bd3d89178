/** upload, download and list: a whole transfer as one step. */

import type { Irregularity } from "../../../ftp/irregularity.js";
import { type Listing, parseListing, parseNames } from "../../../ftp/listing.js";
import type { ListingEntry } from "../../../ftp/listing-entry.js";
import { fill, listOf, type Received, receivedText } from "../../../suite/judge.js";
import type { Alternatives, StepOf } from "../../../suite/schema.js";
import type { transferVerbs } from "../../../suite/verbs/transfers.js";
import type { DataReceived } from "../../../tester/ftp/user-dtp.js";
import type { CaseContext } from "../../case-context.js";
import type { SessionRun } from "../../session-run.js";
import { CaseEnd } from "../../step-end.js";
import { sentText } from "../sent-text.js";
import { ask, say } from "./control.js";
import { checkData, dropData, keptOctets, LIMIT_WITHOUT_SIZE, openedData, prepareData } from "./data.js";
import type { Located, PerformersOf } from "./performer.js";

type Transfer = Located<StepOf<"upload"> | StepOf<"download"> | StepOf<"list">>;

/** A data test that compresses to less than this share of itself could be falsified by a compressing line (Dm724-I 3.3). */
const INCOMPRESSIBLE = 0.99;

async function uploadStep(run: CaseContext, step: Located<StepOf<"upload">>): Promise<void> {
  const session = run.session(step.session);
  const first = await begin(run, session, step, `${step.command} ${step.upload}`);
  if (isPreliminary(first)) {
    const data = await openedData(run, session);
    await data.send(run.octets(step.content));
    await data.close();
  }
  await finish(run, session, step, first);
  dropData(session);
}

async function downloadStep(run: CaseContext, step: Located<StepOf<"download">>): Promise<void> {
  const session = run.session(step.session);
  const size = step.content === undefined ? step.size : run.octets(step.content).length;
  const { received, final } = await fetch(run, session, step, `RETR ${step.download}`, size);
  if (!isSuccess(final) || received === undefined) return;
  checkData(run, received, { content: step.content, size: step.size }, step.line);
  if (step.incompressible === true) {
    const share = (received.deflated ?? 0) / Math.max(1, received.length);
    if (share < INCOMPRESSIBLE)
      run.fail(`the data can be compressed to ${Math.round(share * 100)} % of its size`);
  }
}

async function listStep(run: CaseContext, step: Located<StepOf<"list">>): Promise<void> {
  const session = run.session(step.session);
  const command = step.list === "" ? step.command : `${step.command} ${step.list}`;
  const { received, final } = await fetch(run, session, step, command, undefined);
  if (!isSuccess(final) || received === undefined) return;
  checkData(run, received, {}, step.line);
  const names = step.command === "NLST" ? checkNames(run, received, step) : checkEntries(run, received, step);
  checkNameSets(run, names, step);
}

/** Sends the command, given as the case has it, and returns its first reply; a preliminary one is held against `initial`. */
async function begin(
  run: CaseContext,
  session: SessionRun,
  step: Transfer,
  command: string,
): Promise<Received> {
  await prepareData(run, session, step.via);
  if (step.rest !== undefined) {
    const restarted = await ask(run, session, `REST ${step.rest}`);
    if (restarted.kind !== "reply" || ![200, 350].includes(restarted.reply.code)) {
      throw new CaseEnd("inconclusive", `REST ${step.rest} was answered with ${receivedText(restarted)}`);
    }
  }
  const { text, written } = sentText(run, command, session);
  say(run, session, text, written);
  const first = await run.answer(session);
  if (isPreliminary(first) && step.initial !== undefined) {
    run.judge({ reply: step.initial }, first, step.line, session);
  }
  return first;
}

/** The final reply, which is the first one when the device refused at once. */
async function finish(
  run: CaseContext,
  session: SessionRun,
  step: Transfer,
  first: Received,
): Promise<Received> {
  let final = first;
  if (isSuccess(first))
    unannounced(run, step, first, "a transfer ended well that no preliminary reply had begun");
  if (first.kind === "silence" && !listOf(step.reply ?? []).includes("silence"))
    unannounced(
      run,
      step,
      first,
      `the first reply (125 or 150) to ${session.verbs[0]} did not come, so no data went either way`,
    );
  const goesOn = run.exchange();
  while (isPreliminary(final)) {
    if (!goesOn()) return run.endless(session, final);
    final = await run.answer(session);
    if (isPreliminary(final) && !isMark(final)) unannounced(run, step, final, "a transfer began twice");
  }
  const reply: Alternatives = step.reply ?? ["226", "250"];
  run.judge({ ...step, reply }, final, step.line, session);
  return final;
}

async function fetch(
  run: CaseContext,
  session: SessionRun,
  step: Transfer,
  command: string,
  size: number | undefined,
): Promise<{ received: DataReceived | undefined; final: Received }> {
  const first = await begin(run, session, step, command);
  let received: DataReceived | undefined;
  if (isPreliminary(first)) {
    const data = await openedData(run, session);
    const deflate = "incompressible" in step && step.incompressible === true;
    received = await data.receive(size ?? LIMIT_WITHOUT_SIZE, undefined, deflate, "list" in step);
    if (received.how === "stopped") throw new CaseEnd("stopped", "the run was stopped");
    // Closing at end of file: one server holds its 226 until then.
    await data.close();
  }
  const final = await finish(run, session, step, first);
  dropData(session);
  return { received, final };
}

/** RFC 959 5.4: one preliminary reply, restart markers aside, then the final one. */
function unannounced(run: CaseContext, step: Transfer, received: Received, reason: string): never {
  const said = receivedText(received);
  return run.fail(`${reason}: ${said}`, {
    line: step.line,
    expected: ["125 or 150 once, then the final reply"],
    received: said,
  });
}

/** RFC 959 3.5 */
function isMark(received: Received): boolean {
  return received.kind === "reply" && received.reply.code === 110;
}

function isPreliminary(received: Received): boolean {
  return received.kind === "reply" && received.reply.code < 200;
}

function isSuccess(received: Received): boolean {
  return received.kind === "reply" && received.reply.code >= 200 && received.reply.code < 300;
}

function checkNames(run: CaseContext, received: DataReceived, step: Located<StepOf<"list">>): string[] {
  const { names, irregularities } = parseNames(keptOctets(received));
  irregularData(run, irregularities, step);
  return names;
}

function checkEntries(run: CaseContext, received: DataReceived, step: Located<StepOf<"list">>): string[] {
  const listing = parseListing(keptOctets(received));
  if (listing.unparsed.length > 0) {
    run.isWithout("other-list", `it cannot be read: ${listing.unparsed[0]}`);
    run.fail(`a line of the list is in no known format: "${listing.unparsed[0]}"`, {
      line: step.line,
      expected: ["a list in UNIX or MS-DOS format"],
      received: listing.unparsed[0] ?? "",
    });
  }
  irregularData(run, listing.irregularities, step);
  if (step.format !== undefined && listing.format !== step.format) {
    run.fail(`the list is in the format ${listing.format}`, {
      line: step.line,
      expected: [step.format],
      received: listing.format,
    });
  }
  checkAttributes(run, listing, step);
  return listing.entries.map((entry) => entry.name);
}

/** What a line end at the wrong place shows as; an empty line is an end that ends nothing. */
const WRONG_ENDS: ReadonlySet<Irregularity> = new Set(["bare-lf", "no-line-end", "empty-line"]);

/** Lines of a list end in CR LF (Dm724-I 1.4.2): the cases about that fail, the others remark on it. */
function irregularData(
  run: CaseContext,
  irregularities: readonly Irregularity[],
  step: Located<StepOf<"list">>,
): void {
  if (irregularities.length === 0) return;
  const what = irregularities.join(", ");
  const wrongEnd = irregularities.some((name) => WRONG_ENDS.has(name));
  if (run.texts === "exact" || (wrongEnd && step.endings !== undefined))
    run.fail(`the list is irregular: ${what}`, {
      line: step.line,
      expected: ["lines that end in CR LF"],
      received: what,
    });
  run.remarks.push({ kind: "irregular", message: `the list is irregular: ${what}` });
}

function checkAttributes(run: CaseContext, listing: Listing, step: Located<StepOf<"list">>): void {
  const find = (name: string): ListingEntry | undefined =>
    listing.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  for (const raw of step.directories ?? []) {
    const name = run.text(raw);
    if (find(name)?.kind !== "directory") {
      run.isWithout("other-list", `${name} is not listed as a directory`);
      run.fail(`${name} is not listed as a directory`, {
        line: step.line,
        expected: [`${name} a directory`],
        received: find(name)?.line ?? "not listed",
      });
    }
  }
  for (const [raw, size] of Object.entries(step.sizes ?? {})) {
    const name = run.text(raw);
    const wanted = fill(String(size), run.bindings);
    const entry = find(name);
    if (String(entry?.size) !== wanted) {
      run.fail(`${name} is not listed with ${wanted} octets`, {
        line: step.line,
        expected: [`${name} ${wanted}`],
        received: entry?.line ?? "not listed",
      });
    }
  }
  for (const [name, time] of Object.entries(step.times ?? {}))
    checkTime(run, find(run.text(name)), run.text(name), fill(time, run.bindings), step.line);
}

/** A list tells the day, and the minute or the year: only what it tells is compared with MDTM's fourteen digits. */
function checkTime(
  run: CaseContext,
  entry: ListingEntry | undefined,
  name: string,
  time: string,
  line: number,
): void {
  const [, year, month, day, hour, minute] = (/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)/.exec(time) ?? []).map(
    Number,
  );
  const modified = entry?.modified;
  const same =
    modified !== undefined &&
    modified.month === month &&
    modified.day === day &&
    (modified.year === undefined || modified.year === year) &&
    (modified.hour === undefined || (modified.hour === hour && modified.minute === minute));
  if (same) return;
  run.fail(`${name} is not listed with the time ${time}`, {
    line,
    expected: [`${name} ${time}`],
    received: entry?.line ?? "not listed",
  });
}

function checkNameSets(run: CaseContext, names: readonly string[], step: Located<StepOf<"list">>): void {
  const ours = names.filter((name) => run.facts.names?.isOthers(name) !== true);
  const listed = new Set(ours.map((name) => name.toLowerCase()));
  const wanted = (list: readonly string[] | undefined): string[] =>
    (list ?? []).map((name) => run.text(name).toLowerCase());
  const received = names.join(", ") || "no names";
  for (const name of wanted(step.includes)) {
    if (!listed.has(name))
      run.fail(`${name} is not in the list`, { line: step.line, expected: [name], received });
  }
  for (const name of wanted(step.excludes)) {
    if (listed.has(name))
      run.fail(`${name} is in the list`, { line: step.line, expected: [`no ${name}`], received });
  }
  if (step.only !== undefined) sameSet(run, listed, new Set(wanted(step.only)), received, step.line);
  const label = step["same-names-as"];
  if (label !== undefined) {
    const other = run.lists.get(label);
    if (other === undefined) throw new CaseEnd("error", `no list was kept as "${label}"`);
    sameSet(run, listed, new Set(other), received, step.line);
  }
  if (step.as !== undefined) run.lists.set(step.as, [...listed]);
}

function sameSet(
  run: CaseContext,
  listed: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  received: string,
  line: number,
): void {
  if (listed.size === wanted.size && [...listed].every((name) => wanted.has(name))) return;
  const expected = [...wanted].join(", ") || "no names";
  run.fail(`the list has other names than expected`, { line, expected: [expected], received });
}

export const transferPerformers = {
  upload: uploadStep,
  download: downloadStep,
  list: listStep,
} satisfies PerformersOf<typeof transferVerbs>;

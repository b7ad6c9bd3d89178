import { suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import type { YamlPath, YamlSource } from "../files/yaml-source.js";
import { HAZARDS, type Hazard, hazardAbove } from "../hazard/order.js";
import type { Case, SuiteFolder } from "./case.js";
import { citedFaults } from "./cited.js";
import { undocumentedReplies } from "./documented.js";
import { isRefusal, requiredOf } from "./expected.js";
import { listOf } from "./judge.js";
import { sessionFaults } from "./open-sessions.js";
import { caseSchema, eachSchema, type Rows, type Step } from "./schema.js";
import { hazardsSent, worstOf } from "./step-hazards.js";
import { placeFaults } from "./step-texts.js";
import { type ReadSteps, readSteps } from "./steps.js";
import { unknownName } from "./unknown-name.js";
import { RUN_TIME_VARIABLES, substitute, unknownVariables } from "./variables.js";
import { awaitedBy, imagesOf } from "./verbs/lookups.js";

/** What the cases of a file have in common. */
export interface CaseFile {
  suite: string;
  title: string;
  source: string;
  /** its own and those of suite.yaml */
  tables: ReadonlyMap<string, Rows>;
}

export interface ReadCases {
  cases: Case[];
  /** ids of those that have faults */
  unsound: string[];
}

/** Reads a case, or those of its table: every fault that can be told is reported, of the first row that has any. */
export function readCase(
  source: YamlSource,
  raw: unknown,
  path: YamlPath,
  folder: SuiteFolder,
  file: CaseFile,
): ReadCases {
  const what = caseName(raw);
  const table = source.check(eachSchema, raw, path, what);
  if (table === undefined) return { cases: [], unsound: [what] };
  const { each, ...template } = table;
  const named = typeof each === "string" ? file.tables.get(each) : each;
  if (typeof each === "string" && named === undefined) {
    source.report([...path, "each"], `${what}: ${unknownName("table", each, [...file.tables.keys()])}`);
    return { cases: [], unsound: [what] };
  }
  const rows: Rows = named ?? [{ id: "" }];
  const idOf = (row: Rows[number]): string => (row.id === "" ? what : `${what}.${row.id}`);
  const cases: Case[] = [];
  for (const [index, row] of rows.entries()) {
    const before = source.faults.length;
    const item = new CaseReader(source, path, folder, file, idOf(row), row).read(substitute(template, row));
    if (item !== undefined) cases.push(item);
    if (source.faults.length > before) return { cases, unsound: rows.slice(index).map(idOf) };
  }
  return { cases, unsound: [] };
}

/** One row of a case. */
class CaseReader {
  constructor(
    private readonly source: YamlSource,
    private readonly path: YamlPath,
    private readonly folder: SuiteFolder,
    private readonly file: CaseFile,
    private readonly id: string,
    private readonly row: Rows[number],
  ) {}

  /** @param value the case with the row put in */
  read(value: unknown): Case | undefined {
    const { source, path, folder, file, id } = this;
    const before = source.faults.length;
    const body = source.check(caseSchema, value, path, this.id);
    const raw = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
    if (body !== undefined) this.#checkNames(body);
    const named = body?.preamble ?? namesIn(raw["preamble"]);
    if (body === undefined) this.#known("preamble", named, [...folder.preambles.keys()]);
    const list = Array.isArray(raw["steps"]) ? raw["steps"] : [];
    const read = readSteps(source, list, [...path, "steps"], id, folder.system);
    const { steps } = read;
    const whole = read.whole && named.every((name) => folder.preambles.has(name));
    const cleanup = body?.cleanup ?? namesIn(raw["cleanup"]);
    this.#checkTexts(steps, [raw["purpose"], steps, cleanup]);
    if (whole) this.#checkOrder(read, named, cleanup);
    this.#checkHazard(read, named, body?.hazard ?? raw["hazard"], whole);
    this.#checkReplies(read);
    const negative = steps.some((step) => {
      const required = requiredOf(step);
      return required !== undefined && listOf(required).every(isRefusal);
    });
    if (negative && raw["twin"] === undefined)
      this.#report(
        "expects a refusal and names no valid twin; write twin: with the id of the same exchange without the defect",
        path,
        " ",
      );
    if (body === undefined || source.faults.length > before) return undefined;
    return {
      ...body,
      id,
      twin: body.twin,
      steps,
      negative,
      folder,
      line: source.positionOf(path).line,
      file: source.file,
      suite: file.suite,
      suiteTitle: file.title,
      source: file.source,
    };
  }

  #report(message: string, path: YamlPath = this.path, between = ": "): void {
    this.source.report(path, `${this.id}${between}${message}`);
  }

  #checkNames(body: NonNullable<ReturnType<typeof caseSchema.parse>>): void {
    const { folder, file, path, source } = this;
    if (!body.id.startsWith(`${file.suite}.`)) {
      const instead = `${file.suite}.${body.id.split(".").at(-1)}`;
      source.report(path, `${this.id}: the id must begin with the suite's; write ${instead}`, "id");
    }
    for (const { index, message } of citedFaults(body.covers, folder.system))
      this.#report(message, [...path, "covers", index]);
    this.#known("preamble", body.preamble, [...folder.preambles.keys()]);
    this.#known("needs", body.needs, [...folder.capabilities.keys()]);
    this.#known("arrange", body.arrange, [...folder.arrangements.keys()]);
  }

  #known(key: string, names: readonly string[], known: readonly string[]): void {
    for (const [index, name] of names.entries()) {
      if (!known.includes(name))
        this.#report(unknownName(NOUNS[key] ?? key, name, known), [...this.path, key, index]);
    }
  }

  /** Variables, and images. */
  #checkTexts(steps: readonly Step[], texts: readonly unknown[]): void {
    const columns = Object.keys(this.row).filter((key) => key !== "id");
    for (const name of unknownVariables(texts)) {
      const known = [...columns, ...Object.keys(RUN_TIME_VARIABLES), "repeat:A:100"];
      this.#report(`nothing gives \${${shownWord(name)}} a value; ${suggestion(name, known)}`);
    }
    const images = [...this.folder.images.keys()];
    for (const name of imagesOf(steps)) {
      if (!images.includes(name)) this.#report(unknownName("image", name, images));
    }
  }

  /** What can only be told when every step before is known. */
  #checkOrder({ steps, places }: ReadSteps, preamble: readonly string[], cleanup: readonly string[]): void {
    const before = this.#prepared(preamble);
    for (const fault of placeFaults([...before, ...steps], cleanup)) this.#report(fault);
    for (const { step, message } of sessionFaults(before, steps, [...this.folder.preambles.keys()]))
      this.#report(message, places.get(step));
  }

  #checkHazard(
    { steps, places }: ReadSteps,
    preamble: readonly string[],
    own: unknown,
    whole: boolean,
  ): void {
    const before = this.#prepared(preamble);
    const sent = hazardsSent([...before, ...steps], this.folder, whole).filter(
      ({ step }) => !("when" in step && step.when !== undefined),
    );
    const worst = worstOf(sent);
    if (worst === undefined) return;
    if (!isHazard(own)) {
      this.#report(`what it sends asks for hazard: ${worst}`);
      return;
    }
    for (const { step, sent: text, hazard, because } of sent) {
      if (!hazardAbove(hazard, own)) continue;
      const where = before.includes(step) ? "in its preamble " : "";
      this.#report(
        `${where}"${shownWord(text)}" has the hazard ${hazard} (${because}) and the case permits ${own}; write hazard: ${worst}`,
        places.get(step) ?? [...this.path, "hazard"],
      );
    }
  }

  #checkReplies({ steps, places, whole }: ReadSteps): void {
    if (this.folder.system === undefined) return;
    // What is behind a step with a fault may answer that one.
    const sound = whole ? steps : steps.filter((step) => awaitedBy(step) !== undefined);
    for (const { step, message } of undocumentedReplies(sound, this.folder.system.catalogue))
      this.#report(message, places.get(step));
  }

  #prepared(preamble: readonly string[]): readonly Step[] {
    return preamble.flatMap((name) => this.folder.preambles.get(name)?.steps ?? []);
  }
}

const NOUNS: Readonly<Record<string, string>> = { needs: "capability", arrange: "arrangement" };

function isHazard(value: unknown): value is Hazard {
  return HAZARDS.some((hazard) => hazard === value);
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

function caseName(raw: unknown): string {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : undefined;
  return typeof id === "string" ? shownWord(id) : "case";
}

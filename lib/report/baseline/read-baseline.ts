import { statSync } from "node:fs";
import { type Fault, faultsText, faultText } from "../../files/fault.js";
import { readText } from "../../files/read-text.js";
import { YamlSource } from "../../files/yaml-source.js";
import { isNoFile } from "../plain-file.js";
import { type Baseline, baselineSchema } from "./baseline.js";

export type ReadBaseline = { ok: true; baseline: Baseline } | { ok: false; message: string };

/** Reads and checks a baseline. @returns it, or one line for each fault: file, line, column and what to write instead */
export function readBaseline(file: string): ReadBaseline {
  if (isNoFile(file)) {
    const what = statSync(file).isDirectory() ? "a folder" : "not a file";
    return { ok: false, message: `${file} is ${what}; name the file of a baseline` };
  }
  const read = readText(file);
  if (read.ok) return parseBaseline(file, read.text);
  const message =
    read.code === "ENOENT"
      ? `there is no baseline ${file}; flashgate baseline accept RUN --baseline ${file} writes one`
      : faultText(read.fault);
  return { ok: false, message };
}

/** @param file the name that faults are told with */
export function parseBaseline(file: string, text: string): ReadBaseline {
  const source = new YamlSource(file, text);
  const cut = cutOff(file, text);
  // What is missing at the end of half a baseline is not what is wrong with it.
  if (cut !== undefined && /^baseline:/m.test(text)) return refused([cut]);
  const data =
    source.data === undefined ? undefined : source.check(baselineSchema, source.data, [], "baseline");
  if (data === undefined) return refused(source.faults);
  const lineOf = new Map<string, number>();
  const name = (id: string, path: readonly (string | number)[]): void => {
    const before = lineOf.get(id);
    if (before === undefined) lineOf.set(id, source.positionOf(path).line);
    else source.report(path, `${id} stands on line ${before} already; take one of the two out`);
  };
  for (const [at, entry] of data.accepted.entries()) name(entry.case, ["accepted", at, "case"]);
  for (const [at, id] of data.passed.entries()) name(id, ["passed", at]);
  if (source.faults.length > 0) return refused(source.faults);
  const { suites, device, accepted, passed } = data;
  const { line, column } = source.positionOf(["suites", "digest"]);
  const digestAt = `${file}:${line}:${column}`;
  return { ok: true, baseline: { suites, device, accepted, passed, file, text, digestAt, lineOf } };
}

function refused(faults: readonly Fault[]): ReadBaseline {
  return { ok: false, message: faultsText(faults) };
}

/** A list of cases that was cut off at the end of a line is a list all the same: only the last line of all tells. */
function cutOff(file: string, text: string): Fault | undefined {
  if (/(?:^|\n)\.\.\.[ \t]*\r?\n?$/.test(text)) return undefined;
  const lines = text.replace(/\n$/, "").split("\n");
  return {
    file,
    line: lines.length,
    column: 1,
    message:
      'the file was cut off, for its last line is not "..."; take it from version control, or write that line when nothing is missing',
  };
}

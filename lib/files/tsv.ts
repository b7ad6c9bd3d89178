import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { packageRoot } from "./package-root.js";

/** Reads a table of the package by its place below `lib`: `hazard/ftp/hazards.tsv`. */
export function readTable<Column extends string>(
  name: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  return readTsv(join(packageRoot(), "lib", ...name.split("/")), columns);
}

/**
 * Reads a table: a first line of column names, then one record a line, fields divided by one tab.
 *
 * A field holds neither tab nor line end, so nothing is quoted or escaped: a quotation mark is a quotation mark.
 * No field of ours begins or ends with a blank, so the files survive editors that strip blanks.
 */
export function readTsv<Column extends string>(
  path: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const name = basename(path);
  const lines = readFileSync(path, "utf8").split(/\r?\n/);
  if (lines[0] !== columns.join("\t"))
    throw new Error(`${name}:1: the columns are not ${columns.join(", ")}`);
  const records: Record<Column, string>[] = [];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line === "") continue;
    const fields = line.split("\t");
    if (fields.length !== columns.length) {
      throw new Error(`${name}:${i + 1}: ${fields.length} fields where ${columns.length} are due`);
    }
    const record = {} as Record<Column, string>;
    columns.forEach((column, at) => {
      record[column] = fields[at] as string;
    });
    records.push(record);
  }
  return records;
}

/** The journal of a certificate: one record of everything, in the order in which a run writes them, in one spelling. */
import { wrongInRecord } from "../../runner/journal-form.js";

const ORDER = ["run", "capability", "not-selected", "case", "end"];

/** @returns what is wrong with it, or undefined */
export function wrongJournal(text: string): string | undefined {
  const lines = text.split("\n");
  if (lines.pop() !== "") return "its last line has no end";
  const seen = new Set<string>();
  let stage = 0;
  for (const [index, line] of lines.entries()) {
    const where = `its line ${index + 1}`;
    const record = parsed(line);
    if (record === undefined || wrongInRecord(record) !== undefined) return `${where} is no record`;
    const more = wrongInRecord(record, true);
    if (more !== undefined) return `${where} ${more}`;
    if (JSON.stringify(record) !== line) return `${where} is not written as flashgate writes it`;
    const { type } = record;
    const at = ORDER.indexOf(String(type));
    if (at < stage || (index === 0) !== (type === "run"))
      return `${where}, of the type ${String(type)}, has no place there`;
    stage = at;
    const name =
      type === "capability" ? `capability ${String(record["name"])}` : String(record["id"] ?? type);
    if (seen.has(name)) return `${where} tells of ${name} a second time`;
    seen.add(name);
  }
  return stage === ORDER.length - 1 ? undefined : "it has no end";
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

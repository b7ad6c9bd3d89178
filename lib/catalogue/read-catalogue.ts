/** The tables of a catalogue, record by record: lib/systems/NAME says what their columns mean. */
import { readTable } from "../files/tsv.js";
import type { Access, CatalogueEntry, CommandEntry, Phase, Provocation } from "./entry.js";
import type { DeviceFault, FaultPoint } from "./faults.js";

const entryColumns = [
  "section",
  "command",
  "code",
  "separator",
  "text",
  "phase",
  "provocation",
  "condition",
] as const;
const commandColumns = [
  "verb",
  "section",
  "access",
  "syntax",
  "summary",
  "implemented",
  "hazard",
  "does",
] as const;
const extensionColumns = [
  "verb",
  "access",
  "syntax",
  "summary",
  "hazard",
  "does",
  "code",
  "separator",
  "text",
  "phase",
  "condition",
] as const;

const faultColumns = ["fault", "on", "command", "code", "text", "point"] as const;

/** @param accessOf by what the table calls the command: `PWD XPWD` */
export function readReplies(file: string, accessOf: (command: string) => Access): CatalogueEntry[] {
  return readTable(file, entryColumns).map((record) => entryOf(record, accessOf(record.command)));
}

export function readCommands(file: string): CommandEntry[] {
  return readTable(file, commandColumns).map((record) => ({
    ...record,
    access: record.access as Access,
    implemented: record.implemented === "yes",
  }));
}

/** @param documented looks a reply up */
export function readFaults(
  file: string,
  documented: (verb: string, code: number, text: string) => CatalogueEntry,
): Map<string, DeviceFault> {
  return new Map(
    readTable(file, faultColumns).map((record) => [
      record.fault,
      {
        name: record.fault,
        on: record.on.split(", "),
        entry: documented(record.command, Number(record.code), record.text),
        point: record.point as FaultPoint,
      },
    ]),
  );
}

function entryOf(
  record: Record<Exclude<(typeof entryColumns)[number], "provocation">, string> & { provocation?: string },
  access: Access,
): CatalogueEntry {
  const verbs = record.command.split(" ");
  return {
    id: `${slug(verbs[0] as string)}.${record.code}.${slug(record.text)}`,
    section: record.section,
    command: record.command,
    verbs,
    code: Number(record.code),
    separator: record.separator === "-" ? "-" : " ",
    text: record.text,
    phase: record.phase as Phase,
    access,
    provocation: (record.provocation ?? "protocol") as Provocation,
    condition: record.condition,
  };
}

/** Where an extension is cited from, in the place of a section of the manual. */
const EXTENSION = "extension";

export function readExtensions(file: string): { commands: CommandEntry[]; replies: CatalogueEntry[] } {
  const records = readTable(file, extensionColumns);
  const commands = new Map<string, CommandEntry>();
  for (const { verb, access, syntax, summary, hazard, does } of records) {
    const entry = { verb, section: EXTENSION, access: access as Access, syntax, summary };
    if (!commands.has(verb)) commands.set(verb, { ...entry, implemented: true, hazard, does });
  }
  // A word of SITE is answered as SITE is.
  const replies = records.map((record) =>
    entryOf(
      { ...record, section: EXTENSION, command: record.verb.split(" ")[0] as string },
      record.access as Access,
    ),
  );
  return { commands: [...commands.values()], replies };
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

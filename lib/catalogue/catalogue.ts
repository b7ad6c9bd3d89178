import { readTable } from "../files/tsv.js";
import { Remembered } from "../octets/remembered.js";
import type { DeviceFault, FaultPoint } from "./faults.js";
import { Templates } from "./template.js";
import type { Forms } from "./template-form.js";

/**
 * Where in a command's life a reply stands (RFC 959 section 5.4's chart, in words):
 * `refusal` is a 4yz/5yz sent before any 1yz, `abortion` one that can come after a 1yz.
 */
type Phase =
  | "greeting"
  | "preliminary"
  | "intermediate"
  | "completion"
  | "refusal"
  | "abortion"
  | "unsolicited";
/** The least level at which the device takes the command (Dm724-I 1.4.1, 1.4.2, 1.4.3; AMB-001). */
type Access = "any" | "registered" | "root";
/** What it takes to bring the reply about. */
type Provocation = "protocol" | "configuration" | "fault" | "outside";

/** One documented reply. */
export interface CatalogueEntry {
  /** stable, in words: `stor.226.stor-completed-lu-bytes-processed-data-connection-is-closed` */
  id: string;
  /** the manual's section: `1.4.3` */
  section: string;
  /** as the manual heads it: `PWD XPWD`, `(connect)`, `(any)` */
  command: string;
  /** the verbs that `command` names, or the one word in parentheses */
  verbs: readonly string[];
  code: number;
  /** what stands after the code: a hyphen on the first line of a multi-line reply */
  separator: " " | "-";
  /** the manual's text, printf conversions and placeholders kept */
  text: string;
  phase: Phase;
  access: Access;
  provocation: Provocation;
  /** when the device sends it, one sentence */
  condition: string;
}

/** One documented command, or one SITE sub-command. */
export interface CommandEntry {
  /** `RETR`, `SITE SAVEBUFFER`, `SITE CHECK HW SUPPORTED` */
  verb: string;
  section: string;
  access: Access;
  /** in RFC 959's notation: `RETR <SP> <filename> <CRLF>` */
  syntax: string;
  summary: string;
  /** false: recognised, but answered with 502 or 202 */
  implemented: boolean;
  /** the worst that it may do (lib/hazard); `agreed`: what the standards' command of that name does */
  hazard: string;
  /** why, as the end of a sentence that begins with the verb */
  does: string;
}

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

/** The verb under which replies to no command in particular are filed: `Possible new commands` in the manual. */
const ANY = "(any)";

/** Where the tables of a catalogue stand, below `lib`. */
export interface CatalogueTables {
  /** what it restates, for messages: `Dm 724-I` */
  readonly title: string;
  /** how it is cited before a section: `Dm724-I` */
  readonly cited: string;
  readonly replies: string;
  readonly commands: string;
  readonly faults?: string;
  /** commands and replies that a vendor has added and the manual does not have: a line for each reply */
  readonly extensions?: string;
  readonly forms?: Forms;
}

/** A received reply, as `lib/ftp/reply.ts` gives it. */
interface Received {
  code: number;
  lines: readonly string[];
  multiline: boolean;
}

/** What one manual documents, as a value: replies, commands and faults, each read once and when first asked for. */
export class Catalogue {
  readonly templates: Templates;
  #replies: readonly CatalogueEntry[] | undefined;
  #commands: readonly CommandEntry[] | undefined;
  #extensions: ReturnType<typeof extensionsIn> | undefined;
  #faults: ReadonlyMap<string, DeviceFault> | undefined;
  #byVerb: ReadonlyMap<string, readonly CatalogueEntry[]> | undefined;
  /** Arrays, which nobody changes. */
  readonly #observed = new Remembered<CatalogueEntry[]>();

  constructor(private readonly tables: CatalogueTables) {
    this.templates = new Templates(tables.forms);
  }

  /** what it restates: `Dm 724-I` */
  get title(): string {
    return this.tables.title;
  }

  get cited(): string {
    return this.tables.cited;
  }

  /** All documented replies, in the manual's order. */
  get replies(): readonly CatalogueEntry[] {
    this.#replies ??= readTable(this.tables.replies, entryColumns).map((record) =>
      entryOf(record, this.#accessOf(record.command)),
    );
    return this.#replies;
  }

  /** A reply to no command in particular can come to anybody, and so can the greeting. */
  #accessOf(command: string): Access {
    const [verb] = command.split(" ");
    return this.commands.find((known) => known.verb === verb)?.access ?? "any";
  }

  /** All documented commands and SITE sub-commands. */
  get commands(): readonly CommandEntry[] {
    this.#commands ??= readTable(this.tables.commands, commandColumns).map((record) => ({
      ...record,
      access: record.access as Access,
      implemented: record.implemented === "yes",
    }));
    return this.#commands;
  }

  /** What a vendor has added: it counts as documented wherever a reply is looked up, and nowhere as the manual's. */
  get extensions(): {
    readonly commands: readonly CommandEntry[];
    readonly replies: readonly CatalogueEntry[];
  } {
    this.#extensions ??= extensionsIn(this.tables.extensions);
    return this.#extensions;
  }

  /** All faults by name, in the catalogue's order. */
  get faults(): ReadonlyMap<string, DeviceFault> {
    const { faults } = this.tables;
    if (faults === undefined) return new Map();
    this.#faults ??= new Map(
      readTable(faults, faultColumns).map((record) => [
        record.fault,
        {
          name: record.fault,
          on: record.on.split(", "),
          entry: this.documented(record.command, Number(record.code), record.text),
          point: record.point as FaultPoint,
        },
      ]),
    );
    return this.#faults;
  }

  /**
   * The entry of `verb` (or, failing that, of `(any)`) with this code and exactly this text, which is the manual's
   * template and not a printed reply.
   * @throws Error for an undocumented reply: a device that wants to send one is wrong
   */
  documented(verb: string, code: number, text: string): CatalogueEntry {
    const entry = this.repliesTo(verb).find(
      (candidate) => candidate.code === code && candidate.text === text,
    );
    if (entry === undefined) throw new Error(`${this.title} documents no reply ${code} "${text}" to ${verb}`);
    return entry;
  }

  /**
   * The entries of `verb`, then those of `(any)`. Aliases count as their verb, case does not matter, and of several
   * words ("SITE SAVEBUFFER") the first decides. `(connect)` and `(any)` are verbs here.
   */
  repliesTo(verb: string): readonly CatalogueEntry[] {
    this.#byVerb ??= verbIndex([...this.replies, ...this.extensions.replies]);
    const key = verb.trim().split(/\s/)[0]?.toUpperCase() ?? "";
    return this.#byVerb.get(key) ?? this.#byVerb.get(ANY.toUpperCase()) ?? [];
  }

  /**
   * Which entries a received reply stands for, tolerantly read: one for most replies, two for FEAT's and COHERENCE's,
   * eight for STAT's. Of several texts that a line matches the closest counts, and a verb's own entry goes before
   * that of `(any)`. What ends an aborted command is found under whichever verb it was received.
   *
   * @param verb as for `repliesTo`; "SITE SYSTID" is told from "SITE LISTFIRMWARES", which "SITE" alone is not
   */
  observed(verb: string, reply: Received): CatalogueEntry[] {
    const { code, lines, multiline } = reply;
    return this.#observed.of(`${verb}\n${code}${multiline ? "-" : " "}${lines.join("\n")}`, () => {
      const word = verb.trim().toUpperCase().split(/\s+/)[1];
      const found = this.#among(this.repliesTo(verb), reply, word);
      return found.length > 0 ? found : this.#among(this.repliesTo("ABOR"), reply, undefined);
    });
  }

  #among(entries: readonly CatalogueEntry[], reply: Received, word: string | undefined): CatalogueEntry[] {
    const candidates = entries.filter(
      (entry) => entry.code === reply.code && (entry.separator === " " || reply.multiline),
    );
    const found = new Set<CatalogueEntry>();
    for (const line of reply.lines) {
      const entry = this.#closest(candidates, line, reply.multiline, word);
      if (entry !== undefined) found.add(entry);
    }
    return [...found];
  }

  #closest(
    candidates: readonly CatalogueEntry[],
    line: string,
    multiline: boolean,
    word: string | undefined,
  ): CatalogueEntry | undefined {
    let best: CatalogueEntry | undefined;
    let closeness = -1;
    for (const entry of candidates) {
      const { form, literal, closeness: own } = this.templates.compiled(entry.text);
      if (own <= closeness) continue;
      // A bare number or name inside a multi-line reply is part of its free text.
      if (!literal && multiline) continue;
      if (word !== undefined && form.answers !== undefined && !form.answers.includes(word)) continue;
      if (this.templates.match(entry.text, line, { tolerant: true }) === undefined) continue;
      best = entry;
      closeness = own;
    }
    return best;
  }
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

function extensionsIn(file: string | undefined): { commands: CommandEntry[]; replies: CatalogueEntry[] } {
  const records = file === undefined ? [] : readTable(file, extensionColumns);
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

function verbIndex(entries: readonly CatalogueEntry[]): ReadonlyMap<string, readonly CatalogueEntry[]> {
  const any = entries.filter((entry) => entry.command === ANY);
  const index = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) {
    for (const verb of entry.verbs) {
      const own = index.get(verb.toUpperCase());
      if (own === undefined) index.set(verb.toUpperCase(), [entry]);
      else own.push(entry);
    }
  }
  for (const [verb, own] of index) if (verb !== ANY.toUpperCase()) own.push(...any);
  return index;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

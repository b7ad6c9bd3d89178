import { Remembered } from "../octets/remembered.js";
import type { Access, CatalogueEntry, CommandEntry } from "./entry.js";
import type { DeviceFault } from "./faults.js";
import { readCommands, readExtensions, readFaults, readReplies } from "./read-catalogue.js";
import { Templates } from "./template.js";
import type { Forms } from "./template-form.js";

/** The verb under which replies to no command in particular are filed: `Possible new commands` in the manual. */
const ANY = "(any)";

/** Where the tables of a catalogue stand, below `lib`. */
export interface CatalogueTables {
  /** what it restates, for messages: `Dm 724-I` */
  readonly title: string;
  /** how it is cited before a section: `Dm724-I` */
  readonly cited: string;
  /** left out where there is no manual */
  readonly replies?: string;
  readonly commands?: string;
  readonly faults?: string;
  /** commands and replies that a vendor has added and the manual does not have: a line for each reply */
  readonly extensions?: string;
  readonly forms?: Forms;
}

interface Extensions {
  readonly commands: readonly CommandEntry[];
  readonly replies: readonly CatalogueEntry[];
}

const NO_EXTENSIONS: Extensions = { commands: [], replies: [] };

/** A received reply, as `lib/ftp/reply.ts` gives it. */
interface Received {
  code: number;
  lines: readonly string[];
  multiline: boolean;
}

/**
 * What one manual documents, as a value: replies, commands and faults, each read once and when first asked for.
 * @since 0.3.0
 */
export class Catalogue {
  readonly templates: Templates;
  #replies: readonly CatalogueEntry[] | undefined;
  #commands: readonly CommandEntry[] | undefined;
  #extensions: Extensions | undefined;
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
    const { replies } = this.tables;
    this.#replies ??= replies === undefined ? [] : readReplies(replies, (command) => this.#accessOf(command));
    return this.#replies;
  }

  /** A reply to no command in particular can come to anybody, and so can the greeting. */
  #accessOf(command: string): Access {
    const [verb] = command.split(" ");
    return this.commands.find((known) => known.verb === verb)?.access ?? "any";
  }

  /** All documented commands and SITE sub-commands. */
  get commands(): readonly CommandEntry[] {
    const { commands } = this.tables;
    this.#commands ??= commands === undefined ? [] : readCommands(commands);
    return this.#commands;
  }

  /** What a vendor has added: it counts as documented wherever a reply is looked up, and nowhere as the manual's. */
  get extensions(): Extensions {
    const { extensions } = this.tables;
    this.#extensions ??= extensions === undefined ? NO_EXTENSIONS : readExtensions(extensions);
    return this.#extensions;
  }

  /** All faults by name, in the catalogue's order. */
  get faults(): ReadonlyMap<string, DeviceFault> {
    const { faults } = this.tables;
    if (faults === undefined) return new Map();
    this.#faults ??= readFaults(faults, (verb, code, text) => this.documented(verb, code, text));
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

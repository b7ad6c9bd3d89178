import { readTable } from "../files/tsv.js";

/*
 * What Dm 724-I documents, as data. `dm724-ftp.tsv` has one line for each reply, in the manual's order:
 *
 * section, command, text: the manual's. The manual's hints behind a text ("In cases where this is not integrated")
 *   are not part of it; they are in the condition.
 * separator: `SP` for a blank, `-` for a hyphen. A blank itself would not survive every editor.
 * access: from the section that has the command: 1.4.1 any, 1.4.2 registered, 1.4.3 root. (connect) and (any): any.
 *   5.1.6 adds a reply of STOR.
 * phase: by the first digit, except that 4yz and 5yz are told apart as follows.
 *   A reply is an `abortion` when the device needs to have begun the work to know of the fault. 150 is sent when the
 *   data connection is open and before the file is (I7, 5.1.4), so all faults of opening, reading, writing, seeking
 *   and closing a file that is transferred are abortions, and so is what depends on the file's content (AMB-040).
 *   A `refusal` is what can be known before: syntax, login, a busy device, no server-DTP, a file system that is not
 *   there or cannot be opened, and 425, since 125 and 150 say that the data connection is open.
 *   Commands without a preliminary reply have refusals only, however late they fail. SITE has abortions where 119 may
 *   have been sent (AMB-036): the work of BACKUP, COHERENCE, SAVEBUFFER and SAVESLAVES. Where a text serves a SITE
 *   command with and one without 119, the one with 119 decides, unless the text fits its beginning only.
 *   ABOR's 426 is an abortion: it ends a command that was accepted.
 *   `unsolicited` answers no command.
 * provocation: `protocol` if a client alone can bring it about on some conforming device in factory configuration;
 *   `configuration` if it takes a setting or a device of a certain kind; `fault` if something inside has to fail;
 *   `outside` if nothing done to a device brings it about, for the reason that the condition gives.
 * condition: our reading of when it is sent.
 *
 * `dm724-commands.tsv` has one line for each verb, aliases included, and for each SITE command of chapter 3.
 */

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
}

const entryColumns = [
  "section",
  "command",
  "code",
  "separator",
  "text",
  "phase",
  "access",
  "provocation",
  "condition",
] as const;
const commandColumns = ["verb", "section", "access", "syntax", "summary", "implemented"] as const;

/** The verb under which replies to no command in particular are filed: `Possible new commands` in the manual. */
const ANY = "(any)";

let entries: readonly CatalogueEntry[] | undefined;
let commands: readonly CommandEntry[] | undefined;
let byVerb: ReadonlyMap<string, readonly CatalogueEntry[]> | undefined;

/** All documented FTP replies, in the manual's order; read once. */
export function ftpCatalogue(): readonly CatalogueEntry[] {
  entries ??= readTable("catalogue/dm724-ftp.tsv", entryColumns).map((record) => {
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
      access: record.access as Access,
      provocation: record.provocation as Provocation,
      condition: record.condition,
    };
  });
  return entries;
}

/** All documented FTP commands and SITE sub-commands; read once. */
export function ftpCommands(): readonly CommandEntry[] {
  commands ??= readTable("catalogue/dm724-commands.tsv", commandColumns).map((record) => ({
    ...record,
    access: record.access as Access,
    implemented: record.implemented === "yes",
  }));
  return commands;
}

/**
 * The entry of `verb` (or, failing that, of `(any)`) with this code and exactly this text, which is the manual's
 * template and not a printed reply. Throws for an undocumented reply: a device that wants to send one is wrong.
 */
export function documentedReply(verb: string, code: number, text: string): CatalogueEntry {
  const entry = repliesOf(verb).find((candidate) => candidate.code === code && candidate.text === text);
  if (entry === undefined) throw new Error(`Dm 724-I documents no reply ${code} "${text}" to ${verb}`);
  return entry;
}

/**
 * The entries of `verb`, then those of `(any)`. Aliases count as their verb, case does not matter, and of several
 * words ("SITE SAVEBUFFER") the first decides. `(connect)` and `(any)` are verbs here.
 */
export function repliesOf(verb: string): readonly CatalogueEntry[] {
  const index = verbIndex();
  const key = verb.trim().split(/\s/)[0]?.toUpperCase() ?? "";
  return index.get(key) ?? index.get(ANY.toUpperCase()) ?? [];
}

function verbIndex(): ReadonlyMap<string, readonly CatalogueEntry[]> {
  if (byVerb !== undefined) return byVerb;
  const any = ftpCatalogue().filter((entry) => entry.command === ANY);
  const index = new Map<string, CatalogueEntry[]>();
  for (const entry of ftpCatalogue()) {
    for (const verb of entry.verbs) {
      const own = index.get(verb.toUpperCase());
      if (own === undefined) index.set(verb.toUpperCase(), [entry]);
      else own.push(entry);
    }
  }
  for (const [verb, own] of index) if (verb !== ANY.toUpperCase()) own.push(...any);
  byVerb = index;
  return index;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

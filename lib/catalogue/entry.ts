/**
 * Where in a command's life a reply stands (RFC 959 section 5.4's chart, in words):
 * `refusal` is a 4yz/5yz sent before any 1yz, `abortion` one that can come after a 1yz.
 */
export type Phase =
  | "greeting"
  | "preliminary"
  | "intermediate"
  | "completion"
  | "refusal"
  | "abortion"
  | "unsolicited";
/** The least level at which the device takes the command (Dm724-I 1.4.1, 1.4.2, 1.4.3; AMB-001). */
export type Access = "any" | "registered" | "root";
/** What it takes to bring the reply about. */
export type Provocation = "protocol" | "configuration" | "fault" | "outside";

/**
 * One documented reply.
 * @since 0.1.0
 */
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

/**
 * One documented command, or one SITE sub-command.
 * @since 0.3.0
 */
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

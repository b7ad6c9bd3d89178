/**
 * Text that may stand in the log of a CI system. Such a log is a protocol: what looks like a command is carried out, whoever
 * printed it. A device's words are data, so what would be read as a command is written with an escape.
 *
 * - GitHub: `::name::` at the beginning of a line, behind any blanks; `##[name]` anywhere in a line.
 * - Azure: `##vso[name]` and `##[name]` anywhere. TeamCity: `##teamcity[name]` anywhere.
 * - GitLab: `section_start:` and `section_end:` between two erasures of the line, anywhere.
 */

/** Behind any blanks, and behind colours, which some readers take out first. */
const AT_BEGIN = /^((?:[^\S\r\n\u2028\u2029]|\p{Cc}\[[\d;]{0,20}m)*):(?=:)/gmu;
/** The names in front of the bracket are short. */
const BRACKET = /##(?=[A-Za-z]{0,20}\[)/g;
const SECTION = /(section_(?:start|end)):/g;

/** @param text lines as they are printed, after they were broken. @returns the same, without a command in any line */
export function harmless(text: string): string {
  return text.replace(BRACKET, "#\\x23").replace(SECTION, "$1\\x3a").replace(AT_BEGIN, "$1\\x3a");
}

/** Controls but for the line feed, line and paragraph separators, marks of direction. */
const UNSAFE = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;

/** A value as JSON of many lines that may stand in a log: the same value, and JSON's own escapes where one is needed. */
export function jsonText(value: unknown, indent = 1): string {
  return JSON.stringify(value, null, indent)
    .replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(BRACKET, "#\\u0023")
    .replace(SECTION, "$1\\u003a");
}

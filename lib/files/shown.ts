/** A value of an input as a message quotes it: shortly, in one line, and without what may be a password. */

const MOST_CHARACTERS = 60;

/** @returns JSON of the value's beginning; a long text says how much more there is */
export function shown(value: unknown): string {
  if (typeof value === "string") return shortened(JSON.stringify, withoutCredentials(value));
  // What is no number and what has no end are numbers in YAML, and null in JSON.
  if (typeof value === "number") return String(value);
  return shortened((text) => text, JSON.stringify(value) ?? String(value));
}

/** A word of an input as part of a message, such as a name that stands in quotes already. */
export function shownWord(text: string): string {
  return shortened((part) => JSON.stringify(part).slice(1, -1), withoutCredentials(text));
}

/**
 * A text without the password of a URL, or of what was meant to be one. A password may hold what parts a URL, so everything
 * between the first colon behind the scheme and the last @ may be of it.
 */
function withoutCredentials(text: string): string {
  const at = text.lastIndexOf("@");
  const scheme = text.indexOf(":/");
  const behind = scheme < 0 ? -1 : text.indexOf(":", scheme + 1);
  const colon = behind < 0 || behind > at ? text.indexOf(":") : behind;
  return colon < 0 || colon > at ? text : `${text.slice(0, colon + 1)}****${text.slice(at)}`;
}

function shortened(write: (text: string) => string, text: string): string {
  const more = text.length - MOST_CHARACTERS;
  if (more <= 0) return write(text);
  return `${write(text.slice(0, MOST_CHARACTERS))}... (${more} more ${more === 1 ? "character" : "characters"})`;
}

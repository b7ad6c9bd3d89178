/**
 * The one place where text becomes HTML. A device's words reach every part of the page, so whatever is put into a template
 * is text and is escaped, unless it is markup that a template has made.
 */
import { printable } from "../printable.js";

/** Markup that is safe to put into a page. Only this file makes it. */
class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

export type Html = Markup;
/** What a template takes: `undefined` and `false` are nothing, lists are put one after the other. */
export type Part = Html | string | number | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template whose values are escaped, for text and for attribute values in quotation marks. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  let text = strings[0] ?? "";
  for (const [index, value] of values.entries()) text += `${rendered(value)}${strings[index + 1] ?? ""}`;
  return new Markup(text);
}

function rendered(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escaped(part);
  return part.map(rendered).join("");
}

/** In one line, with neither markup nor characters that hide or move something. */
function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** JSON in a page for its script: valid JSON, and nothing in it ends the element. @param id of the element */
export function jsonBlock(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return new Markup(`<script type="application/json" id="${escaped(id)}">${json}</script>`);
}

/**
 * Our own style sheet or script, as it stands in its file: a hash of it is in the page's policy, so nothing may be changed.
 * @throws for a text that would end the element: a mistake of the programmer
 */
export function ownElement(name: "style" | "script", text: string): Html {
  if (/<\/(style|script)|<!--/i.test(text)) throw new Error(`the page's ${name} holds markup`);
  return new Markup(`<${name}>${text}</${name}>`);
}

/** The link to the element with this id, as a part of an address. */
export function fragment(id: string): string {
  return `#${encodeURIComponent(printable(id))}`;
}

/** Passwords are nobody's business but the device's: they are taken out of whatever is kept of a run. */

import { visible } from "../octets/text.js";
import { behindPass, type Span } from "./behind-pass.js";

export const MASK = "****";

/** A shorter one would be found in what is none. */
const SHORTEST = 4;

interface Account {
  readonly user: string;
  readonly password: string;
}

/** The passwords that can be recognised by their value. One that is part of a user's name is no secret. */
export function secretsOf(accounts: Readonly<Record<string, Account | undefined>>): string[] {
  const all = Object.values(accounts).filter((account) => account !== undefined);
  const names = all.map(({ user }) => user.toLowerCase());
  const secrets = all
    .map(({ password }) => password)
    .filter((password) => password.length >= SHORTEST)
    .filter((password) => !names.some((name) => name.includes(password.toLowerCase())));
  // As a reason may show them, too; the longer one first, in case it holds the other.
  const shown = secrets.flatMap((secret) =>
    /[\u0100-\uffff]/.test(secret) ? [secret] : [secret, visible(secret)],
  );
  return [...new Set(shown)].sort((a, b) => b.length - a.length);
}

/**
 * Takes passwords out of what one side of a connection sent, in however many pieces.
 * @param pieces in their order; latin1
 * @param commands whether they are commands, so that what stands behind PASS is a password
 * @returns as many pieces: the first that had some of it has the mask
 */
export function maskedPieces(
  pieces: readonly string[],
  secrets: readonly string[],
  commands: boolean,
): string[] {
  const whole = pieces.join("");
  const hidden = [
    ...(commands ? behindPass(whole) : []),
    ...secrets.flatMap((secret) => places(whole, secret)),
  ].sort(([a], [b]) => a - b);
  if (hidden.length === 0) return [...pieces];
  let next = 0;
  let from = 0;
  /** Where the part that is masked already ends. */
  let until = 0;
  return pieces.map((piece) => {
    const end = from + piece.length;
    const shown: string[] = [];
    for (let place = hidden[next]; place !== undefined && place[0] < end; place = hidden[next]) {
      if (place[0] >= until) shown.push(whole.slice(Math.max(from, until), place[0]), MASK);
      until = Math.max(until, place[0] + place[1]);
      next += 1;
    }
    shown.push(whole.slice(Math.max(from, until), end));
    from = end;
    return shown.join("");
  });
}

function places(whole: string, secret: string): Span[] {
  const found: Span[] = [];
  for (let at = whole.indexOf(secret); at >= 0; at = whole.indexOf(secret, at + secret.length))
    found.push([at, secret.length]);
  return found;
}

/** The same value with every password in every text of it masked. */
export function withoutSecrets<Value>(value: Value, secrets: readonly string[]): Value {
  if (secrets.length === 0) return value;
  const clean = (item: unknown): unknown => {
    if (typeof item === "string")
      return secrets.reduce((text, secret) => text.replaceAll(secret, MASK), item);
    if (Array.isArray(item)) return item.map(clean);
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(value) as Value;
}

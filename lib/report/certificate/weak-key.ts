/**
 * Ed25519 public keys that identify nobody (RFC 8032 5.1, and its errata on cofactors): a point of small order has signatures
 * that hold for every text, and of a point in two spellings there are two keys.
 */
import type { KeyObject } from "node:crypto";

/** The prime of the field. */
const P = 2n ** 255n - 19n;
/** The y of the eight points whose order divides eight; those of order eight are two, with either sign of x. */
export const SMALL_ORDER: readonly bigint[] = [
  0n,
  1n,
  P - 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
];

/** @param key an Ed25519 public key. @returns what is wrong with it, as the end of a sentence */
export function weaknessOf(key: KeyObject): string | undefined {
  const point = key.export({ type: "spki", format: "der" }).subarray(-32);
  const signed = BigInt(`0x${Buffer.from(point).reverse().toString("hex")}`);
  const y = signed & (2n ** 255n - 1n);
  // Of the two points without x there is no second one with its sign changed.
  const negativeZero = signed !== y && (y === 1n || y === P - 1n);
  if (y >= P || negativeZero) return "is not written as keys are";
  return SMALL_ORDER.includes(y) ? "is of small order: anybody can sign with it" : undefined;
}

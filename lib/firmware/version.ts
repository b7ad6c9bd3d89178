/** A product version: five numbers, such as 11.01.10.45.03. */
export type Version = readonly [number, number, number, number, number];

const NUMBERS = 5;
const LARGEST = 0xffff;

/** @returns one to five numbers with dots between them, missing ones as 0; undefined for any other text */
export function parseVersion(text: string): Version | undefined {
  if (!/^\d{1,5}(?:\.\d{1,5}){0,4}$/.test(text)) return undefined;
  const numbers = text.split(".").map(Number);
  if (numbers.some((number) => number > LARGEST)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = numbers;
  return [a, b, c, d, e];
}

/** All five numbers, each with two digits at least. */
export function printVersion(version: Version): string {
  return version.map((number) => digits(number, 2)).join(".");
}

/** @returns below 0 when `a` is the earlier one, 0 when they are the same, above 0 when it is the later one */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < NUMBERS; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * NNNNNN.SSSSS, as SITE GETFILEVER prints it (Dm724-I 1.4.3). How a version is packed is not documented (I3): three
 * numbers of two digits, one of three, one of two; a number that does not fit its place loses its first digits.
 */
export function fileVersionDigits([a, b, c, d, e]: Version): string {
  return `${biosVersionDigits([a, b, c, d, e])}.${digits(d % 1000, 3)}${digits(e % 100, 2)}`;
}

/** NNNNNN, as SITE GETBIOSVER prints it. */
export function biosVersionDigits([a, b, c]: Version): string {
  return [a, b, c].map((number) => digits(number % 100, 2)).join("");
}

function digits(number: number, count: number): string {
  return String(number).padStart(count, "0");
}

import { CHECKS, type Check } from "./configuration.js";

/** The checks that have a letter, in the places of AMB-021; profile and hw-supported came later and have none. */
const LETTERS: readonly (readonly [letter: string, check: Check])[] = [
  ["P", "path"],
  ["C", "crc"],
  ["L", "length"],
  ["B", "bios"],
  ["F", "firmware"],
  ["V", "version"],
  ["R", "rename"],
  ["D", "delete"],
  ["S", "system"],
  ["U", "unknown"],
  ["H", "hardware"],
];

/** As STAT and `list` show the checks (Dm724-I 3.8): ALL, NONE, or a letter or hyphen for each of eleven. */
export function printChecks(checks: Readonly<Record<Check, boolean>>): string {
  if (CHECKS.every((check) => checks[check])) return "ALL";
  if (CHECKS.every((check) => !checks[check])) return "NONE";
  return LETTERS.map(([letter, check]) => (checks[check] ? letter : "-")).join("");
}

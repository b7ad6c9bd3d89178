/** Servers that read commands wrongly, whatever the device behind them is. */
import type { Mutant } from "./mutant.js";

interface FrontEndMutant extends Omit<Mutant, "chance" | "options"> {
  readonly hears: (octets: Buffer) => Buffer;
}

const LINE_END = Buffer.from("\r\n");

const endsWith = (octets: Buffer, last: number): boolean => octets.at(-1) === last;

const MUTANTS: readonly FrontEndMutant[] = [
  {
    name: "front-end.line-end-not-awaited",
    clause: "RFC 959 5.3",
    says: "What has come is taken for a command, whether its line has ended or not.",
    hears: (octets) => (endsWith(octets, 0x0a) ? octets : Buffer.concat([octets, LINE_END])),
  },
  {
    name: "front-end.cr-ends-a-command",
    clause: "RFC 959 5.3, RFC 1123 4.1.2.10",
    says: "CR ends a command, and the LF behind it is not awaited.",
    hears: (octets) => (endsWith(octets, 0x0d) ? Buffer.concat([octets, LINE_END]) : octets),
  },
];

export function frontEndMutants(): Mutant[] {
  return MUTANTS.map(({ hears, ...mutant }) => ({
    ...mutant,
    options: { hears },
    chance: (item) => (item.covers.some((cover) => mutant.clause.includes(cover)) ? 2 : 1),
  }));
}

/** Devices whose replies and lists have a form on the wire that nobody can read, or that the manual does not have. */
import type { FtpServerOptions } from "../server/ftp/ftp-server.js";
import type { Mutant } from "./mutant.js";

type Rewritten = Parameters<NonNullable<FtpServerOptions["rewrite"]>>[0];

interface WireMutant extends Omit<Mutant, "chance" | "options"> {
  /** the commands whose replies are changed, and their code; every reply when left out */
  readonly of?: readonly [verbs: readonly string[], code: number];
  readonly becomes: (text: string) => string;
}

const MUTANTS: readonly WireMutant[] = [
  {
    name: "wire.pasv-without-numbers",
    clause: "1.4.2 PASV, RFC 959 4.1.2",
    says: "A 227 holds no address and no port.",
    of: [["PASV"], 227],
    becomes: () => "227 Entering Passive Mode.\r\n",
  },
  {
    name: "wire.pasv-with-five-numbers",
    clause: "1.4.2 PASV, RFC 959 4.1.2",
    says: "A 227 lacks the last number.",
    of: [["PASV"], 227],
    becomes: (text) => text.replace(/,\d+\)/, ")"),
  },
  {
    name: "wire.epsv-bar-missing",
    clause: "1.4.2 EPSV, AMB-006",
    says: "A 229 lacks one of the delimiters.",
    of: [["EPSV"], 229],
    becomes: (text) => text.replace("(|||", "(||"),
  },
  {
    name: "wire.epsv-blanks",
    clause: "1.4.2 EPSV, AMB-006",
    says: "A 229 has blanks for delimiters.",
    of: [["EPSV"], 229],
    becomes: (text) => text.replaceAll("|", " "),
  },
  {
    name: "wire.pwd-without-quotes",
    clause: "1.4.2 PWD, AMB-039",
    says: "A 257 has its pathname without quotes.",
    of: [["PWD", "XPWD"], 257],
    becomes: (text) => text.replaceAll('"', ""),
  },
  {
    name: "wire.pwd-with-a-line-in-it",
    clause: "1.4.2 PWD, AMB-039",
    says: "The pathname of a 257 has a CR and more in it.",
    of: [["PWD", "XPWD"], 257],
    becomes: (text) => text.replace(/"([^"]*)"/, '"$1\rNOOP"'),
  },
  {
    name: "wire.size-in-words",
    clause: "1.4.3 SIZE, AMB-022",
    says: "SIZE says how many octets in words.",
    of: [["SIZE"], 213],
    becomes: () => "213 File status.\r\n",
  },
  {
    name: "wire.time-in-words",
    clause: "1.4.3 MDTM, AMB-022",
    says: "MDTM says the time in another form.",
    of: [["MDTM"], 213],
    becomes: () => "213 Jan 2 03:04 2026\r\n",
  },
  {
    name: "wire.time-out-of-range",
    clause: "1.4.3 MDTM, AMB-022",
    says: "MDTM says a month that there is not.",
    of: [["MDTM"], 213],
    becomes: (text) => text.replace(/^213 (\d{4})\d\d/, "213 $113"),
  },
  {
    name: "wire.errors-twice",
    clause: "1.4.1 any command, RFC 959 4.2",
    says: "Every 500 comes twice.",
    becomes: (text) => (text.startsWith("500 ") ? text + text : text),
  },
  {
    name: "wire.refusals-twice",
    clause: "1.4.1 any command, RFC 959 4.2",
    says: "Every 530 comes twice.",
    becomes: (text) => (text.startsWith("530 ") ? text + text : text),
  },
];

export function wireMutants(): Mutant[] {
  return MUTANTS.map(({ of, becomes, ...mutant }) => ({
    ...mutant,
    options: {
      rewrite: ({ reply, code, octets }: Rewritten) =>
        of === undefined || (of[0].includes(reply.verb) && code === of[1])
          ? Buffer.from(becomes(octets.toString("latin1")), "latin1")
          : octets,
    },
    chance: (item) =>
      item.covers.some((cover) => mutant.clause.includes(cover.replace(/^Dm724-I /, ""))) ? 2 : 1,
  }));
}

import { expect } from "chai";
import { unreadableIn } from "./readable.js";

describe("what a program has to read in a reply", () => {
  const replies: [verb: string | undefined, code: number, text: string, fault: RegExp | undefined][] = [
    ["PASV", 227, "Entering Passive Mode. (127,0,0,1,4,1)", undefined],
    ["PASV", 227, "=127,0,0,1,4,1", undefined],
    ["PASV", 227, "Entering Passive Mode", /no address and port/],
    ["PASV", 227, "Entering Passive Mode (127,0,0,1,4)", /no address and port/],
    ["PASV", 227, "(127,0,0,1,0,0)", /no address and port/],
    ["PASV", 227, "(127,0,0,300,4,1)", /no address and port/],
    [undefined, 227, "no", /no address and port/],
    ["EPSV", 229, "Entering Extended Passive Mode (|||4711|)", undefined],
    ["EPSV", 229, "Entering Extended Passive Mode (!!!4711!)", undefined],
    ["EPSV", 229, "(~~~4711~)", undefined],
    ["EPSV", 229, "Entering Extended Passive Mode (||4711|)", /no port that clients can read/],
    ["EPSV", 229, "Entering Extended Passive Mode (   4711 )", /a blank stands/],
    ["EPSV", 229, "(|||70000|)", /no port/],
    ["EPSV", 229, "4711", /no port/],
    ["PWD", 257, '"/DSK" is the current directory.', undefined],
    ["PWD", 257, '"/a ""b""" here', undefined],
    ["PWD", 257, "/DSK is the current directory.", /no pathname in double quotes/],
    ["PWD", 257, '"/DSK', /no pathname in double quotes/],
    ["PWD", 257, '"/DSK\rDELE CONFIG.CFG"', /no pathname in double quotes/],
    ["MKD", 257, "created", /no pathname in double quotes/],
    ["SIZE", 213, "26", undefined],
    ["SIZE", 213, "26.", undefined],
    ["SIZE", 213, "26 octets", /no number of octets/],
    ["SIZE", 213, "File status", /no number of octets/],
    ["SIZE", 213, "", /no number of octets/],
    ["SIZE", 213, "-1", /no number of octets/],
    ["MDTM", 213, "20260102030405", undefined],
    ["MDTM", 213, "20260102030405.123", undefined],
    ["MDTM", 213, "20261302030405", /month 13/],
    ["MDTM", 213, "191000102030405", /15 digits/],
    ["MDTM", 213, "Jan 2 03:04", /no time/],
    ["STAT", 213, "File status", undefined],
    ["CWD", 250, "no quotes at all", undefined],
  ];
  for (const [verb, code, text, fault] of replies) {
    it(`${verb ?? "?"}: ${code} ${text}`, () => {
      const said = unreadableIn(verb, { code, lines: [text] });
      if (fault === undefined) expect(said).to.equal(undefined);
      else expect(said).to.match(fault);
    });
  }
});

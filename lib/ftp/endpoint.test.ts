import { expect } from "chai";
import fc from "fast-check";
import {
  type EndpointFault,
  type PassiveStyle,
  parseEprt,
  parseExtendedPassive,
  parsePassive,
  parsePort,
  printEprt,
  printPort,
} from "./endpoint.js";

/** What is expected: host and port, or the fault and where it is. */
type Expected = [host: string, port: number] | [fault: EndpointFault, at: number];

function outcomeOf(parsed: ReturnType<typeof parsePort>): Expected {
  return parsed.ok ? [parsed.endpoint.host, parsed.endpoint.port] : [parsed.fault, parsed.at];
}

describe("PORT", () => {
  const table: [why: string, argument: string, expected: Expected][] = [
    ["six numbers, high octet first", "127,0,0,1,195,101", ["127.0.0.1", 50021]],
    ["the example of Dm724-I 5.1.4", "127,24,75,193,195,101", ["127.24.75.193", 50021]],
    ["zeros inside", "127,9,0,0,0,1", ["127.9.0.0", 1]],
    ["the highest of everything", "255,255,255,255,255,255", ["255.255.255.255", 65535]],
    ["no argument", "", ["missing", 0]],
    ["port 0 is no port", "127,0,0,1,0,0", ["port", 10]],
    ["256 in the address", "127,0,256,1,4,1", ["address", 6]],
    ["256 in the first half of the port", "127,0,0,1,256,1", ["port", 10]],
    ["256 in the second half of the port", "127,0,0,1,4,256", ["port", 12]],
    ["a sign", "127,0,-1,1,4,1", ["address", 6]],
    ["a sign in the port", "127,0,0,1,+4,1", ["port", 10]],
    ["a leading zero: decimal or octal?", "127,0,0,01,4,1", ["address", 8]],
    ["a leading zero in the port", "127,0,0,1,04,1", ["port", 10]],
    ["an exponent", "1e1,0,0,1,4,1", ["address-delimiter", 1]],
    ["a letter for the first number", "a,0,0,1,4,1", ["address", 0]],
    ["an empty field", "127,,0,1,4,1", ["address", 4]],
    ["an empty field of the port", "127,0,0,1,,1", ["port", 10]],
    ["dots", "127.0.0.1,4,1", ["address-delimiter", 3]],
    ["a wrong delimiter between address and port", "127,0,0,1:4,1", ["address-delimiter", 9]],
    ["a wrong delimiter inside the port", "127,0,0,1,4.1", ["port-delimiter", 11]],
    ["three numbers", "127,0,0", ["address-delimiter", 7]],
    ["four numbers", "127,0,0,1", ["address-delimiter", 9]],
    ["five numbers", "127,0,0,1,4", ["port-delimiter", 11]],
    ["five numbers and a comma", "127,0,0,1,4,", ["port", 12]],
    ["seven numbers", "127,0,0,1,4,1,1", ["port-delimiter", 13]],
    ["a blank in front", " 127,0,0,1,4,1", ["address", 0]],
    ["a blank behind a comma", "127, 0,0,1,4,1", ["address", 4]],
    ["a blank at the end", "127,0,0,1,4,1 ", ["port-delimiter", 13]],
    ["parentheses", "(127,0,0,1,4,1)", ["address", 0]],
    ["a number without an end", "9".repeat(100_000), ["address", 0]],
  ];
  for (const [why, argument, expected] of table) {
    it(why, () => expect(outcomeOf(parsePort(argument))).to.deep.equal(expected));
  }

  it("every endpoint is printed and read back", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65535 }), (host, port) => {
        expect(parsePort(printPort({ host, port }))).to.deep.equal({ ok: true, endpoint: { host, port } });
        expect(parseEprt(printEprt({ host, port }))).to.deep.equal({
          ok: true,
          endpoint: { host, port },
          protocol: 1,
        });
      }),
    );
  });

  it("what has no six numbers is a mistake of the programmer", () => {
    for (const endpoint of [
      { host: "::1", port: 21 },
      { host: "localhost", port: 21 },
      { host: "127.0.0.1", port: 0 },
      { host: "127.0.0.1", port: 65536 },
      { host: "127.0.0.1", port: 21.5 },
    ]) {
      expect(() => printPort(endpoint)).to.throw(RangeError);
    }
  });
});

describe("227", () => {
  const table: [why: string, text: string, expected: Expected, style?: PassiveStyle][] = [
    ["the text of Dm724-I", "Entering Passive Mode. (127,0,0,1,4,1)", ["127.0.0.1", 1025], "regular"],
    ["vsftpd", "Entering Passive Mode (127,0,0,1,156,64).", ["127.0.0.1", 40000], "regular"],
    ["numbers before the six", "Passive mode 2 of 3 (127,0,0,1,4,1)", ["127.0.0.1", 1025], "regular"],
    ["no parentheses", "Entering Passive Mode 127,0,0,1,4,1", ["127.0.0.1", 1025], "no-parentheses"],
    [
      "an equals sign, as the oldest servers have it",
      "Entering Passive Mode =127,0,0,1,4,1",
      ["127.0.0.1", 1025],
      "no-parentheses",
    ],
    ["one parenthesis", "Entering Passive Mode (127,0,0,1,4,1", ["127.0.0.1", 1025], "no-parentheses"],
    ["blanks behind the commas", "Entering Passive Mode (127, 0, 0, 1, 4, 1)", ["127.0.0.1", 1025], "blanks"],
    [
      "leading zeros",
      "Entering Passive Mode (127,000,000,001,004,001)",
      ["127.0.0.1", 1025],
      "leading-zeros",
    ],
    ["no numbers", "Entering Passive Mode", ["missing", 0]],
    ["five numbers", "Entering Passive Mode (127,0,0,1,4)", ["missing", 0]],
    ["seven numbers: which six?", "(127,0,0,1,4,1,1)", ["port-delimiter", 14]],
    ["dots for the address", "Entering Passive Mode (127.0.0.1,4,1)", ["missing", 0]],
    ["256 in the address", "(127,0,0,256,4,1)", ["address", 9]],
    ["256 in the port", "(127,0,0,1,4,256)", ["port", 13]],
    ["port 0", "(127,0,0,1,0,0)", ["port", 11]],
    ["no text", "", ["missing", 0]],
  ];
  for (const [why, text, expected, style] of table) {
    it(why, () => {
      const parsed = parsePassive(text);
      expect(outcomeOf(parsed)).to.deep.equal(expected);
      expect(parsed.style).to.equal(style);
    });
  }

  it("long hostile texts take no quadratic time", () => {
    for (const piece of ["1", "1,", "1 ", "1,2,3,4,5 ", "(", "|||1", "|", "(|1|"]) {
      const text = piece.repeat(200_000 / piece.length);
      parsePassive(text);
      parseExtendedPassive(text);
      parseEprt(text);
      parsePort(text);
    }
  });
});

describe("EPRT", () => {
  const table: [why: string, argument: string, expected: Expected][] = [
    ["IPv4 (RFC 2428 2)", "|1|132.235.1.2|6275|", ["132.235.1.2", 6275]],
    ["IPv6 (RFC 2428 2)", "|2|0:0:0:0:0:FFFE:7F09:909|5282|", ["::fffe:7f09:909", 5282]],
    ["the full form of IPv6", "|2|0:0:0:0:0:0:0:1|5282|", ["::1", 5282]],
    ["another delimiter", "!1!127.0.0.1!21!", ["127.0.0.1", 21]],
    ["the lowest and the highest delimiter", "~1~127.0.0.1~21~", ["127.0.0.1", 21]],
    ["a letter as delimiter", "x1x127.0.0.1x21x", ["127.0.0.1", 21]],
    ["the dot as delimiter", ".1.127.0.0.1.21.", ["127.0.0.1", 21]],
    ["a digit as delimiter, which the RFC allows", "919127.0.0.1921219", ["127.0.0.1", 2121]],
    ["a digit as delimiter that is in the address too", "919127.0.0.99219", ["first-delimiter", 0]],
    ["the highest port", "|1|127.0.0.1|65535|", ["127.0.0.1", 65535]],
    ["no argument", "", ["missing", 0]],
    ["a blank in front (RFC 2428 2: exactly one blank)", " |1|127.0.0.1|21|", ["first-delimiter", 0]],
    ["octet 127 as delimiter", "\x7f1\x7f127.0.0.1\x7f21\x7f", ["first-delimiter", 0]],
    ["the first delimiter is missing", "1|127.0.0.1|21|", ["first-delimiter", 0]],
    ["only a delimiter", "|", ["protocol", 1]],
    ["no protocol", "||127.0.0.1|21|", ["protocol", 1]],
    ["protocol 3", "|3|127.0.0.1|21|", ["protocol", 1]],
    ["protocol 01", "|01|127.0.0.1|21|", ["protocol", 1]],
    ["protocol 1 in words", "|IPv4|127.0.0.1|21|", ["protocol", 1]],
    ["another second delimiter", "|1!127.0.0.1|21|", ["second-delimiter", 2]],
    ["the second delimiter is missing", "|1", ["second-delimiter", 2]],
    ["no address", "|1||21|", ["address", 3]],
    ["256 in the address", "|1|127.0.0.256|21|", ["address", 11]],
    ["a leading zero in the address", "|1|127.0.0.01|21|", ["address", 11]],
    ["an IPv6 address for protocol 1", "|1|::1|21|", ["address", 3]],
    ["an IPv4 address for protocol 2", "|2|127.0.0.1|21|", ["address", 3]],
    ["a name", "|1|localhost|21|", ["address", 3]],
    ["commas in the address", "|1|127,0,0,1|21|", ["address-delimiter", 6]],
    ["three fields", "|1|127.0.0|21|", ["address-delimiter", 10]],
    ["five fields", "|1|127.0.0.1.1|21|", ["third-delimiter", 12]],
    ["semicolons in an IPv6 address", "|2|7f09;;1|21|", ["address-delimiter", 7]],
    ["a letter inside an IPv6 address", "|2|fg80::1|21|", ["address-delimiter", 4]],
    ["seven groups", "|2|1:2:3:4:5:6:7|21|", ["address", 3]],
    ["a zone", "|2|7f09::1%lo|21|", ["third-delimiter", 10]],
    ["the colon as delimiter of an IPv6 address", ":2:::1:21:", ["address", 3]],
    ["another third delimiter", "|1|127.0.0.1!21|", ["third-delimiter", 12]],
    ["another third delimiter behind IPv6", "|2|::1!21|", ["third-delimiter", 6]],
    ["the third delimiter is missing", "|1|127.0.0.1", ["third-delimiter", 12]],
    ["the third delimiter is missing behind IPv6", "|2|::1", ["third-delimiter", 6]],
    ["no port", "|1|127.0.0.1||", ["port", 13]],
    ["the port is missing", "|1|127.0.0.1|", ["port", 13]],
    ["port 0", "|1|127.0.0.1|0|", ["port", 13]],
    ["port 65536", "|1|127.0.0.1|65536|", ["port", 13]],
    ["a port without an end", `|1|127.0.0.1|${"1".repeat(1000)}|`, ["port", 13]],
    ["a sign", "|1|127.0.0.1|-21|", ["port", 13]],
    ["hexadecimal", "|1|127.0.0.1|0x15|", ["port", 13]],
    ["a leading zero", "|1|127.0.0.1|021|", ["port", 13]],
    ["another fourth delimiter", "|1|127.0.0.1|21!", ["fourth-delimiter", 15]],
    ["the fourth delimiter is missing", "|1|127.0.0.1|21", ["fourth-delimiter", 15]],
    ["something behind the fourth delimiter", "|1|127.0.0.1|21|x", ["fourth-delimiter", 16]],
    ["a blank at the end", "|1|127.0.0.1|21| ", ["fourth-delimiter", 16]],
    ["the form of PORT", "127,0,0,1,4,1", ["first-delimiter", 0]],
  ];
  for (const [why, argument, expected] of table) {
    it(why, () => expect(outcomeOf(parseEprt(argument))).to.deep.equal(expected));
  }

  it("says which protocol it was", () => {
    expect(parseEprt("|1|127.0.0.1|21|")).to.deep.include({ protocol: 1 });
    expect(parseEprt("|2|::1|21|")).to.deep.include({ protocol: 2 });
  });

  it("is printed with the delimiter of the RFC", () => {
    expect(printEprt({ host: "127.0.0.1", port: 21 })).to.equal("|1|127.0.0.1|21|");
    expect(printEprt({ host: "::1", port: 65535 })).to.equal("|2|::1|65535|");
  });

  it("what is no endpoint is a mistake of the programmer", () => {
    expect(() => printEprt({ host: "localhost", port: 21 })).to.throw(RangeError, "no address");
    expect(() => printEprt({ host: "::1", port: 70_000 })).to.throw(RangeError, "no port");
  });

  it("any argument is read without a fault of the code, and a fault has a place in it", () => {
    const text = fc.string({
      unit: fc.constantFrom("|", "1", "2", "127.0.0.1", "::1", ".", ":", ",", "!", " ", "x", "9"),
    });
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (argument) => {
        for (const parsed of [parseEprt(argument), parsePort(argument), parsePassive(argument)]) {
          if (!parsed.ok) expect(parsed.at).to.be.within(0, argument.length);
          else expect(parsed.endpoint.port).to.be.within(1, 65535);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("229", () => {
  const accepted: [why: string, text: string, port: number, irregular?: string][] = [
    ["RFC 2428 3", "Entering Extended Passive Mode (|||6446|)", 6446],
    ["a full stop behind", "Entering Extended Passive Mode (|||6446|).", 6446],
    ["another delimiter", "Entering Extended Passive Mode (!!!6446!)", 6446],
    ["other parentheses before", "Extended Passive Mode (EPSV) ok (|||1|)", 1],
    ["no parentheses", "Entering Extended Passive Mode |||6446|", 6446, "there are no parentheses"],
    ["protocol and address filled in", "Ok (|1|127.0.0.1|6446|)", 6446, "protocol and address are not empty"],
    ["only the address filled in", "Ok (||::1|6446|)", 6446, "protocol and address are not empty"],
    ["leading zeros", "Ok (|||06446|)", 6446, "the port has leading zeros"],
    ["two at once", "Ok |||06446|", 6446, "there are no parentheses, the port has leading zeros"],
  ];
  for (const [why, text, port, irregular] of accepted) {
    it(why, () => {
      expect(parseExtendedPassive(text)).to.deep.equal(
        irregular ? { ok: true, port, irregular } : { ok: true, port },
      );
    });
  }

  const refused: [why: string, text: string, at: number, fault: string][] = [
    [
      "blanks in the place of delimiters (AMB-006)",
      "Entering Extended Passive Mode (   12345 )",
      32,
      "a blank stands",
    ],
    ["a blank behind the parenthesis", "Ok ( |||6446|)", 4, "a blank stands"],
    ["a blank before the closing parenthesis", "Ok (|||6446| )", 12, "a blank stands"],
    ["a blank before the port", "Ok (||| 6446|)", 7, "a blank stands"],
    ["no delimiters", "Ok (6446)", 4, "not |||port|"],
    ["the last delimiter is missing", "Ok (|||6446)", 4, "not |||port|"],
    ["two delimiters", "Ok (||6446|)", 4, "not |||port|"],
    ["different delimiters", "Ok (|!|6446|)", 4, "not |||port|"],
    ["port 0", "Ok (|||0|)", 7, "the port is 0"],
    ["port 65536", "Ok (|||65536|)", 7, "the port is 65536"],
    ["a port without an end", `Ok (|||${"1".repeat(1000)}|)`, 7, "the port is 11111111111111111111"],
    ["the form of a 227", "Ok (127,0,0,1,4,1)", 4, "not |||port|"],
    ["no parentheses and no delimiters", "Entering Extended Passive Mode", 0, "there is no (|||port|)"],
  ];
  for (const [why, text, at, fault] of refused) {
    it(`refused: ${why}`, () => {
      const parsed = parseExtendedPassive(text);
      expect(parsed).to.deep.include({ ok: false, at });
      expect(!parsed.ok && parsed.fault).to.contain(fault);
    });
  }
});

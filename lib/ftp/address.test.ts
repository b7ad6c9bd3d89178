import { isIPv4, isIPv6 } from "node:net";
import { expect } from "chai";
import fc from "fast-check";
import { parseByte, parseIpv4, parseIpv6, printIpv6 } from "./address.js";

describe("addresses", () => {
  const ipv6: [why: string, text: string, printed: string | undefined][] = [
    ["loopback", "::1", "::1"],
    ["unspecified", "::", "::"],
    ["the full form", "0000:0000:0000:0000:0000:0000:0000:0001", "::1"],
    ["the longest run of zeros is left out (RFC 5952 4.2.3)", "1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["the first of two equal runs", "1:0:0:2:3:0:0:4", "1::2:3:0:0:4"],
    ["a single zero group stays (RFC 5952 4.2.2)", "1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["one group left out by its writer is printed", "1::2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["zeros at the end", "1:2:3:4:5:6::", "1:2:3:4:5:6::"],
    ["an IPv4 address mapped (RFC 5952 5)", "::FFFF:7f00:1", "::ffff:127.0.0.1"],
    ["an IPv4 address at the end", "::fffe:127.0.2.33", "::fffe:7f00:221"],
    ["seven groups", "1:2:3:4:5:6:7", undefined],
    ["nine groups", "1:2:3:4:5:6:7:8:9", undefined],
    ["eight groups and a double colon", "1:2:3:4::5:6:7:8", undefined],
    ["two double colons", "1::2::3", undefined],
    ["three colons", "1:::2", undefined],
    ["a colon in front", ":1:2:3:4:5:6:7", undefined],
    ["a colon at the end", "1:2:3:4:5:6:7:", undefined],
    ["five digits", "::12345", undefined],
    ["no hexadecimal digit", "::g", undefined],
    ["an IPv4 address in the middle", "::127.2.3.4:1", undefined],
    ["an IPv4 address before a double colon", "127.2.3.4::", undefined],
    ["an IPv4 address with a leading zero", "::127.2.3.04", undefined],
    ["a zone", "::1%lo", undefined],
    ["brackets", "[::1]", undefined],
    ["an IPv4 address", "127.0.0.1", undefined],
    ["no text", "", undefined],
  ];
  for (const [why, text, printed] of ipv6) {
    it(`IPv6: ${why}`, () => {
      const groups = parseIpv6(text);
      expect(groups && printIpv6(groups)).to.equal(printed);
    });
  }

  const ipv4: [text: string, octets: number[] | undefined][] = [
    ["127.0.0.1", [127, 0, 0, 1]],
    ["255.255.255.255", [255, 255, 255, 255]],
    ["256.0.0.1", undefined],
    ["127.2.3", undefined],
    ["127.2.3.4.5", undefined],
    ["127.2.3.", undefined],
    ["0127.2.3.4", undefined],
    ["127.2.3.4 ", undefined],
    ["0x127.2.3.4", undefined],
  ];
  for (const [text, octets] of ipv4) {
    it(`IPv4: ${text}`, () => expect(parseIpv4(text)).to.deep.equal(octets));
  }

  it("a byte is decimal, 0 to 255, without leading zeros", () => {
    expect(["0", "9", "255", "256", "00", "-1", "1e1", "", "+1"].map(parseByte)).to.deep.equal([
      0,
      9,
      255,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });

  it("agrees with the system on what an address is", () => {
    const piece = fc.constantFrom(
      "0",
      "1",
      "ff",
      "fFff",
      "255",
      "256",
      "01",
      ":",
      "::",
      ".",
      "127.2.3.4",
      "g",
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join("")),
      fc.ipV6(),
      fc.ipV4(),
    );
    fc.assert(
      fc.property(text, (address) => {
        expect(parseIpv6(address) !== undefined).to.equal(isIPv6(address));
        expect(parseIpv4(address) !== undefined).to.equal(isIPv4(address));
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees with the system on the one form of an address", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 1, 0xffff), { minLength: 8, maxLength: 8 }), (groups) => {
        const full = groups.map((group) => group.toString(16)).join(":");
        const printed = printIpv6(groups);
        expect(parseIpv6(printed)).to.deep.equal(groups);
        expect(parseIpv6(full)).to.deep.equal(groups);
        // The host of a URL is in the same form (WHATWG), but has no dotted decimal in it.
        if (!printed.includes(".")) expect(new URL(`ftp://[${full}]/`).hostname).to.equal(`[${printed}]`);
      }),
    );
  });
});

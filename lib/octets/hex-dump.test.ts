import { expect } from "chai";
import { hexDump } from "./hex-dump.js";

describe("hex dump", () => {
  it("has offset, two halves of eight octets, and ASCII", () => {
    expect(hexDump(Buffer.from("220 FTP server \xff\x00ready\r\n", "latin1")).split("\n")).to.deep.equal([
      "00000000  32 32 30 20 46 54 50 20  73 65 72 76 65 72 20 ff  |220 FTP server .|",
      "00000010  00 72 65 61 64 79 0d 0a                           |.ready..|",
    ]);
  });

  it("says what it leaves off", () => {
    expect(hexDump(Buffer.from("abcd"), { limit: 3 })).to.match(/\|abc\|\n\.\.\. 1 more octet$/);
    expect(hexDump(Buffer.alloc(100), { limit: 0 })).to.equal("... 100 more octets");
  });

  it("shows nothing for no octets, and everything under a limit that is not reached", () => {
    expect(hexDump(new Uint8Array())).to.equal("");
    expect(hexDump(Buffer.from("a"), { limit: 5 })).to.match(/\|a\|$/);
  });
});

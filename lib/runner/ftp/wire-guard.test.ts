import { expect } from "chai";
import { ReplyReader } from "../../ftp/reply.js";
import type { Hazard } from "../../hazard/order.js";
import { octetsOf, visible } from "../../octets/text.js";
import { hazards } from "../../systems/dm724/hazards.js";
import { HazardGuard } from "./wire-guard.js";

/** What passes between tester and device: `C` writes one piece, `S` is a reply. */
type Exchange = ["C" | "S", string];

interface Row {
  title: string;
  permit: Hazard;
  sinks?: boolean;
  exchange: Exchange[];
  /** whether the last write is refused */
  refused: boolean;
}

const acct: Exchange[] = [
  ["C", "ACCT TEST0\r\n"],
  ["S", "200 FTP server test account enabled.\r\n"],
];
const safe: Exchange[] = [
  ["C", "SITE DIRECT OFF\r\n"],
  ["S", "200 DIRECT is set to OFF.\r\n"],
];

const rows: Row[] = [
  { title: "a command that reads", permit: "observe", exchange: [["C", "LIST\r\n"]], refused: false },
  { title: "RELOAD ON", permit: "firmware", exchange: [["C", "SITE RELOAD ON\r\n"]], refused: true },
  {
    title: "RELOAD ON where a reboot is permitted",
    permit: "reboot",
    exchange: [["C", "SITE RELOAD ON\r\n"]],
    refused: false,
  },
  {
    title: "RELOAD ON in two pieces",
    permit: "firmware",
    exchange: [
      ["C", "SITE REL"],
      ["C", "OAD ON\r\n"],
    ],
    refused: true,
  },
  {
    title: "RELOAD ON behind another command",
    permit: "firmware",
    exchange: [["C", "NOOP\r\nSITE RELOAD ON\r\n"]],
    refused: true,
  },
  { title: "an upload", permit: "session", exchange: [["C", "STOR FG.TXT\r\n"]], refused: true },
  {
    title: "an upload into a sink by name",
    permit: "session",
    sinks: true,
    exchange: [["C", "STOR /TST/FG.TXT\r\n"]],
    refused: false,
  },
  {
    title: "the same on a device without sinks",
    permit: "session",
    exchange: [["C", "STOR /TST/FG.TXT\r\n"]],
    refused: true,
  },
  {
    title: "an upload in TEST mode",
    permit: "session",
    sinks: true,
    exchange: [...acct, ["C", "STOR FG.TXT\r\n"]],
    refused: false,
  },
  {
    title: "an upload when the answer to ACCT has not come",
    permit: "session",
    sinks: true,
    exchange: [
      ["C", "ACCT TEST0\r\n"],
      ["C", "STOR FG.TXT\r\n"],
    ],
    refused: true,
  },
  {
    title: "an upload after an answer in other words",
    permit: "session",
    sinks: true,
    exchange: [
      ["C", "ACCT TEST0\r\n"],
      ["S", "200 OK.\r\n"],
      ["C", "STOR FG.TXT\r\n"],
    ],
    refused: true,
  },
  {
    title: "an upload after REIN has left TEST mode",
    permit: "session",
    sinks: true,
    exchange: [...acct, ["C", "REIN\r\n"], ["S", "220 OK.\r\n"], ["C", "STOR FG.TXT\r\n"]],
    refused: true,
  },
  {
    title: "an upload after a change of directory in TEST mode",
    permit: "session",
    sinks: true,
    exchange: [
      ...acct,
      ["C", "CWD /DSK\r\n"],
      ["S", "501 Pathname not allowed in test mode.\r\n"],
      ["C", "STOR FG.TXT\r\n"],
    ],
    refused: true,
  },
  {
    title: "an upload into the buffer",
    permit: "buffer",
    exchange: [...safe, ["C", "STOR FG.TXT\r\n"]],
    refused: false,
  },
  {
    title: "an upload into the buffer after DIRECT ON",
    permit: "buffer",
    exchange: [
      ...safe,
      ["C", "SITE DIRECT ON\r\n"],
      ["S", "200 DIRECT is set to ON.\r\n"],
      ["C", "STOR FG.TXT\r\n"],
    ],
    refused: true,
  },
  {
    title: "an upload whose verb hides a NUL",
    permit: "session",
    exchange: [["C", "ST\0OR FG.TXT\r\n"]],
    refused: true,
  },
  {
    title: "a verb that nobody knows",
    permit: "firmware",
    exchange: [["C", "REBOOTNOW\r\n"]],
    refused: true,
  },
];

describe("the guard at the wire", () => {
  for (const { title, permit, sinks, exchange, refused } of rows) {
    it(`${title}, ${permit} permitted: ${refused ? "refused" : "sent"}`, () => {
      const guard = new HazardGuard(permit, "the device", hazards, sinks === true);
      let last: string | undefined;
      for (const [side, text] of exchange) {
        if (side === "C") last = guard.refusal("main", octetsOf(text));
        else for (const reply of new ReplyReader().push(octetsOf(text))) guard.heard("main", reply);
      }
      expect(last !== undefined, last).to.equal(refused);
    });
  }

  for (const [sent, written, foreign] of [
    ["NOOP\r\n", undefined, undefined],
    ["NOOP", undefined, undefined],
    ["NOOP\r\nNOOP\r\n", undefined, "0x0d"],
    ["CWD /DSK\rNOOP\r\n", undefined, "0x0d"],
    ["CWD /DSK\nNOOP\r\n", "CWD ${work}\r\n", "0x0d"],
    ["CWD /D\0SK\r\n", "CWD ${work}\r\n", "0x00"],
    ["CWD /D\x1bSK\r\n", "CWD ${work}\r\n", "0x1b"],
    ["CWD /D\xffSK\r\n", "CWD ${work}\r\n", "0xff"],
    ["CWD caf\xc3\xa9\r\n", "CWD ${work}\r\n", "0xc3"],
    ["CWD caf\xc3\xa9\r\n", "CWD caf\xc3\xa9\r\n", undefined],
    ["NO\0OP\rNOOP\r\n", "NO\0OP\rNOOP\r\n", undefined],
    ["NO\0OP\rNO\0OP\r\n", "NO\0OP\rNOOP\r\n", "0x00"],
    // In the order in which they were written: a device does not choose which comes first.
    ["A\r\0\r\n", "A\0\r\r\n", "0x00"],
  ] as const) {
    it(`"${visible(sent)}" of "${visible(written ?? "")}" ${foreign === undefined ? "is sent" : "is refused"}`, () => {
      const guard = new HazardGuard("reboot", "the device", hazards, false);
      const refusal = guard.refusal("main", octetsOf(sent), written);
      if (foreign === undefined) expect(refusal).to.equal(undefined);
      else
        expect(refusal)
          .to.match(/^".*" was not sent: it has the octet 0x[0-9a-f]{2}, which the case did not write$/)
          .and.include(foreign);
    });
  }

  it("keeps sessions apart", () => {
    const guard = new HazardGuard("session", "the device", hazards, true);
    for (const text of ["ACCT TEST0\r\n"]) guard.refusal("main", octetsOf(text));
    for (const reply of new ReplyReader().push(octetsOf("200 FTP server test account enabled.\r\n")))
      guard.heard("main", reply);
    expect(guard.refusal("second", octetsOf("STOR FG.TXT\r\n"))).to.be.a("string");
    expect(guard.refusal("main", octetsOf("STOR FG.TXT\r\n"))).to.equal(undefined);
    guard.forget("main");
    expect(guard.refusal("main", octetsOf("STOR FG.TXT\r\n"))).to.be.a("string");
  });

  it("says what was not sent, its hazard and who forbids it", () => {
    const guard = new HazardGuard("session", "the device", hazards, false);
    expect(guard.refusal("main", octetsOf("DELE FG.TXT\r\n"))).to.match(
      /^"DELE FG\.TXT\\r\\n" was not sent: its hazard is storage \(.+\) and the device permits session$/,
    );
  });
});

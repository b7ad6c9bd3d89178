import { expect } from "chai";
import type { FtpServerOptions } from "../server/ftp/ftp-server.js";
import type { Case } from "../suite/case.js";
import type { TextRule } from "../suite/reply-template.js";
import { dm724Testbed } from "../systems/dm724/testbed.js";
import { SYSTEMS } from "../systems/known.js";
import { chooseCases } from "./choose-cases.js";
import { runCase } from "./run-case.js";

/** A device that answers one command so, and what its own case and another one come to, under every rule for texts. */
const ROWS: [title: string, verb: string, code: number, answer: string, own: string, others: string[]][] = [
  [
    "PASV without numbers",
    "PASV",
    227,
    "227 Entering Passive Mode.",
    "dm724.data-ports.pasv",
    ["dm724.store.new-file"],
  ],
  [
    "EPSV with a bar missing",
    "EPSV",
    229,
    "229 Entering Extended Passive Mode (||4711|)",
    "dm724.data-ports.epsv.without-argument",
    [],
  ],
  [
    "EPSV with blanks",
    "EPSV",
    229,
    "229 Entering Extended Passive Mode (   4711 )",
    "dm724.data-ports.epsv.ipv4",
    [],
  ],
  ["PWD without quotes", "PWD", 257, "257 /DSK is the current directory.", "dm724.directories.tell.pwd", []],
  [
    "PWD with a CR",
    "PWD",
    257,
    '257 "/DSK\rDELE A" is the current directory.',
    "dm724.directories.tell.pwd",
    [],
  ],
  ["SIZE with words", "SIZE", 213, "213 File status", "dm724.size-and-time.size.some", []],
  ["MDTM that is none", "MDTM", 213, "213 File status", "dm724.size-and-time.time", []],
];

describe("a reply that a program has to read", function () {
  this.timeout(60_000);
  let cases: ReadonlyMap<string, Case>;
  before(async () => {
    const chosen = await chooseCases([], [], SYSTEMS);
    if (!chosen.ok) throw new Error(chosen.message);
    cases = new Map(chosen.cases.map((item) => [item.id, item]));
  });

  async function judged(id: string, texts: TextRule, rewrite: FtpServerOptions["rewrite"]): Promise<string> {
    const item = cases.get(id);
    if (item === undefined) throw new Error(`there is no case ${id}`);
    const variables = { work: "/DSK", "root.user": "ROOT", "root.password": "" };
    const present = new Set([...item.folder.capabilities.keys()].filter((name) => !name.startsWith("no-")));
    const result = await runCase(item, {
      bed: dm724Testbed({ rewrite, texts }),
      facts: { present, texts, variables, series: new Map() },
      strict: false,
      signal: new AbortController().signal,
      permit: "reboot",
    });
    return `${result?.verdict}: ${result?.reason}`;
  }

  const rules: TextRule[] = ["exact", "tolerant", "codes"];
  for (const [title, verb, code, answer, own, others] of ROWS) {
    const rewrite: FtpServerOptions["rewrite"] = ({ reply, code: said, octets }) =>
      reply.verb === verb && said === code ? Buffer.from(`${answer}\r\n`, "latin1") : octets;
    for (const texts of rules) {
      it(`${title} fails ${own} (${texts})`, async () => {
        expect(await judged(own, texts, rewrite)).to.match(/^fail: expected /);
      });
      for (const other of others)
        it(`${title} leaves ${other} without a verdict (${texts})`, async () => {
          expect(await judged(other, texts, rewrite)).to.match(
            /^inconclusive: the 227 reply holds no usable address/,
          );
        });
    }
  }

  for (const texts of rules) {
    it(`takes fractions of a second in MDTM (${texts})`, async () => {
      const rewrite: FtpServerOptions["rewrite"] = ({ reply, code, octets }) =>
        reply.verb === "MDTM" && code === 213 ? Buffer.from("213 20260102030405.25\r\n") : octets;
      expect(await judged("dm724.size-and-time.time", texts, rewrite)).to.equal("pass: ");
    });
  }

  it("tells what is missing, and not what is there", async () => {
    const rewrite: FtpServerOptions["rewrite"] = ({ reply, code, octets }) =>
      reply.verb === "PASV" && code === 227
        ? Buffer.from("227 Entering Passive Mode. (0,0,0,0,200,1)\r\n")
        : octets;
    const said = await judged("dm724.data-ports.pasv-address", "tolerant", rewrite);
    expect(said).to.match(
      /^fail: expected 227 Entering Passive Mode\. \(.*\); received 227 Entering Passive Mode\. \(0,0,0,0,200,1\): its text does not say \(127,\d+,\d+,\d+,$/,
    );
  });
});

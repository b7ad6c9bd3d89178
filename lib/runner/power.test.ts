/**
 * A case counts only when a broken device fails it: each is run against devices that give one wrong code or one reply too
 * many, and at least one of them has to fail. (Whether each *rule* is guarded is a matter of behaviour mutants.)
 */
import { expect } from "chai";
import { octetsOf, textOf } from "../octets/text.js";
import type { FtpServerOptions } from "../server/ftp-server.js";
import type { Case } from "../suite/case.js";
import type { DeviceFacts } from "./case-context.js";
import { chooseCases } from "./choose-cases.js";
import { embeddedTestbed } from "./embedded.js";
import { prepareRun } from "./prepare.js";
import { runCase } from "./run-case.js";

type Rewrite = NonNullable<FtpServerOptions["rewrite"]>;

/** At most so many broken devices for a case; its last replies are its own, the first ones its preamble's. */
const MOST = 24;

const { signal } = new AbortController();
let facts: DeviceFacts;

async function verdictOf(item: Case, rewrite: Rewrite, fenced: boolean): Promise<string | undefined> {
  const bed = embeddedTestbed({ rewrite });
  const impatient = { ...bed, timings: { connectMs: 20_000, replyMs: 2_000, dataMs: 2_000 } };
  const result = await runCase(item, {
    bed: impatient,
    facts,
    strict: false,
    signal,
    permit: "reboot",
    fenced,
  });
  return result?.verdict;
}

/** @returns whether the device that answers wrongly in one place is failed, for at least one place */
async function killed(
  item: Case,
  broken: (octets: Buffer, code: number) => Buffer,
  fenced: boolean,
): Promise<boolean> {
  const replies: number[] = [];
  await verdictOf(item, ({ session }) => void replies.push(session), false);
  // The last session is the health probe's: what it is told says nothing about the case.
  const own = replies.filter((session) => session !== Math.max(...replies)).length;
  for (let wrong = own - 1; wrong >= Math.max(0, own - MOST); wrong -= 1) {
    let count = 0;
    const rewrite: Rewrite = ({ octets, code }) => (count++ === wrong ? broken(octets, code) : undefined);
    if ((await verdictOf(item, rewrite, fenced)) === "fail") return true;
  }
  return false;
}

const otherCode = (octets: Buffer, code: number): Buffer =>
  octetsOf(textOf(octets).replaceAll(new RegExp(`^${code}`, "gm"), code < 400 ? "599" : "299"));
const twice = (octets: Buffer): Buffer => Buffer.concat([octets, octets]);

describe("the power of the suites", function () {
  this.timeout(0);
  let cases: readonly Case[];

  before(async () => {
    const chosen = await chooseCases([], []);
    if (!chosen.ok) throw new Error(chosen.message);
    const bed = embeddedTestbed();
    const prepared = await prepareRun({ chosen, bed, strict: false, signal, write: () => {}, listener: {} });
    if (!prepared.ok) throw new Error(prepared.message);
    facts = prepared.run.options.facts;
    cases = prepared.run.cases;
  });

  const breakages: [string, typeof otherCode, boolean][] = [
    ["gives another code", otherCode, false],
    ["answers twice", twice, true],
  ];
  for (const [title, broken, fenced] of breakages) {
    it(`every case fails a device that ${title}`, async () => {
      const survivors: string[] = [];
      // Where nothing may come, there is no code to get wrong.
      const queue = cases.filter(
        ({ steps }) => fenced || steps.some(({ verb }) => verb !== "silence" && verb !== "login"),
      );
      const worker = async (): Promise<void> => {
        for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
          if (!(await killed(item, broken, fenced))) survivors.push(item.id);
        }
      };
      await Promise.all(Array.from({ length: 16 }, worker));
      expect(survivors).to.deep.equal([]);
    });
  }
});

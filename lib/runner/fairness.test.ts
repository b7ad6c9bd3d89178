/**
 * Conforming devices differ; no case may fail one of them for that (design C4, docs/interpretations.md). Each of these
 * devices is given another part of the cases, unless all are run (`npm run test:all`).
 */

import { expect } from "chai";
import { printReply } from "../ftp/reply.js";
import { part, WHOLE } from "../octets/sampled.test.js";
import type { Rewrite } from "../server/ftp/reply-writer.js";
import { modelNamed } from "../systems/dm724/device/models.js";
import { dm724Testbed } from "../systems/dm724/testbed.js";
import { SYSTEMS } from "../systems/known.js";
import { behindLink } from "./behind-link.js";
import { chooseCases } from "./choose-cases.js";
import type { CaseRecord, NotSelectedRecord } from "./journal.js";
import { prepareRun } from "./prepare.js";
import type { Testbed } from "./testbed.js";

interface Judged {
  /** ids of what did not pass, with the verdict and the reason */
  readonly bad: string[];
  readonly passed: number;
  readonly notSelected: NotSelectedRecord[];
}

/** as many as there are devices here */
const PARTS = 11;
/** Parts are not equal; half of what falls to one is there for certain. */
const least = (count: number): number => (WHOLE ? count : count / PARTS / 2);

async function judged(bed: Testbed, first: number): Promise<Judged> {
  const chosen = await chooseCases(["dm724"], [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const records: CaseRecord[] = [];
  const notSelected: NotSelectedRecord[] = [];
  const prepared = await prepareRun({
    chosen,
    bed,
    shard: part(PARTS, first),
    strict: false,
    signal: new AbortController().signal,
    write: (record) => {
      if (record.type === "case") records.push(record);
      if (record.type === "not-selected") notSelected.push(record);
    },
    listener: {},
  });
  if (!prepared.ok) throw new Error(prepared.message);
  await prepared.run.start();
  return {
    bad: records
      .filter(({ verdict }) => verdict !== "pass")
      .map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`),
    passed: records.filter(({ verdict }) => verdict === "pass").length,
    notSelected,
  };
}

const reworded =
  (change: (line: string) => string): Rewrite =>
  ({ reply }) =>
    printReply(reply.code, reply.lines.map(change));

describe("the suites are fair", function () {
  this.timeout(0);

  for (const [first, name] of ["chassis", "legacy", "minimal"].entries()) {
    it(`to the model ${name}: nothing fails, and what does not apply says why`, async () => {
      const { bad, passed, notSelected } = await judged(dm724Testbed({ model: modelNamed(name) }), first);
      expect(bad).to.deep.equal([]);
      expect(passed).to.be.greaterThan(least(1000));
      expect(notSelected.length).to.be.greaterThan(0);
      for (const { id, reason } of notSelected) expect(reason, id).to.match(/\w/);
    });
  }

  // Of the parts this is the one with the most cases about EPSV.
  it("to the model quirks: only its 229 fails, which no client can read (AMB-006)", async () => {
    const { bad, passed } = await judged(dm724Testbed({ model: modelNamed("quirks") }), 10);
    expect(
      bad.filter((text) => !/^dm724\.[a-z-]+\.\S*(?:epsv|extended-passive)\S* fail: .*229 /.test(text)),
    ).to.deep.equal([]);
    expect(bad.length).to.be.greaterThan(0);
    expect(passed).to.be.greaterThan(least(1500));
  });

  it("to a device that has the sinks and no TEST mode: nothing is stored there that might be kept", async () => {
    const { bad, notSelected } = await judged({ ...dm724Testbed(), stated: { "test-mode": false } }, 9);
    expect(bad).to.deep.equal([]);
    expect(notSelected.filter(({ reason }) => reason.startsWith("test-mode:")).length).to.be.greaterThan(
      least(90),
    );
  });

  it("to a device whose replies come octet by octet", async () => {
    expect((await judged(behindLink(dm724Testbed(), { split: true }), 3)).bad).to.deep.equal([]);
  });

  // More at a time would keep a slow machine from looking at each in time.
  it("to a device that is 50 ms away", async () => {
    expect((await judged(behindLink(dm724Testbed({ jobs: 64 }), { delay: 25 }), 4)).bad).to.deep.equal([]);
  });

  const FIRST_OF_WORDINGS = 5;
  const wordings: [string, (line: string) => string][] = [
    ["in capital letters", (line) => line.toUpperCase()],
    ["in small letters", (line) => line.toLowerCase()],
    ["without the final full stop", (line) => line.replace(/\.$/, "")],
    ["with one full stop more", (line) => (/[a-z]$/i.test(line) ? `${line}.` : line)],
    ["with more blanks between the words", (line) => line.replace(/(\w) (?=\w)/g, "$1  ")],
  ];
  for (const [at, [title, change]] of wordings.entries()) {
    it(`to a device that says the same ${title} (AMB-047)`, async () => {
      const bed = dm724Testbed({ rewrite: reworded(change), texts: "tolerant" });
      expect((await judged(bed, FIRST_OF_WORDINGS + at)).bad).to.deep.equal([]);
    });
  }
});

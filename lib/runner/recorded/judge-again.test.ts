import { expect } from "chai";
import { type Dm724Options, dm724Testbed } from "../../systems/dm724/testbed.js";
import { SYSTEMS } from "../../systems/known.js";
import { type ChosenCases, chooseCases } from "../choose-cases.js";
import { type CaseRecord, type Journal, parseJournal } from "../journal.js";
import { prepareRun } from "../prepare.js";
import type { Testbed } from "../testbed.js";
import { type JudgedAgain, judgeAgain, type Rejudgement } from "./judge-again.js";

/** Every kind of step and of data connection, time that passes, faults, several sessions, images. */
const TOPICS = [
  "abort",
  "login",
  "modes",
  "test-mode",
  "timers",
  "secure-download",
  "faults",
  "listing",
  "reload",
];

async function ran(options: Dm724Options, selectors: string[], bed: Partial<Testbed> = {}): Promise<Journal> {
  const chosen = await chosenBy(selectors);
  const lines: string[] = [];
  const prepared = await prepareRun({
    chosen,
    selectors,
    bed: { ...dm724Testbed(options), ...bed },
    strict: false,
    signal: new AbortController().signal,
    write: (record) => void lines.push(JSON.stringify(record)),
    listener: {},
  });
  if (!prepared.ok) throw new Error(prepared.message);
  await prepared.run.start();
  const read = parseJournal("journal", lines.join("\n"));
  if (!read.ok) throw new Error(read.message);
  return read.journal;
}

async function chosenBy(selectors: string[]): Promise<Extract<ChosenCases, { ok: true }>> {
  const chosen = await chooseCases(selectors, [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  return chosen;
}

async function again(journal: Journal): Promise<Rejudgement> {
  const { cases } = await chosenBy([...(journal.header.selectors ?? [])]);
  return judgeAgain(journal, cases);
}

const differing = ({ cases }: Rejudgement): JudgedAgain[] =>
  cases.filter((item) => item.again !== item.recorded);

/** The journal with one thing changed in one of its records. */
function changed(journal: Journal, id: string, change: (record: CaseRecord) => void): Journal {
  const copy = structuredClone(journal);
  const record = copy.cases.find((item) => item.id === id);
  if (record === undefined) throw new Error(`there is no record of ${id}`);
  change(record);
  return copy;
}

/** Changes the first octets from the device that begin so. */
const said =
  (start: string, becomes: string) =>
  ({ dialogue }: CaseRecord): void => {
    const event = dialogue.find(({ side, text }) => side === "S" && text?.startsWith(start) === true);
    if (event?.text === undefined) throw new Error(`the device did not say ${start}`);
    event.text = event.text.replace(start, becomes);
  };

describe("judging a run again from its journal", () => {
  let sound: Journal;
  before(async () => {
    sound = await ran(
      {},
      TOPICS.map((topic) => `dm724.${topic}`),
    );
  });

  it("comes to the same verdicts, without a device and without its time", async () => {
    expect(sound.cases.length).to.be.greaterThan(300);
    const judged = await again(sound);
    expect(judged.faults).to.deep.equal([]);
    expect(differing(judged)).to.deep.equal([]);
    expect(judged.cases).to.have.length(sound.cases.length);
  });

  it("fails again what failed, for the same reason", async () => {
    const wrong = await ran(
      {
        rewrite: ({ octets, code }) => (code === 226 || code === 503 ? Buffer.from("451 No.\r\n") : octets),
      },
      ["dm724.abort", "dm724.login", "dm724.listing"],
    );
    const failed = wrong.cases.filter(({ verdict }) => verdict === "fail");
    expect(failed.length).to.be.greaterThan(10);
    const judged = await again(wrong);
    expect(differing(judged)).to.deep.equal([]);
    const reasons = new Map(judged.cases.map(({ id, reason }) => [id, reason]));
    for (const { id, reason } of failed) expect(reasons.get(id)).to.equal(reason);
  });

  it("judges a device that hangs, floods and dies again as it was judged", async () => {
    for (const rewrite of [
      ({ octets, code }: { octets: Buffer; code: number }) => (code === 200 ? Buffer.alloc(0) : octets),
      ({ octets, code }: { octets: Buffer; code: number }) =>
        code === 215 ? Buffer.alloc(9 << 20, "x") : octets,
    ]) {
      const timings = { connectMs: 5000, replyMs: 500, dataMs: 500, caseMs: 600_000, runMs: 3_600_000 };
      const journal = await ran({ rewrite }, ["dm724.representation.type"], { timings });
      expect(journal.cases.filter(({ verdict }) => verdict === "fail")).not.to.deep.equal([]);
      expect(differing(await again(journal))).to.deep.equal([]);
    }
  });

  const LOGIN = "dm724.login.root-account";
  const edits: [what: string, id: string, change: (record: CaseRecord) => void, reason: RegExp][] = [
    ["a verdict", LOGIN, (record) => (record.verdict = "fail"), /^$/],
    ["a reply's code", LOGIN, said("230", "530"), /the case sends "NOOP/],
    ["a reply's text", LOGIN, said("331 ", "331 X"), /the case sends "NOOP/],
    [
      "what the tester sent",
      LOGIN,
      ({ dialogue }) => {
        const event = dialogue.find(({ side, text }) => side === "C" && text !== undefined);
        if (event !== undefined) event.text = "NOOP\\r\\n";
      },
      /the case sends "USER .*", and "NOOP/,
    ],
    [
      "an event that is taken out",
      LOGIN,
      ({ dialogue }) =>
        void dialogue.splice(
          dialogue.findIndex(({ text }) => text?.startsWith("331")),
          1,
        ),
      /nothing tells what came of waiting for a reply/,
    ],
    ["the whole dialogue", LOGIN, (record) => void record.dialogue.splice(0), /there is no dialogue/],
    ["a text that stands for no octets", LOGIN, said("331 ", "331 \\q"), /stands for no octets/],
  ];
  // Whoever fails looks whether the reply was one too many, and nobody did so in that dialogue.
  for (const [what, id, change, reason] of edits) {
    it(`finds that ${what} was changed`, async () => {
      const [found, ...others] = differing(await again(changed(sound, id, change)));
      expect(found?.id).to.equal(id);
      expect(found?.reason).to.match(reason);
      expect(others.map((item) => item.id).filter((other) => !other.startsWith("dm724.login"))).to.deep.equal(
        [],
      );
    });
  }

  it("finds that data was changed", async () => {
    const id = "dm724.test-mode.sink.tst";
    const received = (record: CaseRecord) => record.dialogue.find(({ side, data }) => side === "S" && data);
    for (const change of [
      (record: CaseRecord) => {
        const { data } = received(record) ?? {};
        if (data !== undefined) data.length += 1;
      },
      (record: CaseRecord) => {
        const event = received(record);
        if (event?.text !== undefined) event.text = `X${event.text.slice(1)}`;
      },
    ]) {
      expect(differing(await again(changed(sound, id, change))).map((item) => item.id)).to.include(id);
    }
  });

  it("finds a case that is missing, one too many, and one that was left out without a reason", async () => {
    const missing = structuredClone(sound);
    const [gone] = missing.cases.splice(0, 1);
    expect((await again(missing)).faults).to.deep.equal([
      `1 case should be selected and the journal does not have it as such: ${gone?.id}`,
    ]);
    const extra = structuredClone(sound);
    if (gone !== undefined) extra.cases.push({ ...gone, id: "dm724.login.made-up" });
    expect((await again(extra)).faults).to.deep.equal([
      "1 case is selected in the journal and should not be: dm724.login.made-up",
    ]);
    const hidden = structuredClone(sound);
    const [left] = hidden.cases.splice(0, 1);
    if (left !== undefined)
      hidden.notSelected.push({ ...left, type: "not-selected", reason: "", missing: { capability: "x" } });
    expect((await again(hidden)).faults).to.have.length(2);
  });

  it("leans on twins as the run did", async () => {
    const { cases } = await chosenBy([...(sound.header.selectors ?? [])]);
    const negative = cases.find(({ twin, negative }) => negative && twin !== undefined && twin !== LOGIN);
    if (negative?.twin === undefined) throw new Error("no case has a twin");
    const judged = await again(changed(sound, negative.twin, (record) => record.dialogue.splice(0)));
    expect(differing(judged).map(({ id }) => id)).to.include(negative.twin);
  });
});

/** Two runs at once on one device that outlives them: each finds its own files only, and nothing is left. */
import { createHash } from "node:crypto";
import { expect } from "chai";
import { Device } from "../device/device.js";
import { type FtpServer, startFtpServer } from "../server/ftp-server.js";
import type { Case } from "../suite/case.js";
import { readTarget } from "../suite/profile.js";
import { chooseCases } from "./choose-cases.js";
import type { Journal, JournalRecord, RunHeader } from "./journal.js";
import { prepareRun } from "./prepare.js";
import { judgeAgain } from "./recorded/judge-again.js";
import { targetTestbed } from "./target.js";

const ABOUT_FILES = [
  "store",
  "append",
  "retrieve",
  "rename",
  "listing",
  "size-and-time",
  "restart",
  "directories",
].map((suite) => `dm724.${suite}`);
function files({ storage }: Device): unknown {
  return storage.permanent.map((disk) => [
    disk.name,
    disk
      .files()
      .map(({ name, content }) => [
        name,
        createHash("sha256").update(content.read(0, content.length)).digest("hex"),
      ]),
  ]);
}

describe("two runs at once on one device", function () {
  this.timeout(0);
  let device: Device;
  let server: FtpServer;
  let cases: Case[];

  before(async () => {
    const chosen = await chooseCases(ABOUT_FILES, []);
    if (!chosen.ok) throw new Error(chosen.message);
    cases = chosen.cases;
  });
  beforeEach(async () => {
    device = new Device({ config: ["clients 9"] });
    server = await startFtpServer(device, { host: "127.0.0.1", port: 0 });
  });
  afterEach(() => server.close());

  async function run(told: string[] = [], resumed?: Journal): Promise<Journal> {
    const target = readTarget(`ftp://ROOT:@127.0.0.1:${server.port}`, {});
    if (!target.ok) throw new Error(target.message);
    const records: JournalRecord[] = [];
    const prepared = await prepareRun({
      chosen: { cases, digest: "" },
      bed: targetTestbed({ ...target.profile, model: "current", permit: "storage", config: ["clients 9"] }),
      strict: false,
      signal: new AbortController().signal,
      write: (record) => records.push(record),
      listener: {},
      tell: (sentence) => told.push(sentence),
      resumed,
    });
    if (!prepared.ok) throw new Error(prepared.message);
    await prepared.run.start();
    const of = <T extends JournalRecord["type"]>(type: T) =>
      records.filter((record): record is Extract<JournalRecord, { type: T }> => record.type === type);
    return {
      header: of("run")[0] as RunHeader,
      capabilities: of("capability"),
      cases: of("case"),
      notSelected: of("not-selected"),
      notRun: of("not-run"),
      end: undefined,
    };
  }

  const unlike = (alone: Journal, { cases: all }: Journal): string[] => {
    const known = new Map(alone.cases.map(({ id, verdict }) => [id, verdict]));
    const differ = all.filter(({ id, verdict }) => known.get(id) !== verdict);
    return differ.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`);
  };

  it("come to the verdicts of one alone, leave nothing, and are judged again the same", async () => {
    const before = files(device);
    const alone = await run();
    expect(
      alone.cases.filter(({ verdict }) => verdict !== "pass").map(({ id, reason }) => `${id}: ${reason}`),
    ).to.deep.equal([]);
    expect(alone.cases.length).to.be.greaterThan(150);
    const both = await Promise.all([run(), run()]);
    for (const journal of both) {
      expect(journal.cases.length).to.equal(alone.cases.length);
      console.log(unlike(alone, journal).slice(0, 25).join("\n"));
      expect(unlike(alone, journal)).to.deep.equal([]);
      expect(
        journal.cases.flatMap(({ remarks }) => remarks.filter(({ kind }) => kind === "cleanup")),
      ).to.deep.equal([]);
    }
    expect(both[0].header.tag).to.not.equal(both[1].header.tag);
    expect(files(device)).to.deep.equal(before);
    const again = await judgeAgain(both[0], cases);
    expect(again.faults).to.deep.equal([]);
    const other = again.cases.filter((one) => one.again !== one.recorded || one.untrue !== undefined);
    expect(other.map(({ id, reason, untrue }) => `${id}: ${untrue} ${reason}`)).to.deep.equal([]);
  });
});

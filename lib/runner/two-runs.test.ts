/** Two runs at once on one device that outlives them: each finds its own files only, and nothing is left. */

import { createHash } from "node:crypto";
import { expect } from "chai";
import { storedContent } from "../device/content.js";
import { type FtpServer, startFtpServer } from "../server/ftp/ftp-server.js";
import type { Case } from "../suite/case.js";
import { readTarget } from "../suite/profile.js";
import { Device } from "../systems/dm724/device/device.js";
import { SYSTEMS } from "../systems/known.js";
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

/** The temporary buffer is there once, whoever fills it, and some cases do wait until the device is busy. */
function onTheDisk({ steps, cleanup, preamble }: Case): boolean {
  const texts = JSON.stringify([steps, preamble, cleanup.filter((command) => command !== "SITE DIRECT OFF")]);
  return !/\/MEM|SITE |BUFFER|safe-mode|buffer-mode|unchecked|\/TST|\/TS1/i.test(texts);
}

interface Wanted {
  told?: string[];
  host?: string;
  chosen?: Case[];
  resumed?: Journal;
}

describe("two runs at once on one device", function () {
  this.timeout(0);
  let device: Device;
  let server: FtpServer;
  let cases: Case[];

  before(async () => {
    const chosen = await chooseCases(ABOUT_FILES, [], SYSTEMS);
    if (!chosen.ok) throw new Error(chosen.message);
    cases = chosen.cases;
  });
  beforeEach(async () => {
    device = new Device({ config: ["clients 9"] });
    server = await startFtpServer(device, { host: "127.0.0.1", port: 0 });
  });
  afterEach(() => server.close());

  async function run({
    told = [],
    host = "127.0.0.1",
    chosen = cases,
    resumed,
  }: Wanted = {}): Promise<Journal> {
    const target = readTarget(`ftp://ROOT:@127.0.0.1:${server.port}`, {}, SYSTEMS);
    if (!target.ok) throw new Error(target.message);
    const records: JournalRecord[] = [];
    const prepared = await prepareRun({
      chosen: { cases: chosen, digest: "" },
      bed: targetTestbed({
        ...target.profile,
        host,
        model: "current",
        permit: "storage",
        config: ["clients 9"],
      }),
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

  it("keep to their own files where they do not take turns, too", async () => {
    await server.close();
    // A device that always stores what it receives: what two runs share is the disk.
    device = new Device({ config: ["clients 9", "direct"] });
    const hears = (octets: Buffer): Buffer =>
      Buffer.from(octets.toString("latin1").replace(/^SITE DIRECT OFF\r\n/, "NOOP\r\n"), "latin1");
    server = await startFtpServer(device, { host: "127.0.0.1", port: 0, hears });
    const chosen = cases.filter(onTheDisk);
    const before = files(device);
    // The same device under another name: turns go by what it is called.
    const both = await Promise.all([run({ chosen }), run({ chosen, host: "127.1" })]);
    for (const journal of both) {
      expect(journal.cases.length).to.be.greaterThan(100);
      // While one session writes the disk is busy for others, and a case may be about just that reply.
      const bad = journal.cases.filter(
        ({ verdict, reason }) => verdict !== "pass" && !/450 Error, system busy|proves nothing/.test(reason),
      );
      expect(bad.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)).to.deep.equal([]);
    }
    expect(files(device)).to.deep.equal(before);
  });

  it("tell what another has left, once, and leave it alone", async () => {
    const chosen = cases.filter(
      ({ id }) => id === "dm724.listing.same-names" || id === "dm724.rename-and-delete.delete.name",
    );
    const one = await run({ chosen });
    const disk = device.storage.permanent[0];
    if (disk === undefined) throw new Error("the device has no disk");
    disk.store("FG0A9TES.TXT", storedContent(Buffer.from("left")));
    const told: string[] = [];
    const { header, cases: ended } = await run({ told, chosen });
    expect(told).to.deep.equal([
      "/DSK has files of other runs: FG0A9TES.TXT; they are left alone, so delete them unless such a run is still going on",
    ]);
    expect(ended.map(({ verdict }) => verdict)).to.deep.equal(one.cases.map(({ verdict }) => verdict));
    expect(disk.files().map(({ name }) => name)).to.include("FG0A9TES.TXT");
    expect(header.tag).to.not.equal("0A9");
  });

  it("go on under the tag with which they began", async () => {
    const chosen = cases.slice(0, 3);
    const one = await run({ chosen });
    const resumed = { ...one, cases: one.cases.slice(0, 1) };
    const more = await run({ chosen, resumed });
    const sent = JSON.stringify(more.cases);
    expect(more.cases).to.have.length(2);
    expect(sent).to.include(`FG${one.header.tag}`);
  });
});

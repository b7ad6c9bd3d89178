/**
 * Real hardware is somebody's router: what a run leaves behind on a device that outlives it, down to the last octet. The
 * device is the reference device behind its server, met as any target is. What all cases do to it is seen with a part of
 * them, unless all are run (`npm run test:all`).
 */

import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Hazard } from "../hazard/order.js";
import { part, WHOLE } from "../octets/sampled.test.js";
import { type FtpServer, type FtpServerOptions, startFtpServer } from "../server/ftp/ftp-server.js";
import { readTarget } from "../suite/profile.js";
import { Device } from "../systems/dm724/device/device.js";
import { SYSTEMS } from "../systems/known.js";
import { chooseCases } from "./choose-cases.js";
import type { CaseRecord } from "./journal.js";
import { prepareRun } from "./prepare.js";
import { Run } from "./run.js";
import type { Ended } from "./run-listener.js";
import { targetTestbed } from "./target.js";

/** Everything that outlives a session: files with their octets, settings, the buffer, what was ordered. */
function inside(device: Device): unknown {
  const { storage, modes, checks, power, software, reload, ordered } = device;
  const disks = storage.permanent.map((disk) => ({
    name: disk.name,
    files: disk.files().map(({ name, modified, content }) => ({
      name,
      modified,
      sha256: createHash("sha256").update(content.read(0, content.length)).digest("hex"),
    })),
  }));
  const buffer = storage.buffer.file;
  return structuredClone({
    disks,
    buffer: buffer === undefined ? undefined : buffer.name,
    modes,
    checks,
    power: power.state,
    software,
    reload: reload !== undefined,
    ordered: ordered !== undefined,
  });
}

interface Target {
  readonly device: Device;
  readonly server: FtpServer;
}

async function started(options: Pick<FtpServerOptions, "rewrite"> = {}): Promise<Target> {
  const device = new Device({ config: ["clients 5"] });
  return { device, server: await startFtpServer(device, { host: "127.0.0.1", port: 0, ...options }) };
}

/** With all cases one of these takes longer than everything that `npm test` does. */
const PARTS = 8;

async function runOn(
  { server }: Target,
  permit: Hazard,
  selectors: readonly string[],
  watch: (run: Run) => ((record: Ended) => void) | undefined = () => undefined,
  shard?: ReturnType<typeof part>,
): Promise<CaseRecord[]> {
  const chosen = await chooseCases(selectors, [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const target = readTarget(`ftp://ROOT:@127.0.0.1:${server.port}`, {}, SYSTEMS);
  if (!target.ok) throw new Error(target.message);
  const profile = { ...target.profile, model: "current", permit, config: ["clients 5"] };
  const records: CaseRecord[] = [];
  const listener: { caseEnded?: (record: Ended) => void } = {};
  const prepared = await prepareRun({
    chosen,
    bed: targetTestbed(profile),
    shard,
    strict: false,
    signal: new AbortController().signal,
    write: (record) => {
      if (record.type === "case") records.push(record);
    },
    listener,
  });
  if (!prepared.ok) throw new Error(prepared.message);
  const heard = watch(prepared.run);
  if (heard !== undefined) listener.caseEnded = heard;
  await prepared.run.start();
  return records;
}

describe("a device that outlives the run", function () {
  this.timeout(0);
  let target: Target;
  afterEach(() => target.server.close());

  for (const [first, permit] of (["session", "storage", "firmware"] as const).entries()) {
    it(`is what it was after all cases that ${permit} permits, and none fails`, async () => {
      target = await started();
      const before = inside(target.device);
      const records = await runOn(target, permit, [], undefined, part(PARTS, first));
      expect(inside(target.device)).to.deep.equal(before);
      const bad = records.filter(({ verdict }) => verdict !== "pass");
      expect(bad.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)).to.deep.equal([]);
      expect(records.length).to.be.greaterThan(WHOLE ? 600 : 600 / PARTS / 2);
      const left = records.flatMap(({ id, remarks }) =>
        remarks.filter(({ kind }) => kind === "cleanup").map(({ message }) => `${id}: ${message}`),
      );
      expect(left).to.deep.equal([]);
    });
  }

  it("is what it was after cases that failed in the middle", async () => {
    // Nothing that is stored is ever told to have been stored.
    const rewrite: FtpServerOptions["rewrite"] = ({ reply, octets }) =>
      reply.verb === "STOR" && reply.code === 226
        ? Buffer.from(octets.toString().replace("226", "451"))
        : undefined;
    target = await started({ rewrite });
    const before = inside(target.device);
    const records = await runOn(target, "firmware", [
      "dm724.store",
      "dm724.append",
      "dm724.secure-download",
      "dm724.checks.rename",
      "dm724.rename",
    ]);
    expect(
      records.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive").length,
    ).to.be.greaterThan(30);
    expect(inside(target.device)).to.deep.equal(before);
  });

  for (const after of [1, 7, 20, 45]) {
    it(`is what it was when the run is stopped in the middle of the case behind ${after} others`, async () => {
      target = await started();
      const before = inside(target.device);
      const commands = target.device;
      let count = 0;
      const records = await runOn(
        target,
        "firmware",
        ["dm724.append", "dm724.store", "dm724.secure-download", "dm724.rename", "dm724.checks"],
        (run) => () => {
          count += 1;
          if (count !== after) return;
          // The next case is stopped as soon as the device has something that it had not before.
          const look = setInterval(() => {
            if (JSON.stringify(inside(commands)) === JSON.stringify(before)) return;
            clearInterval(look);
            run.stop("interrupted");
          }, 1);
        },
      );
      expect(records.length).to.be.lessThan(after + 40);
      expect(inside(target.device)).to.deep.equal(before);
    });
  }
});

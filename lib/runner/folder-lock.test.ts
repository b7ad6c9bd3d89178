import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { lockFolder } from "./folder-lock.js";

describe("the lock of a run's folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is one at a time, and is let go of", () => {
    const first = lockFolder(folder);
    if (!first.ok) throw new Error(first.message);
    const second = lockFolder(folder);
    expect(second.ok).to.equal(false);
    if (!second.ok)
      expect(second.message).to.equal(
        `another run (process ${process.pid}) writes in ${folder}; wait for its end, or name another folder`,
      );
    first.release();
    expect(readdirSync(folder)).to.deep.equal([]);
    expect(lockFolder(folder).ok).to.equal(true);
  });

  it("is nobody's when its process is gone", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    for (const holder of [`${pid}\n`, "", "rubbish"]) {
      writeFileSync(join(folder, ".flashgate.lock"), holder);
      const lock = lockFolder(folder);
      expect(lock.ok, holder).to.equal(true);
      if (lock.ok) lock.release();
    }
  });

  it("says that a folder cannot be written", () => {
    const lock = lockFolder("/proc");
    expect(lock.ok).to.equal(false);
    if (!lock.ok)
      expect(lock.message).to.match(/^the folder \/proc cannot be written \(\w+\); name another one/);
    expect(existsSync("/proc/.flashgate.lock")).to.equal(false);
  });
});

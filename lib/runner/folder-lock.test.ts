import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { lockFolder } from "./folder-lock.js";
import { ownIdentity } from "./process-identity.js";

/** What other processes load: what the build made of it when this is built. */
const BUILT = import.meta.url.endsWith(".js");
const MODULE = new URL(BUILT ? "folder-lock.js" : "folder-lock.ts", import.meta.url).href;
const LOADER = BUILT ? [] : ["--import=tsx"];

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

  it("is nobody's when it is no small file, and is not read to an end that may never come", () => {
    const file = join(folder, ".flashgate.lock");
    const makers: Record<string, () => void> = {
      "a link to a device": () => symlinkSync("/dev/zero", file),
      "a link to nothing": () => symlinkSync("nothing", file),
      "a large file": () => writeFileSync(file, "1".repeat(1 << 20)),
    };
    for (const [what, make] of Object.entries(makers)) {
      make();
      const lock = lockFolder(folder);
      expect(lock.ok, what).to.equal(true);
      if (lock.ok) lock.release();
    }
  });

  it("says that a folder stands in its place", () => {
    mkdirSync(join(folder, ".flashgate.lock"));
    const lock = lockFolder(folder);
    expect(lock.ok ? "" : lock.message).to.match(/cannot be written \(EISDIR\)/);
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

  const LOCK = ".flashgate.lock";
  const own = ownIdentity();
  const parent = { ...own, pid: process.ppid };
  const stale: [title: string, text: string][] = [
    ["its number is that of this process, from an earlier container", JSON.stringify(own)],
    ["its number is that of this process, and it says no more", `${process.pid}\n`],
    ["its number is 1, and it says no more", "1\n"],
    ["its number is 1, which began at another time", JSON.stringify({ ...own, pid: 1, started: "7" })],
    [
      "its number is that of a process that began at another time",
      JSON.stringify({ ...parent, started: "7" }),
    ],
    ["its system has been started again", JSON.stringify({ ...parent, boot: "6f1b" })],
    ["it was in a container that is gone", JSON.stringify({ ...own, space: "pid:[1]", started: "7" })],
    ["it is rubbish", '{"pid":"x"}'],
    ["it is null", "null"],
  ];
  for (const [title, text] of stale) {
    it(`is nobody's when ${title}`, () => {
      writeFileSync(join(folder, LOCK), text);
      const lock = lockFolder(folder);
      expect(lock.ok).to.equal(true);
      if (lock.ok) lock.release();
      expect(readdirSync(folder)).to.deep.equal([]);
    });
  }

  it("is held by a process that lives and began when it says", async () => {
    const source = `
      import { lockFolder } from ${JSON.stringify(MODULE)};
      process.stdout.write(JSON.stringify(lockFolder(process.argv[1]).ok));
      process.stdin.resume();`;
    const args = [...LOADER, "--input-type=module", "-e", source, folder];
    const holder = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    try {
      const [said] = (await once(holder.stdout, "data")) as [Buffer];
      expect(String(said)).to.equal("true");
      const lock = lockFolder(folder);
      expect(lock.ok ? "" : lock.message).to.match(
        new RegExp(`^another run \\(process ${holder.pid}\\) writes in`),
      );
    } finally {
      holder.stdin.end();
      if (holder.exitCode === null) await once(holder, "exit");
    }
    expect(lockFolder(folder).ok).to.equal(true);
  });

  it("goes to one of many that find it abandoned", async () => {
    writeFileSync(join(folder, LOCK), JSON.stringify({ ...parent, started: "7" }));
    const source = `
      import { lockFolder } from ${JSON.stringify(MODULE)};
      process.stdout.write("ready ");
      process.stdin.once("data", () => process.stdout.write(String(lockFolder(process.argv[1]).ok)));`;
    const args = [...LOADER, "--input-type=module", "-e", source, folder];
    const racers = Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
      let said = "";
      child.stdout.on("data", (octets: Buffer) => (said += String(octets)));
      const until = async (text: RegExp): Promise<void> => {
        while (!text.test(said)) await once(child.stdout, "data");
      };
      return { child, until, said: () => said };
    });
    await Promise.all(racers.map(({ until }) => until(/ready /)));
    for (const { child } of racers) child.stdin.write("go");
    await Promise.all(racers.map(({ until }) => until(/true|false/)));
    for (const { child } of racers) child.stdin.end();
    for (const { child } of racers) if (child.exitCode === null) await once(child, "exit");
    expect(racers.filter(({ said }) => said().endsWith("true"))).to.have.length(1);
    expect(readdirSync(folder)).to.deep.equal([LOCK]);
  });

  it("says that a folder cannot be written", () => {
    const lock = lockFolder("/proc");
    expect(lock.ok).to.equal(false);
    if (!lock.ok)
      expect(lock.message).to.match(/^the folder \/proc cannot be written \(\w+\); name another one/);
    expect(existsSync("/proc/.flashgate.lock")).to.equal(false);
  });
});

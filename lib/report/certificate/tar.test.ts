import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readTar, type TarFile, writeTar } from "./tar.js";

const MTIME = 1_795_000_000;
const LONG = `${"folder/".repeat(20)}name.txt`;
const files: TarFile[] = [
  { path: "a.txt", octets: Buffer.from("abc") },
  { path: "empty", octets: Buffer.alloc(0) },
  { path: "block", octets: Buffer.alloc(512, 7) },
  { path: "gruesse/ä.txt", octets: Buffer.from("ü") },
  { path: LONG, octets: Buffer.alloc(513, 1) },
];

describe("the certificate's archive", () => {
  const archive = writeTar(files, MTIME);

  it("is read as it was written", () => {
    expect(readTar(archive)).to.deep.equal({ ok: true, files, mtime: MTIME });
  });

  it("is unpacked by tar", () => {
    const folder = mkdtempSync(join(tmpdir(), "flashgate-tar-"));
    try {
      writeFileSync(join(folder, "x.tar"), archive);
      execFileSync("tar", ["xf", "x.tar"], { cwd: folder });
      for (const { path, octets } of files)
        expect(readFileSync(join(folder, path)).equals(octets)).to.equal(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("shows a change of any octet", () => {
    const unseen: number[] = [];
    for (let at = 0; at < archive.length; at += 1) {
      const changed = Buffer.from(archive);
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      const read = readTar(changed);
      // What stands in a file is the manifest's to find.
      const same =
        read.ok &&
        read.files.every(({ path, octets }, index) => {
          const before = files[index];
          return before?.path === path && before.octets.equals(octets);
        });
      if (same && read.mtime === MTIME) unseen.push(at);
    }
    expect(unseen).to.deep.equal([]);
  });

  const broken: [string, Buffer, RegExp][] = [
    ["nothing", Buffer.alloc(0), /ends before its end/],
    ["a part", archive.subarray(0, 700), /ends within|ends before/],
    [
      "something behind its end",
      Buffer.concat([archive, Buffer.alloc(512)]),
      /not what the files in it require/,
    ],
    ["no archive", Buffer.alloc(2048, "x"), /no file's header/],
    [
      "a path out of its folder",
      writeTar([{ path: "../x", octets: Buffer.alloc(1) }], 0),
      /no file's header/,
    ],
    ["an absolute path", writeTar([{ path: "/etc/x", octets: Buffer.alloc(1) }], 0), /no file's header/],
  ];
  for (const [what, octets, fault] of broken) {
    it(`refuses ${what}`, () => {
      const read = readTar(octets);
      expect(read.ok).to.equal(false);
      if (!read.ok) expect(read.fault).to.match(fault);
    });
  }

  it("says that a path is too long", () => {
    expect(() => writeTar([{ path: "x".repeat(101), octets: Buffer.alloc(0) }], 0)).to.throw(
      RangeError,
      /too long for the archive/,
    );
  });
});

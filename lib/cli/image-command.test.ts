import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { COMMAND } from "./command.test.js";

const images = join(packageRoot(), "fixtures", "images");
const cli = [...COMMAND, "image"];

describe("flashgate image", () => {
  let folder: string;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [...cli, ...args], { cwd: folder, encoding: "utf8" });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-image-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("builds the fixtures again, octet by octet, with the commands of their README", () => {
    const commands = [
      ...readFileSync(join(images, "README.md"), "utf8").matchAll(
        /^ {4}flashgate image (build .*) --out (\S+)$/gm,
      ),
    ];
    expect(commands).to.have.length(3);
    for (const [, words = "", out = ""] of commands) {
      execFileSync(process.execPath, [...cli, ...words.split(" "), "--out", out], { cwd: folder });
      expect(readFileSync(join(folder, out)).equals(readFileSync(join(images, out))), out).to.equal(true);
    }
  });

  it("inspects: 0 and sound, 1 and why not", () => {
    const sound = run("inspect", join(images, "application.bin"));
    expect(sound.status).to.equal(0);
    expect(sound.stdout).to.match(/^ 28 {2}version .* 11\.01\.10\.45\.03$/m);
    expect(sound.stdout).to.match(/^sound: 1024 octets$/m);
    const text = run("inspect", join(images, "README.md"), "--json");
    expect(text.status).to.equal(1);
    expect(JSON.parse(text.stdout)).to.deep.include({
      sound: false,
      faults: ["it does not begin with the text flashgate image"],
    });
  });

  it("damages a copy", () => {
    expect(run("damage", join(images, "bios.bin"), "payload", "--out", "bad.bin").status).to.equal(0);
    expect(run("inspect", "bad.bin").stdout).to.match(
      /^not sound: its header says the checksum 0E3D1C2D, it is/m,
    );
  });

  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [["inspect", "none.bin"], /^flashgate: none\.bin cannot be read \(ENOENT\); name a file$/],
    [
      ["damage", join(images, "bios.bin"), "paylod", "--out", "x"],
      /^flashgate: there is no damage "paylod"; write payload$/,
    ],
    [
      ["damage", join(images, "README.md"), "payload", "--out", "x"],
      /is no sound image \(it does not begin .*\); damage one that is$/,
    ],
    [["damage", join(images, "bios.bin"), "payload"], /write flashgate image damage FILE DAMAGE --out FILE/],
    [
      ["build", "--kind", "bios", "--release", "x", "--name", "A.BIN", "--size", "256", "--out", "x"],
      /--release x: write one to five numbers/,
    ],
    [
      ["build", "--kind", "bios", "--release", "1", "--name", "a", "--size", "256", "--out", "x"],
      /a is no 8\.3 name in capitals$/,
    ],
    [
      ["build", "--kind", "bios", "--release", "1", "--name", "A", "--out", "x"],
      /write either --payload FILE or --size OCTETS/,
    ],
    [
      ["build", "--kind", "bios", "--release", "1", "--name", "A", "--size", "-1", "--out", "x"],
      /write a whole number/,
    ],
    [
      ["build", "--kind", "bios", "--release", "1", "--name", "A", "--size", "256", "--out", "no/x"],
      /^flashgate: no\/x cannot be written \(ENOENT\)/,
    ],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.filter((word) => !word.startsWith("/")).join(" ")}`, () => {
      const { status, stderr, stdout } = run(...args);
      expect(status).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr.trim()).to.match(message);
      expect(readdirSync(folder)).to.deep.equal([]);
    });
  }

  it("replaces a file only when it is told to", () => {
    const build = [
      "build",
      "--kind",
      "bios",
      "--release",
      "1",
      "--name",
      "A",
      "--size",
      "256",
      "--out",
      "a.bin",
    ];
    expect(run(...build).status).to.equal(0);
    const again = run(...build, "--seed", "2");
    expect(again.status).to.equal(2);
    expect(again.stderr).to.match(/a\.bin exists; write another name, or --force/);
    const before = readFileSync(join(folder, "a.bin"));
    expect(run(...build, "--seed", "2", "--force").status).to.equal(0);
    expect(readFileSync(join(folder, "a.bin")).equals(before)).to.equal(false);
    expect(existsSync(join(folder, "a.bin.part"))).to.equal(false);
  });
});

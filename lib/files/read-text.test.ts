import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { faultText } from "./fault.js";
import { readText } from "./read-text.js";

const bytes = (...octets: number[]): Buffer => Buffer.from(octets);
const text = "name: Zürich\npassword: secret\n";
const utf16 = Buffer.from(text, "utf16le");

describe("files/read-text", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-text-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const written = (octets: Buffer | string): string => {
    const file = join(folder, "a.yaml");
    writeFileSync(file, octets);
    return file;
  };
  const refusal = (file: string): string => {
    const read = readText(file);
    return read.ok ? "" : faultText(read.fault).replace(`${folder}/`, "");
  };

  for (const [title, octets] of [
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.concat([bytes(0xef, 0xbb, 0xbf), Buffer.from(text)])],
  ] as const)
    it(`reads ${title}`, () => expect(readText(written(octets))).to.deep.equal({ ok: true, text }));

  it("reads every character that is none of control, and no octet more", () => {
    const all = `${"a".repeat(70_000)}\t\r\nü€😀\ufffd\u2028`;
    expect(readText(written(all))).to.deep.equal({ ok: true, text: all });
    expect(readText(written(""))).to.deep.equal({ ok: true, text: "" });
  });

  const other: [title: string, octets: Buffer, sentence: string][] = [
    [
      "UTF-16 with its mark",
      Buffer.concat([bytes(0xff, 0xfe), utf16]),
      "a.yaml:1:1: this file is UTF-16; save it as UTF-8",
    ],
    [
      "UTF-16 the other way round",
      Buffer.concat([bytes(0xff, 0xfe), utf16]).swap16(),
      "a.yaml:1:1: this file is UTF-16; save it as UTF-8",
    ],
    ["UTF-16 without a mark", utf16, "a.yaml:1:1: this file is UTF-16; save it as UTF-8"],
    [
      "UTF-16 without a mark, the other way round",
      Buffer.from(utf16).swap16(),
      "a.yaml:1:1: this file is UTF-16; save it as UTF-8",
    ],
    ["UTF-32", bytes(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), "a.yaml:1:1: this file is UTF-32; save it as UTF-8"],
    [
      "a program",
      Buffer.concat([bytes(0x7f, 0x45, 0x4c, 0x46), Buffer.alloc(100)]),
      "a.yaml:1:1: the octet 0x7f stands here, so this is no text; name another file",
    ],
    [
      "zeros",
      Buffer.alloc(1000),
      "a.yaml:1:1: the octet 0x00 stands here, so this is no text; name another file",
    ],
    [
      "a terminal's control",
      Buffer.from("a: b\nü: \x1b[2J"),
      "a.yaml:2:4: the octet 0x1b stands here, so this is no text; name another file",
    ],
    [
      "latin1",
      Buffer.from("a: b\nname: Zürich\n", "latin1"),
      "a.yaml:2:8: the octet 0xfc is no UTF-8; save the file as UTF-8",
    ],
    [
      "a character that is cut off",
      bytes(0x61, 0xe2, 0x82),
      "a.yaml:1:2: the octet 0xe2 is no UTF-8; save the file as UTF-8",
    ],
    [
      "latin1 behind much",
      Buffer.concat([Buffer.from("é€\n".repeat(30_000)), bytes(0x78, 0xe9)]),
      "a.yaml:30001:2: the octet 0xe9 is no UTF-8; save the file as UTF-8",
    ],
  ];
  for (const [title, octets, sentence] of other) {
    it(`says what it is and what to do: ${title}`, () => {
      expect(refusal(written(octets))).to.equal(sentence);
    });
  }

  it("reads no folder, no pipe, no device, nothing that is not there and nothing that has no end", () => {
    expect(refusal(folder)).to.match(/: this is a folder; name a file$/);
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(refusal(pipe)).to.equal("pipe: this is a pipe or a device; name a file");
    expect(refusal("/dev/zero")).to.equal("/dev/zero: this is a pipe or a device; name a file");
    const there = written("a");
    expect(refusal(join(folder, "none"))).to.equal("none: it cannot be read (ENOENT); name another file");
    expect(refusal(join(there, "below"))).to.equal(
      "a.yaml/below: it cannot be read (ENOTDIR); name another file",
    );
    expect(refusal(join(folder, "x".repeat(300)))).to.match(
      / it cannot be read \(ENAMETOOLONG\); name another file$/,
    );
    truncateSync(there, 2 ** 35);
    expect(refusal(there)).to.equal(
      `a.yaml: it has ${2 ** 35} octets, and 16777216 are the most; name another file`,
    );
  });
});

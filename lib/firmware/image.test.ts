import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FIXTURES } from "../octets/fixtures.test.js";
import { DAMAGES, damageNamed } from "./damage.js";
import { buildImage, ImageChecksum, type ImageDescription, readHeader } from "./image.js";
import { imageFaults, readFields } from "./inspection.js";
import { IMAGE_LAYOUT } from "./layout.js";

const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, "images", name));

/** CRC-32 bit by bit, by its definition. */
function crcOf(octets: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const octet of octets) {
    crc ^= octet;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}

const APPLICATION: ImageDescription = {
  kind: "application",
  version: [1, 2, 3, 4, 5],
  minimumBios: [2, 4, 0, 0, 0],
  hardwareLevel: 3,
  hardware: [0x123, 0x124],
  profile: "STANDARD",
  name: "A.BIN",
  needs: ["VDSL-A"],
  build: 7,
  payload: Buffer.from("payload"),
};

describe("firmware/image", () => {
  it("has a layout without gaps and overlaps", () => {
    let at = 0;
    for (const { name, offset, size, ...rest } of IMAGE_LAYOUT) {
      expect(offset, name).to.equal(at);
      at += size * ("count" in rest ? rest.count : 1);
    }
    expect(at).to.equal(128);
  });

  it("stands octet by octet where the layout says", () => {
    const image = buildImage(APPLICATION);
    const zeroed = Buffer.from(image);
    zeroed.fill(0, 24, 28);
    const crc = crcOf(zeroed).toString(16).padStart(8, "0");
    expect(image.toString("hex", 0, 135)).to.equal(
      `${Buffer.from("flashgate image\0").toString("hex")}02010000` +
        `00000100${crc}00010002000300040005` +
        `00020004000000000000000000030200` +
        `01230124000000000000000000000000${Buffer.from("STANDARD").toString("hex")}` +
        `${Buffer.from("A.BIN").toString("hex")}00000000000000${"00".repeat(8)}0007fff8` +
        `${Buffer.from("VDSL-A").toString("hex")}0000${"00".repeat(18)}${Buffer.from("payload").toString("hex")}`,
    );
    expect(image.length).to.equal(256);
    expect(image.subarray(135).every((octet) => octet === 0)).to.equal(true);
  });

  it("reads what was built", () => {
    const reading = readHeader(buildImage(APPLICATION));
    if (!reading.ok) throw new Error(reading.fault);
    const { payload: _, ...described } = APPLICATION;
    expect(reading.header).to.include({ length: 256, misbuilt: false, firmware: "" });
    expect(reading.header).to.deep.include(described);
  });

  it("has a checksum that does not depend on where the pieces end, with its own octets as zero", () => {
    const image = fixture("application.bin");
    const zeroed = Buffer.from(image);
    zeroed.fill(0, 24, 28);
    expect(crcOf(Buffer.from("123456789")), "the check value of CRC-32").to.equal(0xcbf4_3926);
    for (let cut = 0; cut <= 64; cut++) {
      const checksum = new ImageChecksum();
      checksum.update(image.subarray(0, cut));
      checksum.update(image.subarray(cut, cut + 3));
      checksum.update(image.subarray(cut + 3));
      expect(checksum.crc, `cut at ${cut}`).to.equal(crcOf(zeroed));
      expect(checksum.length).to.equal(image.length);
    }
    expect(image.readUInt32BE(24)).to.equal(crcOf(zeroed));
  });

  const refused: readonly (readonly [title: string, change: Partial<ImageDescription>])[] = [
    ["a name in small letters", { name: "a.bin" }],
    ["nine identifiers of hardware", { hardware: Array.from({ length: 9 }, () => 1) }],
    ["four needs", { needs: ["A", "B", "C", "D"] }],
    ["a long profile", { profile: "STANDARDS" }],
    ["a profile that cannot be printed", { profile: "\n" }],
    ["a level of 33 bits", { hardwareLevel: 2 ** 32 }],
    ["a version of 17 bits", { version: [65_536, 0, 0, 0, 0] }],
  ];
  for (const [title, change] of refused) {
    it(`does not build ${title}`, () => {
      expect(() => buildImage({ ...APPLICATION, ...change })).to.throw(RangeError);
    });
  }

  const unreadable: readonly (readonly [title: string, at: number, octet: number, fault: string])[] = [
    ["other first octets", 0, 0, "magic"],
    ["kind 0", 16, 0, "kind"],
    ["kind 4", 16, 4, "kind"],
    ["another header version", 17, 2, "header-version"],
    ["something reserved", 18, 1, "reserved"],
    ["something reserved at the end", 127, 1, "reserved"],
    ["nine identifiers of hardware", 52, 9, "hardware"],
    ["a control character in the profile", 70, 10, "text"],
    ["NUL within the profile", 71, 0, "text"],
    ["a small letter in the name", 78, 0x61, "name"],
    ["no name", 78, 0, "name"],
  ];
  for (const [title, at, octet, fault] of unreadable) {
    it(`is no image with ${title}`, () => {
      const image = buildImage(APPLICATION);
      image[at] = octet;
      const reading = readHeader(image);
      // Without its first character the name is text behind NUL.
      expect(reading.ok ? "read" : reading.fault).to.equal(fault);
    });
  }

  it("is no image with fewer than 128 octets", () => {
    expect(readHeader(buildImage(APPLICATION).subarray(0, 127))).to.deep.equal({ ok: false, fault: "short" });
  });

  for (const name of ["application.bin", "bios.bin", "firmware.bfw"]) {
    it(`finds nothing wrong with ${name}`, () => expect(imageFaults(fixture(name))).to.deep.equal([]));
  }
});

describe("firmware/damage", () => {
  /** The damages that an image shows by itself; the others are right as images and wrong for a device. */
  const SHOWN: Readonly<Record<string, number>> = {
    magic: 1,
    kind: 1,
    short: 1,
    truncated: 1,
    longer: 1,
    "odd-length": 1,
    payload: 1,
    checksum: 1,
    misbuilt: 1,
  };

  for (const damage of DAMAGES) {
    const { name, says } = damage;
    it(`${name}: ${says}`, () => {
      const image = fixture(
        name.includes("firmware") || name === "misbuilt" ? "firmware.bfw" : "application.bin",
      );
      const before = Buffer.from(image);
      const damaged = damage.apply(image);
      expect(image.equals(before), "the original is left alone").to.equal(true);
      expect(damaged.equals(image)).to.equal(false);
      expect(imageFaults(damaged)).to.have.length(SHOWN[name] ?? 0);
    });
  }

  it("names what it has", () => {
    expect(damageNamed("payload")?.refusedBy).to.equal("CRC");
    expect(damageNamed("paylod")).to.equal(undefined);
  });

  it("shows the fields of what is cut off as far as they go", () => {
    expect(readFields(fixture("bios.bin").subarray(0, 30)).map(({ field }) => field.name)).to.deep.equal([
      "magic",
      "kind",
      "header version",
      "reserved",
      "length",
      "checksum",
    ]);
  });
});

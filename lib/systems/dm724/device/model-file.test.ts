import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { faultText } from "../../../files/fault.js";
import { Device } from "./device.js";
import { recognise } from "./image-files.js";
import { readModel } from "./model-file.js";
import { modelNamed, modelNames } from "./models.js";

/** A sound model; each test spoils one line of it. */
const SOUND = `name: bench
describes: a device on a bench
hardware: { id: 0x0124 }
boot: { application: A.BIN, seconds: 1, afterQuit: 2 }
memory: 1 MiB
writeSpeed: 64 KiB
features: { help: full, xcrc: true, xmd5: true, recordStructure: false, blockMode: false, compressedMode: false }
fileSystems:
  - name: DSK
    size: 1 MiB
    files:
      - { name: A.BIN, modified: "2026-01-02T03:04:05Z", image: { kind: application, version: "1.2", hardwareLevel: 1, size: 512 } }
      - { name: B.TXT, modified: "2026-01-02T03:04:05Z", text: abc }
`;

describe("systems/dm724/device/model-file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-model-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function read(text: string): ReturnType<typeof readModel> {
    const file = join(folder, "model.yaml");
    writeFileSync(file, text);
    return readModel(file);
  }

  it("reads a model, sizes and versions in people's form", () => {
    const result = read(SOUND);
    if (!result.ok) throw new Error(result.faults.map(faultText).join());
    expect(result.model).to.include({ memory: 1_048_576, writeSpeed: 65_536, whenBusy: "wait", slaves: 0 });
    expect(result.model.fileSystems[0]?.files[0]?.image?.version).to.deep.equal([1, 2, 0, 0, 0]);
    const device = new Device({ model: result.model });
    expect(device.software.application?.name).to.equal("A.BIN");
    expect(device.storage.disk("DSK")?.find("A.BIN")?.content.length).to.equal(512);
  });

  const faults: readonly (readonly [what: string, from: string, to: string, fault: RegExp])[] = [
    ["an unknown key", "memory:", "memroy:", /:5:1: .*unknown key "memroy"; write memory$/],
    [
      "an unknown key further in",
      "afterQuit:",
      "afterquit:",
      /:4:\d+: .*unknown key "afterquit"; write afterQuit$/,
    ],
    [
      "an unknown key of an image",
      "hardwareLevel:",
      "hardwarelevel:",
      /:12:\d+: .*unknown key "hardwarelevel"; write hardwareLevel$/,
    ],
    ["a file system of every device", "name: DSK", "name: MEM", /:9:11: .*write one of: DSK/],
    [
      "a file system twice",
      "fileSystems:\n",
      "fileSystems:\n  - { name: DSK, size: 1 }\n",
      /:10:11: DSK is there twice; remove one$/,
    ],
    ["a file twice", "B.TXT", "A.BIN", /:13:17: A\.BIN is there twice; remove one$/],
    ["a long name", "B.TXT", "LONGERNAME.TXT", /:13:17: .*an 8\.3 name in capitals/],
    [
      "an application that is not there",
      "application: A.BIN",
      "application: C.BIN",
      /:4:22: C\.BIN is installed nowhere/,
    ],
    [
      "a text that is started",
      "application: A.BIN",
      "application: B.TXT",
      /:4:22: B\.TXT is no application; name one, or leave this out$/,
    ],
    [
      "firmware that is started",
      "kind: application",
      "kind: firmware",
      /:4:22: A\.BIN is no application; name one, or leave this out$/,
    ],
    [
      "a need of firmware where none is known",
      "size: 512",
      "needs: [F2], size: 512",
      /:12:\d+: the device knows no firmware F2; add it to firmware$/,
    ],
    [
      "a text with more than octets",
      "text: abc",
      "text: \u017c",
      /:13:\d+: a character is no octet; write letters of latin1 only$/,
    ],
    [
      "too small a file system",
      "size: 1 MiB",
      "size: 514",
      /:10:11: the files need 515 octets; write that or more$/,
    ],
    [
      "an image of an odd size",
      "size: 512",
      "size: 500",
      /:12:\d+: an image has 256 octets or more, a multiple of 128$/,
    ],
    ["a version that is none", '"1.2"', '"1.x"', /:12:\d+: .*one to five numbers with dots/],
    [
      "a size that is none",
      "memory: 1 MiB",
      "memory: 1 MB",
      /:5:9: .*a number of octets, or one with KiB, MiB or GiB/,
    ],
    ["no speed", "writeSpeed: 64 KiB", "writeSpeed: 0", /:6:13: .*a speed above 0/],
    [
      "a file with two contents",
      "text: abc",
      "text: abc, generated: 3",
      /:13:9: .*a file has one of text, generated and image/,
    ],
    [
      "flash without FCO",
      "memory:",
      "runsFromFlash: true\nmemory:",
      /:5:16: the code can run from flash only where there is FCO/,
    ],
    ["no YAML", "{ id: 0x0124 }", "{ id: 0x0124", /not YAML/],
  ];
  for (const [what, from, to, fault] of faults) {
    it(`refuses ${what}`, () => {
      expect(SOUND).to.include(from);
      const result = read(SOUND.replace(from, to));
      expect(result.ok).to.equal(false);
      expect(result.ok ? "" : result.faults.map(faultText)[0]).to.match(fault);
    });
  }

  const known = "firmware: [{ id: F1, name: F1.BFW }, { id: F22, name: F2.BFW }]\nmemory:";
  it("refuses a need of firmware that is not known, and says which is near", () => {
    const result = read(SOUND.replace("memory:", known).replace("size: 512", "needs: [F1, F23], size: 512"));
    expect(result.ok ? [] : result.faults.map(({ line, message }) => [line, message])).to.deep.equal([
      [13, "the device knows no firmware F23; add it to firmware or write F22"],
    ]);
  });

  it("refuses firmware of the same identifier", () => {
    const result = read(SOUND.replace("memory:", known.replace("F22", "F1")));
    expect(
      result.ok ? [] : result.faults.map(({ line, column, message }) => [line, column, message]),
    ).to.deep.equal([[5, 44, "F1 is there twice; remove one"]]);
  });

  it("has the five models that come with the project", () => {
    expect(modelNames()).to.deep.equal(["chassis", "current", "legacy", "minimal", "quirks"]);
  });

  for (const name of modelNames()) {
    it(`${name}: starts, and its images fit`, () => {
      const device = new Device({ model: modelNamed(name) });
      expect(device.software.application?.name).to.equal(device.model.boot.application);
      expect(device.software.configuration).to.equal(device.model.boot.configuration);
      for (const file of device.storage.permanent.flatMap((disk) => disk.files())) {
        if (!/\.(BIN|BFW)$/.test(file.name)) continue;
        expect(recognise(file.content), file.name).to.include({ wholeLength: true, rightChecksum: true });
      }
    });
  }
});

import { expect } from "chai";
import { readHeader } from "../../firmware/image.js";
import { chooseCases } from "../../runner/choose-cases.js";
import { SYSTEMS } from "../known.js";
import { modelNamed, modelNames } from "./device/models.js";
import { imageFor } from "./image-recipes.js";

let found: ReturnType<typeof readRecipes> | undefined;
const recipes = () => (found ??= readRecipes());

async function readRecipes() {
  const chosen = await chooseCases(["dm724"], [], SYSTEMS);
  if (!chosen.ok) throw new Error(chosen.message);
  const folder = chosen.cases[0]?.folder;
  if (folder === undefined) throw new Error("there are no cases");
  return folder.images;
}

describe("images for a device", () => {
  it("are made for every model, or there is no such image for it", async () => {
    for (const name of modelNames()) {
      const model = modelNamed(name);
      for (const [image, recipe] of await recipes()) {
        const octets = imageFor(model, recipe);
        if (octets !== undefined) expect(octets.length, `${name} ${image}`).to.be.greaterThan(99);
      }
      expect(imageFor(model, (await recipes()).get("application") ?? never()), name).to.not.equal(undefined);
    }
  });

  it("suit the device in all that their name does not say otherwise", async () => {
    const model = modelNamed("current");
    const header = async (name: string) => {
      const octets = imageFor(model, (await recipes()).get(name) ?? never());
      const reading = octets && readHeader(octets);
      return reading?.ok === true ? reading.header : never();
    };
    const sound = await header("application");
    expect(sound).to.deep.include({
      kind: "application",
      version: [11, 1, 10, 45, 3],
      minimumBios: [2, 4, 0, 0, 0],
      profile: "STANDARD",
      name: "APPCODE1.BIN",
    });
    expect((await header("application-later")).version[0]).to.equal(12);
    expect((await header("application-older")).version[0]).to.equal(10);
    expect((await header("application-for-later-bios")).minimumBios[0]).to.equal(3);
    expect((await header("application-below-level")).hardwareLevel).to.equal(sound.hardwareLevel - 1);
    expect((await header("application-for-other-hardware")).hardware).to.not.include(model.hardware.id);
    expect((await header("application-for-any-hardware")).hardware).to.deep.equal([]);
    expect((await header("application-of-other-profile")).profile).to.not.equal(sound.profile);
    expect((await header("application-other-name")).name).to.equal("FGINSIDE.BIN");
    expect(await header("firmware-unknown")).to.deep.include({ kind: "firmware", firmware: "FGNONE" });
    expect((await header("firmware-misbuilt")).misbuilt).to.equal(true);
    expect(await header("bios-older")).to.deep.include({ kind: "bios", version: [1, 4, 0, 0, 0] });
  });

  it("that a device cannot be given are none", async () => {
    const all = await recipes();
    const minimal = modelNamed("minimal");
    for (const name of ["application-below-level", "application-for-later-bios", "bios", "firmware"])
      expect(imageFor(minimal, all.get(name) ?? never()), name).to.equal(undefined);
  });
});

function never(): never {
  throw new Error("it was to be there");
}

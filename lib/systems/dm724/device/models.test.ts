import { expect } from "chai";
import { defaultModel, modelNamed, modelNames } from "./models.js";

describe("systems/dm724/device/models", () => {
  it("are named, and one of them is the default", () => {
    expect(modelNames()).to.include.members(["current", "legacy"]);
    expect(defaultModel()).to.equal(modelNamed("current"));
    expect(() => modelNamed("curent")).to.throw("there is no sound model curent");
  });

  for (const name of modelNames()) {
    it(`${name} is the same when the build has kept it`, () => {
      expect(JSON.parse(JSON.stringify(modelNamed(name)))).to.deep.equal(modelNamed(name));
    });
  }
});

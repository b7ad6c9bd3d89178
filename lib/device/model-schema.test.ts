import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../catalogue/package-root.js";
import { modelSchemaText } from "./model-schema.js";

describe("docs/device.schema.json", () => {
  it("is what the schema says (npm run schema)", () => {
    expect(readFileSync(join(packageRoot(), "docs", "device.schema.json"), "utf8")).to.equal(
      modelSchemaText(),
    );
  });

  it("knows every key, and which are required", () => {
    const schema = JSON.parse(modelSchemaText());
    expect(schema.required).to.deep.equal([
      "name",
      "describes",
      "hardware",
      "boot",
      "memory",
      "writeSpeed",
      "features",
    ]);
    expect(Object.keys(schema.properties)).to.include.members(["fileSystems", "quirks", "whenBusy"]);
    expect(schema.additionalProperties).to.equal(false);
  });
});

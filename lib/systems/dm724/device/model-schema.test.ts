import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot } from "../../../files/package-root.js";
import { modelSchemaText } from "./model-schema.js";
import { modelNames } from "./models.js";

describe("docs/device.schema.json", () => {
  it("is what the schema says (npm run schema)", () => {
    expect(readFileSync(join(packageRoot(), "docs", "device.schema.json"), "utf8")).to.equal(
      modelSchemaText(),
    );
  });

  for (const name of modelNames()) {
    it(`finds no fault in ${name}`, () => {
      const text = readFileSync(join(packageRoot(), "fixtures", "devices", `${name}.yaml`), "utf8");
      const { success, error } = z.fromJSONSchema(JSON.parse(modelSchemaText())).safeParse(parse(text));
      expect(success, error?.message).to.equal(true);
    });
  }

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

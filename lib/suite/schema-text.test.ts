import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../catalogue/package-root.js";
import { caseSchemaText } from "./schema-text.js";

describe("the published JSON Schema", () => {
  it("is the one the loader checks with (npm run schema writes it)", () => {
    expect(readFileSync(join(packageRoot(), "docs", "case.schema.json"), "utf8")).to.equal(caseSchemaText());
  });

  it("spells out every verb", () => {
    for (const verb of ["connect", "command", "octets", "upload", "list", "silence"]) {
      expect(caseSchemaText()).to.include(`"${verb}"`);
    }
  });
});

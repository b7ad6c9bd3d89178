import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./package-root.js";

describe("packageRoot", () => {
  it("is the folder of the data files", () => {
    expect(existsSync(join(packageRoot(), "lib", "hazard", "ftp", "hazards.tsv"))).to.equal(true);
  });
});

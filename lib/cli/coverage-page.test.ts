import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { coveragePage } from "./coverage-page.js";

describe("docs/coverage.md", () => {
  it("is what the list of clauses and the cases make of it (npm run coverage)", async () => {
    const page = readFileSync(join(packageRoot(), "docs", "coverage.md"), "utf8");
    expect(page === (await coveragePage()), "stale: npm run coverage").to.equal(true);
  });
});

/** docs/case-semantics.md says what a runner does with every key that the schemas have. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { packageRoot } from "../files/package-root.js";
import { caseFileSchema, caseSchema, eachSchema, stepSchemas, suiteFileSchema } from "./schema.js";

/** The keys of a JSON Schema and of all that is within it, and the words that a value may be. */
function wordsOf(schema: unknown, words = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return words;
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") for (const name of Object.keys(value as object)) words.add(name);
    if (key === "enum") for (const word of value as unknown[]) words.add(String(word));
    if (key === "properties") for (const inner of Object.values(value as object)) wordsOf(inner, words);
    else if (key !== "default") wordsOf(value, words);
  }
  return words;
}

/** what RFC 959 explains, and the strengths, which change no verdict */
const ELSEWHERE = new Set("PASV PORT EPSV EPRT STOR APPE LIST NLST B C R must should may".split(" "));

describe("docs/case-semantics.md", () => {
  const page = readFileSync(join(packageRoot(), "docs", "case-semantics.md"), "utf8");
  const schemas = { suiteFileSchema, caseFileSchema, caseSchema, eachSchema, ...stepSchemas };

  for (const [name, schema] of Object.entries(schemas)) {
    it(`has every key of ${name.replace(/Schema$/, "")}`, () => {
      const words = [...wordsOf(z.toJSONSchema(schema, { io: "input" }))];
      const missing = words.filter((word) => !ELSEWHERE.has(word) && !page.includes(`\`${word}\``));
      expect(words).to.have.length.above(0);
      expect(missing).to.deep.equal([]);
    });
  }

  it("has the key that only a preamble's step has", () => {
    expect(page).to.include("A step with `when`");
  });
});

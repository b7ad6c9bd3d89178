import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot } from "../files/package-root.js";
import { caseSchemaText } from "./schema-text.js";
import { findSuites } from "./suite-files.js";

describe("the published JSON Schema", () => {
  const schema = z.fromJSONSchema(JSON.parse(caseSchemaText()));

  it("is the one the loader checks with (npm run schema writes it)", () => {
    expect(readFileSync(join(packageRoot(), "docs", "case.schema.json"), "utf8")).to.equal(caseSchemaText());
  });

  for (const file of findSuites([join(packageRoot(), "suites")]).folders.flatMap(({ cases }) => cases)) {
    it(`finds no fault in ${file.path.split("/").at(-1)}, with the columns of its tables`, () => {
      const { success, error } = schema.safeParse(parse(file.text));
      expect(success, error?.message.slice(0, 2000)).to.equal(true);
    });
  }

  const sound = {
    id: "a.b.c",
    purpose: "long enough to be one",
    covers: ["RFC 959 5.4"],
    strength: "must",
    hazard: "observe",
    steps: [{ command: "NOOP", reply: "200" }],
  };
  const file = (change: object): unknown => ({
    suite: "a.b",
    title: "",
    source: "",
    cases: [{ ...sound, ...change }],
  });
  const rows: [string, object, boolean][] = [
    ["a sound case", {}, true],
    ["a column for a reply", { steps: [{ command: "NOOP", reply: "${reply}" }] }, true],
    ["a column for a number", { steps: [{ download: "X", size: "${size}" }] }, true],
    ["a reply that is none", { steps: [{ command: "NOOP", reply: "OK" }] }, false],
    ["a hazard that is none", { hazard: "none" }, false],
    ["a key that is none", { hazrd: "observe" }, false],
    ["a step that is none", { steps: [{ comand: "NOOP" }] }, false],
    ["no steps", { steps: [] }, false],
  ];
  for (const [title, change, sounds] of rows) {
    it(`${sounds ? "takes" : "refuses"} ${title}`, () => {
      expect(schema.safeParse(file(change)).success).to.equal(sounds);
    });
  }
});

import { expect } from "chai";
import { type Case, emptyFolder, type SuiteFolder } from "./case.js";
import type { ImageRecipe, Step } from "./schema.js";
import { type Claims, choose, selectCases } from "./selection.js";

const folder: SuiteFolder = {
  ...emptyFolder(),
  preambles: new Map([["sink", { name: "sink", says: "", needs: ["test-mode"], steps: [] }]]),
  images: new Map(["there", "missing"].map((name) => [name, recipeOf(name)])),
  arrangements: new Map([["users", "has users"]]),
};

function recipeOf(says: string): ImageRecipe {
  return {
    says,
    kind: "bios",
    version: "same",
    "minimum-bios": "present",
    "hardware-level": "enough",
    hardware: "this",
    profile: "same",
    firmware: "needed",
    octets: 1,
  };
}

function aCase(id: string, more: Partial<Case> = {}): Case {
  return {
    id,
    suite: id.split(".").slice(0, 2).join("."),
    suiteTitle: "",
    source: "",
    purpose: "",
    covers: [],
    strength: "must",
    hazard: "observe",
    needs: [],
    config: [],
    arrange: [],
    preamble: [],
    twin: undefined,
    steps: [],
    cleanup: [],
    negative: false,
    folder,
    file: "",
    line: 1,
    ...more,
  };
}

const cases = [aCase("d.login.root"), aCase("d.login.guest"), aCase("d.list.unix")];
const ids = (chosen: readonly Case[]): string[] => chosen.map(({ id }) => id);

const uploading = (image: string): Step => ({
  verb: "upload",
  upload: "A",
  command: "STOR",
  via: "PASV",
  content: { image },
  line: 1,
});

describe("choosing cases", () => {
  const rows: [string, string[], string[]][] = [
    ["none means all", [], ids(cases)],
    ["a prefix", ["d.login"], ["d.login.root", "d.login.guest"]],
    ["an id", ["d.list.unix"], ["d.list.unix"]],
    ["a glob", ["*.guest"], ["d.login.guest"]],
    ["several, in the suites' order and once each", ["d.list", "d.*"], ids(cases)],
  ];
  for (const [title, selectors, expected] of rows) {
    it(title, () => {
      const chosen = choose(cases, selectors);
      expect(chosen.ok && ids(chosen.cases)).to.deep.equal(expected);
    });
  }

  const globs: [glob: string, id: string, matches: boolean][] = [
    ["*", "d.a", true],
    ["**", "", true],
    ["?", "d", true],
    ["?", "", false],
    ["?*", "d", true],
    ["d.*.c", "d.a.b.c", true],
    ["d.*.c", "d.a.b.cd", false],
    ["*c", "d.c.a.c", true],
    ["d.?", "d.ab", false],
    ["d*b*c", "dbxbyc", true],
    ["*a?c*", "d.abd.aac.e", true],
    ["d.*?", "d.", false],
    ["*.*", "d+a", false],
    ["(d|e)*", "d", false],
    ["?", "*", true],
  ];
  for (const [glob, id, matches] of globs) {
    it(`${glob} ${matches ? "matches" : "does not match"} "${id}"`, () => {
      expect(choose([aCase(id)], [glob]).ok).to.equal(matches);
    });
  }

  it("a selector of many stars does not take long", () => {
    const long = [aCase(`d.${"a".repeat(500)}`)];
    expect(choose(long, [`${"*?".repeat(200)}*#`]).ok).to.equal(false);
    expect(choose(long, [`${"*a".repeat(200)}*`]).ok).to.equal(true);
  });

  it("a selector that matches nothing is an error, with the nearest id", () => {
    expect(choose(cases, ["d.lst"])).to.deep.equal({
      ok: false,
      message: 'no case matches the selector "d.lst"; did you mean d.list?',
    });
    expect(choose(cases, ["quite-different"])).to.deep.include({
      message: 'no case matches the selector "quite-different"; the suites are d.login, d.list',
    });
  });
});

describe("selecting by what the device claims", () => {
  const claims: Claims = {
    permit: "session",
    capabilities: new Map([
      ["help", { present: false, reason: "502 Help not available." }],
      ["test-mode", { present: false, reason: "202" }],
      ["size", { present: true }],
    ]),
    configured: (line) => line === "clients 2",
    arranged: (name) => name === "banner",
    provokes: (fault) => fault === "retr-read",
    hasImage: (name) => name === "there",
  };
  const rows: [string, Partial<Case>, string | undefined][] = [
    ["nothing needed", {}, undefined],
    ["a hazard that is permitted", { hazard: "session" }, undefined],
    ["a hazard above", { hazard: "storage" }, "its hazard is storage and the device permits session"],
    ["an arrangement that holds", { arrange: ["banner"] }, undefined],
    [
      "an arrangement that does not hold",
      { arrange: ["users"] },
      "it needs the arrangement users (has users), which the profile does not state",
    ],
    ["an image that is there", { steps: [uploading("there")] }, undefined],
    ["an image that is not there", { steps: [uploading("missing")] }, "the profile names no image missing"],
    [
      "a fault that can be provoked",
      { steps: [{ verb: "provoke", provoke: "retr-read", line: 1 }] },
      undefined,
    ],
    [
      "a fault that cannot be provoked",
      { steps: [{ verb: "provoke", provoke: "stor-no-dtp", line: 1 }] },
      "the profile has no hook that brings about the fault stor-no-dtp",
    ],
    ["a capability that is there", { needs: ["size"] }, undefined],
    ["a capability that is absent", { needs: ["help"] }, "help: 502 Help not available."],
    ["a capability that its preamble needs", { preamble: ["sink"] }, "test-mode: 202"],
    ["a configuration that holds", { config: ["clients 2"] }, undefined],
    [
      "one that does not",
      { config: ["direct"] },
      'it needs the configuration "direct", which the profile does not state',
    ],
  ];
  for (const [title, more, reason] of rows) {
    it(title, () => {
      const { selected, notSelected } = selectCases([aCase("d.a.b", more)], claims);
      expect(selected).to.have.length(reason === undefined ? 1 : 0);
      expect(notSelected[0]?.reason).to.equal(reason);
    });
  }
});

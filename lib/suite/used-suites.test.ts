/** What suites share: `uses:` between folders, `tables:` between cases. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { faultText } from "../files/fault.js";
import { SYSTEMS } from "../systems/known.js";
import { type LoadedSuites, loadSuites } from "./loader.js";
import { findSuites } from "./suite-files.js";
import { usesOf } from "./used-suites.js";

let root: string;

/** @param files by their paths below the root, where `more/` is beside it */
function load(files: Record<string, string>): LoadedSuites {
  rmSync(root, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return loadSuites(findSuites([join(root, "suites")]), SYSTEMS);
}

const faultsOf = (files: Record<string, string>): string[] =>
  load(files).faults.map((fault) => faultText(fault).replaceAll(`${root}/`, ""));

const BASE = `system: dm724
series: [STAT]
preambles:
  root: { says: a root session, steps: [{ connect: true }, { login: root }] }
capabilities:
  help: { says: has help, preamble: [root], steps: [{ command: "HELP", reply: "214" }] }
arrangements:
  little-room: { says: there is little room }
images:
  older: { says: an older application, kind: application, version: earlier }
restore:
  buffer: [{ command: "SITE CLEARBUFFER", when: help }]
tables:
  words: [{ id: noop, word: NOOP }, { id: small, word: noop }]
`;

const file = (more: string, suite = "t.a"): string => `suite: ${suite}
title: trial
source: trial
cases:
  - id: ${suite}.noop
    purpose: NOOP answers OK.
    covers: ["RFC 959 4.1.3"]
    strength: must
    hazard: observe
${more}`;
const STEPS = '    steps: [{ connect: true }, { command: "NOOP", reply: "200" }]\n';
const ALL = `    needs: [help]
    arrange: [little-room]
    preamble: [root]
    steps: [{ command: "\${word}", reply: "200 OK." }]
    each: words
`;

describe("what suites share", () => {
  before(() => {
    root = mkdtempSync(join(tmpdir(), "flashgate-uses-"));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  for (const [title, used, place] of [
    ["by name", "base", "suites/base"],
    ["as a path", "../base", "suites/base"],
    ["as a path out of the root", "../../more/base", "more/base"],
  ] as const) {
    it(`is all of another folder, ${title}`, () => {
      const { cases, faults } = load({
        [`${place}/suite.yaml`]: BASE,
        "suites/own/suite.yaml": `uses: ${used} # what it leans on\n`,
        "suites/own/a.yaml": file(ALL),
      });
      expect(faults).to.deep.equal([]);
      expect(cases.map(({ id }) => id)).to.deep.equal(["t.a.noop.noop", "t.a.noop.small"]);
      const { folder } = cases[0] ?? expect.fail();
      expect(folder.path).to.equal(join(root, "suites/own"));
      expect(folder.system?.name).to.equal("dm724");
      expect(folder.series).to.deep.equal(["STAT"]);
      expect([...folder.images.keys(), ...folder.restore.keys()]).to.deep.equal(["older", "buffer"]);
    });
  }

  it("reaches through a folder to the next", () => {
    const { cases, faults } = load({
      "suites/base/suite.yaml": BASE,
      "suites/middle/suite.yaml": "uses: base\n",
      "suites/own/suite.yaml": "uses: middle\n",
      "suites/own/a.yaml": file(ALL),
    });
    expect(faults).to.deep.equal([]);
    expect(cases).to.have.length(2);
  });

  it("counts for the digest", () => {
    const digest = (base: string): string =>
      load({
        "more/base/suite.yaml": base,
        "suites/own/suite.yaml": "uses: ../../more/base\n",
        "suites/own/a.yaml": file(ALL),
      }).digest;
    expect(digest(BASE)).to.not.equal(digest(`${BASE}# changed\n`));
    expect(digest(BASE)).to.equal(digest(BASE));
  });

  const wrong: [string, Record<string, string>, string][] = [
    [
      "a name that no suite has",
      { "suites/base/suite.yaml": BASE, "suites/own/suite.yaml": "uses: bass\n" },
      'suites/own/suite.yaml:1:7: there is no suite "bass"; write base',
    ],
    [
      "a path without a suite",
      { "suites/own/suite.yaml": "uses: ../nowhere\n" },
      "suites/own/suite.yaml:1:7: there is no suite.yaml in ../nowhere; write the path of a suite folder, from this one",
    ],
    [
      "a circle",
      { "suites/a/suite.yaml": "uses: b\n", "suites/b/suite.yaml": "uses: a\n" },
      "suites/b/suite.yaml:1:7: the suites use each other in a circle: a, b, a; take one uses: away",
    ],
    [
      "two suites of one name",
      {
        "suites/x/base/suite.yaml": BASE,
        "suites/y/base/suite.yaml": BASE,
        "suites/own/suite.yaml": "uses: base\n",
      },
      "suites/own/suite.yaml:1:7: more than one suite is called base: suites/x/base and suites/y/base; rename a folder",
    ],
    [
      "a name that both have",
      {
        "suites/base/suite.yaml": BASE,
        "suites/own/suite.yaml":
          "uses: base\npreambles: { root: { says: in, steps: [{ connect: true }] } }\n",
      },
      "suites/own/suite.yaml:2:14: preambles: root is there in what the suite uses; give it another name",
    ],
    [
      "a place where it cannot be found before YAML is read",
      { "suites/base/suite.yaml": BASE, "suites/own/suite.yaml": "{ uses: base }\n" },
      "suites/own/suite.yaml:1:9: uses: must stand on a line of its own, in the first column; write uses: base",
    ],
    [
      "a table that there is not",
      {
        "suites/base/suite.yaml": BASE,
        "suites/own/suite.yaml": "uses: base\n",
        "suites/own/a.yaml": file(`${STEPS}    each: word\n`),
      },
      'suites/own/a.yaml:11:11: t.a.noop: unknown table "word"; write words',
    ],
    [
      "a table that suite.yaml has too",
      {
        "suites/own/suite.yaml": "tables: { words: [{ id: a }] }\n",
        "suites/own/a.yaml": `tables: { words: [{ id: b }] }\n${file(`${STEPS}    each: words\n`)}`,
      },
      "suites/own/a.yaml:1:11: suite.yaml has a table words too; give it another name",
    ],
  ];
  for (const [title, files, fault] of wrong) {
    it(`says what is wrong with ${title}`, () => {
      expect(faultsOf(files)[0]).to.equal(fault);
    });
  }

  it("is nothing where a suite.yaml says nothing", () => {
    for (const text of ["", "# what they share\n"]) {
      const { cases, faults } = load({ "suites/own/suite.yaml": text, "suites/own/a.yaml": file(STEPS) });
      expect(faults).to.deep.equal([]);
      expect(cases[0]?.folder.system).to.equal(undefined);
    }
  });

  it("has a table of the file, whose rows stand once for several cases", () => {
    const second = file(`${STEPS}    each: words\n`).split("cases:\n")[1]?.replace("t.a.noop", "t.a.again");
    const { cases, faults } = load({
      "suites/own/suite.yaml": "",
      "suites/own/a.yaml": `tables:\n  words: [{ id: one }, { id: two }]\n${file(`${STEPS}    each: words\n`)}${second}`,
    });
    expect(faults).to.deep.equal([]);
    expect(cases.map(({ id }) => id)).to.deep.equal([
      "t.a.noop.one",
      "t.a.noop.two",
      "t.a.again.one",
      "t.a.again.two",
    ]);
  });

  const spelt: [string, string | undefined][] = [
    ["uses: base", "base"],
    ['system: x\nuses: "../a b"\n', "../a b"],
    ["uses:   'base' # that", "base"],
    ["uses: base   # that", "base"],
    ["# uses: base", undefined],
    ["  uses: base", undefined],
    ["uses:\n", undefined],
  ];
  for (const [text, used] of spelt) {
    it(`finds ${used} in ${JSON.stringify(text)}`, () => {
      expect(usesOf(text)).to.equal(used);
    });
  }
});

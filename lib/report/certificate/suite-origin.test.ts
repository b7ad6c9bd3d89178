import { expect } from "chai";
import { type FoundSuites, suitesIn } from "../../suite/suite-files.js";
import { suiteOrigin } from "./suite-origin.js";

const STORE = `suite: d.store
cases:
  - id: d.store.one
    steps:
      - { command: "NOOP", reply: "200" }

  - id: d.store.two
    steps:
      - { command: "PWD", reply: "257" }
`;
const FILES = { "suite.yaml": "preambles: {}\n", "store.yaml": STORE, "zap.yaml": "cases: []\n" };

/** Suites of folders, each a record of its files. */
function suites(folders: Record<string, Record<string, string>>, inBundle = false): FoundSuites {
  return suitesIn(
    Object.entries(folders).map(([name, files], at) => {
      const path = inBundle ? `suites/0${at}-${name}` : `/anywhere/${name}`;
      const [suite, ...cases] = Object.entries(files).map(([file, text]) => ({
        path: `${path}/${file}`,
        text,
      }));
      if (suite === undefined) throw new Error("no files");
      return { path, suite, cases };
    }),
  );
}

describe("report/certificate/suite-origin", () => {
  const own = suites({ dm: FILES });
  const { "zap.yaml": _, ...fewer } = FILES;
  const rows: [title: string, bundled: Record<string, Record<string, string>>, origin: object][] = [
    ["the same", { dm: FILES }, { kind: "own", more: [] }],
    ["others beside them", { dm: FILES, mine: { "suite.yaml": "" } }, { kind: "own", more: ["mine"] }],
    ["others of the same name beside them", { mine: FILES, dm: FILES }, { kind: "own", more: ["mine"] }],
    [
      "a step deleted",
      { dm: { ...FILES, "store.yaml": STORE.replace(/ +- .*PWD.*\n/, "") } },
      { kind: "altered", what: "changed: store.yaml (case d.store.two)" },
    ],
    [
      "a case deleted and one changed",
      {
        dm: { ...FILES, "store.yaml": STORE.replace(/ {2}- id: d.store.two[^]*/, "").replace("200", "500") },
      },
      { kind: "altered", what: "changed: store.yaml (cases d.store.one, d.store.two)" },
    ],
    [
      "no case, but what stands around",
      { dm: { ...FILES, "suite.yaml": "x" } },
      { kind: "altered", what: "changed: suite.yaml" },
    ],
    ["a file missing", { dm: fewer }, { kind: "altered", what: "missing: zap.yaml" }],
    ["a file added", { dm: { ...FILES, "more.yaml": "" } }, { kind: "altered", what: "added: more.yaml" }],
    ["none of them", { mine: FILES }, { kind: "altered", what: "the suite dm is missing" }],
  ];
  for (const [title, bundled, origin] of rows) {
    it(title, () => expect(suiteOrigin(suites(bundled, true), own)).to.deep.equal(origin));
  }
});

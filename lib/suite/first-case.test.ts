/** Whoever writes a first case is told everything that is wrong with it at once, and what to write instead. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { faultText } from "../files/fault.js";
import { SYSTEMS } from "../systems/known.js";
import { loadSuites } from "./loader.js";
import { findSuites } from "./suite-files.js";

const HEAD = `suite: my.first
title: my first suite
source: trial
cases:
`;

interface Written {
  hazard?: string;
  more?: string;
  steps: string;
}

/** One case behind HEAD: its steps are on line 11. */
function written({ hazard = "observe", more = 'covers: ["RFC 959 4.1.3"]', steps }: Written): string {
  return `${HEAD}  - id: my.first.case
    purpose: A device does what it should.
    ${more}
    strength: must
    hazard: ${hazard}
    steps:
      [${steps}]
`;
}

describe("a first case", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "flashgate-first-"));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  /** @param suite undefined: there is no suite.yaml */
  function faultsOf(cases: string, suite: string | undefined): string[] {
    const folder = join(root, "mine");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    if (suite !== undefined) writeFileSync(join(folder, "suite.yaml"), suite);
    writeFileSync(join(folder, "a.yaml"), cases);
    const { faults } = loadSuites(findSuites([root]), SYSTEMS);
    return faults.map((fault) => faultText(fault).replaceAll(`${root}/`, ""));
  }

  it("with everything wrong is told so in one go, the second try is green", () => {
    const first = written({
      more: 'covers: ["RFC 959 4.1.3"]\n    needs: [disk]\n    preamble: [root]',
      steps: '{ command: "DELE FGTEST.TXT", reply: "599" }',
    });
    expect(faultsOf(first, undefined)).to.deep.equal([
      "mine: the cases in this folder have no suite.yaml; write one beside them, an empty one will do",
      'mine/a.yaml:9:16: my.first.case: unknown preamble "root", and suite.yaml has none; leave it out, or write there preambles: { root: { says: a session with all rights, steps: [{ connect: true }, { login: root }] } }',
      'mine/a.yaml:8:13: my.first.case: unknown capability "disk", and suite.yaml has none; leave it out, or write there capabilities: { disk: { says: has help, steps: [{ connect: true }, { command: "HELP", reply: "214" }] } }',
      'mine/a.yaml:13:8: my.first.case: "DELE FGTEST.TXT" has the hazard storage (DELE deletes a file) and the case permits observe; write hazard: storage',
      "mine/a.yaml:5:5: my.first.case expects a refusal and names no valid twin; write twin: with the id of the same exchange without the defect",
    ]);
    const second = first
      .replace("observe", "storage")
      .replace('"599"', '"250"')
      .replace("    needs: [disk]\n", "");
    const suite =
      "preambles: { root: { says: a session with all rights, steps: [{ connect: true }, { login: root }] } }\n";
    expect(faultsOf(second, suite)).to.deep.equal([]);
  });

  it("with a reply that the manual lacks, a hazard and no twin is told all three", () => {
    const faults = faultsOf(
      written({ steps: '{ connect: true }, { command: "SITE REBOOT", reply: "599 No." }' }),
      "system: dm724\n",
    );
    expect(faults).to.have.length(3);
    expect(faults[0]).to.match(/^mine\/a\.yaml:11:\d+: .*write hazard: reboot$/);
    expect(faults[1]).to.include('the manual has no reply "599 No." for SITE REBOOT');
    expect(faults[2]).to.include("names no valid twin");
  });

  it("without a hazard is told which one it needs", () => {
    const faults = faultsOf(
      written({ steps: '{ connect: true }, { upload: "FGTEST.TXT", content: abc }' }).replace(
        "    hazard: observe\n",
        "",
      ),
      "",
    );
    expect(faults).to.deep.equal([
      "mine/a.yaml:5:5: my.first.case: hazard is missing; write one of: observe, session, buffer, storage, firmware, reboot",
      "mine/a.yaml:5:5: my.first.case: what it sends asks for hazard: storage",
    ]);
  });

  it("on a session that nobody has opened is told to open it", () => {
    expect(
      faultsOf(written({ steps: '{ connect: true }, { command: "NOOP", session: other }' }), ""),
    ).to.deep.equal([
      "mine/a.yaml:11:27: my.first.case: no step has opened the session other before; write { connect: true, session: other } in front",
    ]);
  });

  it("whose twin has a fault is not told that there is none", () => {
    const twin = written({ steps: '{ connect: true }, { comand: "NOOP" }' });
    const negative = written({
      more: 'covers: ["RFC 959 4.1.3"]\n    twin: my.first.case',
      steps: '{ connect: true }, { command: "NOOP", reply: "500" }',
    })
      .replace(HEAD, "")
      .replace("my.first.case", "my.first.refused");
    expect(faultsOf(twin + negative, "")).to.deep.equal([
      'mine/a.yaml:11:29: my.first.case: a step needs a verb, "comand" is none; write command',
    ]);
  });

  it("is not looked for in YAML that is of something else", () => {
    expect(faultsOf("name: bench\nftp: { host: 127.0.0.1 }\n", undefined)).to.deep.equal([]);
  });

  /** What the wire guard refuses in every run, and what depends on the device. */
  const hazards: { title: string; suite?: string; hazard: string; steps: string; needs?: string }[] = [
    { title: "reading", hazard: "observe", steps: '{ command: "SIZE FGTEST.TXT" }' },
    { title: "a word that nobody knows", hazard: "storage", steps: '{ command: "XFLASH" }', needs: "reboot" },
    {
      title: "the end of a line in octets",
      hazard: "observe",
      steps: '{ octets: "NOOP\\r\\nDELE FG.TXT\\r\\n" }',
      needs: "storage",
    },
    {
      title: "a line in two pieces",
      hazard: "session",
      steps: '{ octets: "DEL" }, { octets: "E FG.TXT\\r\\n" }',
      needs: "storage",
    },
    {
      title: "an upload",
      hazard: "session",
      steps: '{ upload: "FGTEST.TXT", content: abc }',
      needs: "storage",
    },
    {
      title: "an upload of code",
      hazard: "storage",
      steps: '{ upload: "FGTEST.BIN", content: abc }',
      needs: "firmware",
    },
    {
      title: "a variable in a name",
      hazard: "observe",
      steps: '{ command: "RMD ${work}/FGDIR" }',
      needs: "storage",
    },
    {
      title: "a place in a name",
      hazard: "observe",
      steps: '{ command: "PWD", reply: "257 {n:number}" }, { command: "DELE {n}" }',
      needs: "storage",
    },
    {
      title: "a place in the verb",
      hazard: "observe",
      steps: '{ command: "PWD", reply: "257 {n:file}" }, { command: "{n}" }',
    },
    {
      title: "a sink",
      suite: "system: dm724",
      hazard: "session",
      steps: '{ command: "STOR /TST/FGTEST.TXT" }',
    },
    {
      title: "TEST mode that may be on",
      suite: "system: dm724",
      hazard: "session",
      steps: '{ command: "ACCT TEST0" }, { upload: "FGTEST.TXT", content: abc }',
    },
    {
      title: "TEST mode of another session",
      suite: "system: dm724",
      hazard: "session",
      steps:
        '{ command: "ACCT TEST0" }, { connect: true, session: b }, { upload: "FGTEST.TXT", content: abc, session: b }',
      needs: "storage",
    },
    {
      title: "a buffer that may be on",
      suite: "system: dm724",
      hazard: "buffer",
      steps: '{ command: "SITE DIRECT OFF" }, { upload: "FGTEST.TXT", content: abc }',
    },
    {
      title: "a buffer before a new connection",
      suite: "system: dm724",
      hazard: "buffer",
      steps: '{ command: "SITE DIRECT OFF" }, { connect: true }, { upload: "FGTEST.TXT", content: abc }',
      needs: "storage",
    },
  ];
  for (const { title, suite = "", hazard, steps, needs } of hazards) {
    it(`that sends ${title} ${needs === undefined ? "is left to the guard" : `needs ${needs}`}`, () => {
      const faults = faultsOf(written({ hazard, steps: `{ connect: true }, ${steps}` }), suite);
      expect(faults).to.have.length(needs === undefined ? 0 : 1);
      if (needs !== undefined) expect(faults[0]).to.match(new RegExp(`; write hazard: ${needs}$`));
    });
  }
});

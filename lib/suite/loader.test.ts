import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { faultText } from "../files/fault.js";
import { SYSTEMS } from "../systems/known.js";
import { type LoadedSuites, loadSuites } from "./loader.js";
import { findSuites } from "./suite-files.js";

const SUITE = `system: dm724
preambles:
  root: { says: a root session, steps: [{ connect: true }, { login: root }] }
capabilities:
  help: { says: has help, steps: [{ connect: true }] }
arrangements:
  little-room: { says: there is little room }
images:
  older: { says: an older application, kind: application, version: earlier }
`;

/** One sound case; `change` edits its text. Lines 5 to 13 are the case. */
const SOUND = `suite: t.a
title: trial
source: Dm724-I 1.4.1
cases:
  - id: t.a.noop
    purpose: NOOP answers OK.
    covers: ["Dm724-I 1.4.1"]
    strength: must
    hazard: observe
    needs: [help]
    preamble: [root]
    steps:
      - { command: "NOOP", reply: "200 OK." }
`;

let root: string;

function load(files: Record<string, string>, suite = SUITE): LoadedSuites {
  const folder = join(root, "t");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, "suite.yaml"), suite);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return loadSuites(findSuites([root]), SYSTEMS);
}

const faultsOf = (text: string): string[] =>
  load({ "a.yaml": text }).faults.map((fault) => faultText(fault).replace(/^.*\/t\//, ""));

interface Row {
  title: string;
  from: string | RegExp;
  to: string;
  fault: string;
}

const rows: Row[] = [
  {
    title: "an unknown arrangement",
    from: "needs: [help]",
    to: "arrange: [little-rom]",
    fault: 'a.yaml:10:15: t.a.noop: unknown arrangement "little-rom"; write little-room',
  },
  {
    title: "an unknown image",
    from: '{ command: "NOOP", reply: "200 OK." }',
    to: '{ upload: "FG.BIN", content: { image: oldr } }',
    fault: 'a.yaml:5:5: t.a.noop: unknown image "oldr"; write older',
  },
  {
    title: "an unknown fault",
    from: '{ command: "NOOP", reply: "200 OK." }',
    to: "{ provoke: retr-reed }",
    fault: 'a.yaml:13:9: t.a.noop, step 1 (provoke): there is no fault "retr-reed"; write retr-read',
  },
  {
    title: "a fault that does not strike the command",
    from: '{ command: "NOOP", reply: "200 OK." }',
    to: "{ provoke: site-read, on: SITE SAVEBUFFER }",
    fault:
      "a.yaml:13:9: t.a.noop, step 1 (provoke): the fault site-read does not strike SITE SAVEBUFFER; write one of: SITE BACKUP, SITE COHERENCE",
  },
  {
    title: "a verb with a typo",
    from: "{ command:",
    to: "{ comand:",
    fault: 'a.yaml:13:11: t.a.noop: a step needs a verb, "comand" is none; write command',
  },
  {
    title: "a key with a typo",
    from: "hazard: observe",
    to: "hazrd: observe",
    fault: 'a.yaml:9:5: t.a.noop: unknown key "hazrd"; write hazard',
  },
  {
    title: "a key of a step with a typo",
    from: "reply:",
    to: "repyl:",
    fault: 'a.yaml:13:28: t.a.noop, step 1 (command): unknown key "repyl"; write reply',
  },
  {
    title: "a hazard that does not exist",
    from: "hazard: observe",
    to: "hazard: observ",
    fault: 'a.yaml:9:13: t.a.noop: hazard is "observ"; write observe',
  },
  {
    title: "a missing key",
    from: "    strength: must\n",
    to: "",
    fault: "a.yaml:5:5: t.a.noop: strength is missing; write one of: must, should, may",
  },
  {
    title: "a clause in a form of one's own",
    from: '"Dm724-I 1.4.1"]',
    to: '"1.4.1"]',
    fault:
      'a.yaml:7:14: t.a.noop: covers.0 is "1.4.1"; write a clause such as "Dm724-I 3.9", "AMB-010" or "RFC 2428 3"',
  },
  {
    title: "a command without double quotes",
    from: '"NOOP"',
    to: "NOOP",
    fault: 'a.yaml:13:20: command must stand in double quotes, or YAML may change it; write command: "NOOP"',
  },
  {
    title: "a reply that is no reply",
    from: '"200 OK."',
    to: '"2000 OK."',
    fault:
      'a.yaml:13:35: t.a.noop, step 1 (command): reply is "2000 OK."; write a reply such as "226" or "226 List transfer completed, data connection is closed.", "5yz", "closed" or "silence"',
  },
  {
    title: "a reply that the manual does not document",
    from: "200 OK.",
    to: "200 Okay.",
    fault:
      'a.yaml:13:9: t.a.noop: the manual has no reply "200 Okay." for NOOP; it has 200 OK.; write one of them, or say why with undocumented:',
  },
  {
    title: "an unknown preamble",
    from: "[root]",
    to: "[roott]",
    fault: 'a.yaml:11:16: t.a.noop: unknown preamble "roott"; write root',
  },
  {
    title: "an unknown capability",
    from: "[help]",
    to: "[helpp]",
    fault: 'a.yaml:10:13: t.a.noop: unknown capability "helpp"; write help',
  },
  {
    title: "an id of another suite",
    from: "id: t.a.noop",
    to: "id: t.b.noop",
    fault: "a.yaml:5:5: t.b.noop: the id must begin with the suite's; write t.a.noop",
  },
  {
    title: "a variable that nothing gives a value",
    from: '"NOOP"',
    to: '"NOOP ${wrok}"',
    fault: "a.yaml:5:5: t.a.noop: nothing gives ${wrok} a value; write work",
  },
  {
    title: "a refusal without a twin",
    from: '{ command: "NOOP", reply: "200 OK." }',
    to: '{ command: "NOOP", reply: "450 Error, system busy." }',
    fault:
      "a.yaml:5:5: t.a.noop expects a refusal and names no valid twin; write twin: with the id of the same exchange without the defect",
  },
  {
    title: "a twin that does not exist",
    from: "    steps:",
    to: "    twin: t.a.nop\n    steps:",
    fault: "a.yaml:12:5: t.a.noop: there is no case t.a.nop to be its twin; write t.a.noop",
  },
  {
    title: "a file that is not YAML",
    from: "cases:",
    to: "cases: [",
    fault: "a.yaml:5:3: not YAML: Block collections",
  },
  {
    title: "a place that does not exist",
    from: '"200 OK."',
    to: '"200 {state:onoff}"',
    fault:
      "a.yaml:13:9: t.a.noop, step 1 (command): unknown place {state:onoff}; write {name}, {name:number}, {name:digits14}, {name:hex8}, {name:file}, {name:files} or {name:ON|OFF}",
  },
  {
    title: "a character that is no octet",
    from: '"NOOP"',
    to: '"NOOP \u20ac"',
    fault:
      'a.yaml:13:9: t.a.noop, step 1 (command): command has the character "\u20ac", which is no octet; write each octet of it as \\xNN',
  },
  {
    title: "a line end in a command",
    from: '"NOOP"',
    to: '"NOOP\\r\\nNOOP"',
    fault:
      "a.yaml:13:9: t.a.noop, step 1 (command): command has a line end in it; send several lines with octets:",
  },
  {
    title: "no steps",
    from: /steps:\n.*\n/,
    to: "steps: []\n",
    fault: "a.yaml:12:12: t.a.noop: steps is empty; write at least one",
  },
  {
    title: "a second document",
    from: "cases:",
    to: "---\ncases:",
    fault: "a.yaml:4:1: a second document begins here; put it in a file of its own",
  },
  {
    title: "a duration without a unit",
    from: '- { command: "NOOP", reply: "200 OK." }',
    to: "- { silence: 200 }",
    fault: "a.yaml:13:20: t.a.noop, step 1 (silence): silence is the number 200; write a string",
  },
];

describe("suite loader", () => {
  before(() => {
    root = mkdtempSync(join(tmpdir(), "flashgate-loader-"));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it("loads a sound case", () => {
    const { cases, faults } = load({ "a.yaml": SOUND });
    expect(faults).to.deep.equal([]);
    expect(cases).to.have.length(1);
    expect(cases[0]).to.deep.include({
      id: "t.a.noop",
      suite: "t.a",
      strength: "must",
      negative: false,
      line: 5,
    });
    expect(cases[0]?.steps[0]).to.deep.include({ verb: "command", command: "NOOP", line: 13 });
  });

  for (const { title, from, to, fault } of rows) {
    it(`says what is wrong with ${title}`, () => {
      const faults = faultsOf(SOUND.replace(from, to));
      expect(faults[0]).to.satisfy(
        (text: string) => text.startsWith(fault),
        `${faults.join("\n")}\ninstead of\n${fault}`,
      );
    });
  }

  it("reports every fault of a file at once", () => {
    const text = SOUND.replace("hazard: observe", "hazard: nil").replace("strength: must", "strength: shall");
    expect(faultsOf(text).map((fault) => fault.replace(/;.*$/, ""))).to.deep.equal([
      'a.yaml:8:15: t.a.noop: strength is "shall"',
      'a.yaml:9:13: t.a.noop: hazard is "nil"',
      "a.yaml:5:5: t.a.noop: what it sends asks for hazard: observe",
    ]);
  });

  it("makes one case of each row of a table", () => {
    const table = SOUND.replace(
      "    steps:",
      "    each:\n      - { id: one, word: NOOP }\n      - { id: two, word: noop }\n    steps:",
    ).replace('"NOOP"', '"${word}"');
    const { cases, faults } = load({ "a.yaml": table });
    expect(faults).to.deep.equal([]);
    expect(cases.map(({ id }) => id)).to.deep.equal(["t.a.noop.one", "t.a.noop.two"]);
    expect(cases[1]?.steps[0]).to.have.property("command", "noop");
  });

  it("refuses an id that is taken, across files", () => {
    const { faults } = load({ "a.yaml": SOUND, "b.yaml": SOUND });
    expect(faults.map(({ message }) => message)[0]).to.match(
      /^the id t\.a\.noop is taken at .*a\.yaml:5; write another one$/,
    );
  });

  it("refuses a twin that expects a refusal itself", () => {
    const refusal = '      - { command: "NOOP", reply: "450 Error, system busy." }\n';
    const text =
      SOUND.replace("    steps:", "    twin: t.a.busy\n    steps:") +
      SOUND.slice(SOUND.indexOf("  - id"))
        .replace("t.a.noop", "t.a.busy")
        .replace("    steps:", "    twin: t.a.noop\n    steps:")
        .replace(/ {6}- .*\n/, refusal);
    expect(faultsOf(text)[0]).to.include(
      "its twin t.a.busy expects a refusal too; name a case that succeeds",
    );
  });

  it("gives two digests to two texts, and one to the same", () => {
    const first = load({ "a.yaml": SOUND }).digest;
    expect(load({ "a.yaml": `${SOUND}\n` }).digest).to.not.equal(first);
    expect(load({ "a.yaml": SOUND }).digest).to.equal(first);
  });

  const shared: [string, string, string][] = [
    [
      "a damage that there is not",
      "images:\n  bad: { says: a bad one, kind: bios, damage: paylod }\n",
      'suite.yaml:7:47: unknown damage "paylod"; write payload',
    ],
    [
      "a restore command for an unknown capability",
      'restore:\n  buffer: [{ command: "SITE CLEARBUFFER", when: halp }]\n',
      'suite.yaml:7:49: unknown capability "halp"; write help',
    ],
  ];
  for (const [title, text, fault] of shared) {
    it(`says what is wrong with ${title} in suite.yaml`, () => {
      const plain = SUITE.slice(0, SUITE.indexOf("arrangements:"));
      const { faults } = load({ "a.yaml": SOUND }, plain + text);
      expect(faults.map((item) => faultText(item).replace(/^.*\/t\//, ""))).to.deep.equal([fault]);
    });
  }
});

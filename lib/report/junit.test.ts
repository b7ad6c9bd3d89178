import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { FIXTURES } from "../octets/fixtures.test.js";
import type { CaseRecord, Journal, RunEnd } from "../runner/journal.js";
import { junitXml } from "./junit.js";
import { type GitLabReport, gitLabReads, type JenkinsCase, jenkinsReads } from "./junit-readers.test.js";
import { storiesThatFit } from "./junit-story.js";
import { dialogue, failed, journalOf, many, notRun, notSelected, passed } from "./sample-journal.test.js";

const SCHEMA = join(FIXTURES, "xsd", "junit-10.xsd");

const everything = journalOf({
  cases: [
    passed("dm724.sessions.user", { remarks: [{ kind: "irregular", message: "220: a bare LF" }] }),
    failed("dm724.sessions.quit"),
    passed("dm724.sessions.pass", {
      verdict: "inconclusive",
      reason: "the preamble was not reached: no",
      durationMs: 1234.5678,
    }),
    passed("dm724.transfers.stor", {
      verdict: "error",
      reason: "the harness failed: no",
      durationMs: 0.0001,
    }),
  ],
  notSelected: [notSelected("dm724.transfers.help")],
  notRun: [notRun("dm724.transfers.left", "interrupted")],
});
const stopped: RunEnd = { type: "end", finished: "", durationMs: 10, stopped: "interrupted" };
/** Every character that is or was a trouble, in every text that a journal has. */
const evil = "\u0000\u0001\u001b[2J\r\n\t]]> ]]> <&\"'> \u0085\u009b\ud800 \udc00\ufffe\uffff\u{1f4be}\u20ac";
const hostile = journalOf({
  cases: [
    failed(`a.b.${evil}`, {
      suite: `a.b${evil}`,
      purpose: evil,
      covers: [evil],
      file: evil,
      reason: evil,
      deviation: { line: 1, expected: [evil], received: evil },
      remarks: [{ kind: "text", message: evil }],
      dialogue: [
        { at: 0, session: evil, channel: "control", side: "S", text: evil },
        { at: 0, session: evil, channel: "data", side: "S", text: evil, note: evil },
      ],
    }),
    passed("a.b.pass", { purpose: evil }),
    passed("a.b.error", { verdict: "error", reason: evil }),
  ],
  notSelected: [notSelected("a.b.c", evil)],
  notRun: [notRun("a.b.d", evil)],
  end: { ...stopped, stopped: evil },
  header: {
    started: evil,
    target: { kind: "target", name: evil },
    device: { greeting: evil, system: evil, work: evil },
  },
});

const VALID: [title: string, journal: Journal][] = [
  ["a case of every kind", everything],
  ["nothing at all", journalOf({})],
  ["nothing selected", journalOf({ notSelected: [notSelected("a.b.c")] })],
  ["a stopped run", journalOf({ cases: [passed("a.b.c")], end: stopped })],
  ["a killed run", journalOf({ cases: [passed("a.b.c")], header: { selected: 9 }, end: undefined })],
  [
    "a gate that is red though no case is",
    journalOf({
      cases: [passed("a.b.c")],
      gate: { type: "gate", baseline: evil, day: "", exit: 3, said: evil, accepted: [] },
    }),
  ],
  ["a device that died", journalOf({ cases: [failed("a.b.c", { died: true })] })],
  [
    "empty texts",
    journalOf({ cases: [failed("a.b.c", { reason: "", purpose: "", covers: [], dialogue: [] })] }),
  ],
  ["an id outside its suite", journalOf({ cases: [passed("a.b.c", { suite: "elsewhere" })] })],
  ["characters that XML forbids", hostile],
  ["3,000 passes", journalOf({ cases: many(3000, passed) })],
];

describe("report/junit", () => {
  let schema: XsdValidator;
  before(() => {
    const document = XmlDocument.fromString(readFileSync(SCHEMA, "utf8"));
    schema = XsdValidator.fromDoc(document);
    document.dispose();
  });
  after(() => schema.dispose());

  function check(xml: string): void {
    const document = XmlDocument.fromString(xml);
    try {
      schema.validate(document);
    } finally {
      document.dispose();
    }
  }

  for (const [title, journal] of VALID) {
    it(`is valid: ${title}`, () => check(junitXml(journal)));
  }

  const broken: [title: string, find: RegExp, put: string][] = [
    ["skipped on the root", /<testsuites /, '<testsuites skipped="1" '],
    ["file on a test case", /<testcase /, '<testcase file="a" '],
    ["properties in a test case", /(<testcase [^>]*>)/, "$1<properties/>"],
    ["a test case without a name", /(<testcase classname="[^"]*") name="[^"]*"/, "$1"],
    ["a suite without a name", /<testsuite name="[^"]*"/, "<testsuite"],
    ["a suite without a count", / failures="1"( errors="\d" skipped)/, "$1"],
    ["a suite's time that is no number", /(<testsuite .*?) time="[^"]*"/, '$1 time="abc"'],
    ["a suite's time with an exponent", /(<testsuite .*?) time="[^"]*"/, '$1 time="1e-7"'],
    ["the run's time that is no number", /(<testsuites .*?) time="[^"]*"/, '$1 time="abc"'],
    ["text in a suite", /<\/testsuite>/, "text</testsuite>"],
    ["text in a property", /(<property [^>]*)\/>/, "$1>text</property>"],
    ["an element in a failure", /<\/failure>/, "<b/></failure>"],
    ["an unknown element", /<properties>/, "<props/><properties>"],
    ["a test case beside the suites", /<\/testsuites>/, '<testcase name="a"/></testsuites>'],
  ];
  for (const [title, find, put] of broken) {
    it(`the schema refuses ${title}`, () => {
      const xml = junitXml(everything).replace(/\n */g, "\n");
      const bad = xml.replace(find, put);
      expect(bad).not.to.equal(xml);
      check(xml);
      expect(() => check(bad)).to.throw();
    });
  }

  it("has a suite for each topic and a case for each case, in the order of their ids", () => {
    const xml = junitXml(everything);
    expect(xml.match(/<test(suites|suite|case) .*/g)).to.deep.equal([
      '<testsuites name="flashgate" tests="6" failures="1" errors="3" time="1.900">',
      '<testsuite name="dm724.sessions" timestamp="2026-11-20T21:10:00" time="1.251" tests="3" failures="1" errors="1" skipped="0">',
      '<testcase classname="dm724.sessions" name="pass" time="1.235">',
      '<testcase classname="dm724.sessions" name="quit" time="0.008">',
      '<testcase classname="dm724.sessions" name="user" time="0.008">',
      '<testsuite name="dm724.transfers" timestamp="2026-11-20T21:10:00" time="0.000" tests="3" failures="0" errors="2" skipped="1">',
      '<testcase classname="dm724.transfers" name="help" time="0.000">',
      '<testcase classname="dm724.transfers" name="left" time="0.000">',
      '<testcase classname="dm724.transfers" name="stor" time="0.000">',
    ]);
    expect(xml.match(/<(failure|error|skipped) [^>]*>/g)).to.deep.equal([
      '<error message="the preamble was not reached: no" type="inconclusive">',
      `<failure message="expected 221 Goodbye. or 226; received 500 'QUIT': command not understood" type="fail">`,
      '<skipped type="not-selected" message="help: 502 Help not available">',
      '<error message="interrupted" type="not-run">',
      '<error message="the harness failed: no" type="error">',
    ]);
  });

  it("tells a failure from its reason to its dialogue", () => {
    const [, text] = /<failure [^>]*><!\[CDATA\[(.*?)\]\]><\/failure>/s.exec(junitXml(everything)) ?? [];
    expect(text).to.equal(
      `expected 221 Goodbye. or 226; received 500 'QUIT': command not understood
purpose   QUIT ends the session with 221.
clauses   Dm724-I 1.4.2, AMB-010 (must)
case      suites/dm724/sessions.yaml:42, step at line 47
expected  221 Goodbye.
or        226
received  500 'QUIT': command not understood
dialogue  (times in ms)
   0.1  C  (connected to 127.0.0.1 port 4021)
   1.4  S: 220 R1 FTP server (V10.2) ready.
   2.4  C: QUIT
   3.4  S: 500 'QUIT': command not understood`,
    );
  });

  it("says in each suite what was tested with what", () => {
    const xml = junitXml(journalOf({ cases: [passed("a.b.c")] }));
    expect(
      [...xml.matchAll(/<property name="(.*?)" value="(.*?)"/g)].map(([, name, value]) => [name, value]),
    ).to.deep.equal([
      ["standing", "PASS"],
      ["target", "reference device"],
      ["target.kind", "embedded"],
      ["device.greeting", "R1 FTP server (V10.2) ready. / Second line"],
      ["device.system", "215 UNIX Type: L8"],
      ["permit", "reboot"],
      ["texts", "exact"],
      ["strict", "false"],
      ["suites.digest", "5f1d".repeat(16)],
      ["flashgate", "0.1.0"],
    ]);
    expect(xml).not.to.contain("hostname");
  });

  it("has the same names whatever a case came to, and no name twice", () => {
    const ids = ["a.b.one", "a.b.one.row", "a.b-c.one"];
    const names = (journal: Journal): string[] =>
      junitXml(journal)
        .match(/classname="[^"]*" name="[^"]*"/g)
        ?.sort() ?? [];
    const expected = names(journalOf({ cases: ids.map((id) => passed(id)) }));
    expect(new Set(expected).size).to.equal(3);
    for (const journal of [
      journalOf({ cases: ids.map((id) => failed(id)) }),
      journalOf({ cases: ids.map((id) => passed(id, { verdict: "error", reason: "no" })) }),
      journalOf({ notSelected: ids.map((id) => notSelected(id)), cases: [passed("a.b.one")] }),
      journalOf({ cases: [passed("x.y.z")], notRun: ids.map((id) => notRun(id, "no")) }),
    ])
      expect(names(journal)).to.include.members(expected);
  });

  const interrupted: [title: string, journal: Journal, message: string][] = [
    ["nothing ran", journalOf({}), "No case was run, so nothing is known about the device."],
    [
      "it was stopped",
      journalOf({ cases: [passed("a.b.c")], end: stopped }),
      "The run was stopped before its end (interrupted).",
    ],
    [
      "it was killed",
      journalOf({ cases: [passed("a.b.c")], header: { selected: 3 }, end: undefined }),
      "The journal has no end, so the run was killed: 2 of 3 selected cases were not run.",
    ],
  ];
  for (const [title, journal, message] of interrupted) {
    it(`is not green when ${title}`, () => {
      const xml = junitXml(journal);
      expect(xml).to.contain('<testcase classname="flashgate.run" name="completed" time="0.000">');
      expect(xml).to.contain(`<error message="${message}" type="incomplete">`);
      expect(xml).to.match(/<testsuites [^>]* errors="1"/);
    });
  }

  it("names the part of a run, and only there", () => {
    const part = junitXml(journalOf({ cases: [passed("a.b.c")], header: { shard: { index: 2, of: 3 } } }));
    expect(part).to.contain('<property name="shard" value="2/3"/>');
    expect(junitXml(everything)).not.to.contain('name="shard"');
  });

  describe("is read", () => {
    const gitLab = (report: GitLabReport, name: string): unknown =>
      report.cases.find((testCase) => testCase.name === name);
    const jenkins = (report: readonly JenkinsCase[], name: string): unknown =>
      report.find((testCase) => testCase.name === name);
    const quit = "expected 221 Goodbye. or 226; received 500 'QUIT': command not understood";

    it("by GitLab: every case with its suite, its status and its reason", () => {
      const report = gitLabReads(junitXml(everything));
      expect(report.duplicates).to.deep.equal([]);
      expect(report.cases.map(({ suite, name, status }) => `${suite} ${name} ${status}`)).to.deep.equal([
        "dm724.sessions pass error",
        "dm724.sessions quit failed",
        "dm724.sessions user success",
        "dm724.transfers help skipped",
        "dm724.transfers left error",
        "dm724.transfers stor error",
      ]);
      const failure = report.cases.find(({ name }) => name === "quit");
      expect(failure?.output?.split("\n")[0]).to.equal(quit);
      expect(failure?.output).to.match(/\n +2\.4 {2}C: QUIT\n/);
      expect(gitLab(report, "help")).to.have.property("output", "help: 502 Help not available");
      expect(gitLab(report, "left")).to.have.property(
        "output",
        "not run: interrupted\npurpose   QUIT ends the session with 221.",
      );
    });

    it("by Jenkins: package, class and name, and what failed or was skipped with its message", () => {
      const report = jenkinsReads(junitXml(everything));
      expect(
        report.map(
          (testCase) => `${testCase.package} ${testCase.class} ${testCase.address} ${testCase.status}`,
        ),
      ).to.deep.equal([
        "dm724 sessions pass failed",
        "dm724 sessions quit failed",
        "dm724 sessions user passed",
        "dm724 transfers help skipped",
        "dm724 transfers left failed",
        "dm724 transfers stor failed",
      ]);
      expect(jenkins(report, "quit")).to.include({ message: quit });
      expect(jenkins(report, "help")).to.include({ message: "help: 502 Help not available" });
      expect(jenkins(report, "user")).to.have.property("output").that.does.not.contain("truncated");
    });

    it("by both alike when it holds every character that was a trouble", () => {
      const xml = junitXml(hostile);
      const cases = gitLabReads(xml).cases.map(({ name }) => name);
      expect(cases).to.have.length(6);
      expect(jenkinsReads(xml).map(({ name }) => name)).to.deep.equal(cases);
    });

    it("under the same names when a run was whole and when it was merged, and killed or not", () => {
      const ids = ["a.b.one", "a.b.two"];
      const names = (journal: Journal): string[] =>
        jenkinsReads(junitXml(journal)).map((testCase) => `${testCase.class}/${testCase.address}`);
      const whole = names(journalOf({ cases: ids.map((id) => passed(id)) }));
      expect(names(journalOf({ cases: [failed("a.b.two"), passed("a.b.one")] }))).to.deep.equal(whole);
      const killed = journalOf({
        cases: ids.map((id) => passed(id)),
        end: undefined,
        header: { selected: 3 },
      });
      expect(names(killed)).to.deep.equal([...whole, "run/completed"]);
    });
  });

  it("shows as escapes what XML forbids, and keeps the rest", () => {
    const document = XmlDocument.fromString(junitXml(hostile));
    const text = document.get("//failure")?.content ?? "";
    document.dispose();
    const [reason] = text.split("\n");
    expect(reason).to.equal(
      "\\0\\x01\\x1b[2J\\r\\n\\t]]\\x3e ]]\\x3e <&\"'> \\x85\\x9b\\ud800 \\udc00\\ufffe\\uffff\u{1f4be}\u20ac",
    );
  });

  const wordy = (id: string): CaseRecord =>
    failed(id, {
      dialogue: dialogue(...Array.from({ length: 120 }, () => `S 200 ${"x".repeat(200)}\\r\\n`)),
    });

  it("shortens all dialogues alike until the stories fit", () => {
    const cases = many(20, wordy);
    const left = (budget?: number): string[] => {
      const texts = [...storiesThatFit(cases, budget).values()];
      return [...new Set(texts.map((text) => /\.\.\. (\d+) lines left out/.exec(text)?.[1] ?? "none"))];
    };
    expect(left()).to.deep.equal(["none"]);
    expect(left(400_000)).to.deep.equal(["60"]);
    expect(left(120_000)).to.deep.equal(["100"]);
    expect(left(40_000)).to.deep.equal(["114"]);
    expect(left(12_000)).to.deep.equal(["120"]);
  });

  it("stays below 30 MB when 3,000 cases fail at length", () => {
    const xml = junitXml(journalOf({ cases: many(3000, wordy) }));
    expect(Buffer.byteLength(xml)).to.be.within(1 << 20, 30_000_000);
    check(xml);
  });
});

import { expect } from "chai";
import { type GitLabCase, gitLabReads, type JenkinsCase, jenkinsReads } from "./junit-readers.test.js";

describe("report/junit-readers", () => {
  const one = (inside: string): string =>
    `<testsuites><testsuite name="a.b"><testcase classname="a.b" name="c">${inside}</testcase></testsuite></testsuites>`;
  const rows: [title: string, inside: string, gitLab: Partial<GitLabCase>, jenkins: Partial<JenkinsCase>][] =
    [
      ["nothing", "", { status: "success", output: undefined }, { status: "passed", message: undefined }],
      [
        "a failure",
        '<failure message="m" type="fail">why</failure>',
        { status: "failed", output: "why" },
        { status: "failed", message: "m", stackTrace: "why" },
      ],
      [
        "an error with output",
        '<error message="m">why</error><system-out>out</system-out>',
        { status: "error", output: "why\n\nSystem Out:\n\nout" },
        { status: "failed", message: "m", output: "out" },
      ],
      [
        "skipped with a message alone",
        '<skipped message="m"/>',
        { status: "skipped", output: '{"message":"m"}' },
        { status: "skipped", message: "m" },
      ],
      [
        "a long output of what passed",
        `<system-out>${"x".repeat(1200)}</system-out>`,
        { status: "success", output: undefined },
        { output: `${"x".repeat(500)}\n...[truncated 200 chars]...\n${"x".repeat(500)}` },
      ],
    ];
  for (const [title, inside, gitLab, jenkins] of rows) {
    it(`reads ${title}`, () => {
      expect(gitLabReads(one(inside)).cases[0]).to.deep.include({ suite: "a.b", name: "c", ...gitLab });
      expect(jenkinsReads(one(inside))[0]).to.deep.include({
        package: "a",
        class: "b",
        name: "c",
        ...jenkins,
      });
    });
  }

  it("drops a name that GitLab has seen, and numbers an address that Jenkins has given", () => {
    const testCase = (name: string): string => `<testcase classname="a" name="${name}"/>`;
    const xml = `<testsuites><testsuite name="a">${["c-d", "c.d", "c.d"].map(testCase).join("")}</testsuite></testsuites>`;
    expect(gitLabReads(xml).cases.map(({ name }) => name)).to.deep.equal(["c-d", "c.d"]);
    expect(gitLabReads(xml).duplicates).to.deep.equal(["a_a_c.d"]);
    expect(jenkinsReads(xml).map(({ address }) => address)).to.deep.equal(["c_d", "c_d_2", "c_d_3"]);
  });
});

/**
 * What GitLab and Jenkins make of a JUnit file, restated from their sources: GitLab's `Gitlab::Ci::Parsers::Test::Junit`,
 * `XmlConverter` and `Reports::TestSuite`, and `CaseResult`, `SuiteResult` and `ClassResult` of Jenkins' junit plugin.
 */
import { XmlDocument, XmlElement } from "libxml2-wasm";

export interface GitLabCase {
  /** the column "Suite" */
  readonly suite: string;
  readonly name: string;
  readonly status: "failed" | "error" | "skipped" | "success";
  /** what "View details" shows */
  readonly output: string | undefined;
}

export interface GitLabReport {
  readonly cases: readonly GitLabCase[];
  /** cases with the names of others, which are dropped */
  readonly duplicates: readonly string[];
}

const GITLAB_OCTETS = 30 << 20;

/** Throws where GitLab would show that it cannot read the file. */
export function gitLabReads(xml: string): GitLabReport {
  if (Buffer.byteLength(xml) >= GITLAB_OCTETS) throw new Error("the XML file must be less than 30 MB");
  const cases = new Map<string, GitLabCase>();
  const duplicates: string[] = [];
  eachCase(xml, (suiteName, testCase) => {
    const suite = attribute(testCase, "classname") ?? "";
    const name = attribute(testCase, "name") ?? "";
    const key = `${suiteName}_${suite}_${name}`;
    if (cases.has(key)) duplicates.push(key);
    else cases.set(key, { suite, name, ...gitLabStatus(testCase) });
  });
  return { cases: [...cases.values()], duplicates };
}

function gitLabStatus(testCase: XmlElement): Pick<GitLabCase, "status" | "output"> {
  const out = child(testCase, "system-out");
  const more = out === undefined ? "" : `\n\nSystem Out:\n\n${converted(out)}`;
  for (const [element, status] of [
    ["failure", "failed"],
    ["error", "error"],
  ] as const) {
    const found = child(testCase, element);
    if (found !== undefined) return { status, output: `${converted(found)}${more}` };
  }
  const skipped = child(testCase, "skipped");
  if (skipped !== undefined) return { status: "skipped", output: converted(skipped) };
  return { status: "success", output: undefined };
}

/** An element with text is its text, and its attributes are lost; one without is a hash of them. */
function converted(element: XmlElement): string {
  if (element.content.trim() !== "") return element.content;
  return JSON.stringify(Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])));
}

export interface JenkinsCase {
  readonly package: string;
  readonly class: string;
  readonly name: string;
  /** the last part of its address, which is also under what its history is */
  readonly address: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly message: string | undefined;
  readonly stackTrace: string | undefined;
  readonly output: string | undefined;
}

const HALF_OF_PASSED = 500;
const HALF_OF_FAILED = 50_000;

export function jenkinsReads(xml: string): readonly JenkinsCase[] {
  const addresses = new Map<string, number>();
  const cases: JenkinsCase[] = [];
  eachCase(xml, (suiteName, testCase) => {
    const className = attribute(testCase, "classname") ?? suiteName;
    const name = attribute(testCase, "name") ?? "";
    const failure = child(testCase, "error") ?? child(testCase, "failure");
    const skipped = child(testCase, "skipped");
    const dot = className.lastIndexOf(".");
    const safe = name.replaceAll(/[^\p{L}\p{Nl}\p{Nd}\p{Sc}\p{Pc}]/gu, "_");
    const before = addresses.get(`${className}/${safe}`) ?? 0;
    addresses.set(`${className}/${safe}`, before + 1);
    cases.push({
      package: dot < 0 ? "(root)" : className.slice(0, dot),
      class: className.slice(dot + 1),
      name,
      address: before === 0 ? safe : `${safe}_${before + 1}`,
      status: skipped !== undefined ? "skipped" : failure !== undefined ? "failed" : "passed",
      message: failure === undefined ? skippedMessage(skipped) : attribute(failure, "message"),
      stackTrace: failure?.content,
      output: trimmed(child(testCase, "system-out")?.content, failure !== undefined),
    });
  });
  return cases;
}

function skippedMessage(skipped: XmlElement | undefined): string | undefined {
  return skipped === undefined ? undefined : (attribute(skipped, "message") ?? skipped.content);
}

function trimmed(text: string | undefined, failed: boolean): string | undefined {
  const half = failed ? HALF_OF_FAILED : HALF_OF_PASSED;
  if (text === undefined || text.length <= 2 * half) return text;
  return `${text.slice(0, half)}\n...[truncated ${text.length - 2 * half} chars]...\n${text.slice(-half)}`;
}

function eachCase(xml: string, take: (suiteName: string, testCase: XmlElement) => void): void {
  const document = XmlDocument.fromString(xml);
  try {
    for (const suite of document.find("/testsuites/testsuite")) {
      if (!(suite instanceof XmlElement)) continue;
      for (let node = suite.firstChild; node !== null; node = node.next)
        if (node instanceof XmlElement && node.name === "testcase")
          take(attribute(suite, "name") ?? "", node);
    }
  } finally {
    document.dispose();
  }
}

function child(parent: XmlElement, name: string): XmlElement | undefined {
  for (let node = parent.firstChild; node !== null; node = node.next)
    if (node instanceof XmlElement && node.name === name) return node;
  return undefined;
}

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attr(name)?.value;
}

/** junit-report-builder, made to write what Jenkins' junit-10.xsd takes. */
import imported, { type Builder, type TestCase } from "junit-report-builder";

/** The package is CommonJS and exports the builder itself, while its types speak of a default export. */
const shared = imported as unknown as Builder;

export function newReport(name: string): Builder {
  return shared.newBuilder().name(name);
}

/** Seconds with three decimals. The builder writes what it gets, and a number would lose its last zeros. */
export function seconds(milliseconds: number): number {
  return (milliseconds / 1000).toFixed(3) as unknown as number;
}

/** Marks a case as skipped and says why, which the builder's own `skipped` cannot: Jenkins shows the message, GitLab the text. */
export function skip(testCase: TestCase, type: string, message: string): void {
  const build = testCase.build.bind(testCase);
  testCase.getSkippedCount = () => 1;
  testCase.build = (parent) => {
    const element = build(parent);
    element.ele("skipped", { type, message }).txt(message);
    return element;
  };
}

/**
 * The document. The schema refuses the `skipped` that the builder gives the root, and the builder cannot give it a time.
 * @param durationMs how long the run took, which is less than its cases' sum when they overlap
 */
export function documentOf(report: Builder, durationMs: number | undefined): string {
  const time = durationMs === undefined ? "" : ` time="${seconds(durationMs)}"`;
  return `${report.build().replace(/(<testsuites(?: [a-z]+="[^"]*")*?) skipped="\d+"/, `$1${time}`)}\n`;
}

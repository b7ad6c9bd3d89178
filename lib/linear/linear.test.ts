/** Nothing that touches octets is worse than linear: every exported function and every regular expression is tried. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { packageRoot } from "../catalogue/package-root.js";
import { attacksOn } from "./attacks.js";
import { planFor } from "./calls.js";
import { worseThanLinear } from "./growth.js";
import { keptTextOfPattern, type Pattern, patterns, shownPattern, textOfPattern } from "./patterns.js";
import { expressionsIn, functionsIn, sourceFiles } from "./sources.js";

const WHOLE = process.env["FLASHGATE_TESTS"] === "all";
/** A sample finds what is quadratic from so few octets on as well. */
const MOST_FOR_EXPRESSIONS = WHOLE ? 1 << 20 : 1 << 14;
const MOST_FOR_FUNCTIONS = WHOLE ? 1 << 20 : 1 << 12;
/** Each function meets one pattern of so many, and the next function the others. */
const EACH = WHOLE ? 1 : 4;

const lib = join(packageRoot(), "lib");
const layers = [
  "octets",
  "yaml",
  "ftp",
  "firmware",
  "catalogue",
  "net",
  "tester",
  "device",
  "server",
  "suite",
  "runner",
  "report",
];
const tried = patterns(WHOLE);

function firstSteep(
  walk: (text: string) => unknown,
  all: readonly Pattern[],
  most: number,
  kept: boolean,
): string[] {
  const textOf = kept ? keptTextOfPattern : textOfPattern;
  for (const pattern of all) {
    const seen = worseThanLinear((octets) => walk(textOf(pattern, octets)), most);
    if (seen !== undefined) return [`${shownPattern(pattern)}: ${seen}`];
  }
  return [];
}

describe("work over octets", function () {
  this.timeout(WHOLE ? 7_200_000 : 300_000);

  it("of every regular expression is linear", () => {
    const found = [...sourceFiles(lib)].flatMap((file) =>
      expressionsIn(readFileSync(file, "utf8")).map((one) => ({ ...one, file: relative(lib, file) })),
    );
    expect(found.length).to.be.greaterThan(250);
    const steep = found.flatMap(({ file, line, expression }) => {
      const walk = (text: string): unknown =>
        expression.global ? text.replace(expression, "") : expression.exec(text);
      return [
        ...firstSteep(walk, attacksOn(expression), MOST_FOR_EXPRESSIONS, false),
        ...firstSteep(walk, tried, MOST_FOR_EXPRESSIONS, true),
      ].map((seen) => `${file}:${line} ${String(expression)} ${seen}`);
    });
    expect(steep).to.deep.equal([]);
  });

  it("of every exported function is linear", async () => {
    const steep: string[] = [];
    const unknown: string[] = [];
    let walked = 0;
    for (const layer of layers) {
      for (const path of sourceFiles(join(lib, layer))) {
        const source = readFileSync(path, "utf8");
        const file = relative(lib, path);
        const exported: Record<string, unknown> = await import(pathToFileURL(path).href);
        for (const found of functionsIn(source)) {
          const plan = planFor(
            file,
            found,
            exported[found.name],
            /from "node:(?:fs|child_process|net)/.test(source),
          );
          if (plan.kind === "unknown") unknown.push(`${file} ${found.name}`);
          if (plan.kind !== "walked") continue;
          walked += 1;
          steep.push(
            ...firstSteep(
              plan.walk,
              tried.filter((_, at) => (at + walked) % EACH === 0),
              MOST_FOR_FUNCTIONS,
              true,
            ).map((seen) => `${file} ${found.name} ${seen}`),
          );
        }
      }
    }
    expect(walked).to.be.greaterThan(120);
    expect({ steep, unknown }, "what is unknown needs a line in by-hand.ts").to.deep.equal({
      steep: [],
      unknown: [],
    });
  });
});

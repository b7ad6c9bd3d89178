/** Nothing that touches octets is worse than linear: every exported function and every regular expression is tried. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { matchReplyText, replyTemplate } from "../suite/reply-template.js";
import { attacksOn } from "./attacks.js";
import { planFor } from "./calls.js";
import { worseThanLinear } from "./growth.js";
import { keptTextOfPattern, type Pattern, patterns, shownPattern, textOfPattern } from "./patterns.js";
import { expressionsIn, functionsIn, sourceFiles } from "./sources.js";

const WHOLE = process.env["FLASHGATE_LINEAR"] === "all";
/** A sample finds what is quadratic from so few octets on as well. */
const MOST_FOR_EXPRESSIONS = WHOLE ? 1 << 20 : 1 << 14;
const MOST_FOR_TEMPLATES = WHOLE ? 1 << 20 : 1 << 12;
/** How far functions are tried with each pattern, or with one of so many; the next function meets others. */
const REACHES = WHOLE
  ? [
      { most: 1 << 12, each: 1 },
      { most: 1 << 20, each: 8 },
    ]
  : [{ most: 1 << 12, each: 4 }];

const lib = join(packageRoot(), "lib");
const layers = [
  "octets",
  "net",
  "files",
  "ftp",
  "firmware",
  "hazard",
  "catalogue",
  "tester",
  "device",
  "server",
  "suite",
  "runner",
  "report",
  "systems",
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

/** Where the tests run as they are built, what is walked is what was built. */
function moduleOf(path: string): string {
  const source = import.meta.url.endsWith(".ts");
  const built = join(packageRoot(), "dist", "lib", relative(lib, path).replace(/\.ts$/, ".js"));
  return pathToFileURL(source ? path : built).href;
}

function isTemplate(text: string): boolean {
  try {
    return replyTemplate(text).parts.length > 0;
  } catch {
    return false;
  }
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

  it("of every template in the suites is linear", () => {
    const folder = join(packageRoot(), "suites");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const quoted = files
      .filter((file) => file.endsWith(".yaml"))
      .flatMap(
        (file) =>
          readFileSync(join(folder, file), "utf8").match(/"[^"]*[^$]\{[^"]*"|'[^']*[^$]\{[^']*'/g) ?? [],
      );
    const texts = new Set(quoted.map((text) => text.slice(1, -1).replace(/^\d{3} /, "")));
    expect(texts.size).to.be.greaterThan(100);
    const steep = [...texts].filter(isTemplate).flatMap((text) => {
      const template = replyTemplate(text);
      return (["exact", "tolerant"] as const).flatMap((rule) => {
        matchReplyText(template, "", rule, new Map());
        const expression = template.expressions.get(rule) ?? /$/;
        const walk = (said: string): unknown => matchReplyText(template, said, rule, new Map());
        return firstSteep(walk, attacksOn(expression), MOST_FOR_TEMPLATES, false).map(
          (seen) => `${text} ${seen}`,
        );
      });
    });
    expect(steep).to.deep.equal([]);
  });

  it("is told when it is not linear", () => {
    const bad = [/[ \t]+$/, /^(?:a|aa)+$/];
    for (const expression of bad)
      expect(
        firstSteep((text) => expression.exec(text), attacksOn(expression), 1 << 14, false),
        expression.source,
      ).to.have.length(1);
    const add = (text: string): string =>
      text.split("").reduce((all, octet) => `${all}${octet}`.slice(-(1 << 20)), "");
    const front = (text: string): string[] =>
      text.split("").reduce<string[]>((all, octet) => [octet, ...all], []);
    expect(worseThanLinear((octets) => add("a".repeat(octets)), 1 << 12)).to.equal(undefined);
    expect(worseThanLinear((octets) => front("a".repeat(octets)), 1 << 14)).to.match(/octets take/);
    expect(
      worseThanLinear((octets) => Math.max(...Array.from({ length: octets }, () => 1)), 1 << 20),
    ).to.match(/call stack/);
  });

  it("is looked for in all that stands between slashes", () => {
    const source = [
      "const a = 1 / 2 / 3; // /no/",
      "const b = `${/[`/]}/.exec('/no/')} /no/` + /two\\/words/gi.source;",
      "/* /no/ */ if (x) return /three/;",
    ].join("\n");
    expect(expressionsIn(source).map(({ line, expression }) => [line, String(expression)])).to.deep.equal([
      [2, "/[`/]}/"],
      [2, "/two\\/words/gi"],
      [3, "/three/"],
    ]);
  });

  it("is known of every expression that is put together while it runs", () => {
    const made = [...sourceFiles(lib)].filter((file) => readFileSync(file, "utf8").includes("new RegExp("));
    expect(
      made.map((file) => relative(lib, file)).filter((file) => !/^(?:bench|linear|power)\//.test(file)),
    ).to.have.members([
      "hazard/ftp/readings.ts", // by CommandSearch
      "hazard/ftp/table.ts", // by HazardTable
      "catalogue/template.ts", // by Catalogue
      "ftp/listing-dos.ts", // by parseDosLine
      "ftp/listing-unix.ts", // by parseUnixLine
      "report/baseline/plain-text.ts", // by plainSentence
      "mocha.ts", // what somebody gives mocha as --grep
      "cli/counts.ts", // its texts are those of our own documents
      "suite/clauses.ts", // its texts are those of our own files
      "suite/reply-template.ts", // by every template
    ]);
  });

  it("of every exported function is linear", async () => {
    const steep: string[] = [];
    const unknown: string[] = [];
    let walked = 0;
    for (const layer of layers) {
      for (const path of sourceFiles(join(lib, layer))) {
        const source = readFileSync(path, "utf8");
        const file = relative(lib, path);
        const exported: Record<string, unknown> = await import(moduleOf(path));
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
          for (const { most, each } of REACHES) {
            const some = tried.filter((_, at) => (at + walked) % each === 0);
            const seen = firstSteep(plan.walk, some, most, true);
            steep.push(...seen.map((what) => `${file} ${found.name} ${what}`));
          }
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

/** Every text that the device can say is in its catalogue: looked up where it is written, without a client. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../../../files/package-root.js";
import { catalogue } from "../catalogue.js";

const FOLDER = join(packageRoot(), "lib", "systems", "dm724");
/** `say(VERB, CODE, TEXT`: each a literal, or a name */
const SAID = /\bsay\(\s*([^,()]+),\s*([^,()]+),\s*("(?:[^"\\]|\\.)*"|[^,()]+)/g;

interface Said {
  readonly where: string;
  /** undefined where they are known only as it runs */
  readonly verb: string | undefined;
  readonly code: number | undefined;
  readonly text: string | undefined;
}

/** A literal, or what a constant of the file stands for. */
function textIn(word: string, source: string): string | undefined {
  const literal = word.startsWith('"')
    ? word
    : new RegExp(`const ${word}(?:: string)? =\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(source)?.[1];
  return literal === undefined ? undefined : (JSON.parse(literal) as string);
}

function saidIn(file: string): Said[] {
  const source = readFileSync(join(FOLDER, file), "utf8");
  return [...source.matchAll(SAID)].map(({ 1: verb = "", 2: code = "", 3: text = "", index }) => ({
    where: `${file}:${source.slice(0, index).split("\n").length}`,
    verb: /^["A-Z_]/.test(verb) ? textIn(verb, source) : undefined,
    code: /^\d+$/.test(code) ? Number(code) : undefined,
    text: /^["A-Z_]/.test(text) ? textIn(text, source) : undefined,
  }));
}

function isDocumented({ verb, code, text }: Said): boolean {
  const entries = verb === undefined ? everything : catalogue.repliesTo(verb);
  return entries.some(
    (entry) => (code === undefined || entry.code === code) && (text === undefined || entry.text === text),
  );
}

const everything = [...catalogue.replies, ...catalogue.extensions.replies];

describe("systems/dm724/device/say", () => {
  const files = ["device", "mutants"].flatMap((folder) =>
    readdirSync(join(FOLDER, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => join(folder, file)),
  );
  const said = files.flatMap(saidIn);

  it("finds what is said", () => {
    const known = said.filter(({ code, text }) => code !== undefined && text !== undefined);
    expect(known.length).to.be.greaterThan(200);
    // Where verb, code and text all come from elsewhere there is nothing to look up; such a place would hide a fault.
    const hidden = said.filter(({ code, text }) => code === undefined && text === undefined);
    expect(hidden.map(({ where }) => where.replace(/:\d+$/, ""))).to.satisfy(
      (places: string[]) => places.length <= 6,
      `nothing can be looked up at ${hidden.map(({ where }) => where).join(", ")}`,
    );
  });

  it("finds a text that no manual has", () => {
    for (const text of ["Up for ever.", "OK"])
      expect(isDocumented({ where: "", verb: "NOOP", code: 200, text })).to.equal(false);
    expect(isDocumented({ where: "", verb: "NOOP", code: 200, text: "OK." })).to.equal(true);
  });

  it("is documented, all of it", () => {
    expect(said.filter((one) => !isDocumented(one))).to.deep.equal([]);
  });
});

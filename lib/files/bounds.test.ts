/** Files that were written to take all time or memory: told in one sentence, with the place. */
import { expect } from "chai";
import { z } from "zod";
import { faultsText } from "./fault.js";
import { YamlSource } from "./yaml-source.js";

const schema = z.strictObject({
  name: z.string(),
  list: z.array(z.strictObject({ id: z.string() })).optional(),
});

function told(text: string): string[] {
  const source = new YamlSource("a.yaml", text);
  if (source.data !== undefined) source.check(schema, source.data, [], "thing");
  return faultsText(source.faults).split("\n");
}

/** `levels` anchors, each a list of `width` aliases of the one before: width to the power of levels. */
function bomb(levels: number, width: number): string {
  const lines = [`a0: &a0 [${Array(width).fill("x").join(", ")}]`];
  for (let at = 1; at < levels; at += 1)
    lines.push(
      `a${at}: &a${at} [${Array(width)
        .fill(`*a${at - 1}`)
        .join(", ")}]`,
    );
  return `${lines.join("\n")}\n`;
}

const ALIASES = /the aliases up to here stand for more than 100000 values; write fewer of them$/;
const DEEP = /this is nested more than 100 deep; write it flatter$/;

describe("files/bounds", () => {
  const rows: [title: string, text: string, sentence: RegExp][] = [
    ["nine levels of nine aliases", bomb(9, 9), /^a\.yaml:6:\d+: /],
    ["nine levels of nine aliases", bomb(9, 9), ALIASES],
    ["forty levels of two aliases", bomb(40, 2), ALIASES],
    ["one level of many", `${bomb(1, 500)}b: [${Array(500).fill("*a0").join(",")}]\n`, ALIASES],
    ["aliases as values of mappings", bomb(9, 9).replaceAll("[", "{ k: [").replaceAll("]", "] }"), ALIASES],
    ["aliases that are merged", `%YAML 1.1\n---\n${bomb(9, 9)}b: { <<: *a8 }\n`, ALIASES],
    [
      "an alias inside what it stands for",
      "name: &a [1, *a]\n",
      /^a\.yaml:1:14: this alias stands inside what it stands for/,
    ],
    ["an alias of nothing", "name: *b\n", /^a\.yaml:1:7: nothing before this alias has its name/],
    ["a key that is a list", "name: x\n[a, b]: c\n", /^a\.yaml:2:1: a key is a word/],
    [
      "a key that stands there twice",
      "name: x\nlist: []\nname: y\n",
      /^a\.yaml:3:1: this key stands there a second time/,
    ],
    ["lists in lists", `name: ${"[".repeat(500)}${"]".repeat(500)}\n`, DEEP],
    ["lists that are not closed", `name: ${"[".repeat(300_000)}`, DEEP],
    ["mappings in mappings", `name: ${"{a: ".repeat(300_000)}`, DEEP],
    ["lists in one line", `${"- ".repeat(300_000)}x\n`, DEEP],
    ["keys in one line", `${"? ".repeat(300_000)}x\n`, DEEP],
    ["blocks in blocks", Array.from({ length: 500 }, (_, at) => `${" ".repeat(at)}a:\n`).join(""), DEEP],
    [
      "a line that begins far to the right",
      `name:\n${" ".repeat(200_000)}- x\n${" ".repeat(200_002)}- y\n`,
      /./,
    ],
    [
      "values without an end",
      `name: [${"x,".repeat(1_000_000)}]\n`,
      /^a\.yaml:1:\d+: up to here are 400000 words and signs, and more are not read/,
    ],
  ];
  for (const [title, text, sentence] of rows) {
    it(`says one sentence of ${title}`, () => {
      const lines = told(text);
      expect(lines).to.have.length(1);
      expect(lines[0])
        .to.match(sentence)
        .and.match(/^a\.yaml:\d+:\d+: .{1,300}$/);
    });
  }

  it("takes anchors as people use them", () => {
    const text = `name: &n x\nlist:\n${"  - &i { id: *n }\n  - *i\n".repeat(300)}`;
    const source = new YamlSource("a.yaml", text);
    expect(source.faults).to.deep.equal([]);
    expect(source.check(schema, source.data, [], "thing")?.list).to.have.length(600);
  });

  it("takes [ and - and blanks that are text", () => {
    const text = `name: "${"[- ".repeat(1000)}"\nother: |\n${" ".repeat(1200)}x\n`;
    expect(new YamlSource("a.yaml", text).faults).to.deep.equal([]);
  });

  it("tells the first twenty of 40,000 faults, and how many more there are", () => {
    const keys = Array.from({ length: 40_000 }, (_, at) => `key${at}: 1\n`).join("");
    const lines = told(`name: x\n${keys}`);
    expect(lines).to.have.length(21);
    expect(lines[0]).to.equal('a.yaml:2:1: thing: unknown key "key0"; write one of: name, list');
    expect(lines[19]).to.match(/^a\.yaml:21:1: thing: unknown key "key19"/);
    expect(lines[20]).to.equal("and 39980 more of the kind");
    const items = told(`name: x\nlist:\n${"  - { id: 1, od: x }\n".repeat(10_000)}`);
    expect(items).to.have.length(21);
    expect(items[20]).to.equal("and 19980 more of the kind");
  });

  it("quotes no more of a value than tells which it is", () => {
    const long = "x".repeat(3_000_000);
    for (const text of [
      `name: [${long}]\n`,
      `name: x\n${long}: 1\n`,
      long,
      `name: x\nlist: ${long}\n`,
      `name: x\nlist: [{ id: x, ${long}: 1 }]\n`,
    ])
      for (const line of told(text)) expect(line.length).to.be.below(400);
  });

  it("quotes nothing of what the parser could not read", () => {
    for (const text of [
      "name: x\n}}} SECRET\n",
      "name: x\n- SECRET\n",
      'name: "SECRET\n',
      "a: b: SECRET\n",
      "SECRET: @SECRET\n",
      "name: x\n\tSECRET: y\n",
    ])
      expect(told(text).join("\n")).not.to.include("SECRET");
  });
});

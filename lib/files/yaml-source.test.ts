import { expect } from "chai";
import { z } from "zod";
import { faultText } from "./fault.js";
import { YamlSource } from "./yaml-source.js";

const schema = z.strictObject({
  name: z.string(),
  port: z.number().optional(),
  level: z.enum(["low", "high"]).default("low"),
  timings: z.strictObject({ connect: z.string().optional(), reply: z.string().optional() }).prefault({}),
  files: z.array(z.strictObject({ title: z.string() })).min(1),
});

describe("files/yaml-source", () => {
  function faultsOf(text: string): string[] {
    const source = new YamlSource("a.yaml", text);
    if (source.data !== undefined) source.check(schema, source.data, [], "thing");
    return source.faults.map(faultText);
  }

  it("gives the value with its defaults when nothing is wrong", () => {
    const source = new YamlSource("a.yaml", "name: x\nfiles:\n  - title: t\n");
    expect(source.check(schema, source.data, [], "thing")).to.deep.equal({
      name: "x",
      level: "low",
      timings: {},
      files: [{ title: "t" }],
    });
    expect(source.faults).to.deep.equal([]);
  });

  const rows: readonly (readonly [title: string, text: string, faults: readonly string[]])[] = [
    [
      "an unknown key",
      "name: x\nprot: 21\nfiles: [{ title: t }]\n",
      ['a.yaml:2:1: thing: unknown key "prot"; write port'],
    ],
    [
      "an unknown key in a mapping that may be left out",
      "name: x\ntimings: { conect: 1s }\nfiles: [{ title: t }]\n",
      ['a.yaml:2:12: thing: unknown key "conect"; write connect'],
    ],
    [
      "an unknown key in a list, before the key that it leaves missing",
      "name: x\nfiles:\n  - title: t\n  - titel: t\n",
      [
        'a.yaml:4:5: thing: unknown key "titel"; write title',
        "a.yaml:4:5: thing: files.1.title is missing; write a string",
      ],
    ],
    [
      "a value of another type",
      'name: x\nport: "21"\nfiles: [{ title: t }]\n',
      ['a.yaml:2:7: thing: port is the string "21"; write a number'],
    ],
    [
      "a mapping for a list",
      "name: x\nfiles: { title: t }\n",
      ["a.yaml:2:8: thing: files is a mapping; write a list"],
    ],
    [
      "a word that is none of the known ones",
      "name: x\nlevel: hihg\nfiles: [{ title: t }]\n",
      ['a.yaml:2:8: thing: level is "hihg"; write high'],
    ],
    ["an empty list", "name: x\nfiles: []\n", ["a.yaml:2:8: thing: files is empty; write at least one"]],
    [
      "a second document",
      "name: x\n---\nname: y\n",
      ["a.yaml:2:1: a second document begins here; put it in a file of its own"],
    ],
  ];
  for (const [title, text, faults] of rows) {
    it(`says where and what instead: ${title}`, () => {
      expect(faultsOf(text)).to.deep.equal(faults);
    });
  }

  it("says only the first of what is wrong with the syntax, and has no data then", () => {
    const source = new YamlSource("a.yaml", "name: { a: 1\nfiles: [\n");
    expect(source.data).to.equal(undefined);
    expect(source.faults).to.have.length(1);
    expect(source.faults[0]?.message).to.match(/^not YAML: /);
  });

  it("finds a value, the nearest parent of one that is missing, and a key", () => {
    const source = new YamlSource("a.yaml", "files:\n  - title: t\n  - title: u\n");
    expect(source.positionOf(["files", 1, "title"])).to.deep.equal({ line: 3, column: 12 });
    expect(source.positionOf(["files", 1, "size"])).to.deep.equal({ line: 3, column: 5 });
    expect(source.positionOf(["files", 1], "title")).to.deep.equal({ line: 3, column: 5 });
  });

  it("insists on double quotes where the caller wants them", () => {
    const source = new YamlSource("a.yaml", 'send: "STAT #1"\nother: x\nlist:\n  - send: NOOP\n', {
      mustBeQuoted: (key) => key === "send",
    });
    expect(source.faults.map(faultText)).to.deep.equal([
      'a.yaml:4:11: send must stand in double quotes, or YAML may change it; write send: "NOOP"',
    ]);
  });
});

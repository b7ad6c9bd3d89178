import { expect } from "chai";
import { shown, shownWord } from "./shown.js";

describe("files/shown", () => {
  const rows: [value: unknown, text: string][] = [
    ["21", '"21"'],
    [21, "21"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [undefined, "undefined"],
    [{ a: [1] }, '{"a":[1]}'],
    ["a\nb\x1b", '"a\\nb\\u001b"'],
    ["x".repeat(60), `"${"x".repeat(60)}"`],
    ["x".repeat(61), `"${"x".repeat(60)}"... (1 more character)`],
    ["x".repeat(5_000_000), `"${"x".repeat(60)}"... (4999940 more characters)`],
    ["ftp://root:SECRET@host", '"ftp://root:****@host"'],
    ["see ftp://root:SEC@RET/@host/x", '"see ftp://root:****@host/x"'],
    ["root:SECRET@host", '"root:****@host"'],
    ["root:/SECRET@host", '"root:****@host"'],
    [`ftp://root:${"SECRET".repeat(1000)}@host`, '"ftp://root:****@host"'],
    ["somebody@host", '"somebody@host"'],
    ["http://host/a", '"http://host/a"'],
  ];
  for (const [value, text] of rows) {
    it(`${JSON.stringify(value)?.slice(0, 30)} as ${text.slice(0, 30)}`, () =>
      expect(shown(value)).to.equal(text));
  }

  it("a word without quotes of its own", () => {
    expect(shownWord('a"b\n')).to.equal('a\\"b\\n');
    expect(shownWord("x".repeat(100))).to.equal(`${"x".repeat(60)}... (40 more characters)`);
  });
});

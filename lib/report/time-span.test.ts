import { expect } from "chai";
import { timeSpan } from "./time-span.js";

describe("report/time-span", () => {
  const table: [milliseconds: number, text: string][] = [
    [0, "0.0 s"],
    [-5, "0.0 s"],
    [1_900, "1.9 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min 0 s"],
    [133_000, "2 min 13 s"],
    [3_599_600, "1 h 0 min"],
    [3_900_000, "1 h 5 min"],
  ];
  for (const [milliseconds, text] of table) {
    it(`${milliseconds} ms is ${text}`, () => expect(timeSpan(milliseconds)).to.equal(text));
  }
});

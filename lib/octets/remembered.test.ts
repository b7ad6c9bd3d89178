import { expect } from "chai";
import { Remembered } from "./remembered.js";

describe("octets/remembered", () => {
  it("asks once, and again when much has been asked since or the question is long", () => {
    const remembered = new Remembered<number>();
    let asked = 0;
    const ask = (key: string): number => remembered.of(key, () => ++asked);
    expect([ask("a"), ask("b"), ask("a")]).to.deep.equal([1, 2, 1]);
    const long = "x".repeat(1000);
    expect([ask(long), ask(long)]).to.deep.equal([3, 4]);
    for (let more = 0; more < 10_000; more += 1) ask(`c${more}`);
    expect(ask("a")).to.be.greaterThan(10_000);
  });
});

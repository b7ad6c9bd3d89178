import { expect } from "chai";
import { Gathered } from "./gathered.js";

describe("gathered octets", () => {
  it("pieces leave as one, and the next octets do not touch those that left", () => {
    const gathered = new Gathered();
    gathered.append(Buffer.from("220"));
    gathered.append(Buffer.from("x ready"), 1);
    const first = gathered.take();
    gathered.append(Buffer.from("abc"), 1, 2);
    expect(first.toString()).to.equal("220 ready");
    expect(gathered.copy().toString()).to.equal("b");
    expect(gathered.length).to.equal(1);
  });

  it("a million pieces of one octet take no quadratic time", () => {
    const gathered = new Gathered();
    const piece = Buffer.from("a");
    for (let count = 0; count < 1_000_000; count++) gathered.append(piece);
    expect(gathered.take().length).to.equal(1_000_000);
  });
});

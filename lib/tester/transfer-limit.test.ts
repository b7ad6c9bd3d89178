import { expect } from "chai";
import { TransferLimit } from "./transfer-limit.js";

const HOUR = 3_600_000;

describe("the limit of a transfer", () => {
  it("gives the first octet the time of one wait", () => {
    expect(new TransferLimit(HOUR, undefined).wait(0)).to.equal(HOUR);
  });

  it("gives less when the whole may take less", () => {
    expect(new TransferLimit(HOUR, 1000).wait(0)).to.be.at.most(1000);
    expect(new TransferLimit(HOUR, 0).wait(1_000_000)).to.be.at.most(0);
  });

  it("ends a drip, and lets go on who is slow but steady", async () => {
    const limit = new TransferLimit(1, undefined);
    while (limit.elapsed < 20) await new Promise((resolve) => setImmediate(resolve));
    expect(limit.wait(15)).to.be.at.most(0);
    expect(limit.wait(HOUR)).to.equal(1);
  });
});

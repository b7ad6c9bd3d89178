import { expect } from "chai";
import { Pace } from "./pace.js";

describe("how many cases run at once", () => {
  it("is fewer when this process lags behind, never none, and as many as before when it does not", () => {
    const look = { at: 0, lag: 0 };
    const pace = new Pace(8, () => ({ ...look }));
    const after = (passed: number, lag: number): number => {
      look.at += passed;
      look.lag += lag;
      return pace.now;
    };
    expect(after(10, 10), "too soon to tell").to.equal(8);
    expect([1, 2, 3, 4].map(() => after(1000, 600))).to.deep.equal([4, 2, 1, 1]);
    expect(after(1000, 300), "neither busy nor idle").to.equal(1);
    expect([1, 2, 3, 4, 5].map(() => after(1000, 100))).to.deep.equal([2, 3, 4, 6, 8]);
    expect(after(1000, 0), "never more than allowed").to.equal(8);
  });
});

import { expect } from "chai";
import { ManualClock, systemClock } from "./clock.js";

describe("net/clock", () => {
  it("makes the calls that fall due, in the order of their times", () => {
    const clock = new ManualClock(1000);
    const calls: string[] = [];
    clock.after(30, () => calls.push(`c at ${clock.now()}`));
    clock.after(10, () => calls.push(`a at ${clock.now()}`));
    clock.after(10, () => calls.push(`b at ${clock.now()}`));
    clock.advance(29);
    expect(calls).to.deep.equal(["a at 1010", "b at 1010"]);
    clock.advance(1);
    expect(calls).to.deep.equal(["a at 1010", "b at 1010", "c at 1030"]);
    expect(clock.pending).to.equal(0);
  });

  it("makes a call that another call orders, if it falls due", () => {
    const clock = new ManualClock(0);
    const calls: number[] = [];
    const again = (): void => {
      calls.push(clock.now());
      if (calls.length < 5) clock.after(10, again);
    };
    clock.after(10, again);
    clock.advance(35);
    expect(calls).to.deep.equal([10, 20, 30]);
    expect(clock.now()).to.equal(35);
  });

  it("does not make a call that was cancelled", () => {
    const clock = new ManualClock(0);
    const timer = clock.after(10, () => expect.fail("was cancelled"));
    timer.cancel();
    timer.cancel();
    clock.advance(20);
    expect(clock.pending).to.equal(0);
  });

  it("has the system's time and the system's timers behind the same interface", async () => {
    const before = systemClock.now();
    systemClock.after(0, () => expect.fail("was cancelled")).cancel();
    await new Promise<void>((resolve) => {
      const held = setInterval(() => {}, 1000);
      systemClock.after(1, () => {
        clearInterval(held);
        resolve();
      });
    });
    expect(systemClock.now()).to.be.at.least(before);
  });
});

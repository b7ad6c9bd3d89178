import { expect } from "chai";
import { ForwardClock, ManualClock, systemClock } from "./clock.js";

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

  it("goes by itself, and what is due by a leap forward happens at once, in order and at its own time", () => {
    const clock = new ForwardClock();
    const start = clock.now();
    const calls: string[] = [];
    const at = (): number => Math.round((clock.now() - start) / 1000);
    clock.after(300_000, () => calls.push(`c at ${at()}`));
    clock.after(60_000, () => {
      calls.push(`a at ${at()}`);
      clock.after(60_000, () => calls.push(`b at ${at()}`));
    });
    clock.after(90_000, () => calls.push("never")).cancel();
    clock.forward(200_000);
    expect(calls).to.deep.equal(["a at 60", "b at 120"]);
    expect(at()).to.equal(200);
    clock.forward(100_000);
    expect(calls.at(-1)).to.equal("c at 300");
  });

  it("after a leap waits only for what is left", async () => {
    const clock = new ForwardClock();
    const called = new Promise<void>((resolve) => {
      clock.after(3_600_000, resolve);
    });
    const keepAlive = setInterval(() => {}, 1000);
    clock.forward(3_599_990);
    await called;
    clearInterval(keepAlive);
  });
});

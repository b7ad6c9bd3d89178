import { expect } from "chai";
import { ManualClock } from "../net/clock.js";
import { Patience } from "./patience.js";

describe("server/patience", () => {
  function made(milliseconds: number): { clock: ManualClock; patience: Patience; lost: number[] } {
    const clock = new ManualClock(0);
    const lost: number[] = [];
    return { clock, lost, patience: new Patience(clock, milliseconds, () => lost.push(clock.now())) };
  }

  it("is lost once, so long after the last sign", () => {
    const { clock, patience, lost } = made(100);
    patience.start();
    clock.advance(99);
    patience.sign();
    clock.advance(99);
    expect(lost).to.deep.equal([]);
    clock.advance(500);
    expect(lost).to.deep.equal([199]);
    expect(clock.pending).to.equal(0);
  });

  it("waits no more once it is stopped, and again when it is started", () => {
    const { clock, patience, lost } = made(100);
    patience.start();
    patience.stop();
    expect(clock.pending).to.equal(0);
    clock.advance(500);
    patience.start();
    patience.start();
    clock.advance(100);
    expect(lost).to.deep.equal([600]);
  });

  it("of 0 is never lost", () => {
    const { clock, patience, lost } = made(0);
    patience.start();
    clock.advance(1e9);
    expect(lost).to.deep.equal([]);
  });
});

import { expect } from "chai";
import { Waiter } from "./waiter.js";

const LONG_MS = 20_000;

describe("waiter", () => {
  it("does not wait for what is so already", async () => {
    const waiter = new Waiter();
    expect(await waiter.until(() => true, 0)).to.equal(true);
    waiter.close();
  });

  it("looks again when something has changed, and only then settles", async () => {
    const waiter = new Waiter();
    let count = 0;
    const waiting = waiter.until(() => count === 2, LONG_MS);
    for (count = 1; count <= 2; count += 1) waiter.changed();
    count = 2;
    waiter.changed();
    expect(await waiting).to.equal(true);
    waiter.close();
  });

  it("gives up at the limit", async () => {
    const waiter = new Waiter();
    expect(await waiter.until(() => false, 1)).to.equal(false);
    waiter.close();
  });

  it("keeps to a shorter limit after a longer one, and to a longer one after a shorter one", async () => {
    const waiter = new Waiter();
    let met = false;
    const first = waiter.until(() => met, LONG_MS);
    met = true;
    waiter.changed();
    expect(await first).to.equal(true);
    expect(await waiter.until(() => false, 1)).to.equal(false);
    met = false;
    const short = waiter.until(() => met, 5);
    met = true;
    waiter.changed();
    expect(await short).to.equal(true);
    // The timer of the short wait is still to fire; it must not end the long one.
    met = false;
    const long = waiter.until(() => met, LONG_MS);
    setTimeout(() => {
      met = true;
      waiter.changed();
    }, 20);
    expect(await long).to.equal(true);
    waiter.close();
  });

  it("stops waiting when the run is stopped, now and later", async () => {
    const stop = new AbortController();
    const waiter = new Waiter(stop.signal);
    const waiting = waiter.until(() => false, LONG_MS);
    stop.abort();
    expect(await waiting).to.equal(false);
    expect(await waiter.until(() => false, LONG_MS)).to.equal(false);
    waiter.close();
  });

  it("lets go of who waits when it is closed", async () => {
    const waiter = new Waiter();
    const waiting = waiter.until(() => false, LONG_MS);
    waiter.close();
    expect(await waiting).to.equal(false);
  });
});

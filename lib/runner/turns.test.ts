import { expect } from "chai";
import { Turns } from "./turns.js";

describe("taking turns with other runs on this machine", function () {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("lets one have a device at a time, and the next when that is done", async () => {
    const one = new Turns("bench 21");
    const other = new Turns("BENCH 21");
    const order: string[] = [];
    await one.take();
    const waited = other.take().then(() => order.push("other"));
    await new Turns("bench 22").take();
    order.push("one");
    one.give();
    await waited;
    other.give();
    expect(order).to.deep.equal(["one", "other"]);
  });

  it("waits no longer than its run goes on", async () => {
    const one = new Turns("bench 23");
    const other = new Turns("bench 23");
    const stop = new AbortController();
    await one.take();
    const waited = other.take(stop.signal);
    stop.abort();
    await waited;
    other.give();
    one.give();
    await other.take();
    other.give();
  });
});

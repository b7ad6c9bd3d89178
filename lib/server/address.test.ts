import { expect } from "chai";
import { hostOf } from "./address.js";

describe("server/address", () => {
  const cases: readonly (readonly [address: string | undefined, host: string])[] = [
    ["127.0.0.1", "127.0.0.1"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["::FFFF:10.0.0.1", "10.0.0.1"],
    ["::1", "::1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    [undefined, ""],
  ];
  for (const [address, host] of cases) {
    it(`${address} is ${host}`, () => {
      expect(hostOf(address)).to.equal(host);
    });
  }
});
